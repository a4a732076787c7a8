"""The weights of the style model, and what they make of a text. Plain Python: it runs in every check."""

from collections.abc import Mapping
from math import exp, log, sqrt
from typing import Literal, NamedTuple

import msgspec

from auditor.scoring.style import StyleScore, Trait
from auditor.scoring.style.features import counts, tokens, windows
from auditor.scoring.style.lexicon import FUNCTION_WORDS
from auditor.scoring.style.words import in_words, is_readable, key_parts

SCALE = 1000
"""Numbers in the file of weights are in thousandths."""
_TRAITS = 5
_LEAST_FUNCTION_WORDS = 0.2  # of all words; English news has 0.46, other languages of Europe 0.1 at most
_EVIDENCE = 3  # occurrences, there or missed, of what is told
_MOST_ODDS = 7.0
_SHORT, _USUAL, _LONG = 80, 300, 1000  # tokens

Question = Literal["translated", "machine"]


class Feature(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a feature."""

    idf: int
    translated: int
    """Its weight on the first question, in thousandths, as the others here."""
    machine: int
    native: int
    """How often it occurs in a million words of native text."""
    human: int
    """And of human translations."""


class Line(msgspec.Struct, frozen=True):
    """What makes log-odds of a sum of weights: a long text tells more than a short one, though not another thing."""

    intercept: float
    slope: float
    growth: float
    offset: float

    def log_odds(self, total: float, tokens: int) -> float:
        """Bounded, for nothing here is certain."""
        odds = self.factor(tokens) * (total + self.intercept) + self.offset
        return max(-_MOST_ODDS, min(_MOST_ODDS, odds))

    def factor(self, tokens: int) -> float:
        """What a weight counts in a text of so many tokens."""
        return self.slope + self.growth * surplus(tokens)


class Weights(msgspec.Struct, frozen=True):
    """What training found."""

    translated: Line
    machine: Line
    features: dict[str, Feature]


class Model:
    """Scores texts."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def score(self, text: str) -> StyleScore | None:
        """What the model says of a text, the mean of what it says of its windows; None if it is hardly English."""
        names = tokens(text)
        words = len(text.split())
        if sum(name in FUNCTION_WORDS for name in names) < _LEAST_FUNCTION_WORDS * words:
            return None
        parts = windows(names)
        sums = [self._sums(part) for part in parts]
        translated, machine, length = (sum(each) / len(parts) for each in zip(*sums, strict=True))
        if not length:
            return None
        whole = _Whole(len(names), counts(names), words, length * sqrt(len(parts)))
        told = self._told(whole)
        return StyleScore(
            _probability(self._weights.translated.log_odds(translated, whole.tokens)),
            _probability(self._weights.machine.log_odds(machine, whole.tokens)),
            self._traits(whole, told, "translated"),
            self._traits(whole, told, "machine"),
        )

    def _sums(self, counted: Mapping[str, int]) -> tuple[float, float, float]:
        """The sum of weights for each question, and the length of the vector of features."""
        translated = machine = square = 0.0
        known = self._weights.features
        for name, n in counted.items():
            if name in known:
                feature = known[name]
                value = sqrt(n) * feature.idf
                translated += value * feature.translated
                machine += value * feature.machine
                square += value * value
        length = sqrt(square) or 1.0
        return translated / length / SCALE, machine / length / SCALE, sqrt(square)

    def _told(self, whole: "_Whole") -> list[tuple[str, Feature]]:
        """The features that occur often enough to be told, or should. Most do neither: they are looked at once, here."""
        counted, least = whole.counts, _EVIDENCE * 1e6 / whole.words
        return [
            (name, feature)
            for name, feature in self._weights.features.items()
            if feature.native >= least or feature.human >= least or counted.get(name, 0) >= _EVIDENCE
        ]

    def _traits(self, whole: "_Whole", told: list[tuple[str, Feature]], question: Question) -> tuple[Trait, ...]:
        """The loudest features, none of which says much the same as another. What each adds is counted from native text
        on the first question, from human translations on the second."""
        asks_machine = question == "machine"
        line = self._weights.machine if asks_machine else self._weights.translated
        usually = "human translations have" if asks_machine else "news written in English has"
        factor = line.factor(whole.tokens) / whole.length / SCALE
        counted, per_million = whole.counts, whole.words / 1e6
        loudness = []
        for name, feature in told:
            usual, weight = (feature.human, feature.machine) if asks_machine else (feature.native, feature.translated)
            expected, n = usual * per_million, counted.get(name, 0)
            if n >= _EVIDENCE or expected >= _EVIDENCE:
                excess = sqrt(n) - min(expected, sqrt(expected))  # the mean root of rare events is their mean
                loudness.append((weight * feature.idf * excess * factor, name, usual))
        loudness.sort(key=lambda one: (-abs(one[0]), one[1]))
        traits: list[Trait] = []
        said: set[str] = set()
        for added, name, usual in loudness:
            parts = key_parts(name)
            if is_readable(name) and said.isdisjoint(parts):
                said |= parts
                rate = counted.get(name, 0) * 1000 / whole.words
                says = f"{in_words(name)}: {rate:.1f} per 1,000 words; {usually} {usual / 1000:.1f}"
                traits.append(Trait(says, round(added, 2)))
                if len(traits) == _TRAITS:
                    break
        return tuple(traits)


class _Whole(NamedTuple):
    """What was counted in a whole text."""

    tokens: int
    counts: Mapping[str, int]
    words: int
    length: float


def surplus(tokens: int) -> float:
    """How much longer than usual a text is, on a scale of logarithms; the extremes count as those of the training data."""
    return log(max(_SHORT, min(_LONG, tokens)) / _USUAL)


def _probability(odds: float) -> float:
    return round(1 / (1 + exp(-odds)), 4)
