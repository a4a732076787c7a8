"""Which sentences of two English versions of one story say the same.

Translators merge and split sentences, drop and add some, and editors move paragraphs. So no single path through the two
texts is sought, as by Gale and Church (1993), but the best stretch that runs in the same order on both sides, then the best
of what is left, and so on (local alignment: Smith and Waterman 1981). Within a stretch a sentence needs little likeness to
its counterpart; alone it needs more. What likeness is, `similarity` says: of lengths alone, as Gale and Church have it,
nothing can be told once paragraphs move.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.scoring.similarity import Matrix, similarities, words

# Chosen on the articles of 2021 in tests/benchmarks/alignment.py; those of 2022 had no say.
_LEAST = 0.12  # similarity from which a link is worth more than none
_JOINED = 0.02  # what each sentence beyond one on each side must add
_SKIPPED = 0.01  # cost of a sentence left out within a stretch
_RIVAL = 0.7  # cost of what a sentence is more similar to elsewhere, as a share of the difference
_STRETCH = 0.1  # least worth of a stretch

_Gains = dict[tuple[int, int], Matrix]
_Block = tuple[int, int, int, int]  # sentences of the hypothesis, first and number; of the reference
_SKIP_OURS, _SKIP_THEIRS = -1, -2


@dataclass(frozen=True, slots=True)
class Link:
    """Sentences that say the same, as indices in order; one side empty: no counterpart, with a similarity of 0."""

    hypothesis: tuple[int, ...]
    reference: tuple[int, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every sentence of either side is in one link, sentences of one side in one link being adjacent.

    `quality`, from 0 to 1: the similarity of the links, averaged over the words of both texts, so that a word without
    counterpart counts 0.
    """

    links: tuple[Link, ...]
    quality: float


def align(hypothesis: Sequence[str], reference: Sequence[str]) -> Alignment:
    """Link the sentences of two texts, in the order of the hypothesis.

    A sentence of the reference that has no counterpart comes behind the one that it follows in its text. Time grows with
    the product of the numbers of sentences: 400 with 400 take about a second.
    """
    links = list(_links(hypothesis, reference)) if hypothesis and reference else []
    ours = {i for link in links for i in link.hypothesis}
    theirs = {j for link in links for j in link.reference}
    links += [Link((i,), (), 0.0) for i in range(len(hypothesis)) if i not in ours]
    links += [Link((), (j,), 0.0) for j in range(len(reference)) if j not in theirs]
    sizes = [len(words(s)) for s in hypothesis], [len(words(s)) for s in reference]
    met = sum(x.similarity * (sum(sizes[0][i] for i in x.hypothesis) + sum(sizes[1][j] for j in x.reference)) for x in links)
    return Alignment(tuple(_ordered(links)), round(met / max(1, sum(map(sum, sizes))), 4))


def _ordered(links: list[Link]) -> list[Link]:
    starts = {j: link.hypothesis[0] for link in links for j in link.reference if link.hypothesis}

    def place(link: Link) -> tuple[int, int]:
        if link.hypothesis:
            return link.hypothesis[0], -1
        first = link.reference[0]
        return next((starts[j] for j in range(first, -1, -1) if j in starts), -1), first

    return sorted(links, key=place)


def _links(hypothesis: Sequence[str], reference: Sequence[str]) -> Iterator[Link]:
    similar = similarities(hypothesis, reference)
    gains = _gains(similar)
    while stretches := list(_stretches(gains, len(hypothesis), len(reference))):
        for i, a, j, b in (block for stretch in stretches for block in stretch):
            yield Link(tuple(range(i, i + a)), tuple(range(j, j + b)), round(float(similar[a, b][i, j]), 4))
            for (x, y), gain in gains.items():  # neither side is free any more
                gain[max(0, i - x + 1) : i + a] = -np.inf
                gain[:, max(0, j - y + 1) : j + b] = -np.inf


def _gains(similar: _Gains) -> _Gains:
    """What each block is worth: its similarity, less what its sentences have elsewhere, less what chance gives."""
    ours, theirs = similar[1, 1].max(axis=1), similar[1, 1].max(axis=0)
    return {
        (a, b): matrix
        - _LEAST
        - _JOINED * (a + b - 2)
        - _RIVAL * np.maximum(_means(ours, a)[:, None] - matrix, 0)
        - _RIVAL * np.maximum(_means(theirs, b)[None, :] - matrix, 0)
        for (a, b), matrix in similar.items()
    }


def _means(values: Matrix, size: int) -> Matrix:
    """The mean of so many adjacent values, from each on."""
    return np.convolve(values, np.full(size, 1 / size), mode="valid")


def _stretches(gains: _Gains, rows: int, columns: int) -> Iterator[list[_Block]]:
    """The best stretches, best first, as far as they are not in one another's way: then, others may be better."""
    worth, last = _worths(gains, rows, columns)
    ends = np.where(last > 0, worth, 0.0)
    free = np.ones(rows, bool), np.ones(columns, bool)
    while ends.max() >= _STRETCH:
        stretch = _traced(last, int(ends.argmax()), columns, list(gains))
        if not all(free[0][i : i + a].all() and free[1][j : j + b].all() for i, a, j, b in stretch):
            return
        yield stretch
        for i, a, j, b in stretch:
            free[0][i : i + a] = free[1][j : j + b] = False
            ends[i + 1 : i + a + 1] = ends[:, j + 1 : j + b + 1] = 0.0


def _worths(gains: _Gains, rows: int, columns: int) -> tuple[Matrix, "np.ndarray[tuple[int, int], np.dtype[np.int8]]"]:
    """`[i, j]`: the worth of the best stretch that ends before sentences i and j, and how it ends there.

    The latter is 0 for no stretch, a skip, or the number of the block in `gains`, from 1.
    """
    worth = np.zeros((rows + 1, columns + 1))
    last = np.zeros((rows + 1, columns + 1), np.int8)
    ramp = _SKIPPED * np.arange(columns + 1)
    for i in range(1, rows + 1):
        row = np.maximum(worth[i - 1] - _SKIPPED, 0.0)
        how = np.where(row > 0, np.int8(_SKIP_OURS), np.int8(0))
        for number, ((a, b), gain) in enumerate(gains.items(), 1):
            if i >= a:
                longer = worth[i - a, : columns + 1 - b] + gain[i - a]
                better = longer > row[b:]
                row[b:][better] = longer[better]
                how[b:][better] = number
        skipped = np.maximum.accumulate(row + ramp) - ramp
        how[skipped > row + 1e-9] = _SKIP_THEIRS
        worth[i], last[i] = skipped, how
    return worth, last


def _traced(
    last: "np.ndarray[tuple[int, int], np.dtype[np.int8]]", end: int, columns: int, blocks: list[tuple[int, int]]
) -> list[_Block]:
    """The blocks of the stretch that ends at a cell, last first."""
    i, j = divmod(end, columns + 1)
    stretch = []
    while how := int(last[i, j]):
        if how == _SKIP_OURS:
            i -= 1
        elif how == _SKIP_THEIRS:
            j -= 1
        else:
            a, b = blocks[how - 1]
            i, j = i - a, j - b
            stretch.append((i, a, j, b))
    return stretch
