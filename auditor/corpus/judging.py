"""Findings and annotated errors set against each other.

A finding and a mark meet when they share a letter, a digit or, where the mark has none, any character: `exact` when they
are the same but for white space and punctuation at their ends, `partial` otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from auditor.corpus.gold import Passage
from auditor.finding import Finding

Overlap = Literal["exact", "partial", "none"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding or a mark of a passage, and how it meets one of the other kind. Offsets are code points."""

    start: int
    end: int
    text: str
    type: str
    severity: str
    overlap: Overlap
    rule: str = ""

    @property
    def met(self) -> bool:
        return self.overlap != "none"


@dataclass(frozen=True, slots=True)
class PassageResult:
    """One passage: its findings and marks judged by each other.

    `alarms` are the findings on the edited version, which should have none; None where there is no such version.
    `language` is the source language known, `stated` the one that the audit states. `characters` counts those that are
    (flagged, marked, both). `chance` is the precision that findings of the same lengths would have at random places.
    """

    path: str
    digest: str
    words: int
    language: str | None
    stated: str | None
    findings: tuple[Judged, ...]
    marks: tuple[Judged, ...]
    alarms: tuple[Judged, ...] | None
    characters: tuple[int, int, int]
    chance: float


def judge(passage: Passage, findings: Sequence[Finding], alarms: Sequence[Finding] | None, stated: str | None) -> PassageResult:
    """Set findings and marks of one passage against each other. `alarms` are the findings on its edited version."""
    text = passage.text
    marks = [(m.start, m.end) for m in passage.marks]
    spans = [(f.start, f.end) for f in findings]
    flagged, marked = _covered(spans, len(text)), _covered(marks, len(text))
    return PassageResult(
        path=passage.path,
        digest=blake2b(repr((text, passage.marks)).encode(), digest_size=8).hexdigest(),
        words=len(text.split()),
        language=passage.language,
        stated=stated,
        findings=tuple(_finding(f, _best(text, (f.start, f.end), marks)) for f in findings),
        marks=tuple(
            Judged(m.start, m.end, text[m.start : m.end], m.type, m.severity, _best(text, (m.start, m.end), spans), m.rule)
            for m in passage.marks
        ),
        alarms=None if alarms is None else tuple(_finding(f, "none") for f in alarms),
        characters=(sum(flagged), sum(marked), sum(a and b for a, b in zip(flagged, marked, strict=True))),
        chance=_chance([end - start for start, end in spans], marked),
    )


def _finding(finding: Finding, overlap: Overlap) -> Judged:
    return Judged(finding.start, finding.end, finding.text, finding.type, finding.severity.label, overlap, finding.rule)


def _best(text: str, span: tuple[int, int], others: Iterable[tuple[int, int]]) -> Overlap:
    """How a span meets the one that fits it best."""
    best: Overlap = "none"
    for other in others:
        if _trimmed(text, span) == _trimmed(text, other):
            return "exact"
        shared = text[max(span[0], other[0]) : min(span[1], other[1])]
        wordless = not any(map(str.isalnum, text[slice(*span)])) or not any(map(str.isalnum, text[slice(*other)]))
        if any(map(str.isalnum, shared)) or (wordless and shared):
            best = "partial"
    return best


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without white space and punctuation at its ends; the span itself if that is all it has."""
    places = [at for at in range(*span) if text[at].isalnum()]
    return (places[0], places[-1] + 1) if places else span


def _covered(spans: Iterable[tuple[int, int]], length: int) -> list[bool]:
    covered = [False] * length
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    return covered


def _chance(lengths: Sequence[int], marked: Sequence[bool]) -> float:
    """The mean share, over spans of these lengths, of the places at which they would touch something marked."""
    if not lengths:
        return 0.0
    until = [len(marked)] * (len(marked) + 1)  # the next marked place from each place on
    for at in range(len(marked) - 1, -1, -1):
        until[at] = at if marked[at] else until[at + 1]
    shares = []
    for length in lengths:
        places = len(marked) - length + 1
        shares.append(sum(until[at] < at + length for at in range(places)) / places)
    return sum(shares) / len(shares)
