"""In which words two texts differ."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"\s*(?:\w+(?:[.,'’-]\w+)*|[^\w\s])|\s+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts, white space before its words included: the same words in both, or different ones.

    Of the same words the white space may differ. Where one text has nothing, the other's words are removed or added.
    """

    old: str
    new: str
    same: bool


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts, in order, by their longest common sequence of words and marks.

    The `old` of all pieces make the old text again, the `new` the new one.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for code in LCSseq.opcodes(*_numbered(before, after)):
        piece = Piece(
            "".join(before[code.src_start : code.src_end]),
            "".join(after[code.dest_start : code.dest_end]),
            code.tag == "equal",
        )
        if pieces and pieces[-1].same == piece.same:
            last = pieces.pop()
            piece = Piece(last.old + piece.old, last.new + piece.new, piece.same)
        pieces.append(piece)
    return tuple(pieces)


def _numbered(*texts: list[str]) -> list[list[int]]:
    """Each word as a number. RapidFuzz compares hashes, and takes an empty string for a NUL."""
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(word.strip(), len(numbers)) for word in words] for words in texts]
