"""Looking only around candidates finds what looking everywhere finds."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.document import Document
from auditor.errors import ExpressionError
from auditor.matching import scanner
from auditor.matching.expression import anchors
from auditor.matching.windows import confirmed

ODD = "ſıİKßẞςΣσµµÅﬅéÉǅ’\u00a0"
EXPRESSIONS = [
    "abcd",
    "(?i)abcd",
    "(?i)sisk",
    "(?i)straße",
    "(?i)σςσς",
    "(?i)kiss[i-k]",
    r"(?i)(?:\w{1,3} )?kiss(?: \w{1,4})?",
    r"(?:(?<!\w)|(?=\W))(?:kiss|kisses|abcd kiss)(?:(?!\w)|(?<=\W))",
    r"\w{0,3}abab(?! ab)",
    r"abab(?=a(?=b(?=k)))",
    r"(?:abab|baba)b{0,3}?",
    r"(?<=k)isis",
    r"[ab]{2,6}kiss$",
    r"^abab",
    r"(?m)kiss$",
    r"kiss\Z",
    r"\bsisi\b",
    r"(?:a|b){0,4}kiss(?:a|b){0,4}",
    r"(?s).{0,4}kiss.{0,4}",
    r"(?:kiss ){1,3}+",
    r"(?>abab|ababab)b?",
]
PIECES = st.sampled_from(
    ["a", "b", "k", "i", "s", "ss", "kiss", "abab", "abcd", "sisk", "KISS", "STRASSE", "straſſe", " ", "\n", "’", *ODD]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


def near(pattern: str, text: str) -> list[tuple[int, int]]:
    document, around = Document(text), anchors(pattern)
    return spans(confirmed(pattern, document.view, document.folded, hits(document, frozenset(around.literals)), around))


def hits(document: Document, strings: frozenset[str]) -> list[tuple[int, str]]:
    return sorted((m.start(), s) for s in strings for m in re.finditer(f"(?={re.escape(s)})", document.folded))


@pytest.mark.parametrize("pattern", EXPRESSIONS)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
@example(text="kiss\nkiss")
@example(text="ababab ab ababk")
@example(text="KİſS Kiss KISS")
def test_same_as_looking_everywhere(pattern: str, text: str) -> None:
    assert near(pattern, text) == spans(re.finditer(pattern, Document(text).view))


@st.composite
def expressions(draw: st.DrawFn) -> str:
    atom = st.sampled_from(
        [
            "a",
            "b",
            "s",
            "k",
            "i",
            ".",
            r"\w",
            "[ab]",
            "[^a]",
            "(?:ab|s)",
            "(?:ab|a|b)",
            "(?=a)",
            "(?!k)",
            "(?<=a)",
            r"\b",
            "$",
            "ſ",
            "İ",
        ]
    )
    parts = [
        draw(atom) + draw(st.sampled_from(["", "", "", "?", "{1,2}", "{0,2}?", "{1,3}+"])) for _ in range(draw(st.integers(0, 4)))
    ]
    literal = draw(st.sampled_from(["kiss", "abab", "straße", "(?:kiss|abab)", "(?:kiss){1,2}"]))
    parts.insert(draw(st.integers(0, len(parts))), literal)
    return draw(st.sampled_from(["", "(?i)"])) + "".join(parts)


@settings(max_examples=600, deadline=None)
@given(pattern=expressions(), text=TEXTS)
def test_same_for_any_expression(pattern: str, text: str) -> None:
    try:
        expected = spans(re.finditer(pattern, Document(text).view))
        found = near(pattern, text)
    except (ExpressionError, re.error):
        return
    assert found == expected


@given(TEXTS)
def test_companions_and_triggers_change_nothing(text: str) -> None:
    pattern = r'(?:"|kiss) ?\w{0,5}(?P<flag>abab|abcd)(?: 1| 2)?'
    document = Document(text + ' "s abab "kabcd abab')
    found = anchors(pattern)
    assert found.companions
    for triggers in ([], ['"', "kiss"]):
        around = anchors(pattern, triggers)
        near = confirmed(pattern, document.view, document.folded, hits(document, frozenset(around.literals)), around)
        assert spans(near) == spans(re.finditer(pattern, document.view))


@given(st.text())
def test_folded_and_view_keep_length(text: str) -> None:
    document = Document(text)
    assert len(document.view) == len(document.folded) == len(text)


def test_one_letter_for_ignorecase_is_one_letter_when_folded() -> None:
    letters = [chr(code) for code in range(0x11000) if chr(code).isalpha() or chr(code) == "\u0345"]
    by_case: dict[str, list[str]] = {}
    for letter in letters:
        by_case.setdefault(letter.lower()[0], []).append(letter)
        by_case.setdefault(letter.upper()[0], []).append(letter)
    for group in by_case.values():
        for one in group:
            for other in group:
                if re.fullmatch(re.escape(one), other, re.IGNORECASE):
                    assert Document(one).folded == Document(other).folded, (one, other)


@pytest.mark.skipif(not scanner.available, reason="no automaton on this platform")
@given(TEXTS)
def test_scanner_finds_every_literal(text: str) -> None:
    folded = Document(text).folded
    literals = ["kiss", "iss", "abab", "a", "straße", "ss"]
    found = scanner.Scanner({literal: [number, 9] for number, literal in enumerate(literals)}).scan(folded)
    for number, literal in enumerate(literals):
        expected = [(m.start(), literal) for m in re.finditer(f"(?={literal})", folded)]
        assert found.get(number, []) == expected
    assert found.get(9, []) == sorted(hit for number in range(len(literals)) for hit in found.get(number, []))
