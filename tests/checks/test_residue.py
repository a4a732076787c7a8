from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.residue import Residue
from auditor.document import Document
from auditor.engine import Engine
from auditor.errors import ExpressionError
from auditor.rules.loaded import LoadedRule


def found(text: str, lines: list[str], **keys: Any) -> list[str]:
    """What is flagged; the same with and without the scanner."""
    rule = Residue(summary="s", why="w", type="design-and-markup/layout", severity="major", examples=[], lines=lines, **keys)
    loaded = LoadedRule.of("xx", "rule", "-", rule)
    fast, plain = (Engine([loaded], plain=p).run(Document(text)).findings for p in (False, True))
    assert fast == plain
    assert all(f.fixes[0].replacement == "" for f in fast)
    return [f.text for f in fast]


ARTICLE = """He left.

  Source link -75 \nREAD ALSO In the news
She wrote: Source link -75 is dead.
Nothing more. Photo credit: A. B."""


def test_whole_line_without_white_space_around() -> None:
    assert found(ARTICLE, [r"Source link(?: -?\d{1,4})?"]) == ["Source link -75"]


def test_start_of_line() -> None:
    assert found(ARTICLE, ["READ ALSO"], at="start") == ["READ ALSO"]


def test_end_of_line() -> None:
    assert found(ARTICLE, ["Photo credit: [^.]{1,30}\\.[^.]{1,30}\\."], at="end") == ["Photo credit: A. B."]


def test_case_and_carriage_returns() -> None:
    assert found("SUBSCRIBE\r\nsubscribe now\r\n", ["subscribe"], ignore_case=True) == ["SUBSCRIBE"]


def test_longest_of_several_expressions() -> None:
    assert found("READ ALSO: more", ["READ ALSO", "READ ALSO: more"], at="start") == ["READ ALSO: more"]


def test_expression_without_literal_is_refused() -> None:
    with pytest.raises(ExpressionError, match="literal of four"):
        found("x", ["Read", r"\d{1,3}"])


PIECES = st.sampled_from(["READ ALSO", "more", " ", "\n", "\r\n", "\u00a0", ".", "Source link", "x" * 80])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_scanner_changes_nothing(text: str) -> None:
    for at in ("line", "start", "end"):
        found(text, ["READ ALSO.{0,20}", "Source link ?.{0,5}", "more"], at=at, ignore_case=True)
