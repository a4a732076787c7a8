"""Offsets: lines, columns, and views of the same length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.document import Document

# All of Unicode, half surrogates included, and much of what is hard about it.
ANY = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\t İıſßﬀΐ’ʼ\u00a0\u202f\u00ad\u0301\u2028\ud800😀")), max_size=80)


@given(ANY)
def test_views_have_the_length_of_the_text(text: str) -> None:
    document = Document(text)
    assert len(document.view) == len(document.folded) == len(text)


@given(ANY, st.data())
def test_positions_round_trip(text: str, data: st.DataObject) -> None:
    document = Document(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = document.position(offset)
    start, end = document.line_span(line)
    assert start + column - 1 == offset
    assert start <= end <= len(text)
    assert offset <= end or text[end:offset].strip("\r\n") == ""


@given(ANY)
def test_lines_are_those_of_the_text(text: str) -> None:
    document = Document(text)
    last = document.position(len(text))[0]
    lines = [text[slice(*document.line_span(n))] for n in range(1, last + 1)]
    assert lines == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = f"one{end}two{end}{end}four"
    document = Document(text)
    assert document.position(text.index("two")) == (2, 1)
    assert document.position(text.index("four") + 4) == (4, 5)
    assert document.line_span(3)[0] == document.line_span(3)[1]


def test_columns_are_code_points() -> None:
    assert Document("e\u0301 😀 kyiv").position(5) == (1, 6)


def test_empty() -> None:
    document = Document("")
    assert document.position(0) == (1, 1)
    assert document.line_span(1) == (0, 0)
    assert (document.words, document.segments, document.quotations) == (0, (), ())


def test_view_makes_spaces_and_apostrophes_plain() -> None:
    assert Document("l’été\u00a0et\u202fl\u02bcan\tx").view == "l'été et l'an x"


def test_scopes() -> None:
    text = "Headline “here” now\nHe said “this is it” and left.\n"
    document = Document(text)

    def inside(scope: str, word: str) -> bool:
        at = text.index(word)
        return document.in_scope(scope, at, at + len(word))  # type: ignore[arg-type]

    assert inside("headline", "Headline")
    assert not inside("headline", "left")
    assert inside("quotation", "this")
    assert not inside("quotation", "left")


@given(ANY)
def test_words_and_quotations_never_fail(text: str) -> None:
    document = Document(text)
    assert document.words == len(text.split())
    end = 0
    for start, stop in document.quotations:
        assert end <= start < stop <= len(text)
        end = stop
