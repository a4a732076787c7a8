"""How much of an annotated article the auditor finds, and which findings no annotator marked.

python -m tests.benchmarks.seed ../shared/seeds/000_e9edfef1e994f97a.txt
"""

import json
import sys
from pathlib import Path

from auditor import Auditor, Document


def main(path: Path) -> None:
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))["spans"]
    report = Auditor().audit(Document(path.read_text(encoding="utf-8"), str(path)))
    found = [(f.start, f.end) for f in report.findings]

    def hit(start: int, end: int) -> bool:
        return any(s < end and start < e for s, e in found)

    for least in (3, 2, 1):
        marks = [g for g in gold if g["annotators"] >= least]
        caught = sum(hit(g["start"], g["end"]) for g in marks)
        print(f"marks of at least {least} annotators: {caught} of {len(marks)} found")
    for g in gold:
        if g["annotators"] >= 2 and not hit(g["start"], g["end"]):
            print(f"  missed ({g['annotators']}): {g['text']!r} [{g['category']}]")
    marked = [g["widest"] for g in gold]
    off = [f for f in report.findings if not any(s < f.end and f.start < e for s, e in marked)]
    total = len(report.findings)
    print(f"findings: {total}, on a mark: {total - len(off)} ({(total - len(off)) / total:.1%})")
    for f in off:
        print(f"  not marked: {f.text!r} [{f.rule}] {f.message}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
