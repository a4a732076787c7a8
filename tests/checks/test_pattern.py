"""`check: pattern`, seen through the engine."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.pattern import Pattern
from auditor.document import Document
from auditor.engine import Engine
from auditor.errors import ExpressionError
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule
from tests.support import finishes

SHARED = {"check": "pattern", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}


def findings(text: str, *, plain: bool = False, **keys: Any) -> list[Finding]:
    rule = msgspec.convert({**SHARED, **keys}, Pattern)
    return list(Engine([LoadedRule.of("en", "t", "t", rule)], plain=plain).run(Document(text)).findings)


def texts(text: str, **keys: Any) -> list[str]:
    return [f.text for f in findings(text, **keys)]


def test_whole_words_unless_partial() -> None:
    assert texts("launch relaunch launches", pattern="launch") == ["launch"]
    assert texts("launch relaunch launches", pattern="launch", partial=True) == ["launch"] * 3
    assert texts("5 % of it, 5 %, x5 %", pattern=r"\d{1,3} %", trigger=[" %"]) == ["5 %", "5 %"]


def test_case_matters_unless_ignored() -> None:
    assert texts("Launch launch LAUNCH", pattern="launch") == ["launch"]
    assert texts("Launch launch LAUNCH", pattern="launch", ignore_case=True) == ["Launch", "launch", "LAUNCH"]


def test_sees_straight_apostrophes_and_plain_spaces() -> None:
    assert texts("the minister’s\u202fcar", pattern="minister's car") == ["minister’s\u202fcar"]


def test_flags_the_named_group_only() -> None:
    (finding,) = findings("“No”, launched Putin.", pattern="”, (?P<flag>launched) (?P<who>[A-Z][a-z]{1,20})")
    assert (finding.text, finding.start) == ("launched", 6)


def test_flags_all_where_an_optional_flag_group_is_absent() -> None:
    assert texts("launched now", pattern="launched(?P<flag> twice)?") == ["launched"]
    assert texts("launched twice", pattern="launched(?P<flag> twice)?") == [" twice"]


def test_fix_fills_groups_and_keeps_capitals() -> None:
    fix = {"replace": ["{who} said", "said {who}"], "safety": "unsafe"}
    (finding,) = findings("Launched Putin.", pattern="(?i:launched) (?P<who>[A-Z][a-z]{1,20})", fix=fix)
    assert [f.replacement for f in finding.fixes] == ["Putin said", "Said Putin"]
    assert (finding.fixes[0].start, finding.fixes[0].end, finding.fixes[0].safety) == (0, 14, "unsafe")


def test_message_names_text_fix_and_groups() -> None:
    fix = {"replace": "said", "safety": "unsafe"}
    (finding,) = findings(
        "launched Putin", pattern="launched (?P<who>[A-Z][a-z]{1,9})", fix=fix, message="{text}: {who} {fix} {x}"
    )
    assert finding.message == "launched Putin: Putin said {x}"


def test_fix_keeps_typographic_characters_of_the_text() -> None:
    fix = {"replace": "{who} said", "safety": "unsafe"}
    (finding,) = findings("launched O’Neill", pattern="launched (?P<who>[A-Z][a-z']{1,20}(?:[A-Z][a-z]{1,9})?)", fix=fix)
    assert finding.fixes[0].replacement == "O’Neill said"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"pattern": "said.*"}, "upper bound"),
        ({"pattern": r"\d{1,3} of"}, "trigger"),
        ({"pattern": "("}, "missing"),
        ({"pattern": "launched", "fix": {"replace": "{who}", "safety": "safe"}}, "no group"),
    ],
)
def test_refuses(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        findings("", **keys)


PATTERNS: list[dict[str, Any]] = [
    {"pattern": "(?:kiss|isis)(?: kiss){0,2}"},
    {"pattern": "kiss", "ignore_case": True},
    {"pattern": "kiss", "ignore_case": True, "partial": True},
    {"pattern": r"\w{1,4} said(?! kiss)"},
    {"pattern": r"[0-9]{1,3} %", "trigger": ["%"]},
    {"pattern": r"(?<!kiss )said"},
]


@pytest.mark.parametrize("keys", PATTERNS)
@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["kiss", "isis", "KİSS", "KIſS", "said", "Said", " ", " ", "’", "\u00a0", "5", "%", "\n", "ß", "a"]),
        max_size=30,
    )
)
def test_plain_path_agrees(keys: dict[str, Any], pieces: list[str]) -> None:
    text = "".join(pieces)
    assert findings(text, **keys) == findings(text, plain=True, **keys)


@pytest.mark.parametrize("unit", ["launched ", "a", "launched", "Aa ", "  ", "”, launched "])
def test_linear_on_hostile_input(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    rule = msgspec.convert({**SHARED, "pattern": r"”, (?:\w{1,20} ){0,3}+launched (?:[A-Z]\w{1,20}+ ?){1,4}+"}, Pattern)
    with finishes():
        list(rule.run(Document(text), None, rule.anchors()))
        Engine([LoadedRule.of("en", "t", "t", rule)]).run(Document(text))
