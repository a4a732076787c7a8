"""Findings and annotated errors set against each other.

A finding and a mark meet when they share a letter, a digit or, where the mark has none, any character: `exact` when they
are the same but for white space and punctuation at their ends, `partial` otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import and_, or_
from typing import Annotated, Literal

import msgspec

from auditor.corpus.gold import Passage
from auditor.finding import Finding
from auditor.readers.decode import encodable

Overlap = Literal["exact", "partial", "none"]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]  # what a saved run may hold
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding or a mark of a passage, and how it meets one of the other kind. Offsets are code points."""

    start: Count
    end: Count
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
    words: Count
    language: str | None
    stated: str | None
    findings: tuple[Judged, ...]
    marks: tuple[Judged, ...]
    alarms: tuple[Judged, ...] | None
    characters: tuple[Count, Count, Count]
    chance: float


def judge(passage: Passage, findings: Sequence[Finding], alarms: Sequence[Finding] | None, stated: str | None) -> PassageResult:
    """Set findings and marks of one passage against each other. `alarms` are the findings on its edited version."""
    text = passage.text
    words = bytes(map(str.isalnum, text))
    spans = [(f.start, f.end) for f in findings]
    flagged, marked = _Ground(spans, words), _Ground([(m.start, m.end) for m in passage.marks], words)
    return PassageResult(
        path=encodable(passage.path),
        digest=blake2b(repr((text, passage.marks)).encode(), digest_size=8).hexdigest(),
        words=len(text.split()),
        language=passage.language,
        stated=stated,
        findings=tuple(_finding(f, marked.overlap((f.start, f.end))) for f in findings),
        marks=tuple(
            Judged(m.start, m.end, text[m.start : m.end], m.type, m.severity, flagged.overlap((m.start, m.end)), m.rule)
            for m in passage.marks
        ),
        alarms=None if alarms is None else tuple(_finding(f, "none") for f in alarms),
        characters=(flagged.covered.count(1), marked.covered.count(1), sum(map(and_, flagged.covered, marked.covered))),
        chance=_chance(spans, marked.met),
    )


def _finding(finding: Finding, overlap: Overlap) -> Judged:
    return Judged(finding.start, finding.end, finding.text, finding.type, finding.severity.label, overlap, finding.rule)


class _Ground:
    """Where the findings or the marks of a text lie, to be met by the others.

    `words` says of each character of the text whether it is a letter or digit. `met` are the places at which a span that
    has such characters meets these spans: their letters and digits, and all of a span that has none.
    """

    def __init__(self, spans: Sequence[Span], words: bytes) -> None:
        bare = [span for span in spans if words.find(1, *span) < 0]
        self.covered = _covered(spans, len(words))
        self.met = bytes(map(or_, map(and_, self.covered, words), _covered(bare, len(words))))
        self._trimmed = {_trimmed(span, words) for span in spans}
        self._words = words

    def overlap(self, span: Span) -> Overlap:
        """How a span meets the one that fits it best."""
        if _trimmed(span, self._words) in self._trimmed:
            return "exact"
        places = self.covered if self._words.find(1, *span) < 0 else self.met
        return "partial" if places.find(1, *span) >= 0 else "none"


def _trimmed(span: Span, words: bytes) -> Span:
    """The span without white space and punctuation at its ends; the span itself if that is all it has."""
    first = words.find(1, *span)
    return (first, words.rfind(1, *span) + 1) if first >= 0 else span


def _covered(spans: Iterable[Span], length: int) -> bytearray:
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _chance(spans: Sequence[Span], met: bytes) -> float:
    """The mean share, over spans of these lengths, of the places at which they would meet a mark."""
    gaps = Counter(gap.end() - gap.start() for gap in re.finditer(rb"\0+", met))
    shares = 0.0
    for length, count in Counter(end - start for start, end in spans).items():
        missing = sum(times * (gap - length + 1) for gap, times in gaps.items() if gap >= length)
        shares += count * (1 - missing / (len(met) - length + 1))
    return shares / len(spans) if spans else 0.0
