"""How alike the sentences of two versions of one story are, and blocks of up to three of them.

The cosine of words and character 4-grams, each weighing what it tells of these two articles: little when most sentences
have it, much for a number or a name (tf-idf: Spärck Jones 1972). The 4-grams find words that differ by their endings, and
names that differ by their spelling.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Weights = dict[str, float]

BLOCKS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
"""How many adjacent sentences of each side may be one block."""
_LONGEST_BLOCK = 3
_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_GRAM = 4
_GRAM_WEIGHT = 0.5  # of a word
_LEAST = 1e-9


def words(sentence: str) -> list[str]:
    """The words in lower case, numbers without their separators. Without a word, the marks are one: `* * *`."""
    found = [w.replace(",", "").replace(".", "") if w[0].isdigit() else w for w in _WORD.findall(sentence.lower())]
    return found or sentence.split()


def similarities(hypothesis: Sequence[str], reference: Sequence[str]) -> dict[tuple[int, int], Matrix]:
    """For each of BLOCKS (a, b) that fits: `[i, j]` is the similarity, in [0, 1], of a sentences from i and b from j."""
    ours, theirs = _weighted([_features(s) for s in hypothesis], [_features(s) for s in reference])
    products = _products(ours, theirs)
    our_norms, their_norms = _norms(ours), _norms(theirs)
    found = {}
    for a, b in BLOCKS:
        rows, columns = len(ours) - a + 1, len(theirs) - b + 1
        if rows > 0 and columns > 0:
            shared = sum(products[x : x + rows, y : y + columns] for x in range(a) for y in range(b))
            found[a, b] = np.minimum(shared / np.outer(our_norms[a], their_norms[b]), 1.0)
    return found


def _features(sentence: str) -> Weights:
    features: Weights = defaultdict(float)
    for word in words(sentence):
        features[word] += 1
        if len(word) > _GRAM:
            for at in range(len(word) - _GRAM + 1):
                features[f"-{word[at : at + _GRAM]}"] += _GRAM_WEIGHT
    return dict(features)


def _weighted(*sides: list[Weights]) -> list[list[Weights]]:
    """Each feature times the logarithm of how rare it is among all sentences."""
    frequencies = Counter(feature for side in sides for sentence in side for feature in sentence)
    total = sum(map(len, sides))
    rarity = {feature: log(1 + total / count) for feature, count in frequencies.items()}
    return [[{f: weight * rarity[f] for f, weight in sentence.items()} for sentence in side] for side in sides]


def _products(ours: list[Weights], theirs: list[Weights]) -> Matrix:
    """The scalar product of each sentence of one side with each of the other, feature by feature: few share one."""
    products = np.zeros((len(ours), len(theirs)))
    columns = _by_feature(theirs)
    for feature, (rows, weights) in _by_feature(ours).items():
        if feature in columns:
            where, others = columns[feature]
            products[np.ix_(rows, where)] += np.outer(weights, others)
    return products


def _by_feature(sentences: list[Weights]) -> dict[str, tuple[list[int], list[float]]]:
    found: dict[str, tuple[list[int], list[float]]] = {}
    for at, sentence in enumerate(sentences):
        for feature, weight in sentence.items():
            rows, weights = found.setdefault(feature, ([], []))
            rows.append(at)
            weights.append(weight)
    return found


def _norms(sentences: list[Weights]) -> dict[int, Matrix]:
    """The length of the sum of n adjacent sentences, from each sentence on, for each n."""
    apart = [
        np.array([_product(sentence, other) for sentence, other in zip(sentences, sentences[distance:], strict=False)])
        for distance in range(_LONGEST_BLOCK)
    ]
    norms = {}
    for size in range(1, min(_LONGEST_BLOCK, len(sentences)) + 1):
        count = len(sentences) - size + 1
        squares = np.zeros(count)
        for x in range(size):
            for y in range(size):
                squares += apart[abs(x - y)][min(x, y) : min(x, y) + count]
        norms[size] = np.sqrt(np.maximum(squares, _LEAST))
    return norms


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
