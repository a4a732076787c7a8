"""What findings are worth, in figures.

Precision is the share of findings that meet a mark, recall the share of marks that a finding meets.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from auditor.corpus.intervals import wilson
from auditor.corpus.judging import Count, Judged, PassageResult


@dataclass(frozen=True, slots=True)
class Figures:
    """Findings and marks of one kind. `exact` counts the findings that agree with a mark to the letter."""

    findings: int = 0
    correct: int = 0
    exact: int = 0
    marks: int = 0
    found: int = 0

    @property
    def precision(self) -> float | None:
        return self.correct / self.findings if self.findings else None

    @property
    def recall(self) -> float | None:
        return self.found / self.marks if self.marks else None

    @property
    def f1(self) -> float | None:
        if not self.precision or not self.recall:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    @property
    def precision_interval(self) -> tuple[float, float]:
        return wilson(self.correct, self.findings)

    @property
    def recall_interval(self) -> tuple[float, float]:
        return wilson(self.found, self.marks)


@dataclass(frozen=True, slots=True)
class CleanResult:
    """Edited text on which nothing should be found. `documents` and `words` count what was read."""

    documents: Count
    words: Count
    by_rule: dict[str, Count] = field(default_factory=dict)

    @property
    def alarms(self) -> int:
        return sum(self.by_rule.values())

    def per_million_words(self, rule: str = "") -> float:
        """Alarms of one rule, or of all, for each million words."""
        return 1e6 * (self.by_rule.get(rule, 0) if rule else self.alarms) / self.words if self.words else 0.0


def total(results: Iterable[PassageResult]) -> Figures:
    """Over all passages: micro-averaged."""
    return _figures([f for r in results for f in r.findings], [m for r in results for m in r.marks])


GROUPINGS: dict[str, Callable[[Judged, PassageResult], str]] = {
    "language": lambda _, result: result.language or "unknown",
    "pack": lambda judged, _: judged.rule.partition(".")[0],
    "type": lambda judged, _: judged.type,
    "severity": lambda judged, _: judged.severity,
    "rule": lambda judged, _: judged.rule,
}


def grouped(results: Sequence[PassageResult], by: str) -> dict[str, Figures]:
    """Figures by one of GROUPINGS, the most findings first. Marks count in the group that they name themselves."""
    key = GROUPINGS[by]
    findings: dict[str, list[Judged]] = {}
    marks: dict[str, list[Judged]] = {}
    for result in results:
        for judged in result.findings:
            findings.setdefault(key(judged, result), []).append(judged)
        for judged in result.marks:
            marks.setdefault(key(judged, result), []).append(judged)
    names = [name for name in {**findings, **marks} if name]
    figures = {name: _figures(findings.get(name, []), marks.get(name, [])) for name in names}
    return dict(sorted(figures.items(), key=lambda item: (-item[1].findings, -item[1].marks, item[0])))


def characters(results: Iterable[PassageResult]) -> Figures:
    """The same measure with the character as the unit, as in span tasks at WMT.

    Characters of one span are not independent: the intervals say nothing here.
    """
    counts = [sum(column) for column in zip(*(r.characters for r in results), strict=True)] or [0, 0, 0]
    return Figures(findings=counts[0], correct=counts[2], exact=counts[2], marks=counts[1], found=counts[2])


def chance(results: Sequence[PassageResult]) -> float | None:
    """Precision of findings of the same lengths at random places of the same passages."""
    findings = sum(len(r.findings) for r in results)
    return sum(r.chance * len(r.findings) for r in results) / findings if findings else None


def _figures(findings: Sequence[Judged], marks: Sequence[Judged]) -> Figures:
    return Figures(
        findings=len(findings),
        correct=sum(f.met for f in findings),
        exact=sum(f.overlap == "exact" for f in findings),
        marks=len(marks),
        found=sum(m.met for m in marks),
    )
