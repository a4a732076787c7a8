"""Interpolated, modified Kneser-Ney smoothing of trigrams, as Chen and Goodman describe it (1999, section 3).

N-grams are counted by sorting them as whole numbers. Trigrams seen once are left out of the table, and their probability
goes to the shorter history: they take most of the room and help little. Counts of shorter histories know them still.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.scoring.fluency.tables import Tables, fixed
from auditor.scoring.fluency.words import START

Array = NDArray[Any]
_LEAST_SEEN = 2  # times, for a trigram that is kept
_USUAL = (0.0, 0.5, 1.0, 1.5)  # discounts where there is too little text to estimate them


def estimate(ids: Array, size: int) -> Tables:
    """The model of a text whose words are below `size`; its sentences stand one after another, each from START to END."""
    trigrams, counts = np.unique(_trigrams(ids), return_counts=True)
    # A bigram counts once for each word seen before it; at the start of a sentence nothing is before it but that.
    bigrams, kinds = np.unique(
        np.concatenate([(trigrams & np.uint64(0xFFFFFFFF)).astype(np.uint32), _openings(ids)]), return_counts=True
    )
    words = np.bincount(bigrams & 0xFFFF, minlength=size)

    share = _discounted(words, words.sum())
    probability = share + (1 - share.sum()) / (size - 1)  # START is never a next word
    before, word = (bigrams >> 16).astype(np.int64), (bigrams & 0xFFFF).astype(np.int64)
    share2, backoff = _level(before, kinds, size, kinds > 0)
    probability2 = share2 + backoff[before] * probability[word]
    history = np.searchsorted(bigrams, (trigrams >> np.uint64(16)).astype(np.uint32))
    kept = counts >= _LEAST_SEEN
    share3, backoff2 = _level(history, counts, len(bigrams), kept)
    ending = np.searchsorted(bigrams, (trigrams[kept] & np.uint64(0xFFFFFFFF)).astype(np.uint32))
    history, share3 = history[kept], share3[kept]
    probability3 = share3 + backoff2[history] * probability2[ending]
    return Tables.of(
        unigram_cost=fixed(probability),
        unigram_backoff=fixed(backoff),
        unigram_children=np.bincount(before, minlength=size),
        bigram_word=word,
        bigram_cost=fixed(probability2),
        bigram_backoff=fixed(backoff2),
        bigram_children=np.bincount(history, minlength=len(bigrams)),
        trigram_word=(trigrams[kept] & np.uint64(0xFFFF)).astype(np.int64),
        trigram_cost=fixed(probability3),
    )


def discounts(counts: Array) -> tuple[float, ...]:
    """What is taken from a count of 0, of 1, of 2 and of 3 or more."""
    n1, n2, n3, n4 = (int(np.count_nonzero(counts == times)) for times in (1, 2, 3, 4))
    if not (n1 and n2 and n3):
        return _USUAL
    y = n1 / (n1 + 2 * n2)
    found = (0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
    return found if all(0 < d < times for times, d in enumerate(found) if times) else _USUAL


def _level(history: Array, counts: Array, histories: int, kept: Array) -> tuple[Array, Array]:
    """The discounted share of each n-gram in its history, and what each history leaves to the next shorter one."""
    share = _discounted(counts, np.bincount(history, weights=counts, minlength=histories)[history])
    left = 1 - np.bincount(history[kept], weights=share[kept], minlength=histories)
    return share, np.clip(left, 0, 1)


def _discounted(counts: Array, totals: Any) -> Array:
    share: Array = (counts - np.array(discounts(counts))[np.minimum(counts, 3)]) / totals
    return share


def _trigrams(ids: Array) -> Array:
    """Each three words of a sentence as one number."""
    inside = (ids[1:-1] != START) & (ids[2:] != START)
    first, second, third = (part[inside].astype(np.uint64) for part in (ids[:-2], ids[1:-1], ids[2:]))
    packed: Array = first << np.uint64(32) | second << np.uint64(16) | third
    return packed


def _openings(ids: Array) -> Array:
    """Each first word of a sentence with the START before it."""
    packed: Array = np.uint32(START << 16) | ids[1:][ids[:-1] == START].astype(np.uint32)
    return packed
