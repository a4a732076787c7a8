"""MQM scores of weighted errors, as a scorecard of the MQM 2 and ISO 5060 practice draws them.

Source: https://themqm.org, "The MQM Scoring Models", the raw (not calibrated) linear model. With the absolute penalty total
APT, which is the sum of the points of all errors, and the evaluation word count EWC, here the words of the translation as
ISO 5060 counts them:

    penalty per 1,000 words = 1000 × APT / EWC
    quality score           = 100 × (1 - APT / EWC), and 0 where that is negative

The errors are either what rules found, mapped to MQM types, or what people annotated; the arithmetic is the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Protocol, get_args

from auditor.finding import ErrorType, Severity
from auditor.scoring.profiles import Profile

_DIMENSIONS = list(dict.fromkeys(name.partition("/")[0] for name in get_args(ErrorType)))
_DECIMALS = 6  # of points, as WMT publishes them


class Error(Protocol):
    """A finding of a rule, or the annotation of a person. `type` is an MQM 2 type, or a category of the annotators' own."""

    @property
    def type(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


@dataclass(frozen=True, slots=True)
class TypeScore:
    """The errors of one type, or of one dimension or of all: how many of each severity, least first, and their points."""

    type: str
    counts: tuple[int, ...]
    penalty: float

    @property
    def errors(self) -> int:
        return sum(self.counts)

    @property
    def by_severity(self) -> dict[str, int]:
        """Worst first."""
        return {severity.label: self.counts[severity] for severity in reversed(Severity)}


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The errors in so many words by type, dimension by dimension in the order of MQM."""

    words: int
    types: tuple[TypeScore, ...]

    @property
    def total(self) -> TypeScore:
        return merged("total", self.types)

    @property
    def dimensions(self) -> dict[str, list[TypeScore]]:
        """The types of each dimension."""
        grouped: dict[str, list[TypeScore]] = {}
        for score in self.types:
            grouped.setdefault(dimension(score.type), []).append(score)
        return grouped

    @property
    def per_1000_words(self) -> float:
        return per_1000_words(self.total.penalty, self.words)

    @property
    def score(self) -> float | None:
        return quality_score(self.total.penalty, self.words)


def scorecard(errors: Iterable[tuple[Error, float]], words: int) -> Scorecard:
    """Count errors, each with its points."""
    counts: dict[str, list[int]] = {}
    points: dict[str, list[float]] = {}
    for error, weight in errors:
        counts.setdefault(error.type, [0] * len(Severity))[error.severity] += 1
        points.setdefault(error.type, []).append(weight)
    names = sorted(counts, key=lambda name: (_rank(dimension(name)), name))
    return Scorecard(words, tuple(TypeScore(name, tuple(counts[name]), rounded(points[name])) for name in names))


def weighted(errors: Iterable[Error], profile: Profile) -> list[tuple[Error, float]]:
    """Each error with its points."""
    return [(error, profile.points(error.type, error.severity)) for error in errors]


def penalty(errors: Iterable[Error], profile: Profile) -> float:
    """Penalty points of all errors together."""
    return rounded(points for _, points in weighted(errors, profile))


def per_1000_words(points: float, words: int) -> float:
    """A rate to two decimals; 0 for a text without words."""
    return round(1000 * points / words, 2) if words else 0.0


def quality_score(points: float, words: int) -> float | None:
    """On 100, to two decimals; None for a text without words, of which nothing can be said."""
    return max(0.0, round(100 * (1 - points / words), 2)) if words else None


def by_severity(errors: Iterable[Error]) -> dict[str, int]:
    """How many errors of each severity, worst first."""
    counts = {severity.label: 0 for severity in reversed(Severity)}
    for error in errors:
        counts[error.severity.label] += 1
    return counts


def merged(name: str, scores: Iterable[TypeScore]) -> TypeScore:
    """The sum of several."""
    parts = list(scores)
    counts = (sum(part.counts[severity] for part in parts) for severity in Severity)
    return TypeScore(name, tuple(counts), rounded(part.penalty for part in parts))


def dimension(kind: str) -> str:
    """The dimension of an error type: what stands before the stroke."""
    return kind.partition("/")[0]


def rounded(points: Iterable[float]) -> float:
    """The sum of points to six decimals."""
    return round(fsum(points), _DECIMALS)


def _rank(name: str) -> tuple[int, str]:
    return (_DIMENSIONS.index(name), "") if name in _DIMENSIONS else (len(_DIMENSIONS), name)
