"""Findings: what an audit flags, in the terms of MQM 2 (https://themqm.org)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Safety = Literal["safe", "unsafe"]

ErrorType = Literal[
    "terminology/inconsistent",
    "terminology/wrong-term",
    "accuracy/mistranslation",
    "accuracy/addition",
    "accuracy/omission",
    "accuracy/untranslated",
    "accuracy/do-not-translate",
    "linguistic-conventions/grammar",
    "linguistic-conventions/punctuation",
    "linguistic-conventions/spelling",
    "linguistic-conventions/unintelligible",
    "linguistic-conventions/character-encoding",
    "linguistic-conventions/textual-conventions",
    "style/awkward",
    "style/unidiomatic",
    "style/register",
    "style/inconsistent",
    "style/organizational",
    "locale-conventions/number-format",
    "locale-conventions/currency-format",
    "locale-conventions/measurement-format",
    "locale-conventions/time-format",
    "locale-conventions/date-format",
    "locale-conventions/name-format",
    "design-and-markup/layout",
    "design-and-markup/markup",
]


class Severity(IntEnum):
    """MQM 2 severity; ordered, so that thresholds compare."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement for `[start, end)`, offsets in code points of the document.

    A safe fix never changes meaning; an unsafe one needs an editor's eye.
    """

    start: int
    end: int
    replacement: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class Finding:
    """One flagged span. Offsets are code points, end exclusive; lines and columns are 1-based."""

    rule: str
    type: ErrorType
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    message: str
    why: str
    fixes: tuple[Fix, ...]
    fingerprint: str
