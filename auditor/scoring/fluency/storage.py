"""House models as files: a first line, a checksum, a header in JSON, the words, the arrays. Nothing in it is ever run.

A file may come from a stranger: the checksum finds damage, and what it says is checked before it is believed.
"""

from hashlib import blake2b
from itertools import pairwise
from typing import Annotated

import msgspec

from auditor.errors import InputError
from auditor.readers import whole
from auditor.scoring.fluency.figures import Training
from auditor.scoring.fluency.model import Model
from auditor.scoring.fluency.tables import MOST, Tables
from auditor.scoring.fluency.words import CLASSES, MOST_WORDS, Lexicon

_KIND = b"auditor house model "
_FIRST = _KIND + b"1\n"
_DIGEST = 32
_LENGTH = 4  # bytes that say how long the header is
LARGEST = 512 * 2**20  # bytes of a file that is read
_LONGEST_WORD = 200

Size = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
Bits = Annotated[float, msgspec.Meta(ge=0, le=64)]
Quantiles = Annotated[list[Bits], msgspec.Meta(min_length=1, max_length=1001)]


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    training: Training
    words: Annotated[int, msgspec.Meta(ge=0, le=MOST_WORDS - len(CLASSES))]
    bigrams: Size
    trigrams: Size
    unknown: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    articles: Quantiles
    passages: Quantiles
    text: Size
    """Bytes of the words, which stand one a line before the arrays."""


def dump(model: Model) -> bytes:
    """The bytes of a file that `parse` reads."""
    text = "\n".join(model.lexicon.vocabulary).encode()
    words, bigrams, trigrams = model.tables.sizes
    header = msgspec.json.encode(
        _Header(
            model.training,
            words - len(CLASSES),
            bigrams,
            trigrams,
            model.unknown,
            list(model.articles),
            list(model.passages),
            len(text),
        )
    )
    body = len(header).to_bytes(_LENGTH, "little") + header + text + model.tables.to_bytes()
    return _FIRST + blake2b(body, digest_size=_DIGEST).digest() + body


def load(path: str) -> Model:
    """Raises InputError for a file that cannot be read or used."""
    return parse(whole.content(path, LARGEST), path)


def parse(data: bytes, place: str) -> Model:
    """A model from the bytes of its file. Raises InputError for anything that `dump` of this version does not write."""
    if not data.startswith(_KIND):
        raise InputError("not a house model; `auditor fluency train` makes one", place=place)
    if not data.startswith(_FIRST):
        raise InputError("made by another version of auditor, or damaged; train it anew", place=place)
    body = memoryview(data)[len(_FIRST) + _DIGEST :]
    if blake2b(body, digest_size=_DIGEST).digest() != data[len(_FIRST) : len(_FIRST) + _DIGEST]:
        raise InputError("damaged or cut short; train it anew", place=place)
    try:
        return _model(body)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InputError(f"not a sound house model: {str(error)[:200]}; train it anew", place=place) from None


def _model(body: memoryview) -> Model:
    """Raises ValueError or DecodeError for what is not as it should be."""
    after = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    header = msgspec.json.decode(body[_LENGTH:after], type=_Header)
    vocabulary = bytes(body[after : after + header.text]).decode().split("\n") if header.text else []
    if len(vocabulary) != header.words or len(set(vocabulary).union(CLASSES)) != header.words + len(CLASSES):
        raise ValueError("its words are not as many as it says")
    if not all(0 < len(word) <= _LONGEST_WORD for word in vocabulary):
        raise ValueError("its words are not words")
    if any(later < earlier for values in (header.articles, header.passages) for earlier, later in pairwise(values)):
        raise ValueError("its quantiles are not in order")
    tables = Tables.from_bytes(body[after + header.text :], (header.words + len(CLASSES), header.bigrams, header.trigrams))
    return Model(Lexicon(vocabulary), tables, header.unknown, header.articles, header.passages, header.training)
