"""What fixing does to real text: how many fixes are applied, findings that they add, documents that a second run changes.

python -m tests.benchmarks.fixes ../shared/corpora

The project's own raw translations (gold), then native, human and machine-translated news. Added are findings whose rule and
wording were not in the report before, counted here without the places that fixing itself compares. Takes two
minutes; with --unsafe, four.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auditor import Auditor, Document
from auditor.corpus.gold import read as read_gold
from auditor.fixing import fixed
from tests.benchmarks.alarms import documents

GOLD = Path(__file__).parents[2] / "corpora" / "gold"


def texts(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, id, text)."""
    for path in sorted(GOLD.rglob("*.txt")):
        for passage in read_gold(str(path)):
            yield "gold", path.stem, passage.text
    yield from (document for document in documents(corpora) if document[0] != "bbc")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--unsafe", action="store_true", help="apply every fix, as --unsafe-fixes does")
    arguments.add_argument("--show", action="store_true", help="print each fix that is applied, and each that is held back")
    given = arguments.parse_args()
    auditor = Auditor()
    kinds = ("documents", "changed", "fixed", "held", "added", "again", "findings", "left")
    counts = {kind: dict.fromkeys(kinds, 0) for kind in ("gold", "native", "ht", "mt")}
    for kind, identity, text in texts(given.corpora):
        before = auditor.audit(Document(text))
        done = fixed(auditor, Document(text), unsafe=given.unsafe)
        added = Counter((f.rule, f.text) for f in done.report.findings) - Counter((f.rule, f.text) for f in before.findings)
        again = fixed(auditor, Document(done.document.text), unsafe=given.unsafe).document.text if done.fixed else text
        count = counts[kind]
        count["documents"] += 1
        count["changed"] += done.document.text != text
        count["fixed"] += len(done.fixed)
        count["held"] += len(done.held)
        count["added"] += added.total()
        count["again"] += bool(done.fixed) and again != done.document.text
        count["findings"] += len(before.findings)
        count["left"] += len(done.report.findings)
        for name, findings, of in (("fixed", done.fixed, text), ("held", done.held, done.document.text)) if given.show else ():
            for f in findings:
                context = of[max(0, f.start - 60) : f.start] + "[[" + f.text + "]]" + of[f.end : f.end + 60]
                print(f"{name} {kind} {identity} {f.rule}: {context!r} -> {f.fixes[0].replacement!r}")
        if added and given.show:
            print(f"added {kind} {identity} {dict(added)}")
    for kind, count in counts.items():
        print(
            f"{kind:7} {count['documents']:6,} documents, {count['changed']:6,} changed by {count['fixed']:6,} fixes, "
            f"{count['held']:3} held back; findings {count['findings']:,} -> {count['left']:,}, {count['added']} added; "
            f"{count['again']} changed again"
        )


if __name__ == "__main__":
    main()
