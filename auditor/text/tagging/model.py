"""NLTK's averaged-perceptron tagger with features of ours. Training and tagging share this file, so that they cannot differ.

Collins (2002) and Honnibal's port in NLTK: each word gets the tag whose weights sum highest, left to right. Imports NLTK.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from nltk.tag.perceptron import AveragedPerceptron, PerceptronTagger

from auditor.text.tagging import Weights

_MARKS = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "``": '"', "''": '"', "’": "'", "‘": "'", "`": "'"}
_UNKNOWN = "?"
_LONGEST = 40  # letters of a word that are looked at
_CACHED = 4_096  # words


class Model(AveragedPerceptron):  # type: ignore[misc]
    """Takes features as a list, and keeps scores only of tags that some feature speaks for: twice as fast."""

    weights: Mapping[str, Mapping[str, float]]
    classes: set[str]

    def predict(self, features: Iterable[str], return_conf: bool = False) -> tuple[str, None]:  # noqa: ARG002 - NLTK's signature
        scores: dict[str, float] = {}
        self.add(features, scores)
        return self.best(scores), None

    def add(self, features: Iterable[str], scores: dict[str, float]) -> None:
        """Add to the scores what features say."""
        known, get = self.weights, scores.get
        for feature in features:
            if feature in known:
                for tag, weight in known[feature].items():
                    scores[tag] = get(tag, 0.0) + weight

    def best(self, scores: dict[str, float]) -> str:
        """The tag that scores highest; of several the first in the alphabet."""
        if not scores:
            return min(self.classes)
        highest = max(scores.values())
        return min(tag for tag, score in scores.items() if score == highest)


class Tagger(PerceptronTagger):  # type: ignore[misc]
    """Penn tags of a sentence. `ambiguity` says of frequent words which tags they had in training: `NN|VB`."""

    tagdict: dict[str, str]

    def __init__(self) -> None:
        super().__init__(load=False)
        self.model = Model()
        self.ambiguity: dict[str, str] = {}
        self._word_scores = lru_cache(_CACHED)(self._score_word)

    @classmethod
    def of(cls, weights: Weights) -> "Tagger":
        """A tagger that has been trained."""
        tagger = cls()
        tagger.model.weights = weights.features
        tagger.classes = tagger.model.classes = set(weights.tags)
        tagger.tagdict = weights.certain
        tagger.ambiguity = weights.ambiguity
        return tagger

    def tags(self, words: Sequence[str]) -> list[str]:
        """The tag of each word of one sentence. The same as NLTK's `tag`, but what a word says by itself is added up once."""
        forms = [form(word) for word in words]
        context = [*self.START, *map(self.normalize, forms), *self.END]
        found: list[str] = []
        prev, prev2 = self.START
        for at, word in enumerate(forms):
            tag = self.tagdict.get(word)
            if tag is None:
                scores = self._word_scores(word).copy()
                self.model.add(self._context_features(at, word, context, prev, prev2), scores)
                tag = self.model.best(scores)
            found.append(tag)
            prev, prev2 = tag, prev
        return found

    def normalize(self, word: str) -> str:
        """The word as features name it: lower case, numbers by kind."""
        if word[0].isdigit():
            return "!YEAR" if len(word) == 4 and word.isdigit() else "!DIGITS"
        return word.lower()

    def _score_word(self, word: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        self.model.add(self._word_features(word), scores)
        return scores

    def _get_features(self, i: int, word: str, context: Sequence[str], prev: str, prev2: str) -> list[str]:
        return [*self._word_features(word), *self._context_features(i, word, context, prev, prev2)]

    def _word_features(self, word: str) -> list[str]:
        """Features of the word alone."""
        this = self.normalize(word)
        own, look = self.ambiguity.get(this, _UNKNOWN), shape(word)
        return [
            "bias",
            "s1 " + this[-1:],
            "s2 " + this[-2:],
            "s3 " + this[-3:],
            "s4 " + this[-4:],
            "p1 " + this[:1],
            "p2 " + this[:2],
            "p3 " + this[:3],
            f"look,a {look} {own}",
            f"look,s2 {look} {this[-2:]}",
            "w " + this,
        ]

    def _context_features(self, i: int, word: str, context: Sequence[str], prev: str, prev2: str) -> list[str]:
        """Features that depend on the words around it and the tags before."""
        before2, before, this, after, after2 = context[i : i + 5]
        classes = self.ambiguity
        own, following = classes.get(this, _UNKNOWN), classes.get(after, _UNKNOWN)
        return [
            f"look {shape(word)} {i == 0}",
            "t-1 " + prev,
            "t-2 " + prev2,
            f"t-2,t-1 {prev2} {prev}",
            f"t-1,w {prev} {this}",
            "w-1 " + before,
            "s-1 " + before[-3:],
            "w-2 " + before2,
            "w+1 " + after,
            "s+1 " + after[-3:],
            "w+2 " + after2,
            f"t-1,a,a+1 {prev} {own} {following}",
            f"a,a+1 {own} {following}",
            f"t-1,a+1 {prev} {following}",
            "a+2 " + classes.get(after2, _UNKNOWN),
            f"w-1,w {before} {this}",
            f"w,w+1 {this} {after}",
        ]


def form(word: str) -> str:
    """A word with the quotation marks and apostrophes that most of the training data has."""
    return _MARKS.get(word) or word[-_LONGEST:].replace("’", "'")


@lru_cache(_CACHED)
def shape(word: str) -> str:
    """Capitals, digits and marks in a word: `Xx` for "McGregor's" is `XxXx'x`, cut to six."""
    kinds: list[str] = []
    for char in word[:12]:
        if char.islower():
            kind = "x"
        elif char.isupper():
            kind = "X"
        elif char.isdigit():
            kind = "0"
        else:
            kind = char
        if not kinds or kinds[-1] != kind:
            kinds.append(kind)
    return "".join(kinds[:6])


def ambiguity(counts: Mapping[str, Mapping[str, int]], least: int) -> dict[str, str]:
    """For words seen at least `least` times: their tags, those rarer than one time in twenty left out."""
    found: dict[str, str] = {}
    for word, tags in counts.items():
        total = sum(tags.values())
        if total >= least:
            found[word] = "|".join(sorted(tag for tag, count in tags.items() if count * 20 >= total))
    return found
