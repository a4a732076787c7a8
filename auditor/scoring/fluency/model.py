"""A house model: how usual a text's sequences of words are in the newsroom's own edited English."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.document import Document
from auditor.scoring.fluency.figures import FluencyScore, SentenceScore, Training
from auditor.scoring.fluency.tables import UNIT, Tables
from auditor.scoring.fluency.words import END, START, UNKNOWN, Lexicon, all_sentences, paragraphs, plain
from auditor.text.quotations import Span

Array = NDArray[Any]
LEAST_TOKENS = 8  # of a sentence that has a percentile: shorter ones are captions, names, scores
_AT_ONCE = 2**18  # words, whose lookups take some 20 MB
_MOST_BITS = 64.0  # beyond which a perplexity says nothing


class Model:
    """An n-gram model with what is usual for it. Safe to share among threads.

    `unknown` is the cost of saying which unknown word it is, in parts of a bit; `articles` and `passages` are the
    quantiles (0 to 100%) of the cross-entropy of the articles and sentences held out.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        tables: Tables,
        unknown: int,
        articles: Sequence[float],
        passages: Sequence[float],
        training: Training,
    ) -> None:
        self.lexicon = lexicon
        self.tables = tables
        self.unknown = unknown
        self.articles = tuple(articles)
        self.passages = tuple(passages)
        self.training = training

    def score(self, document: Document) -> FluencyScore | None:
        """The score of a document; None if it has no words. Time is linear in its length."""
        view = plain(document.text)
        spans: list[Span] = []
        ids, lengths = array("H"), []
        for paragraph in paragraphs(document):
            for span, found in all_sentences(view, paragraph):
                ids.append(START)
                ids.extend(map(self.lexicon.__getitem__, found))
                ids.append(END)
                spans.append(span)
                lengths.append(len(found) + 2)
        if not spans:
            return None
        numbers = np.frombuffer(ids, dtype=np.uint16)
        sums = totals(costs(self.tables, self.unknown, numbers), lengths)
        counts = np.array(lengths) - 1
        bits = (sums / counts / UNIT).tolist()
        scores = (
            SentenceScore(start, end, count, round(b, 4), _perplexity(b), percentile(self.passages, b))
            for (start, end), count, b in zip(spans, counts.tolist(), bits, strict=True)
            if count >= LEAST_TOKENS
        )
        whole = float(sums.sum() / counts.sum() / UNIT)
        return FluencyScore(
            tokens=int(counts.sum()),
            cross_entropy=round(whole, 4),
            perplexity=_perplexity(whole),
            percentile=percentile(self.articles, whole),
            unknown=round(float(np.count_nonzero(numbers == UNKNOWN) / counts.sum()), 4),
            sentences=tuple(scores),
        )


def costs(tables: Tables, unknown: int, ids: Array) -> Array:
    """What each word costs, START nothing, in parts of a bit. `ids` are whole sentences."""
    found: Array = np.zeros(len(ids), dtype=np.int64)
    for start in range(1, len(ids), _AT_ONCE):
        context = max(0, start - 2)
        costs = tables.costs(ids[context : start + _AT_ONCE])
        found[start : start + _AT_ONCE] = costs[start - context - 1 :]
    found[ids == UNKNOWN] += unknown
    found[ids == START] = 0
    return found


def totals(values: Array, lengths: Sequence[int] | Array) -> Array:
    """Sums of as many values as each length says, one after another."""
    sums: Array = np.add.reduceat(values, np.append(0, np.cumsum(lengths)[:-1]))
    return sums


def percentile(quantiles: Sequence[float], bits: float) -> float:
    """Where a value stands among equally spaced quantiles, in percent."""
    at = bisect_left(quantiles, bits)
    if at == 0 or at == len(quantiles):
        return 100.0 if at else 0.0
    low, high = quantiles[at - 1], quantiles[at]
    return round(100 * (at - 1 + (bits - low) / (high - low)) / (len(quantiles) - 1), 1)


def _perplexity(bits: float) -> float:
    return float(round(2 ** min(bits, _MOST_BITS), 2))
