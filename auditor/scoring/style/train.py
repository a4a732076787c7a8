"""Train the style model: `python -m auditor.scoring.style.train CORPORA_DIR`. It takes a minute.

CORPORA_DIR holds `wmt-dev/docs.jsonl.gz` (news of WMT 2021 and 2022: machine and human translations, and native
English) and `bbc-clean/docs.jsonl.gz` (native English), of which one half is never trained on. The same data give the
same weights to a thousandth; one thread (`OMP_NUM_THREADS=1`) gives the same file. Needs SciPy.
How good the model is on texts it has not seen: `python -m tests.benchmarks.style`.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from auditor.scoring.style import WEIGHTS
from auditor.scoring.style.model import SCALE, Feature, Line, Weights, surplus
from auditor.scoring.style.texts import Floats, Shares, Text, fold, is_kept_out, read, shares

TRANSLATED: Shares = {"mt": 0.25, "ht": 0.25, "native": 0.5}
MACHINE: Shares = {"mt": 0.5, "ht": 0.5}
"""Shares of the kinds of text, in training and in calibration."""
BOTH, ONLY_MACHINE = frozenset({"mt", "ht"}), frozenset({"mt"})
FEWEST_DOCUMENTS = 20
"""A feature occurs in at least so many documents of the training data."""
STRENGTH = 3.0
"""C of the regression: how much the data count against small weights."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over scaled counts."""

    vocabulary: dict[str, int]
    idf: Floats
    weights: Floats
    intercept: float

    def decide(self, texts: Sequence[Text]) -> Floats:
        """Log-odds of each text, before calibration: the mean of its windows."""
        each = matrix(texts, self.vocabulary, self.idf) @ self.weights + self.intercept
        lengths = _lengths(texts)
        return np.asarray(np.add.reduceat(each, np.cumsum(lengths) - lengths) / lengths)


def train(texts: Sequence[Text], of: Shares, positive: frozenset[str]) -> Linear:
    """Tell the positive kinds from the others. The vocabulary is that of the translations, whatever the question."""
    foreign = [text for text in texts if text.kind != "native"]
    found = Counter(feature for text in foreign for feature in set().union(*text.windows))
    vocabulary = {f: at for at, f in enumerate(sorted(f for f, n in found.items() if n >= FEWEST_DOCUMENTS))}
    idf = np.log((1 + len(foreign)) / (1 + np.array([found[f] for f in vocabulary]))) + 1
    lengths = _lengths(texts)
    answers = np.repeat([text.kind in positive for text in texts], lengths)
    each = np.repeat(shares(texts, of) * len(texts) / lengths, lengths)
    weights, intercept = regress(matrix(texts, vocabulary, idf), answers, each, STRENGTH)
    return Linear(vocabulary, idf, weights, intercept)


def matrix(texts: Sequence[Text], vocabulary: Mapping[str, int], idf: Floats) -> Any:
    """A row per window: square roots of counts times idf, scaled to length 1."""
    ends = [0]
    at: list[int] = []
    values: list[Floats] = []
    for counts in (window for text in texts for window in text.windows):
        row = {vocabulary[f]: n for f, n in counts.items() if f in vocabulary}
        scaled = np.sqrt(np.fromiter(row.values(), float)) * idf[list(row)]
        at.extend(row)
        values.append(scaled / np.sqrt((scaled**2).sum()))
        ends.append(len(at))
    return csr_matrix((np.concatenate(values), at, ends), shape=(len(ends) - 1, len(vocabulary)))


def _lengths(texts: Sequence[Text]) -> NDArray[np.int_]:
    return np.array([len(text.windows) for text in texts])


