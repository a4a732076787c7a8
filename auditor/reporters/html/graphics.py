"""Where things stand in the drawings: the strip of an article, and the plot of all penalties."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from auditor.document import Document
from auditor.finding import Severity
from auditor.reporters.html.marks import Mark

WIDTH = 1000
"""Of both drawings, in their own units; they are stretched to the page."""
HEIGHT = 100
_THINNEST = 4
_TICKS = {Severity.CRITICAL: 100, Severity.MAJOR: 75, Severity.MINOR: 50, Severity.NEUTRAL: 30}  # heights


@dataclass(frozen=True, slots=True)
class Tick:
    """One finding on the strip."""

    number: int
    severity: Severity
    x: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Strip:
    """An article from its beginning to its end: where paragraphs begin, and where the findings are."""

    paragraphs: tuple[int, ...]
    ticks: tuple[Tick, ...]
    thirds: tuple[int, int, int]
    """How many findings begin in each third of the text, for those who do not see the strip."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One article in the plot."""

    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars in the order of the penalties given, and the value at the top of the scale."""

    bars: tuple[Bar, ...]
    top: float


def strip(document: Document, marks: Sequence[Mark]) -> Strip:
    """The worst ticks last, so that they lie on top."""
    size = max(len(document.text), 1)
    ticks = []
    thirds = [0, 0, 0]
    for mark in marks:
        thirds[min(3 * mark.start // size, 2)] += 1
        width = max(WIDTH * (mark.end - mark.start) // size, _THINNEST)
        x = min(WIDTH * mark.start // size, WIDTH - width)
        severity = mark.finding.severity
        ticks.append(Tick(mark.number, severity, max(x, 0), min(width, WIDTH), _TICKS[severity]))
    paragraphs = tuple(dict.fromkeys(WIDTH * segment.start // size for segment in document.segments[1:]))
    return Strip(paragraphs, tuple(sorted(ticks, key=lambda tick: tick.severity)), (thirds[0], thirds[1], thirds[2]))


def plot(penalties: Sequence[float]) -> Plot:
    """A linear scale from 0, as bars need."""
    top = _round_up(max(penalties, default=0))
    step = WIDTH / max(len(penalties), 1)
    width = min(step * 0.8, WIDTH / 12)
    return Plot(
        tuple(
            Bar(round(number * step + (step - width) / 2, 1), round(width, 1), round(HEIGHT * penalty / top, 1))
            for number, penalty in enumerate(penalties)
        ),
        top,
    )


def _round_up(value: float) -> float:
    """The next number whose half is a plain one, too."""
    if value <= 1:
        return 1
    power = 10 ** floor(log10(value))
    return float(next(step * power for step in (1, 2, 3, 4, 6, 8, 10) if step * power >= value))
