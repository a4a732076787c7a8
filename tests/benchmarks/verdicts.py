"""Findings on text that is not ours to ship, for people to judge: the evidence in `corpora/judged` beside the gold.

python -m tests.benchmarks.verdicts sheet ../shared sheet.jsonl        # findings with their context, to be judged
python -m tests.benchmarks.verdicts keep sheet.jsonl corpora/judged    # verdicts without any of the text
python -m tests.benchmarks.verdicts marks ../shared corpora/judged     # where the text carries marks, they judge

On edited text every finding is listed, on translations at most so many of each rule, drawn at random. A reader adds
`"verdict"` to each line: "right" when a sub-editor would change what is flagged, for that reason or another, else "wrong".
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor import Auditor, Document
from auditor.config import Config
from tests.benchmarks.alarms import documents

EDITED = ("wmt-native", "bbc-clean")
_CONTEXT = 90
_SAMPLE = {"wmt-ht": 10, "wmt-mt": 5}  # of each rule


def sheet(shared: Path) -> Iterator[dict[str, object]]:
    auditor = Auditor(Config(preview=True))
    found: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    words: dict[str, int] = defaultdict(int)
    for kind, identity, text in documents(shared / "corpora"):
        corpus = "bbc-clean" if kind == "bbc" else f"wmt-{kind}"
        report = auditor.audit(Document(text))
        words[corpus] += report.document.words
        for f in report.findings:
            before, after = text[max(0, f.start - _CONTEXT) : f.start], text[f.end : f.end + _CONTEXT]
            found[corpus, f.rule].append(
                {"corpus": corpus, "document": identity, "start": f.start, "end": f.end, "rule": f.rule}
                | {"context": f"{before}[[{f.text}]]{after}", "message": f.message, "fixes": [x.replacement for x in f.fixes][:2]}
            )
    draw = random.Random(0)  # noqa: S311 - the same sample each time
    for (corpus, _), findings in sorted(found.items()):
        most = len(findings) if corpus in EDITED else min(_SAMPLE[corpus], len(findings))
        yield from draw.sample(findings, most)
    print({corpus: words[corpus] for corpus in sorted(words)})


def marked(shared: Path) -> Iterator[tuple[str, str, str, str | None, list[tuple[int, int]]]]:
    """(corpus, document id, text, source language to be given, marks) of texts that others have marked."""
    for path in sorted((shared / "seeds").glob("*.gold.json")):
        marks = json.loads(path.read_text(encoding="utf-8"))["spans"]
        identity = path.name.removesuffix(".gold.json")
        spans = [(m["widest"][0], m["widest"][1]) for m in marks]
        yield "seeds", identity, (path.parent / f"{identity}.txt").read_text(encoding="utf-8"), None, spans
    with (shared / "corpora/annotated/wmt21-22.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield "annotated", record["id"], record["text"], None, [(s["start"], s["end"]) for s in record["spans"]]
    with (shared / "corpora/web-marks/marks.jsonl").open(encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            for number, mark in enumerate(page["marks"]):
                span = mark["span"]
                yield "web-marks", f"{page['page']}.{number}", span, page["source_lang"], [(0, len(span))]


def by_marks(shared: Path) -> Iterator[dict[str, object]]:
    auditors: dict[str | None, Auditor] = {}
    for corpus, identity, text, source, marks in marked(shared):
        auditor = auditors.setdefault(source, Auditor(Config(source=source, preview=True)))
        for f in auditor.audit(Document(text)).findings:
            right = any(f.start < end and start < f.end for start, end in marks)
            yield {"corpus": corpus, "document": identity, "start": f.start, "end": f.end, "rule": f.rule} | {
                "verdict": "right" if right else "wrong"
            }


def keep(judged: Iterable[dict[str, object]], home: Path) -> None:
    rows: dict[str, list[str]] = defaultdict(list)
    for record in judged:
        rows[str(record["corpus"])].append("\t".join(str(record[key]) for key in ("document", "start", "end", "rule", "verdict")))
    home.mkdir(exist_ok=True)
    for corpus, lines in rows.items():
        header = "document\tstart\tend\trule\tverdict"
        (home / f"{corpus}.tsv").write_text("\n".join([header, *sorted(lines)]) + "\n", encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(dest="command", required=True)
    for name, source, target in (("sheet", "shared", "sheet"), ("keep", "sheet", "home"), ("marks", "shared", "home")):
        command = commands.add_parser(name)
        command.add_argument(source, type=Path)
        command.add_argument(target, type=Path)
    given = arguments.parse_args()
    if given.command == "sheet":
        with given.sheet.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in sheet(given.shared))
    elif given.command == "keep":
        keep(map(json.loads, given.sheet.read_text(encoding="utf-8").splitlines()), given.home)
    else:
        keep(by_marks(given.shared), given.home)


if __name__ == "__main__":
    main()
