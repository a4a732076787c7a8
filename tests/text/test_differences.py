"""Word-level differences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.differences import Piece, differences

TEXTS = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(["the", "dog", " ", ",", "12.5", "’s", "\n"]), max_size=30).map("".join)
)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts_again(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new


@given(TEXTS, TEXTS)
def test_same_pieces_differ_in_white_space_alone_and_others_alternate_with_them(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert all("".join(piece.old.split()) == "".join(piece.new.split()) for piece in pieces if piece.same)
    assert all(one.same != other.same for one, other in pairwise(pieces))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.same for piece in differences(text, text) if piece.old.strip())


def test_whole_words_differ() -> None:
    assert differences("The dog, 12.5% of them, barked.", "A dog barked loudly.") == (
        Piece("The", "A", same=False),
        Piece(" dog", " dog", same=True),
        Piece(", 12.5% of them,", "", same=False),
        Piece(" barked", " barked", same=True),
        Piece("", " loudly", same=False),
        Piece(".", ".", same=True),
    )


@pytest.mark.parametrize("word", ["12.5", "don't", "well-known", "l’Est"])
def test_a_word_is_not_taken_apart(word: str) -> None:
    changed = word[:-1] + "x"
    assert differences(word, changed) == (Piece(word, changed, same=False),)
