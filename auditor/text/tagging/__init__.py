"""Penn tags for the words of a sentence. How the weights were made, and how good they are: `CARD.md`.

The weights are data, never code, and neither they nor NLTK are loaded before the first sentence is to be tagged.
"""

import gzip
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from auditor.text.tokens import Token, tokens

if TYPE_CHECKING:
    from auditor.text.tagging.model import Tagger

WEIGHTS = Path(__file__).parent / "weights.msgpack.gz"


class Weights(msgspec.Struct, frozen=True):
    """What training found."""

    tags: list[str]
    certain: dict[str, str]
    """Frequent words that have but one tag."""
    ambiguity: dict[str, str]
    """For words seen several times, their tags: `NN|VB`."""
    features: dict[str, dict[str, int]]
    """For each feature, how much it speaks for or against each tag."""


def tagged(view: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of `view[start:end]`, a view of one sentence, with their tags."""
    found = tuple(tokens(view, start, end))
    tags = tagger().tags([token.text for token in found])
    return tuple(Token(token.text, token.start, token.end, tag) for token, tag in zip(found, tags, strict=True))


@cache
def tagger() -> "Tagger":
    """The tagger with the weights of the package."""
    from auditor.text.tagging.model import Tagger

    return Tagger.of(msgspec.msgpack.decode(gzip.decompress(WEIGHTS.read_bytes()), type=Weights))
