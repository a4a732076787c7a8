"""MQM scores: points, rates and the scorecard, after the formulas of https://themqm.org."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.finding import Severity
from auditor.scoring import mqm
from auditor.scoring.profiles import MQM, NAMES, WMT, BySeverity, Profile, Weights, named


@dataclass(frozen=True)
class Error:
    type: str
    severity: Severity


PUNCTUATION = "linguistic-conventions/punctuation"
ERRORS = [
    Error("style/awkward", Severity.MAJOR),
    Error(PUNCTUATION, Severity.MINOR),
    Error(PUNCTUATION, Severity.MAJOR),
    Error("accuracy/omission", Severity.CRITICAL),
    Error("style/awkward", Severity.NEUTRAL),
]
errors = st.builds(Error, st.sampled_from(sorted(NAMES)), st.sampled_from(Severity))
weights = st.floats(0, 10_000)


@pytest.mark.parametrize(
    ("profile", "kind", "severity", "points"),
    [
        (MQM, "style/awkward", Severity.NEUTRAL, 0),
        (MQM, "style/awkward", Severity.MINOR, 1),
        (MQM, "style/awkward", Severity.MAJOR, 5),
        (MQM, "style/awkward", Severity.CRITICAL, 25),
        (MQM, PUNCTUATION, Severity.MINOR, 1),
        (WMT, "style/awkward", Severity.NEUTRAL, 0),
        (WMT, "style/awkward", Severity.MINOR, 1),
        (WMT, "style/awkward", Severity.MAJOR, 5),
        (WMT, "style/awkward", Severity.CRITICAL, 5),  # WMT knows nothing worse than major
        (WMT, PUNCTUATION, Severity.MINOR, 0.1),
        (WMT, PUNCTUATION, Severity.MAJOR, 5),
        (WMT, "linguistic-conventions/spelling", Severity.MINOR, 1),
        (WMT, "non-translation", Severity.MAJOR, 25),
        (WMT, "A category of theirs", Severity.MINOR, 1),
    ],
)
def test_built_in_weights(profile: Profile, kind: str, severity: Severity, points: float) -> None:
    assert profile.points(kind, severity) == points


def test_own_weights_type_before_dimension_before_severity() -> None:
    house = Profile("house", Weights(major=6, types={"style": 0.5, "style/awkward": BySeverity(minor=3), "accuracy": 2}))
    assert house.points("style/register", Severity.MAJOR) == 3  # a number multiplies
    assert house.points("style/awkward", Severity.MINOR) == 3  # a table replaces …
    assert house.points("style/awkward", Severity.MAJOR) == 6  # … what it names
    assert house.points("accuracy/omission", Severity.NEUTRAL) == 0
    assert house.points("terminology/wrong-term", Severity.MAJOR) == 6


def test_a_profile_by_name() -> None:
    assert named("wmt", {}) is WMT
    assert named("house", {"house": Weights()}).name == "house"


def test_scorecard() -> None:
    card = mqm.scorecard(mqm.weighted(ERRORS, WMT), 200)
    assert [(score.type, score.counts, score.penalty) for score in card.types] == [
        ("accuracy/omission", (0, 0, 0, 1), 5),
        (PUNCTUATION, (0, 1, 1, 0), 5.1),
        ("style/awkward", (1, 0, 1, 0), 5),
    ]
    assert list(card.dimensions) == ["accuracy", "linguistic-conventions", "style"]
    assert card.total.by_severity == {"critical": 1, "major": 2, "minor": 1, "neutral": 1}
    assert card.total.penalty == mqm.penalty(ERRORS, WMT) == 15.1
    assert card.per_1000_words == 75.5
    assert card.score == 92.45  # 100 × (1 - 15.1 / 200)


def test_other_categories_come_last() -> None:
    card = mqm.scorecard(mqm.weighted([Error(name, Severity.MINOR) for name in ("Zeal", "style", "Acuity/x")], MQM), 10)
    assert [score.type for score in card.types] == ["style", "Acuity/x", "Zeal"]


def test_bounds() -> None:
    assert (mqm.quality_score(0, 10), mqm.quality_score(50, 10)) == (100, 0)  # never negative
    assert (mqm.quality_score(0, 0), mqm.per_1000_words(5, 0)) == (None, 0)  # no words: no score
    assert mqm.penalty([Error("style", Severity.MINOR)] * 3, Profile("x", Weights(minor=0.1))) == 0.3
    most = Profile("x", Weights(critical=10_000, types={"style": 10_000}))
    assert mqm.per_1000_words(mqm.penalty([Error("style", Severity.CRITICAL)] * 1000, most), 1) == 1e14


@given(st.lists(errors), st.lists(errors), st.integers(1, 10_000), st.builds(Weights, weights, weights, weights, weights))
def test_penalties_add_up(first: list[Error], second: list[Error], words: int, chosen: Weights) -> None:
    profile = Profile("x", chosen)
    card = mqm.scorecard(mqm.weighted([*first, *second], profile), words)
    assert card.total.penalty == pytest.approx(mqm.penalty(first, profile) + mqm.penalty(second, profile), abs=1e-3)
    assert card.total.errors == len(first) + len(second)
    assert card.total.by_severity == mqm.by_severity([*first, *second])
    assert card.score is not None
    assert 0 <= card.score <= 100
    worse = mqm.scorecard(mqm.weighted([*first, *second, Error("style", Severity.MAJOR)], profile), words)
    assert worse.score is not None
    assert worse.score <= card.score
