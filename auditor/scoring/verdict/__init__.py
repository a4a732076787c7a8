"""The verdict on a text: how much an editor has yet to do. How it was calibrated, its figures and limits: `CARD.md`.

A logistic regression over what style and findings say gives the probability that the text is machine translation which
nobody edited. That probability and the penalty of the findings each name a level; the worse one is the verdict.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp, log, log1p
from pathlib import Path
from typing import Literal, get_args

import msgspec

from auditor.finding import Severity
from auditor.report import DocumentReport
from auditor.scoring import mqm
from auditor.scoring.style import StyleScore
from auditor.scoring.verdict.reasons import reasons

Level = Literal["ready", "light edit", "needs post-editing", "raw machine translation"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Best first."""
SIGNALS = ("machine", "translated", "minor", "major")
WEIGHTS = Path(__file__).parent / "weights.json"


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """From where on a text is called what: penalty points per 1,000 words, and probability of raw machine translation."""

    raw_probability: float = 0.93
    post_editing_probability: float = 0.85
    light_edit_probability: float = 0.7
    post_editing_penalty: float = 20.0
    light_edit_penalty: float = 1.0

    def __post_init__(self) -> None:
        _rising(("light-edit-probability", "post-editing-probability", "raw-probability"), self, 1)
        _rising(("light-edit-penalty", "post-editing-penalty"), self, 1_000_000)


class Verdict(msgspec.Struct, frozen=True):
    """`probability` is that of machine translation that nobody edited, one text in two being such."""

    level: Level
    probability: float
    reasons: tuple[str, ...]
    """In words, the weightiest first."""


class Weights(msgspec.Struct, frozen=True):
    """The weight of each of SIGNALS, and the intercept."""

    intercept: float
    signals: dict[str, float]

    def probability(self, values: Mapping[str, float]) -> float:
        """Of raw machine translation."""
        return 1 / (1 + exp(-self.intercept - sum(self.signals[name] * values[name] for name in SIGNALS)))


def verdict(report: DocumentReport, thresholds: Thresholds) -> Verdict | None:
    """What the findings and scores of a text come to; None where nothing is known of its style."""
    if report.style is None:
        return None
    chance = rounded(_weights().probability(signals(report, report.style)))
    called = level(report, chance, thresholds)
    why = reasons(report, report.style, chance, ready=called == LEVELS[0])
    return Verdict(called, chance, tuple(why))


def rounded(chance: float) -> float:
    """To two decimals, as it is shown: so it is compared with the thresholds. Nothing is certain, so never 0 or 1."""
    return min(max(round(chance, 2), 0.01), 0.99)


def level(report: DocumentReport, chance: float, thresholds: Thresholds) -> Level:
    """The worst of what three things say: how probable raw machine translation is, the penalty, the references."""
    t = thresholds
    by_chance = _steps(chance, t.light_edit_probability, t.post_editing_probability, t.raw_probability)
    if not report.findings:  # style alone is too little to say so of anybody's work
        by_chance = min(by_chance, LEVELS.index("needs post-editing"))
    by_findings = _steps(report.penalty, t.light_edit_penalty, t.post_editing_penalty)
    if len(report.findings) == 1 and report.findings[0].severity < Severity.CRITICAL:  # in a short text a great rate
        by_findings = min(by_findings, LEVELS.index("light edit"))
    # What leaves out or adds to what its reference tells has to be looked at, however well it reads.
    by_reference = int(bool(report.reference and (report.reference.omitted or report.reference.added)))
    return LEVELS[max(by_chance, by_findings, by_reference)]


def signals(report: DocumentReport, style: StyleScore) -> dict[str, float]:
    """What the probability is made of: log-odds of style, logarithms of findings per 1,000 words."""
    counts = mqm.by_severity(report.findings)
    per_1000 = 1000 / report.document.words
    return {
        "machine": _log_odds(style.machine),
        "translated": _log_odds(style.translated),
        "minor": log1p(counts["minor"] * per_1000),
        "major": log1p((counts["major"] + counts["critical"]) * per_1000),
    }


def _rising(names: Sequence[str], thresholds: Thresholds, most: int) -> None:
    values = [getattr(thresholds, name.replace("-", "_")) for name in names]
    if not all(low <= high for low, high in pairwise((0, *values, most))):  # nor is NaN
        told = ", ".join(f"`{name}` {value:g}" for name, value in zip(names, values, strict=True))
        raise ValueError(f"these must not fall, and lie between 0 and {most:,}: {told}")


def _steps(value: float, *steps: float) -> int:
    return sum(value >= step for step in steps)


def _log_odds(chance: float) -> float:
    return log(chance / (1 - chance))


@cache
def _weights() -> Weights:
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Weights)
