"""Findings per 1,000 words on edited, human-translated and machine-translated English, and input for an outside scorer.

python -m tests.benchmarks.alarms ../shared/corpora --findings findings.jsonl
python ../shared/tools/evaluate_findings.py --data ../shared/corpora/wmt-dev/docs.jsonl.gz --findings findings.jsonl --by-rule
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auditor import Auditor, Document


def documents(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, id, text) of `wmt-dev` and `bbc-clean`."""
    with gzip.open(corpora / "wmt-dev" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["kind"], record["id"], "\n".join(record["segments"])
    with gzip.open(corpora / "bbc-clean" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield "bbc", record["id"], record["text"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--findings", type=Path, help="write the findings on wmt-dev for evaluate_findings.py")
    arguments.add_argument("--show", default="", help="print findings on this kind of text: native, bbc, ht, mt")
    given = arguments.parse_args()
    auditor = Auditor()
    words: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    languages: Counter[tuple[str, str]] = Counter()
    out = given.findings.open("w", encoding="utf-8") if given.findings else None
    for kind, identity, text in documents(given.corpora):
        report = auditor.audit(Document(text))
        words[kind] += report.document.words
        findings[kind] += len(report.findings)
        if report.source_language:
            languages[kind, report.source_language.code] += 1
        if out and kind != "bbc":
            spans = [{"start": f.start, "end": f.end, "rule": f.rule, "severity": f.severity.label} for f in report.findings]
            out.write(json.dumps({"id": identity, "spans": spans}) + "\n")
        if kind == given.show:
            for f in report.findings:
                context = text[max(0, f.start - 50) : f.start] + "[[" + f.text + "]]" + text[f.end : f.end + 50]
                print(f"{identity} {f.rule}: {context!r}")
    if out:
        out.close()
    for kind, count in words.items():
        print(f"{kind:7} {count:9,} words {findings[kind]:6,} findings {1000 * findings[kind] / count:7.3f} per 1,000 words")
    print("source languages stated:", dict(languages), file=sys.stderr)


if __name__ == "__main__":
    main()
