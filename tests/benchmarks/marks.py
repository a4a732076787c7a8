"""How many of the marks that others made on machine-translated news the rules find.

python -m tests.benchmarks.marks ../shared/corpora [--preview]

`web-marks`: each mark is audited as a text of its own, with its source language given; it counts as found when a finding
overlaps it. `annotated`: running text at default settings; `auditor evaluate` judges it.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from auditor import Auditor, Document
from auditor.config import Config
from auditor.corpus.figures import chance, total
from auditor.corpus.gold import Mark, Passage
from auditor.corpus.runs import evaluate


def web_marks(path: Path, preview: bool, show: bool) -> None:
    auditors: dict[str, Auditor] = {}
    found: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for page in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        source = page["source_lang"]
        auditor = auditors.setdefault(source, Auditor(Config(source=source, preview=preview)))
        for mark in page["marks"]:
            marks[source] += 1
            if auditor.audit(Document(mark["span"])).findings:
                found[source] += 1
            else:
                missed["fr" if source == "fr" else "others", mark["category"]] += 1
                if show:
                    print(source, mark["category"], repr(mark["span"]), "→", repr(mark["fix"]))
    for source, count in marks.most_common():
        print(f"web-marks {source}: {found[source]} of {count} ({found[source] / count:.1%})")
    others, of = sum(found[s] for s in marks if s != "fr"), sum(marks[s] for s in marks if s != "fr")
    print(f"web-marks, others than fr: {others} of {of} ({others / of:.1%})")
    print("missed, by kind:", {f"{group} {kind}": count for (group, kind), count in missed.most_common(16)})


def annotated(path: Path, preview: bool) -> None:
    passages = []
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        spans = sorted({(s["start"], s["end"]) for s in record["spans"]})
        marks = tuple(Mark(start, end, None, "marked", "major") for start, end in spans)
        passages.append(Passage(record["id"], record["source_lang"], record["text"], marks, None))
    results = evaluate(Auditor(Config(preview=preview)), passages)
    figures = total(results)
    low, high = figures.precision_interval
    print(
        f"annotated: {figures.found} of {figures.marks} marked spans found ({figures.recall:.1%}); {figures.correct} of"
        f" {figures.findings} findings on a mark ({figures.precision:.1%}, {low:.2f} to {high:.2f}; chance {chance(results):.1%})"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--preview", action="store_true", help="run preview rules too")
    arguments.add_argument("--show", action="store_true", help="list the marks missed")
    given = arguments.parse_args()
    web_marks(given.corpora / "web-marks" / "marks.jsonl", given.preview, given.show)
    annotated(given.corpora / "annotated" / "wmt21-22.jsonl", given.preview)


if __name__ == "__main__":
    main()
