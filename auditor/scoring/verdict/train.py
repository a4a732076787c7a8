"""Train the verdict: `python -m auditor.scoring.verdict.train CORPORA_DIR PREDICTIONS`.

PREDICTIONS is what the style model says of texts that it has not seen: `python -m tests.benchmarks.style CORPORA_DIR
--predictions PREDICTIONS`. The findings are those of the rules as they are. Needs SciPy.
How good the verdict is on texts it has not seen: `python -m tests.benchmarks.calibration`.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np

from auditor.document import Document
from auditor.pipeline import Auditor
from auditor.report import DocumentReport
from auditor.scoring.style import FEWEST_WORDS, StyleScore
from auditor.scoring.style.texts import SCHEMES, Article, Floats, Origin, Shares, articles, shares
from auditor.scoring.style.train import regress
from auditor.scoring.verdict import SIGNALS, WEIGHTS, Weights, signals

OF: Shares = {"mt": 0.5, "ht": 0.25, "native": 0.25}
"""Shares of the kinds of text, in training and in calibration."""
_STRENGTH = 100.0  # so few weights need no holding back


@dataclass(frozen=True, slots=True)
class Example(Origin):
    """A text without its words: what the rules found in it, and what a style model that has not seen it says, by scheme."""

    report: DocumentReport
    styles: dict[str, StyleScore]

    def signals(self, scheme: str) -> list[float]:
        found = signals(self.report, self.styles[scheme])
        return [found[name] for name in SIGNALS]


def read(corpora: Path, predictions: Path) -> list[Example]:
    """All texts long enough for a verdict, audited with default settings."""
    auditor = Auditor()
    said = {row["id"]: row for row in map(json.loads, predictions.read_text("utf-8").splitlines())}
    return [
        _example(article, said[article.id], auditor) for article in articles(corpora) if len(article.text.split()) >= FEWEST_WORDS
    ]


def _example(article: Article, said: dict[str, list[float]], auditor: Auditor) -> Example:
    report = auditor.audit(article.text)
    shell = replace(report, document=Document("- " * report.document.words))  # there are eight thousand
    styles = {scheme: StyleScore(said[scheme][0], said[scheme][1], (), ()) for scheme in SCHEMES}
    origin = (article.id, article.source, article.kind, article.lang, article.year, article.system)
    return Example(*origin, shell, styles)


def train(examples: Sequence[Example]) -> Weights:
    """The weights of the signals, as good for languages that the style model has seen as for others: by both schemes."""
    rows = np.array([example.signals(scheme) for scheme in SCHEMES for example in examples])
    both = [example for _ in SCHEMES for example in examples]
    answers = np.array([example.kind == "mt" for example in both])
    weights, intercept = regress(rows, answers, shares(both, OF) * len(both), _STRENGTH)
    return Weights(round(intercept, 4), dict(zip(SIGNALS, (round(w, 4) for w in weights.tolist()), strict=True)))


def probabilities(weights: Weights, examples: Sequence[Example], scheme: str) -> Floats:
    return np.array([weights.probability(dict(zip(SIGNALS, example.signals(scheme), strict=True))) for example in examples])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, metavar="CORPORA_DIR")
    parser.add_argument("predictions", type=Path)
    given = parser.parse_args()
    weights = train(read(given.corpora, given.predictions))
    WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=2) + b"\n")
    print(f"{weights}: {WEIGHTS}")


if __name__ == "__main__":
    main()
