"""`check: replace`, seen through the engine."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.replace import Replace
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule

SHARED = {"check": "replace", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
MAP = {
    "press agency": "news agency",
    "press agency staff": ["agency staff", "agency journalists"],
    "hexagon": None,
    "Tchernihiv": "Chernihiv",
    "l'Etat": "the state",
    "SMIC": "minimum wage",
}


def findings(text: str, *, plain: bool = False, **keys: Any) -> list[Finding]:
    rule = msgspec.convert({**SHARED, "map": MAP, **keys}, Replace)
    return list(Engine([LoadedRule.of("en", "t", "t", rule)], plain=plain).run(Document(text)).findings)


def found(text: str) -> list[tuple[str, list[str]]]:
    return [(f.text, [fix.replacement for fix in f.fixes]) for f in findings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a press agency said", [("press agency", ["news agency"])]),
        ("Press agency news", [("Press agency", ["News agency"])]),
        ("PRESS AGENCY", [("PRESS AGENCY", ["NEWS AGENCY"])]),
        ("press agency staff left", [("press agency staff", ["agency staff", "agency journalists"])]),
        ("the hexagon", [("hexagon", [])]),
        ("in Tchernihiv", [("Tchernihiv", ["Chernihiv"])]),
        ("for l’Etat", [("l’Etat", ["the state"])]),
        ("press\u00a0agency", [("press\u00a0agency", ["news agency"])]),
        ("the SMIC", [("SMIC", ["minimum wage"])]),
        ("press agency, press agency", [("press agency", ["news agency"])] * 2),
        ("press agencyship, xpress agency, press-agency", []),
        ("Press Agency", []),
        ("tchernihiv and TCHERNIHIV and smic", []),
        ("http://example.org/hexagon @hexagon", []),
        ("", []),
    ],
)
def test_finds(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert found(text) == expected


def test_safety_is_the_rules() -> None:
    (finding,) = findings("press agency", safety="safe")
    assert finding.fixes[0].safety == "safe"


@pytest.mark.parametrize("pairs", [{}, {"ab": "c"}, {" a ": "c"}])
def test_refuses_short_or_no_keys(pairs: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError, match="three characters"):
        findings("", map=pairs)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["press", "PRESS", "agency", "staff", "hexagon", "Tchernihiv", "l’Etat", " ", " ", "\u00a0", "\n", "ſ", "İ"]
        ),
        max_size=25,
    )
)
def test_plain_path_agrees(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert findings(text) == findings(text, plain=True)
