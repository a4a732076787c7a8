"""How good the style model is on texts it has not seen: by leaving out a language, and by training on 2021 and testing on 2022.

python -m tests.benchmarks.style ../shared/corpora --predictions predictions.jsonl

Documents are split by their source. Native text is split in five. Next to the model: a plain logistic regression on the
rates of function words and marks, standardized, on the same folds. Needs SciPy; takes ten minutes.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import rankdata

from auditor.scoring.style.lexicon import CLASSES, VOCABULARY
from auditor.scoring.style.texts import SCHEMES, Floats, Origin, Shares, Text, fold, is_kept_out, read, shares
from auditor.scoring.style.train import BOTH, MACHINE, ONLY_MACHINE, TRANSLATED, held_out, regress, train

Predict = Callable[[Sequence[Text], Sequence[Text], Shares, frozenset[str]], Floats]
PARTS = 5  # of native text


def ours(inside: Sequence[Text], outside: Sequence[Text], of: Shares, positive: frozenset[str]) -> Floats:
    """Calibrated probabilities."""
    found: Floats = held_out(inside, of, positive).probabilities(train(inside, of, positive).decide(outside), outside)
    return found


def plain(inside: Sequence[Text], outside: Sequence[Text], _of: Shares, positive: frozenset[str]) -> Floats:
    """The baseline: rates of function words and marks, standardized; every text counts the same; C is 1."""
    known = [text for text in inside if not text.is_bbc]
    names = sorted(VOCABULARY - CLASSES)
    rates = [_rates(texts, names) for texts in (known, outside)]
    mean, spread = rates[0].mean(0), rates[0].std(0) + 1e-9
    answers = np.array([text.kind in positive for text in known])
    weights, intercept = regress((rates[0] - mean) / spread, answers, np.ones(len(known)), 1.0)
    found: Floats = expit((rates[1] - mean) / spread @ weights + intercept)
    return found


def _rates(texts: Sequence[Text], names: Sequence[str]) -> Floats:
    found: Floats = np.array([[text.tokens[name] / text.tokens.total() for name in names] for text in texts])
    return found


def by_language(texts: Sequence[Text], predict: Predict) -> tuple[Floats, Floats]:
    """P(translated) and P(machine) of each text, by models that saw neither its language nor its source document.

    A native text is scored by one model for each language, and gets their mean.
    """
    translated, machine = np.zeros(len(texts)), np.zeros(len(texts))
    languages = sorted({text.lang for text in texts} - {"en"})
    for language in languages:
        inside = [text for text in texts if text.kind != "native" and text.lang != language]
        native = [at for at, text in enumerate(texts) if text.kind == "native"]
        foreign = [at for at, text in enumerate(texts) if text.lang == language]
        outside = foreign + native
        values = predict(inside, [texts[at] for at in outside], MACHINE, ONLY_MACHINE)
        machine[foreign] = values[: len(foreign)]
        machine[native] += values[len(foreign) :] / len(languages)
        for part in range(PARTS):
            known = [texts[at] for at in native if fold(texts[at]) // 2 != part and not is_kept_out(texts[at])]
            unknown = [at for at in native if fold(texts[at]) // 2 == part]
            tested = foreign + unknown
            values = predict([*inside, *known], [texts[at] for at in tested], TRANSLATED, BOTH)
            translated[foreign] += values[: len(foreign)] / PARTS
            translated[unknown] += values[len(foreign) :] / len(languages)
    return translated, machine


def by_year(texts: Sequence[Text], predict: Predict) -> tuple[Floats, Floats]:
    """Of the texts that `is_later` by models that saw the others; of those by models that saw four fifths of them."""
    translated, machine = np.zeros(len(texts)), np.zeros(len(texts))
    earlier = [text for text in texts if not is_later(text)]
    later = [at for at, text in enumerate(texts) if is_later(text)]
    parts = [(earlier, later)]
    for part in range(PARTS):
        inside = [text for text in earlier if fold(text) // 2 != part]
        parts.append((inside, [at for at, t in enumerate(texts) if not is_later(t) and fold(t) // 2 == part]))
    for inside, tested in parts:
        outside = [texts[at] for at in tested]
        translated[tested] = predict(inside, outside, TRANSLATED, BOTH)
        machine[tested] = predict([text for text in inside if text.kind != "native"], outside, MACHINE, ONLY_MACHINE)
    return translated, machine


def is_later(text: Origin) -> bool:
    """Whether a text is of 2022, or kept out of all training."""
    return text.year == 2022 or is_kept_out(text)


def area(positive: Floats, negative: Floats) -> float:
    """Area under the ROC curve."""
    ranks = rankdata(np.concatenate([positive, negative]))[: len(positive)]
    return float((ranks.sum() - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative)))


def calibration(probabilities: Floats, answers: NDArray[np.bool_], each: Floats) -> tuple[float, list[str]]:
    """Expected calibration error over ten bins of equal weight, and their means."""
    order = np.argsort(probabilities)
    p, y, w = probabilities[order], answers[order], each[order] / each.sum()
    bins = np.minimum((np.cumsum(w) - w / 2) * 10, 9).astype(int)
    rows = [
        (float(np.average(p[bins == b], weights=w[bins == b])), float(np.average(y[bins == b], weights=w[bins == b])))
        for b in range(10)
    ]
    error = sum(float(w[bins == b].sum()) * abs(said - was) for b, (said, was) in enumerate(rows))
    return error, [f"{said:.2f}:{was:.2f}" for said, was in rows]


def report(title: str, texts: Sequence[Text], translated: Floats, machine: Floats, probable: bool) -> None:
    """Print areas; and for probabilities calibration and alarms."""
    kinds = np.array(["bbc" if text.is_bbc else text.kind for text in texts])
    kept = np.array([is_kept_out(text) for text in texts])
    print(f"\n{title}")
    for positive, negative, values in (
        ("mt", "native", translated),
        ("ht", "native", translated),
        ("mt", "bbc", translated),
        ("ht", "bbc", translated),
        ("mt", "ht", machine),
    ):
        chosen = {kind: values[(kinds == kind) & (kept if kind == "bbc" else True)] for kind in (positive, negative)}
        per_language = []
        for language in sorted({text.lang for text in texts} - {"en"}):
            among = np.array([text.lang in (language, "en") for text in texts])
            some = {kind: values[(kinds == kind) & among] for kind in (positive, negative)}
            if len(some[positive]):
                per_language.append(f"{language} {area(some[positive], some[negative]):.3f}")
        print(
            f"  AUC {positive:2} against {negative:6} {area(chosen[positive], chosen[negative]):.4f}   {'  '.join(per_language)}"
        )
    if not probable:
        return
    for name, values, of, positive_kinds in (
        ("translated", translated, TRANSLATED, BOTH),
        ("machine", machine, MACHINE, ONLY_MACHINE),
    ):
        at = np.flatnonzero(np.isin(kinds, list(of)))
        chosen_texts = [texts[int(i)] for i in at]
        error, table = calibration(values[at], np.isin(kinds[at], list(positive_kinds)), shares(chosen_texts, of))
        print(f"  calibration error of P({name}) {error:.3f}   said:was {' '.join(table)}")
    for least in (0.5, 0.6, 0.7, 0.75, 0.8):
        raw = translated * machine >= least
        called = {kind: raw[(kinds == kind) & (kept if kind == "bbc" else True)].mean() for kind in ("native", "bbc", "ht", "mt")}
        print(f"  P(translated) x P(machine) >= {least}: " + "  ".join(f"{kind} {share:.4f}" for kind, share in called.items()))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument(
        "--predictions",
        type=Path,
        help="write for each document, and each way of leaving out, P(translated) and P(machine): JSON Lines",
    )
    given = arguments.parse_args()
    texts = read(given.corpora)
    later = [at for at, text in enumerate(texts) if is_later(text)]
    predictions = {}
    for scheme, predicted, tested in zip(SCHEMES, (by_language, by_year), (range(len(texts)), later), strict=True):
        for name, predict in ("plain regression", plain), ("style model", ours):
            translated, machine = predicted(texts, predict)
            at = list(tested)
            report(f"{scheme}, {name}", [texts[i] for i in at], translated[at], machine[at], probable=predict is ours)
            predictions[scheme] = np.column_stack([translated, machine]).round(5).tolist()
    if given.predictions:
        with given.predictions.open("w", encoding="utf-8") as out:
            for number, text in enumerate(texts):
                out.write(json.dumps({"id": text.id} | {scheme: predictions[scheme][number] for scheme in SCHEMES}) + "\n")


if __name__ == "__main__":
    main()
