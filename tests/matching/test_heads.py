"""Literal wordings found by their first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.matching.heads import Heads, head


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("ballottage", "ballottage"),
        ("around fifteen people", "around fifteen"),
        ("in the frame of", "in the frame"),
        ("in the", "in the"),
        ("by elsewhere, it", "by elsewhere"),
        ("l'etat major", "l'etat major"),
        ("«quoted»", None),
        ("...", None),
    ],
)
def test_head(wording: str, expected: str | None) -> None:
    assert head(wording) == expected


WORDS = st.sampled_from(["in", "the", "of", "frame", "around", "fifteen", "l'", "-", ", ", " ", "  ", "«", "é"])
TEXTS = st.lists(WORDS, max_size=14).map("".join)


@given(TEXTS, st.lists(TEXTS.filter(lambda t: head(t) is not None), min_size=1, max_size=4))
def test_every_whole_wording_is_found(text: str, wordings: list[str]) -> None:
    heads = Heads.of((str(n), [head(wording) or ""]) for n, wording in enumerate(wordings))
    found = heads.find(text)
    for number, wording in enumerate(wordings):
        for at in range(len(text)):
            whole = not (at and (text[at - 1].isalnum() and text[at].isalnum()))
            end = at + len(wording)
            whole = whole and not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
            if whole and text.startswith(wording, at):
                assert at in found.get(str(number), [])