def regress(rows: Any, answers: NDArray[np.bool_], each: Floats, strength: float) -> tuple[Floats, float]:
    """Weights and intercept of an L2-regularized logistic regression; the intercept goes free."""
    signs = np.where(answers, 1.0, -1.0)

    def loss(given: Floats) -> tuple[float, Floats]:
        margins = signs * (rows @ given[:-1] + given[-1])
        slopes = -strength * each * signs * expit(-margins)
        value = strength * float(each @ np.logaddexp(0, -margins)) + 0.5 * float(given[:-1] @ given[:-1])
        return value, np.append(rows.T @ slopes + given[:-1], slopes.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found[:-1], float(found[-1])


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes probabilities of scores (Platt 1999), surer of a long text than of a short one; see `model.Line`."""

    slope: float
    growth: float
    offset: float

    def probabilities(self, scores: Floats, texts: Sequence[Text]) -> Floats:
        return np.asarray(expit((self.slope + self.growth * _surplus(texts)) * scores + self.offset))


def calibrate(scores: Floats, answers: NDArray[np.bool_], texts: Sequence[Text], of: Shares) -> Calibration:
    """Fit the calibration to scores of texts that the model has not seen."""
    rows = csr_matrix(np.column_stack([scores, scores * _surplus(texts)]))
    (slope, growth), offset = regress(rows, answers, shares(texts, of) * len(texts), 10.0)
    return Calibration(float(slope), float(growth), offset)


def _surplus(texts: Sequence[Text]) -> Floats:
    return np.array([surplus(text.tokens.total()) for text in texts])


def held_out(texts: Sequence[Text], of: Shares, positive: frozenset[str], parts: int = 3) -> Calibration:
    """A calibration from scores by models that saw neither the language nor the document."""
    scores = np.zeros(len(texts))
    languages = sorted({text.lang for text in texts} - {"en"})
    part = [languages.index(text.lang) % parts if text.lang in languages else fold(text) // 2 % parts for text in texts]
    for out in range(parts):
        inside = [text for text, p in zip(texts, part, strict=True) if p != out]
        outside = [at for at, p in enumerate(part) if p == out]
        scores[outside] = train(inside, of, positive).decide([texts[at] for at in outside])
    return calibrate(scores, np.array([text.kind in positive for text in texts]), texts, of)


def weights(texts: Sequence[Text]) -> Weights:
    """What goes into the package: both models, trained on all that may be seen."""
    native = [text for text in texts if text.kind == "native" and not is_kept_out(text)]
    human = [text for text in texts if text.kind == "ht"]
    foreign = human + [text for text in texts if text.kind == "mt"]
    first, second = train(native + foreign, TRANSLATED, BOTH), train(foreign, MACHINE, ONLY_MACHINE)
    usual = [_rates(some, first.vocabulary) for some in (native, human)]
    columns = [
        np.rint(column).astype(int).tolist()
        for column in (first.idf * SCALE, first.weights * SCALE, second.weights * SCALE, *usual)
    ]
    return Weights(
        translated=_line(first, held_out(native + foreign, TRANSLATED, BOTH)),
        machine=_line(second, held_out(foreign, MACHINE, ONLY_MACHINE)),
        features={name: Feature(*row) for name, *row in zip(first.vocabulary, *columns, strict=True)},
    )


def _line(model: Linear, calibration: Calibration) -> Line:
    numbers = (model.intercept, calibration.slope, calibration.growth, calibration.offset)
    return Line(*(round(number, 4) for number in numbers))


def _rates(texts: Sequence[Text], vocabulary: Iterable[str]) -> Floats:
    """Occurrences in a million words; each text counts as in training."""
    rates: Counter[str] = Counter()
    for share, text in zip(shares(texts, dict.fromkeys(("ht", "native"), 1e6)), texts, strict=True):
        for counts in text.windows:
            for name, n in counts.items():
                rates[name] += share * n / text.words
    return np.array([rates[name] for name in vocabulary])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, metavar="CORPORA_DIR")
    found = weights(read(parser.parse_args().corpora))
    size = Path(WEIGHTS).write_bytes(msgspec.json.encode(found))
    print(f"{len(found.features):,} features, {size:,} bytes: {WEIGHTS}")


if __name__ == "__main__":
    main()
