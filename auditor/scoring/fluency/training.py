"""Training: from an archive of articles to a house model.

Memory grows with the archive: 0.9 GB for 100 MB of text, of which the words themselves are kept as 4 bytes each.
"""

from array import array
from collections import defaultdict
from collections.abc import Container
from hashlib import blake2b
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.document import Document
from auditor.errors import InputError
from auditor.scoring.fluency.estimate import estimate
from auditor.scoring.fluency.figures import Read, Training
from auditor.scoring.fluency.model import LEAST_TOKENS, Model, costs, totals
from auditor.scoring.fluency.tables import UNIT, Tables
from auditor.scoring.fluency.words import (
    CLASSES,
    END,
    KEPT,
    MOST_WORDS,
    START,
    UNKNOWN,
    Lexicon,
    all_sentences,
    is_abstracted,
    paragraphs,
    plain,
)
from auditor.text.language import identify
from auditor.text.wording import counted

Array = NDArray[Any]
LEAST_ARTICLES = 30
LEAST_READ = 10_000  # tokens: words and marks
MOST_READ = 50_000_000  # about 300 MB of text
HELD_OUT = 10  # one article in so many
_LEAST_SEEN = 2  # times, for a word that is known
# Four in ten words of English are of these; a text in which fewer than one in six are is looked at more closely.
_ENGLISH = frozenset("the of and to in a that is was for it on with as be at by he his from are this have has not but".split())
_USUAL_SHARE = 1 / 6
_DIGEST = 12  # bytes


class Archive:
    """The newsroom's own articles, one after another, and the model made of them."""

    def __init__(self) -> None:
        self.read = Read()
        self._types: defaultdict[str, int] = defaultdict()
        self._types.default_factory = self._types.__len__
        self._english = frozenset(self._types[word] for word in _ENGLISH)
        self._ids = array("I")
        self._articles: list[tuple[bytes, int]] = []  # digest, and how many ids
        self._known: set[bytes] = set()

    def add(self, document: Document) -> None:
        """Take in an article, but for the paragraphs that stood in others before. Raises InputError when it is too much."""
        view = plain(document.text)
        before = len(self._ids)
        digest, repeated, count = blake2b(digest_size=_DIGEST), 0, 0
        for paragraph in paragraphs(document):
            own = blake2b(" ".join(view[slice(*paragraph)].split()).encode(), digest_size=_DIGEST).digest()
            self.read.paragraphs += 1
            if own in self._known:
                repeated += 1
                continue
            self._known.add(own)
            digest.update(own)
            for _, found in all_sentences(view, paragraph):
                self._ids.extend(map(self._types.__getitem__, (CLASSES[START], *found, CLASSES[END])))
                count += len(found)
        self.read.repeated_paragraphs += repeated
        if not count:
            self.read.repeated_articles += bool(repeated)
        elif language := self._foreign(document.text, before, count):
            self.read.foreign[language] += 1
            del self._ids[before:]
        else:
            self.read.articles += 1
            self.read.tokens += count
            self._articles.append((digest.digest(), len(self._ids) - before))
        if self.read.tokens > MOST_READ:
            raise InputError(
                f"more than {MOST_READ:,} words and marks so far; train on a part of the archive", place=document.path
            )

    def _foreign(self, text: str, start: int, count: int) -> str:
        """The language of an article that is not in English; of others nothing. Few need a close look, which is slow."""
        if sum(map(self._english.__contains__, self._ids[start:])) >= count * _USUAL_SHARE:
            return ""
        language = identify(text)
        return language.code if language and language.code != "en" else ""

    def model(self) -> Model:
        """Train on nine articles in ten; the others tell what is usual. Which they are depends on the articles alone.

        Raises InputError when there is too little to learn from.
        """
        count = self.read.articles
        if count < LEAST_ARTICLES or self.read.tokens < LEAST_READ:
            raise InputError(
                f"too small to learn from: {counted(count, 'article')} in English with"
                f" {self.read.tokens:,} words and marks; left out were {self.read.foreign.total():,} in other languages and"
                f" {self.read.repeated_articles:,} with nothing but repeated paragraphs. A model takes {LEAST_ARTICLES} articles"
                f" (a file or a line of JSON Lines each) and {LEAST_READ:,} words and marks"
            )
        ids, names, articles = np.frombuffer(self._ids, dtype=np.uint32), list(self._types), self._articles
        chosen = set(sorted(digest for digest, _ in articles)[::HELD_OUT])
        lengths = np.array([length for _, length in articles])
        held_out = np.array([digest in chosen for digest, _ in articles])
        rest = np.repeat(held_out, lengths)
        vocabulary = _vocabulary(names, np.bincount(ids[~rest], minlength=len(names)).tolist())
        read = np.bincount(ids, minlength=len(names)) > 0  # not in an article passed over
        lexicon = Lexicon(vocabulary)
        numbers = np.array([lexicon[name] for name in names], dtype=np.uint16)
        unknown = round(log2(max(1, int((read & (numbers == UNKNOWN)).sum()))) * UNIT)
        tables = estimate(numbers[ids[~rest]], len(CLASSES) + len(vocabulary))
        return _normed(Lexicon(vocabulary), tables, unknown, numbers[ids[rest]], lengths[held_out], self.read)


def _vocabulary(names: list[str], counts: list[int]) -> list[str]:
    """Words seen twice, the most frequent first: lower-case words and marks, and capitalized ones that are no mere names."""
    seen = {name: n for name, n in zip(names, counts, strict=True) if n >= _LEAST_SEEN and name not in CLASSES}
    common = {name: n for name, n in seen.items() if not is_abstracted(name) and _is_common(name, seen)}
    return sorted(common, key=lambda name: (-common[name], name))[: MOST_WORDS - len(CLASSES)]


def _is_common(word: str, seen: Container[str]) -> bool:
    return not word[0].isupper() or word in KEPT or word[0].lower() + word[1:] in seen


def _normed(lexicon: Lexicon, tables: Tables, unknown: int, rest: Array, lengths: Array, read: Read) -> Model:
    """The model with what the articles held out, of so many numbers each, say is usual."""
    bits = costs(tables, unknown, rest)
    starts = np.flatnonzero(rest == START)
    sentences = np.diff(np.append(starts, len(rest)))
    passages = (totals(bits, sentences) / (sentences - 1) / UNIT)[sentences - 1 >= LEAST_TOKENS]
    tokens = totals((rest != START).astype(np.int64), lengths)
    articles = totals(bits, lengths) / tokens / UNIT
    training = Training(
        articles=read.articles - len(lengths),
        tokens=read.tokens - int(tokens.sum()) + len(starts),
        held_out_articles=len(lengths),
        held_out_tokens=int(tokens.sum()) - len(starts),
        cross_entropy=round(float(bits.sum() / tokens.sum() / UNIT), 4),
    )
    return Model(lexicon, tables, unknown, _quantiles(articles), _quantiles(passages), training)


def _quantiles(values: Array) -> list[float]:
    return [round(value, 4) for value in np.quantile(values, np.linspace(0, 1, 101)).tolist()] if len(values) else [0.0]
