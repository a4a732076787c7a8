"""Every format of reports, of real texts, checked against its schema or the rules of who reads it.

python -m tests.benchmarks.formats ../shared/corpora ../shared/seeds
python -m tests.benchmarks.formats ../shared/corpora ../shared/seeds --junit-schema junit-10.xsd

The documents are the seeds and 200 of `wmt-dev`, drawn at random; then 30,000 findings, more than GitHub takes. Jenkins' schema:
https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from openxml_audit import OpenXmlValidator

import auditor
from auditor import Auditor, Document
from auditor.corpus.entries import entries
from auditor.report import Problem, Report
from auditor.reporters import FORMATS, reporter
from tests.benchmarks.alarms import documents
from tests.reporters import test_checkstyle, test_github, test_gitlab, test_junit, test_sarif

_DRAWN = 200
_FOR_DESKS = ("html", "docx")
_LEVELS = ("error", "warning", "notice")
_ANNOTATIONS = 10  # of a level, that GitHub shows
_COMMENT = 65_536  # characters
_SCHEMAS = Path(auditor.__file__).parent / "schemas"


def _json(rendered: str) -> list[str]:
    schema = json.loads((_SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(rendered))]


def _jsonl(rendered: str) -> list[str]:
    return [f"not an object: {line}" for line in rendered.splitlines() if not isinstance(json.loads(line), dict)]


def _html(rendered: str) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(rendered)
    return [f"{error} at {place}" for place, error, _ in parser.errors]


def _docx(rendered: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(rendered)
        file.flush()
        return [str(error) for error in OpenXmlValidator().validate(file.name).errors]


def _github(rendered: str) -> list[str]:
    """What the runner obeys are ours, and no more of a level than GitHub shows."""
    levels = Counter(found.command for line in rendered.splitlines() if (found := test_github.obeyed(line)))
    return [f"{count} of {level}" for level, count in levels.items() if level not in _LEVELS or count > _ANNOTATIONS]


def _markdown(rendered: str) -> list[str]:
    """GitHub takes it as a comment, and no link or image is in it."""
    inline = [child.type for token in MarkdownIt("gfm-like").parse(rendered) for child in token.children or ()]
    return [kind for kind in inline if kind in ("link_open", "image")] + ["too long"] * (len(rendered) > _COMMENT)


VALIDATORS: dict[str, Callable[[Any], list[str]]] = {
    "html": _html,
    "docx": _docx,
    "github": _github,
    "markdown": _markdown,
    "json": _json,
    "jsonl": _jsonl,
    "sarif": test_sarif.problems,
    "junit": test_junit.problems,
    "gitlab": test_gitlab.problems,
    "checkstyle": test_checkstyle.problems,
}


def _texts(corpora: Path, seeds: Path) -> Iterator[tuple[str, Document]]:
    for path in sorted(seeds.glob("*.txt")):
        yield "seeds", Document(path.read_text(encoding="utf-8"), path.name)
    wmt = [(kind, identity, text) for kind, identity, text in documents(corpora) if kind != "bbc"]
    for number, (_, identity, text) in enumerate(random.Random(1).sample(wmt, _DRAWN), 1):  # noqa: S311
        if number % 2:  # half as files, half as lines of one
            yield "wmt-dev", Document(text, f"wmt/{identity}.txt")
        else:
            yield "wmt-dev", Document(text, f"wmt.jsonl#{identity}", file="wmt.jsonl", file_line=number)


def _reports(corpora: Path, seeds: Path) -> Iterator[tuple[str, Report]]:
    auditor = Auditor()
    kinds: dict[str, list[Document]] = {}
    for kind, document in _texts(corpora, seeds):
        kinds.setdefault(kind, []).append(document)
    for kind, held in kinds.items():
        audited = tuple(auditor.audit(document) for document in held)
        rules = entries(auditor.rules({finding.rule for one in audited for finding in one.findings}))
        every = Report(audited, (Problem("gone.txt", "no such file"),), auditor.packs, rules)
        yield f"{kind}, together", every
        for one in audited:
            yield f"{kind}, each", Report((one,), (), auditor.packs, rules)
    yield "30,000 findings", test_sarif.many(30_000)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("seeds", type=Path)
    arguments.add_argument("--junit-schema", type=Path, help="Jenkins' own schema; needs the package xmlschema")
    given = arguments.parse_args()
    if given.junit_schema:
        VALIDATORS["junit"] = _by_schema(given.junit_schema)
    print("not validated:", ", ".join(sorted(set(FORMATS) - set(VALIDATORS))) or "none")
    counted: dict[tuple[str, str], list[float]] = {}
    wrong = 0
    for kind, report in _reports(given.corpora, given.seeds):
        for name, validate in VALIDATORS.items():
            if kind[0].isdigit() and name in _FOR_DESKS:
                continue  # nobody's desk has them, and their validators take an hour
            started = time.perf_counter()
            rendered = reporter(name)(report)
            took = time.perf_counter() - started
            packed = len(gzip.compress(rendered if isinstance(rendered, bytes) else rendered.encode()))
            if kind[0].isdigit() and name == "sarif":
                rendered = _thinned(str(rendered))
            found = validate(rendered)
            wrong += bool(found)
            for problem in found[:3]:
                print(f"{name}, {kind}: {problem}", file=sys.stderr)
            totals = counted.setdefault((kind, name), [0, 0, 0, 0, 0])
            for place, value in enumerate((1, bool(found), len(report.findings), packed, took)):
                totals[place] += value
    print(f"{'texts':20} {'format':11} {'reports':>8} {'invalid':>8} {'findings':>9} {'gzip bytes':>11} {'seconds':>8}")
    for (kind, name), (reports, invalid, findings, size, took) in counted.items():
        print(f"{kind:20} {name:11} {reports:8,} {invalid:8,} {findings:9,} {size:11,} {took:8.2f}")
    sys.exit(wrong > 0)


def _thinned(log: str) -> str:
    """A log with each hundredth result, which can be validated in reasonable time; its whole size and number are checked here."""
    held = json.loads(log)
    results = held["runs"][0]["results"]
    print(f"of 30,000 findings SARIF holds {len(results):,}, {len(gzip.compress(log.encode())):,} bytes compressed")
    held["runs"][0]["results"] = results[::100]
    return json.dumps(held)


def _by_schema(path: Path) -> Callable[[str], list[str]]:
    import xmlschema

    schema = xmlschema.XMLSchema(str(path))
    return lambda rendered: [*test_junit.problems(rendered), *(str(error.reason) for error in schema.iter_errors(rendered))]


if __name__ == "__main__":
    main()
