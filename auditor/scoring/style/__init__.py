"""Does this read like translation? A small model of style, without words of content. Its data, figures and limits: `CARD.md`.

Two questions, each a logistic regression over the same features (`features.py`): is this a translation, by a person or
a machine, rather than news written in English; and if it is one, did a machine make it, unedited. The weights are data,
never code, and are not read before the first text is to be scored. Neither NumPy nor NLTK is needed.
"""

from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.scoring.style.model import Model

WEIGHTS = f"{__path__[0]}/weights.json"  # without pathlib, which takes longer to import than a text to score
FEWEST_WORDS = 100
"""Of shorter texts nothing is said; what the figures are below it is in `CARD.md`."""
_HEARD = 60_000  # code points, some 10,000 words: what is longer is no article, and its beginning tells as much


class Trait(msgspec.Struct, frozen=True):
    """A feature of the text that spoke for or against."""

    says: str
    """In words: `sentences that open with "in": 12.0 per 1,000 words; news written in English has 4.1`."""
    weight: float
    """What it added to the log-odds; below 0 it spoke against."""


class StyleScore(msgspec.Struct, frozen=True):
    """What the model says of a text, as probabilities, calibrated where either answer is as likely beforehand."""

    translated: float
    """That the text is a translation, by a person or a machine, rather than written in English."""
    machine: float
    """That a machine made it, if it is a translation, and that nobody edited it."""
    translated_traits: tuple[Trait, ...]
    """What spoke loudest on the first question, loudest first."""
    machine_traits: tuple[Trait, ...]
    """And on the second."""


def style(document: "Document") -> StyleScore | None:
    """How the document reads, or None where the model knows nothing: few words, or hardly English.

    Of a text longer than 60,000 code points only so much of the beginning is read.
    """
    return _model().score(document.text[:_HEARD]) if document.words >= FEWEST_WORDS else None


@cache
def _model() -> "Model":
    from auditor.scoring.style.model import Model, Weights

    with open(WEIGHTS, "rb") as file:
        return Model(msgspec.json.decode(file.read(), type=Weights))
