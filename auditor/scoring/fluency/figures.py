"""What is said of a text by a house model, and of the archive that it was made of. Imports nothing heavy."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence, `[start, end)` in code points. Figures as in FluencyScore, its percentile among house sentences."""

    start: int
    end: int
    tokens: int
    cross_entropy: float
    perplexity: float
    percentile: float


@dataclass(frozen=True, slots=True)
class FluencyScore:
    """How surprising a document is to the house model.

    `cross_entropy` is in bits per token; tokens are words, marks and ends of sentences. `perplexity` is 2 to its power.
    `percentile` is the share, in percent, of the house's own held-out articles that are less surprising.
    """

    tokens: int
    cross_entropy: float
    perplexity: float
    percentile: float
    unknown: float
    """The share of the tokens that the model does not know."""
    sentences: tuple[SentenceScore, ...]
    """In order; those of fewer than 8 tokens are left out."""

    def worst(self, count: int) -> tuple[SentenceScore, ...]:
        """The most surprising sentences, the worst first."""
        return tuple(sorted(self.sentences, key=lambda s: (-s.cross_entropy, s.start))[:count])


@dataclass(frozen=True, slots=True)
class Training:
    """What a model was made of, and what was held out. Tokens are words and marks."""

    articles: int
    tokens: int
    held_out_articles: int
    held_out_tokens: int
    cross_entropy: float
    """Of the articles held out, in bits per token."""


@dataclass(slots=True)
class Read:
    """What an archive held."""

    articles: int = 0
    tokens: int = 0
    paragraphs: int = 0
    repeated_paragraphs: int = 0
    """Paragraphs that stood there before; they are not counted again."""
    repeated_articles: int = 0
    """Articles of nothing but such paragraphs."""
    foreign: Counter[str] = field(default_factory=Counter)
    """Articles passed over, by the language they are in."""
