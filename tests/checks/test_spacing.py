"""`check: spacing`, seen through the engine."""

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.spacing import Spacing
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule
from tests.support import finishes

SHARED = {"check": "spacing", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
FAULTS: tuple[str, ...] = get_args(Spacing.__annotations__["fault"])


def engine(fault: str, *, plain: bool = False) -> Engine:
    rule: Any = msgspec.convert({**SHARED, "fault": fault}, Spacing)
    return Engine([LoadedRule.of("any", "t", "t", rule)], plain=plain)


def findings(fault: str, text: str) -> list[Finding]:
    return list(engine(fault).run(Document(text)).findings)


@pytest.mark.parametrize(
    ("fault", "text", "flagged", "fix"),
    [
        ("before-mark", "six weeks , it did", " ,", ","),
        ("before-mark", "What now\u00a0? Nobody", "\u00a0?", "?"),
        ("before-mark", "of the CRTC .", " .", "."),
        ("after-comma", "it was old,but dry", "old,but", "old, but"),
        ("after-stop", "are planned.Work starts", "planned.Work", "planned. Work"),
        ("after-stop", "told people.she reports", "people.she", "people. she"),
        ("after-stop", "at 8 p.m.the President", "p.m.the", "p.m. the"),
        ("double", "was  left", "  ", " "),
        ("inside-bracket", "in ( Paris) and", "( ", "("),
        ("inside-bracket", "in (Paris ) and", " )", ")"),
        ("split-time", "at 12: 00 sharp", "12: 00", "12:00"),
        ("split-time", "around 06 :55 am", "06 :55", "06:55"),
        ("split-number", "some 3, 000 men", "3, 000", "3,000"),
        ("split-number", "some 1 ,000 men", "1 ,000", "1,000"),
        ("split-number", "by 6. 5% now", "6. 5%", "6.5%"),
        ("glued-words", "sector ofHostens is", "ofHostens", "of Hostens"),
        ("glued-words", "the promisesPedro made", "promisesPedro", "promises Pedro"),
        ("glued-words", "300,000according to the union", "300,000according", "300,000 according"),
        ("dash", "the alarm,- told us", "alarm,- told", "alarm, – told"),
    ],
)
def test_repairs(fault: str, text: str, flagged: str, fix: str) -> None:
    (finding,) = findings(fault, text)
    assert finding.text == flagged
    assert finding.fixes[0].replacement == fix


GOOD = """Rovers    2   United 1
It cost $1,200.50 at 5.30 p.m. on Jan. 3, 2024, e.g. in the U.S. and at St. Paul's; J.K. Rowling, Ph.D., wrote it.
Node.js, setup.py, example.com, Gazeta.Ru, www.example.org/a,b,c and me@example.org; Yahoo! News, the .com boom, a .22 rifle.
He waited ... and waited . . . until noon :-) Then he left :( with 1,5 kg, two- and three-year terms, pre- and post-war.
McDonald, DeVito, MacArthur, LaShawn, OutKast, iPhone, eBay, YouTube, PhD, BaFin, medRxiv and the O'Briens met.
Round 4: 12 wins; 2021. 5% was the average; July 26, 106 people; 10:30, 3:2.
"""


@pytest.mark.parametrize("fault", FAULTS)
def test_good_english_is_silent(fault: str) -> None:
    assert not findings(fault, GOOD)


@settings(deadline=None)
@given(st.sampled_from(FAULTS), st.text(alphabet="aofthe TH.,:;!?()0125%-\u00a0\n", max_size=40))
def test_fast_and_plain_paths_agree(fault: str, text: str) -> None:
    fast, plain = (engine(fault, plain=p).run(Document(text)).findings for p in (False, True))
    assert fast == plain
    for finding in fast:
        assert finding.text == text[finding.start : finding.end] != ""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("unit", [" ", ",", "a.", "a.B", "( ", "1: ", "1, ", "aB", "- ", ". 1", "ab.Cd", "a  "])
def test_hostile_text_takes_linear_time(fault: str, unit: str) -> None:
    rule: Any = msgspec.convert({**SHARED, "fault": fault}, Spacing)
    document = Document(unit * (300_000 // len(unit)))
    with finishes():
        sum(1 for _ in rule.run(document, None, rule.anchors()))
