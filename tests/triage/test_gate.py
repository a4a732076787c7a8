"""What fails a run."""

import re

import pytest

from auditor.document import Document
from auditor.errors import ConfigError
from auditor.finding import Finding, Severity
from auditor.report import DocumentReport
from auditor.scoring.verdict import LEVELS, Level, Verdict
from auditor.triage.gate import PATTERN, Gate


def report(*severities: Severity, words: int = 100, level: Level | None = None) -> DocumentReport:
    findings = tuple(
        Finding("any.x", "style/awkward", s, 0, 1, 1, 1, 1, 2, "x", "m", "w", (), str(at)) for at, s in enumerate(severities)
    )
    verdict = Verdict(level, 0.5, ()) if level else None
    return DocumentReport(Document("x " * words), findings, verdict=verdict)


@pytest.mark.parametrize(
    ("condition", "severities", "fails"),
    [
        ("major", [Severity.MINOR], False),
        ("major", [Severity.MAJOR], True),
        ("major", [Severity.MINOR, Severity.CRITICAL], True),
        ("neutral", [], False),
        ("neutral", [Severity.NEUTRAL], True),
        ("never", [Severity.CRITICAL], False),
        ("penalty:50", [Severity.MAJOR], True),  # 5 points in 100 words
        ("penalty:50.1", [Severity.MAJOR], False),
        ("penalty:0", [Severity.NEUTRAL], False),
        ("penalty:0", [Severity.MINOR], True),
        ("penalty:0", [], False),
    ],
)
def test_findings(condition: str, severities: list[Severity], fails: bool) -> None:
    assert Gate.of([condition]).fails(report(*severities)) is fails


@pytest.mark.parametrize("level", LEVELS)
def test_a_verdict_fails_with_all_that_is_worse(level: Level) -> None:
    for asked in LEVELS[1:]:
        gate = Gate.of([f"verdict:{asked.replace(' ', '-')}"])
        assert gate.fails(report(level=level)) is (LEVELS.index(level) >= LEVELS.index(asked))


def test_a_text_without_a_verdict_meets_no_condition_of_a_verdict() -> None:
    assert not Gate.of(["verdict:light-edit"]).fails(report(Severity.CRITICAL))


def test_one_of_several_conditions_is_enough() -> None:
    gate = Gate.of(["critical", "verdict:raw-machine-translation", "penalty:90"])
    assert gate.fails(report(Severity.CRITICAL, words=1000))
    assert gate.fails(report(level="raw machine translation"))
    assert gate.fails(report(Severity.MAJOR, words=10))
    assert not gate.fails(report(Severity.MAJOR, level="needs post-editing"))


def test_of_two_of_a_kind_the_stricter_counts() -> None:
    strict, loose = "minor", "critical"
    assert Gate.of([strict, loose]) == Gate.of([loose, strict, "never"]) == Gate.of([strict])
    assert Gate.of(["verdict:raw-machine-translation", "verdict:light-edit"]) == Gate.of(["verdict:light-edit"])
    assert Gate.of(["penalty:10", "penalty:5"]) == Gate.of(["penalty:5"])


def test_no_condition_at_all_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^no condition to fail on; there are neutral, .* or never$"):
        Gate.of([])


@pytest.mark.parametrize(
    "condition",
    ["", "bad", "Major", "penalty", "penalty:", "penalty:-1", "penalty:nan", "penalty:1e9", "verdict:ready", "never:1"],
)
def test_anything_else_is_refused_with_the_forms_there_are(condition: str) -> None:
    with pytest.raises(ConfigError, match=f"^no condition to fail on: {re.escape(repr(condition))}; there are neutral, minor"):
        Gate.of([condition])
    assert not re.search(PATTERN, condition)
