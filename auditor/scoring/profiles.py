"""Weights of errors, by severity and error type, under a name.

`mqm`: the MQM 2 severity multipliers (https://themqm.org, "The MQM Scoring Models"): neutral 0, minor 1, major 5, critical 25.

`wmt`: the weights of the WMT metrics tasks (Freitag et al. 2021, "Experts, Errors, and Context"): major 5, minor 1,
neutral 0, non-translation 25, minor punctuation 0.1. WMT's raters have no critical severity; the worst they can say of an
error, short of a non-translation, is major. A critical finding of a rule therefore weighs as a major one, 5, under `wmt`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, get_args

import msgspec

from auditor.errors import ConfigError
from auditor.finding import ErrorType, Severity

_MOST = 10_000
NON_TRANSLATION = "non-translation"
SOURCE_ERROR = "source-error"
OTHER = "other"
_TYPES = frozenset(get_args(ErrorType))
NAMES = _TYPES | {name.partition("/")[0] for name in _TYPES} | {NON_TRANSLATION, SOURCE_ERROR, OTHER}
"""What a weight may be set for: MQM types, their dimensions, and what annotators add to them."""

Weight = Annotated[float, msgspec.Meta(extra_json_schema={"minimum": 0, "maximum": _MOST})]


class BySeverity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points of one error of a type; a severity that is not named keeps the points it has elsewhere."""

    neutral: Weight | None = None
    minor: Weight | None = None
    major: Weight | None = None
    critical: Weight | None = None


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points of one error by severity, from 0 to 10,000, and what differs for some error types."""

    neutral: Weight = 0.0
    minor: Weight = 1.0
    major: Weight = 5.0
    critical: Weight = 25.0
    types: dict[str, Weight | BySeverity] = {}
    """By MQM type (`style/awkward`) or dimension (`style`), of which the type counts first. A number multiplies the points of
    the severity, as the error type weights of MQM do; a table such as `{minor = 0.1}` replaces them."""

    def __post_init__(self) -> None:
        for severity in Severity:
            _in_range(severity.label, getattr(self, severity.label))
        for name, weight in self.types.items():
            if name not in NAMES:
                from difflib import get_close_matches

                near = get_close_matches(name, sorted(NAMES), n=1)
                raise ValueError(f"`{name[:80]}`: no such error type" + (f"; did you mean `{near[0]}`?" if near else ""))
            for value in msgspec.structs.astuple(weight) if isinstance(weight, BySeverity) else (weight,):
                _in_range(name, value)


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights and the name that a report states them by."""

    name: str
    weights: Weights

    def points(self, kind: str, severity: Severity) -> float:
        """Penalty points of one error. A type that no weight is set for counts by its severity alone."""
        plain: float = getattr(self.weights, severity.label)
        types = self.weights.types
        special = types.get(kind, types.get(kind.partition("/")[0], 1.0))
        if isinstance(special, BySeverity):
            replaced: float | None = getattr(special, severity.label)
            return plain if replaced is None else replaced
        return plain * special


def _in_range(name: str, weight: float | None) -> None:
    if weight is not None and not 0 <= weight <= _MOST:  # nor is NaN
        raise ValueError(f"`{name}`: a weight is a number from 0 to {_MOST:,}, not {weight:g}")


MQM = Profile("mqm", Weights())
WMT = Profile(
    "wmt",
    Weights(
        critical=5.0,
        types={
            NON_TRANSLATION: BySeverity(25.0, 25.0, 25.0, 25.0),
            "linguistic-conventions/punctuation": BySeverity(minor=0.1),
        },
    ),
)
BUILT_IN = {profile.name: profile for profile in (MQM, WMT)}


def named(name: str, own: Mapping[str, Weights]) -> Profile:
    """The profile of this name, built in or the user's own. Raises ConfigError if there is none."""
    if name in BUILT_IN:
        return BUILT_IN[name]
    if name in own:
        return Profile(name, own[name])
    raise ConfigError(f"no weights are named `{name[:80]}`; there are: {', '.join([*BUILT_IN, *sorted(own)])[:400]}")
