"""Quotations as spans, in all the marks of the press."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.quotations import quotations


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and left.", ["“yes”"]),
        ('He said "yes" and left.', ['"yes"']),
        ("He said «yes» and „no“.", ["«yes»", "„no“"]),
        ("‘I don’t know,’ she said.", ["‘I don’t know,’"]),
        ("'I don't know,' she said. 'It's late.'", ["'I don't know,'", "'It's late.'"]),
        ("Ministers were 'asleep at the wheel' over it, say MPs.", ["'asleep at the wheel'"]),
        ("'The players' entrance is closed,' he said.", ["'The players' entrance is closed,'"]),
        ("'I was goin' home,' he said.", ["'I was goin' home,'"]),
        ("The firm called it 'a mess', he said", ["'a mess'"]),
        ("'I thought, \"Bill,\" but that's not me.'", ["'I thought, \"Bill,\" but that's not me.'"]),
        ("“She said ‘no’ twice,” he said.", ["“She said ‘no’ twice,”"]),
        ("'First paragraph.\n'Second paragraph,' he said.", ["'First paragraph.", "'Second paragraph,'"]),
        ("Amy 'Two Trams' Tallis won.", ["'Two Trams'"]),
    ],
)
def test_finds_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The players' entrance is by the dogs' home.",
        "It's the '90s, rock 'n' roll, and 'tis late.",
        "Cut 'em down; the boys’ father isn’t here.",
        "He is 5'10 tall, or 6' 2.",
        "The 'unclosed mark runs on\nand the next paragraph's is free.",
    ],
)
def test_apostrophes_quote_nothing(text: str) -> None:
    assert quoted(text) == []


@given(st.text(alphabet="ab s.,'’‘\"“”«»„\n", max_size=60))
def test_spans_are_ordered_and_inside(text: str) -> None:
    end = 0
    for start, stop in quotations(text):
        assert end <= start < stop <= len(text)
        end = stop
