"""An article scored against reference articles that are not line-aligned with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.document import Document
from auditor.errors import InputError
from auditor.scoring.alignment import Alignment, align
from auditor.scoring.metrics import Score, Scorer
from auditor.text.differences import Piece, differences
from auditor.text.language import identify
from auditor.text.quotations import Span

LEAST_QUALITY = 0.18
"""Chosen on the articles of 2021 in tests/benchmarks/alignment.py: less is most likely another story."""
_GOOD_QUALITY = 0.25  # less had, of whole articles, only the poorest translations
MOST_SENTENCES = 1000
MOST_CHARACTERS = 300_000
_LEAST_LETTERS = 60  # of fewer, English is now and then mistaken for its neighbors
_WORST = 3
_SURE = 0.99  # of the article's language; the reference's may be one that we do not know

_Group = tuple[tuple[Span, ...], ...]  # sentences of each side
_Groups = Iterator[_Group]


@dataclass(frozen=True, slots=True)
class Pair:
    """What is scored as one segment: sentences of the article and their counterpart in each reference.

    A sentence that no reference has goes with the sentence before it: chrF counts nothing where the reference is empty.
    Empty: no counterpart. `span` is where the sentences are in the article, in code points, None if there are none.
    """

    hypothesis: str
    references: tuple[str, ...]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Paired:
    """An article and its references, matched.

    `sentences` and `reference_sentences` are what the links of `alignments` number: sentences, each with the dateline before
    it. `pairs` hold every word of all texts once, in the order of the article, then what only references have. `quality` is
    that of the worst alignment.
    """

    document: Document
    references: tuple[Document, ...]
    sentences: tuple[Span, ...]
    reference_sentences: tuple[tuple[Span, ...], ...]
    alignments: tuple[Alignment, ...]
    pairs: tuple[Pair, ...]
    quality: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferingSegment:
    """Sentences of the article that are not those of the reference that is nearest to them, and how they differ from it."""

    span: Span
    text: str
    reference: str
    chrf: float
    differences: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReferenceScores:
    """Scores of one article over its pairs. `added` and `omitted` are the sentences without counterpart in any other text."""

    scores: tuple[Score, ...]
    quality: float
    segments: tuple[DifferingSegment, ...]
    """Furthest from the reference first."""
    added: tuple[Span, ...]
    omitted: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def worst(self) -> tuple[DifferingSegment, ...]:
        """The segments to look at first."""
        return self.segments[:_WORST]


def paired(hypothesis: Document, references: Sequence[Document]) -> Paired:
    """Match the sentences of an article with those of one reference or more.

    Raises InputError for a text that is empty or too long, and, its place being the path of the reference, for a reference
    that is in another language or tells another story.
    """
    for document in (hypothesis, *references):
        _check_size(document)
    for reference in references:
        _check_language(hypothesis, reference, _SURE)
    sides = [_Side(document, _sentences(document)) for document in (hypothesis, *references)]
    alignments = tuple(align(sides[0].texts(), side.texts()) for side in sides[1:])
    for reference, alignment in zip(references, alignments, strict=True):
        if alignment.quality < LEAST_QUALITY:
            _check_language(hypothesis, reference, 0)
            raise InputError(
                f"does not tell the story of {hypothesis.path}: their sentences match with a quality of {alignment.quality:.2f},"
                f" and less than {LEAST_QUALITY} is not scored; give the translation of the same article",
                place=reference.path,
            )
    pairs = tuple(_pair(sides, group) for group in _with_additions(_matched(sides, alignments)))
    quality = min(alignment.quality for alignment in alignments)
    spans = [side.sentences for side in sides]
    notes = tuple(
        f"matches {reference.path} poorly (quality {alignment.quality:.2f}): look at the alignment before using the scores"
        for reference, alignment in zip(references, alignments, strict=True)
        if alignment.quality < _GOOD_QUALITY
    )
    return Paired(hypothesis, tuple(references), spans[0], tuple(spans[1:]), alignments, pairs, quality, notes)


def against(document: Document, references: Sequence[Document]) -> ReferenceScores:
    """Score an article against references. Raises InputError as `paired` does, and for sentences too long to score."""
    matched = paired(document, references)
    hypotheses = [pair.hypothesis for pair in matched.pairs]
    try:
        scores = Scorer(scorable(matched.pairs)).corpus(hypotheses)
    except InputError as error:
        raise InputError(f"matched sentences: {error.message}", place=document.path) from None
    linked = {i for alignment in matched.alignments for link in alignment.links if link.reference for i in link.hypothesis}
    notes = [
        f"the same text as {reference.path}, whose scores say nothing"
        for reference in references
        if document.text.split() == reference.text.split()
    ]
    return ReferenceScores(
        scores,
        matched.quality,
        tuple(sorted(filter(None, map(_difference, matched.pairs)), key=lambda segment: segment.chrf)),
        tuple(span for i, span in enumerate(matched.sentences) if i not in linked),
        tuple(next(filter(None, pair.references)) for pair in matched.pairs if not pair.hypothesis),
        (*matched.notes, *notes),
    )


def scorable(pairs: Sequence[Pair]) -> list[list[str | None]]:
    """The references as Scorer has them: where one has no counterpart, the others count."""
    return [[text or None for text in column] for column in zip(*(pair.references for pair in pairs), strict=True)]


@dataclass(frozen=True, slots=True)
class _Side:
    """Sentences of one text, or those of them that are left."""

    document: Document
    sentences: tuple[Span, ...]

    def texts(self) -> list[str]:
        return [self.text(span) for span in self.sentences]

    def text(self, span: Span) -> str:
        return " ".join(self.document.text[slice(*span)].split())


def _matched(sides: Sequence[_Side], alignments: Sequence[Alignment]) -> _Groups:
    """Sentences of each side that belong together: those of the first that share a link, and whatever is linked with them.

    Then the same with what is left of the others.
    """
    joined = {i for alignment in alignments for link in alignment.links for i in link.hypothesis[1:]}
    linked = [{i: link.reference for link in a.links for i in link.hypothesis} for a in alignments]
    starts = [i for i in range(len(sides[0].sentences)) if i not in joined]
    for start, end in pairwise([*starts, len(sides[0].sentences)]):
        met = [sorted({j for i in range(start, end) for j in links[i]}) for links in linked]
        theirs = (tuple(side.sentences[j] for j in found) for side, found in zip(sides[1:], met, strict=True))
        yield sides[0].sentences[start:end], *theirs
    used = [{j for found in links.values() for j in found} for links in linked]
    left = [
        _Side(side.document, tuple(span for j, span in enumerate(side.sentences) if j not in taken))
        for side, taken in zip(sides[1:], used, strict=True)
    ]
    if left:
        for group in _matched(left, [align(left[0].texts(), side.texts()) for side in left[1:]]):
            yield (), *group


def _with_additions(groups: _Groups) -> list[_Group]:
    """Sentences that no reference has, joined with those before them, or behind them if they come first."""
    joined: list[_Group] = []
    for group in groups:
        if joined and not (any(group[1:]) and any(joined[-1][1:])):
            group = tuple(before + own for before, own in zip(joined.pop(), group, strict=True))
        joined.append(group)
    return joined


def _pair(sides: Sequence[_Side], group: _Group) -> Pair:
    hypothesis, *references = (" ".join(map(side.text, spans)) for side, spans in zip(sides, group, strict=True))
    return Pair(hypothesis, tuple(references), (group[0][0][0], group[0][-1][1]) if group[0] else None)


def _difference(pair: Pair) -> DifferingSegment | None:
    """The difference from the nearest reference, if any."""
    if not pair.span:
        return None
    found = [(_chrf(pair.hypothesis, reference), reference) for reference in pair.references if reference]
    chrf, reference = max(found)
    if pair.hypothesis == reference:
        return None
    return DifferingSegment(pair.span, pair.hypothesis, reference, chrf, differences(pair.hypothesis, reference))


def _chrf(hypothesis: str, reference: str) -> float:
    return Scorer([[reference]], metrics=("chrF",)).segments([hypothesis])[0][0].value


def _sentences(document: Document) -> tuple[Span, ...]:
    """The sentences, each from the dateline before it on: no word is left out."""
    datelines = [segment for segment in document.segments if segment.kind == "dateline"]
    spans: list[Span] = []
    for start, end in document.sentences:
        begin = start
        while datelines and datelines[0].start < start:
            begin = min(begin, datelines.pop(0).start)
        spans.append((begin, end))
    return (*spans, *((dateline.start, dateline.end) for dateline in datelines))


def _check_size(document: Document) -> None:
    if not document.text.strip():
        raise InputError("is empty", place=document.path)
    if len(document.text) > MOST_CHARACTERS or len(document.sentences) > MOST_SENTENCES:
        raise InputError(
            f"has more than {MOST_CHARACTERS:,} characters or {MOST_SENTENCES:,} sentences; give single articles,"
            " or line-aligned files",
            place=document.path,
        )


def _check_language(hypothesis: Document, reference: Document, sure: float) -> None:
    if min(sum(map(str.isalpha, document.text)) for document in (hypothesis, reference)) < _LEAST_LETTERS:
        return
    ours, theirs = identify(hypothesis.text), identify(reference.text)
    if ours and theirs and ours.code != theirs.code and ours.probability >= sure:
        raise InputError(
            f"seems to be in another language ({theirs.code!r}) than {hypothesis.path} ({ours.code!r});"
            " a reference is a translation into the same language, not the source",
            place=reference.path,
        )
