"""`check: quotes`, seen through the engine."""

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.quotes import Quotes
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule
from tests.support import finishes

SHARED = {"check": "quotes", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
FAULTS: tuple[str, ...] = get_args(Quotes.__annotations__["fault"])


def engine(fault: str, *, plain: bool = False) -> Engine:
    rule: Any = msgspec.convert({**SHARED, "fault": fault}, Quotes)
    return Engine([LoadedRule.of("any", "t", "t", rule)], plain=plain)


def findings(fault: str, text: str) -> list[Finding]:
    return list(engine(fault).run(Document(text)).findings)


def fixed(fault: str, text: str) -> str:
    for finding in reversed(findings(fault, text)):
        fix = finding.fixes[0]
        text = text[: fix.start] + fix.replacement + text[fix.end :]
    return text


@pytest.mark.parametrize(
    ("fault", "text", "expected"),
    [
        ("mixed", "“We stay», he said.", "“We stay”, he said."),
        ("mixed", '“We stay", he said.', "“We stay”, he said."),
        ("mixed", 'He "stays” here.', 'He "stays" here.'),
        ("reversed", "“It changed the world“, he said.", "“It changed the world”, he said."),
        ("reversed", "The ”Book Fair” opens.", "The “Book Fair” opens."),
        ("guillemet", "He said: «\u00a0We stay\u00a0».", 'He said: "We stay".'),
        ("guillemet", "“Why? », he asked.", "“Why?”, he asked."),
        ("guillemet", "«We stay» said “he”", "“We stay” said “he”"),
        ("low-nine", "„We stay“, he said.", "“We stay”, he said."),
        ("low-nine", "„We stay”, he said.", "“We stay”, he said."),
        ("spaced", "to “stop sending weapons ” there", "to “stop sending weapons” there"),
        ("spaced", "they “\u00a0stop” there", "they “stop” there"),
        ("spaced", '"We stay. "\n"Now."', '"We stay."\n"Now."'),
        ("spaced", 'it is solved. " "There is', 'it is solved." "There is'),
        ("reversed", "in Paris“, said Ann.", "in Paris”, said Ann."),
        ("glued", "he said“the war” is", "he said “the war” is"),
        ("glued", "“the war”is lost", "“the war” is lost"),
        ("glued", 'the houses."It is', 'the houses. "It is'),
        ("comma-after-terminal", "“Why?”, asked Ann.", "“Why?” asked Ann."),
        ("comma-after-terminal", '"All done.", she said.', '"All done," she said.'),
        ("double-comma", '"All done,", she said.', '"All done," she said.'),
        ("apostrophes", "the ship ``Star'' left", 'the ship "Star" left'),
        ("doubled", 'the ship ""Star"" left', 'the ship "Star" left'),
        ("doubled", "the ship ““Star”” left", "the ship “Star” left"),
    ],
)
def test_repairs(fault: str, text: str, expected: str) -> None:
    assert fixed(fault, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “the law is the law, and left.", ["“"]),
        ("We had to stop”, he said.", ["”"]),
        ("“One.\n\n“Two.\n\n“Three.”", []),
        ("“One and\nthe same.”", []),
        ('He is 5\'10" tall; a 6" shelf.', []),
        ("“He said ‘no’ to us.”", []),
        ('"He said." "No." "Yes."', []),
        ('"He said. "No, never."', []),
        ("", []),
    ],
)
def test_unpaired(text: str, expected: list[str]) -> None:
    assert [f.text for f in findings("unpaired", text)] == expected


BRITISH = """'I will not pretend,' she said. 'Nor will I.' The minister', said Tom, 'is "sympathetic".'
“Why me?” he asked. “I don’t know”, she said; “it’s 5 o’clock.”
"No," he said – "never". He wrote "maybe"s and "no"s, was "OK"ed, and read ("Who Goes There?", by Ann).
The dogs' home is 6" from the 5'10" wall, in the '90s. “The ‘best’ of ‘all’”—“and more”—was (“new”).
"""


@pytest.mark.parametrize("fault", FAULTS)
def test_good_english_is_silent(fault: str) -> None:
    assert not findings(fault, BRITISH)


@settings(deadline=None)
@given(st.sampled_from(FAULTS), st.text(alphabet="ab S.,!?'’‘`\"“”«»„\u00a0\n(5-", max_size=40))
def test_fast_and_plain_paths_agree(fault: str, text: str) -> None:
    fast, plain = (engine(fault, plain=p).run(Document(text)).findings for p in (False, True))
    assert fast == plain
    for finding in fast:
        assert finding.text == text[finding.start : finding.end] != ""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("unit", ['"', "“", "”", "« ", '" ', "a“b", "''", "„", '?",', " "])
def test_hostile_text_takes_linear_time(fault: str, unit: str) -> None:
    """Seconds for a megabyte would mean hours for twenty."""
    rule: Any = msgspec.convert({**SHARED, "fault": fault}, Quotes)
    document = Document(unit * (300_000 // len(unit)))
    with finishes():
        sum(1 for _ in rule.run(document, None, rule.anchors()))
