"""`check: repetition`, seen through the engine."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.repetition import Repetition
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule
from tests.support import finishes

SHARED = {"check": "repetition", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
WORDS = ["a", "to", "the", "The", "had", "x,", "y.", "\n", "İ"]


def engine(unit: str, *, plain: bool = False) -> Engine:
    rule: Any = msgspec.convert({**SHARED, "unit": unit, "allow": ["had", "that", "very"]}, Repetition)
    return Engine([LoadedRule.of("any", "t", "t", rule)], plain=plain)


def findings(unit: str, text: str) -> list[Finding]:
    return list(engine(unit).run(Document(text)).findings)


@pytest.mark.parametrize(
    ("text", "flagged", "fix"),
    [
        ("He went up to to it.", "to to", "to"),
        ("The the mayor", "The the", "The"),
        ("One\nthe the mayor", "the the", "the"),
        ("a public youth youth class", "youth youth", "youth"),
        ("It is a a rule.", "a a", "a"),
    ],
)
def test_words(text: str, flagged: str, fix: str) -> None:
    (finding,) = findings("word", text)
    assert (finding.text, finding.fixes[0].replacement) == (flagged, fix)


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough; it was very very late. I know that that is so.",
        "Duran Duran, Li Li and Walla Walla met. New York, New York.",
        "It ends in the.\nthe next line; no no no, no.",
        "drawn in in-fighting, on on-site work",
        "1 1 2 2, x x y y",
        "He said the, the mayor. The man's s.",
        "theme the metathe theatre",
    ],
)
def test_doubled_words_of_good_english(text: str) -> None:
    assert not findings("word", text)


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("They agreed that the new road will be open the new road will be open to all traffic.", "the new road will be open"),
        (
            "It is a pity, and it's hot and hot, and it's hot and hot, and it's hot and cold out there.",
            "and it's hot and hot, and it's hot and",
        ),
        (2 * "The talks between the two countries will go on in the spring, he said.\n", None),
    ],
)
def test_passages(text: str, flagged: str | None) -> None:
    (finding,) = findings("passage", text)
    assert finding.text == (flagged or text.split("\n")[0])


@pytest.mark.parametrize(
    "text",
    [
        "Some people, they cannot play on clay. Some people, they cannot play on a hard court. Me, I can't play on grass.",
        "Who are going to be the leaders in this country? Who are going to be the producers of the wealth going forward?",
        "Bread and roses!\nBread and roses!",
        "We shall fight on the beaches, we shall fight on the landing grounds, we shall fight in the fields and in the streets.",
    ],
)
def test_rhetoric_is_no_stutter(text: str) -> None:
    assert not findings("passage", text)


@settings(deadline=None)
@given(st.sampled_from(["word", "passage"]), st.lists(st.sampled_from(WORDS), max_size=80))
def test_fast_and_plain_paths_agree(unit: str, words: list[str]) -> None:
    text = " ".join(words)
    fast, plain = (engine(unit, plain=p).run(Document(text)).findings for p in (False, True))
    assert fast == plain
    for finding in fast:
        assert finding.text == text[finding.start : finding.end] != ""


@pytest.mark.parametrize("unit", ["word", "passage"])
@pytest.mark.parametrize("text", ["a ", "the ", "a b ", "aa", " ", "a b c d ", "a b c d\n"])
def test_hostile_text_takes_linear_time(unit: str, text: str) -> None:
    rule: Any = msgspec.convert({**SHARED, "unit": unit}, Repetition)
    document = Document(text * (300_000 // len(text)))
    with finishes():
        sum(1 for _ in rule.run(document, None, rule.anchors()))
