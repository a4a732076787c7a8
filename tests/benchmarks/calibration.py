"""How good the verdict is on texts it has not seen: by leaving out a language, and by training on 2021 and testing on 2022.

    python -m tests.benchmarks.style ../shared/corpora --predictions predictions.jsonl
    python -m tests.benchmarks.calibration ../shared/corpora predictions.jsonl

Native text is split in five by its source. Then the verdicts of the shipped weights on the project's own texts, which no
model has seen: raw translations, what editors made of them, edited English. Needs SciPy.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from auditor.corpus.gold import read as read_gold
from auditor.document import Document
from auditor.pipeline import Auditor
from auditor.scoring.style.texts import SCHEMES, Floats, fold, is_kept_out, shares
from auditor.scoring.verdict import LEVELS, Thresholds, level, rounded
from auditor.scoring.verdict.train import OF, Example, probabilities, read, train
from tests.benchmarks.style import PARTS, area, calibration, is_later

CORPORA = Path(__file__).parents[2] / "corpora"
KINDS = ("mt", "ht", "native", "bbc")


def kind(example: Example) -> str:
    return "bbc" if example.is_bbc else example.kind


def by_language(examples: Sequence[Example]) -> Floats:
    """Probabilities by weights fitted without the language and without a fifth of the native texts, which are tested."""
    found, times = np.zeros(len(examples)), np.zeros(len(examples))
    languages = sorted({example.lang for example in examples} - {"en"})
    for language in languages:
        for part in range(PARTS):
            tested = [at for at, e in enumerate(examples) if fold(e) // 2 == part and e.lang in (language, "en")]
            known = [
                e for e in examples if e.lang != language and (fold(e) // 2 != part or e.lang != "en") and not is_kept_out(e)
            ]
            found[tested] += probabilities(train(known), [examples[at] for at in tested], SCHEMES[0])
            times[tested] += 1
    return found / times


def by_year(examples: Sequence[Example]) -> Floats:
    """Of those of 2022 and those kept out, by weights fitted to the others; NaN for these."""
    found = np.full(len(examples), np.nan)
    tested = [at for at, e in enumerate(examples) if is_later(e)]
    weights = train([e for e in examples if not is_later(e)])
    found[tested] = probabilities(weights, [examples[at] for at in tested], SCHEMES[1])
    return found


def report(title: str, examples: Sequence[Example], chances: Floats) -> None:
    seen = [at for at in range(len(examples)) if not np.isnan(chances[at])]
    examples, chances = [examples[at] for at in seen], chances[seen]
    kinds = np.array([kind(e) for e in examples])
    error, table = calibration(chances, kinds == "mt", shares(examples, OF))
    print(f"\n{title}: {len(examples):,} texts; calibration error {error:.3f}   said:was {' '.join(table)}")
    for other in KINDS[1:]:
        print(f"  AUC mt against {other:6} {area(chances[kinds == 'mt'], chances[kinds == other]):.4f}")
    by_kind = {k: [at for at in range(len(examples)) if kinds[at] == k] for k in KINDS}
    for name, at in by_kind.items():
        levels = [level(examples[i].report, rounded(float(chances[i])), Thresholds()) for i in at]
        _print(name, levels)


def _print(name: str, levels: Iterable[str]) -> None:
    counts = Counter(levels)
    total = counts.total()
    print(f"  {name:16} {total:5,}   " + "  ".join(f"{name} {counts[name] / total:.4f}" for name in reversed(LEVELS)))


def own() -> None:
    """The project's own texts, with the shipped weights."""
    auditor = Auditor()
    texts: dict[str, list[str]] = {"gold, raw": [], "gold, edited": []}
    for path in sorted((CORPORA / "gold").rglob("*.txt")):
        for passage in read_gold(str(path), auditor.kind_of):
            texts["gold, raw"].append(passage.text)
            texts["gold, edited"].append(passage.edited or "")
    for name, pattern in (
        ("clean", "clean/**/*.txt"),
        ("articles, raw", "articles/*.raw.txt"),
        ("articles, edited", "articles/*.ref.txt"),
    ):
        texts[name] = [path.read_text("utf-8") for path in sorted(CORPORA.glob(pattern))]
    print("\nthe project's own texts, shipped weights")
    for name, found in texts.items():
        reports = [auditor.audit(Document(text)) for text in found]
        _print(name, [r.verdict.level for r in reports if r.verdict])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("predictions", type=Path)
    given = arguments.parse_args()
    examples = read(given.corpora, given.predictions)
    report(SCHEMES[0], examples, by_language(examples))
    report(SCHEMES[1], examples, by_year(examples))
    own()


if __name__ == "__main__":
    main()
