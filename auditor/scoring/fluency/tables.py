"""The n-grams of a model and what they cost, as sorted arrays: nothing is unpacked but what is looked up.

Costs are negative logarithms to base 2 in fixed point, so that every value in a file is a finite probability.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
UNIT = 2048  # parts of a bit
MOST = 2**16 - 1
_LAYOUT = {
    "unigram_cost": "<u2",
    "unigram_backoff": "<u2",
    "unigram_children": "<u4",
    "bigram_word": "<u2",
    "bigram_cost": "<u2",
    "bigram_backoff": "<u2",
    "bigram_children": "<u2",
    "trigram_word": "<u2",
    "trigram_cost": "<u2",
}


def fixed(probability: Array) -> Array:
    """The cost of each probability; of none at all, that of 2**-32."""
    with np.errstate(divide="ignore"):
        cost: Array = np.clip(np.rint(-np.log2(probability) * UNIT), 0, MOST)
        return cost


@dataclass(frozen=True)
class Tables:
    """A trie: the bigrams of a word, and the trigrams of a bigram, stand together, as many as it has `children`.

    `backoff` is the cost of leaving a history for the next shorter one.
    """

    unigram_cost: Array
    unigram_backoff: Array
    unigram_children: Array
    bigram_word: Array
    bigram_cost: Array
    bigram_backoff: Array
    bigram_children: Array
    trigram_word: Array
    trigram_cost: Array

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many words, bigrams and trigrams there are."""
        return len(self.unigram_cost), len(self.bigram_word), len(self.trigram_word)

    @classmethod
    def of(cls, **arrays: Array) -> "Tables":
        """The tables of these arrays, as narrow as they are kept."""
        return cls(**{name: arrays[name].astype(kind) for name, kind in _LAYOUT.items()})

    def to_bytes(self) -> bytes:
        return b"".join(getattr(self, field.name).tobytes() for field in fields(self))

    @classmethod
    def from_bytes(cls, data: memoryview, sizes: tuple[int, int, int]) -> "Tables":
        """Raises ValueError unless the data hold exactly the arrays of a trie of those sizes."""
        arrays: dict[str, Array] = {}
        at = 0
        for name, kind in _LAYOUT.items():
            count = sizes[("unigram", "bigram", "trigram").index(name.partition("_")[0])]
            size = count * np.dtype(kind).itemsize
            arrays[name] = np.frombuffer(data[at : at + size], dtype=kind)
            at += size
        if at != len(data):
            raise ValueError("its parts are not as long as it says")
        tables = cls(**arrays)
        if not tables._is_sound():
            raise ValueError("its n-grams are not in order")
        return tables

    def costs(self, ids: Array) -> Array:
        """What each word costs after the two before it, but for the first of all; in parts of a bit."""
        before, word = ids[:-1].astype(np.uint32), ids[1:]
        at, known = _find(self._bigrams, before << 16 | word)
        short = np.where(known, self.bigram_cost[at], self.unigram_backoff[before].astype(np.int64) + self.unigram_cost[word])
        history = np.where(known, at, len(self._bigrams))[:-1]
        longer, seen = _find(self._trigrams, history.astype(np.uint64) << np.uint64(16) | word[1:])
        costs: Array = short.astype(np.int64)
        backed_off = costs[1:] + self._bigram_backoff[history]
        costs[1:] = np.where(seen, self.trigram_cost[longer], backed_off) if len(self._trigrams) else backed_off
        return costs

    @cached_property
    def _bigrams(self) -> Array:
        first = np.repeat(np.arange(len(self.unigram_cost), dtype=np.uint32), self.unigram_children)
        keys: Array = first << 16 | self.bigram_word
        return keys

    @cached_property
    def _trigrams(self) -> Array:
        first = np.repeat(np.arange(len(self.bigram_word), dtype=np.uint64), self.bigram_children)
        keys: Array = first << np.uint64(16) | self.trigram_word
        return keys

    @cached_property
    def _bigram_backoff(self) -> Array:
        """With one more, of the bigram that is not there: it costs nothing to leave."""
        return np.append(self.bigram_backoff, np.uint16(0)).astype(np.int64)

    def _is_sound(self) -> bool:
        words, bigrams, trigrams = self.sizes
        return (
            bigrams > 0
            and int(self.unigram_children.sum(dtype=np.uint64)) == bigrams
            and int(self.bigram_children.sum(dtype=np.uint64)) == trigrams
            and int(self.bigram_word.max()) < words
            and (not trigrams or int(self.trigram_word.max()) < words)
            and bool((self._bigrams[1:] > self._bigrams[:-1]).all())
            and bool((self._trigrams[1:] > self._trigrams[:-1]).all())
        )


def _find(keys: Array, wanted: Array) -> tuple[Array, Array]:
    """Where each key stands, and whether it is there."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    return at, keys[at] == wanted
