"""Findings of peers on `wmt-dev`, in the form that `../shared/tools/evaluate_findings.py` scores.

python -m tests.benchmarks.peers regexes ../shared/corpora regexes.jsonl       # twenty plain expressions, listed below
python -m tests.benchmarks.peers proselint ../shared/corpora proselint.jsonl   # needs: pip install proselint
python -m tests.benchmarks.peers write-good ../shared/corpora write-good.jsonl --node-modules DIR   # npm install write-good
"""

import argparse
import gzip
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

Span = tuple[int, int, str]
Peer = Callable[[str], Iterator[Span]]

REGEXES = [
    re.compile(expression)
    for expression in (
        r"[«»]",
        r" [,.;:!?](?=\s|$)",
        r",[A-Za-z]",
        r"\b(\w+) \1\b",
        r"\b(?:kyiv|moscow|paris|london|berlin|beijing)\b",
        r"[.!?] [a-z]",
        r"\d{1,2}: \d{2}",
        r"\b\d+,\d\b(?!,?\d)",
        r"[a-z]“|”[a-z]",
        r"„",
        r"▁|<unk>|@@",
        r"\b(?:READ|SEE) ALSO\b",
        r"\baround (?:ten|fifteen|twenty)\b",
        r"[”\"],? (?:launched|declared|affirmed|assured|specified)\b",
        r"\bnew crown\b",
        r"\b(?:Mr|Mrs|M)\. [A-Z]\w+, (?:him|her)self\b",
        r"\bin the frame(?:work)? of\b",
        r"\bon the (?:part|side) of\b",
        r"\.\.\s|\.{4,}",
        r"\( | \)",
    )
]
WRITE_GOOD = """
const writeGood = require('write-good');
require('readline').createInterface({input: process.stdin}).on('line', line => {
  const found = writeGood(JSON.parse(line)).map(s => [s.index, s.index + s.offset, 'write-good']);
  console.log(JSON.stringify(found));
});
"""


def regexes(text: str) -> Iterator[Span]:
    for number, expression in enumerate(REGEXES, 1):
        for match in expression.finditer(text):
            yield match.start(), match.end(), f"regex {number}"


def proselint() -> Peer:
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)

    def check(text: str) -> Iterator[Span]:
        for result in LintFile("text", text).lint() if text else ():
            start, end = result.check_result.span
            yield start - 1, end - 1, result.check_result.check_path  # it puts a line feed before the text

    return check


def write_good(node_modules: Path) -> Peer:
    node = subprocess.Popen(
        ["node", "-e", WRITE_GOOD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=node_modules.parent
    )

    def check(text: str) -> Iterator[Span]:
        assert node.stdin
        assert node.stdout
        node.stdin.write(json.dumps(text) + "\n")
        node.stdin.flush()
        yield from (tuple(span) for span in json.loads(node.stdout.readline()))

    return check


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("peer", choices=["regexes", "proselint", "write-good"])
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--node-modules", type=Path, default=Path("node_modules"))
    given = arguments.parse_args()
    if given.peer == "write-good":
        check = write_good(given.node_modules.absolute())
    else:
        check = proselint() if given.peer == "proselint" else regexes
    with (
        gzip.open(given.corpora / "wmt-dev/docs.jsonl.gz", "rt", encoding="utf-8") as lines,
        given.output.open("w", encoding="utf-8") as out,
    ):
        for record in map(json.loads, lines):
            found = check("\n".join(record["segments"]))
            spans = [{"start": start, "end": end, "rule": rule, "severity": "minor"} for start, end, rule in found]
            out.write(json.dumps({"id": record["id"], "spans": spans}) + "\n")


if __name__ == "__main__":
    main()
