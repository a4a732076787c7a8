"""Positions against an oracle that does it the slow way: in the bytes of the encoding that counts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from auditor.lsp.positions import Text

# What could shift a position: line ends, what Python alone takes for line ends, characters of two units, combining marks.
_PIECES = ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "😀", "👩‍👩‍👧", "e\u0301", "é", "“", "a", " "]
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=12).map("".join)
broken = st.lists(st.sampled_from([*_PIECES, "\ud83d", "\ude00"]), max_size=8).map("".join)
anywhere = st.builds(Position, st.integers(0, 8), st.integers(0, 12))
encodings = st.booleans()


def _lines(text: str) -> list[str]:
    """The lines with their ends, of which LSP knows three."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)


def _encoded(text: str, utf16: bool) -> bytes:
    return text.encode("utf-16-le" if utf16 else "utf-32-le", "surrogatepass")


def _units(text: str, utf16: bool) -> int:
    return len(_encoded(text, utf16)) // (2 if utf16 else 4)


def _at(text: str, position: Position, utf16: bool) -> int:
    """The byte that a position is at, in the encoded text."""
    lines = _lines(text)
    if position.line >= len(lines):
        return len(_encoded(text, utf16))
    before = _encoded("".join(lines[: position.line]), utf16)
    line = _encoded(lines[position.line].rstrip("\r\n") if lines[position.line][-1:] in "\r\n" else lines[position.line], utf16)
    return len(before) + min(position.character * (2 if utf16 else 4), len(line))


@given(texts, encodings)
def test_an_offset_survives_the_way_to_the_client_and_back(content: str, utf16: bool) -> None:
    text = Text(content, utf16=utf16)
    for offset in range(len(content) + 1):
        inside_line_end = content[offset - 1 : offset + 1] == "\r\n" if offset else False
        assert text.offset(text.position(offset)) == offset - inside_line_end


@given(texts, encodings)
def test_a_position_counts_the_units_of_its_line(content: str, utf16: bool) -> None:
    text = Text(content, utf16=utf16)
    offset = 0
    for number, line in enumerate(_lines(content)):
        body = line.rstrip("\r\n")
        for column in range(len(body) + 1):
            assert text.position(offset + column) == Position(number, _units(body[:column], utf16))
        offset += len(line)


@given(st.one_of(texts, broken), anywhere, anywhere, broken, encodings)
def test_a_change_is_what_it_is_in_the_encoded_text(content: str, start: Position, end: Position, new: str, utf16: bool) -> None:
    """Even one that cuts a pair in two, or joins two halves."""
    content = _encoded(content, True).decode("utf-16-le", "surrogatepass")
    new = _encoded(new, True).decode("utf-16-le", "surrogatepass")
    changed = Text(content, utf16=utf16).replaced(Range(start, end), new)
    first, last = sorted((_at(content, start, utf16), _at(content, end, utf16)))
    encoded = _encoded(content, utf16)
    expected = encoded[:first] + _encoded(new, utf16) + encoded[last:]
    assert _encoded(changed.content, True) == _encoded(
        expected.decode("utf-16-le" if utf16 else "utf-32-le", "surrogatepass"), True
    )


@given(broken, encodings)
def test_what_is_audited_is_text_with_the_same_positions(content: str, utf16: bool) -> None:
    text = Text(content, utf16=utf16)
    readable = Text(text.readable, utf16=utf16)
    readable.content.encode()
    assert [readable.position(offset) for offset in range(len(content) + 1)] == [
        text.position(offset) for offset in range(len(content) + 1)
    ]


@pytest.mark.parametrize(
    ("content", "position", "offset"),
    [
        ("one\ntwo", Position(0, 99), 3),
        ("one\r\ntwo", Position(0, 4), 3),
        ("one\ntwo", Position(1, 99), 7),
        ("one\ntwo", Position(99, 0), 7),
        ("", Position(0, 1), 0),
        ("😀a", Position(0, 1), 0),
        ("😀a", Position(0, 2), 1),
    ],
)
def test_positions_that_are_none_mean_the_nearest(content: str, position: Position, offset: int) -> None:
    assert Text(content).offset(position) == offset


@given(st.text("ab\r\n😀", max_size=8), st.text("ab\r\n😀", max_size=8), encodings)
def test_a_difference_is_one_edit_that_makes_it(before: str, after: str, utf16: bool) -> None:
    text = Text(before, utf16=utf16)
    edits = text.difference(after)
    assert len(edits) == (before != after)
    for edit in edits:
        text = text.replaced(edit.range, edit.new_text)
    assert text.content == after
