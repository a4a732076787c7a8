"""`check: casing`, seen through the engine."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.casing import Casing
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule

SHARED = {"check": "casing", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
NAMES = ["Kyiv", "White House", "NATO", "Istanbul", "United States", "Côte d'Ivoire", "iPhone"]


def findings(text: str, *, plain: bool = False) -> list[Finding]:
    rule = msgspec.convert({**SHARED, "names": NAMES}, Casing)
    return list(Engine([LoadedRule.of("en", "t", "t", rule)], plain=plain).run(Document(text)).findings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to kyiv, kyiv's", [("kyiv", "Kyiv")] * 2),
        ("the white house", [("white house", "White House")]),
        ("the White house", [("White house", "White House")]),
        ("with nato", [("nato", "NATO")]),
        ("in côte d’ivoire", [("côte d’ivoire", "Côte d'Ivoire")]),
        ("the united\u00a0states", [("united\u00a0states", "United States")]),
        ("an iphone", [("iphone", "iPhone")]),
        ("Kyiv KYIV, NATO, WHITE HOUSE, IPHONE", []),
        ("kyivan senator, white houses", []),
        ("@kyiv #kyiv https://kyiv.ua kyiv.com mail@kyiv.ua", []),
        ("İSTANBUL", []),
        ("with Nato", []),
        ("with nATO", [("nATO", "NATO")]),
        ("", []),
    ],
)
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.text, f.fixes[0].replacement) for f in findings(text)] == expected


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["kyiv", "Kyiv", "white", "house", "nato", "ıstanbul", "İstanbul", "istanbul", " ", " ", "-", "\n", "ſ"]),
        max_size=25,
    )
)
def test_plain_path_agrees(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert findings(text) == findings(text, plain=True)
