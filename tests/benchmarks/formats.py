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
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from jsonschema import Draft202012Validator

import auditor
from auditor import Auditor, Document
from auditor.corpus.entries import entries
from auditor.report import Problem, Report
from auditor.reporters import FORMATS, Reporter, checkstyle, gitlab, junit, sarif
from tests.benchmarks.alarms import documents
from tests.reporters import test_checkstyle, test_gitlab, test_junit, test_sarif

_OURS: dict[str, Reporter] = {
    "sarif": sarif.render,
    "junit": junit.render,
    "gitlab": gitlab.render,
    "checkstyle": checkstyle.render,
}
_DRAWN = 200
_SCHEMAS = Path(auditor.__file__).parent / "schemas"


def _json(rendered: str) -> list[str]:
    schema = json.loads((_SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(rendered))]


def _jsonl(rendered: str) -> list[str]:
    return [f"not an object: {line}" for line in rendered.splitlines() if not isinstance(json.loads(line), dict)]


VALIDATORS: dict[str, Callable[[str], list[str]]] = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": test_sarif.problems,
    "junit": test_junit.problems,
    "gitlab": test_gitlab.problems,
    "checkstyle": test_checkstyle.problems,
}


def _reporters() -> dict[str, Reporter]:
    known: dict[str, Reporter] = dict(_OURS)
    for kind, place in FORMATS.items():
        module, _, function = place.partition(":")
        known[kind] = getattr(import_module(f"auditor.reporters.{module}"), function)
    return known


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
    reporters = _reporters()
    print("not validated:", ", ".join(sorted(set(reporters) - set(VALIDATORS))) or "none")
    counted: dict[tuple[str, str], list[float]] = {}
    wrong = 0
    for kind, report in _reports(given.corpora, given.seeds):
        for name, validate in VALIDATORS.items():
            started = time.perf_counter()
            rendered = reporters[name](report)
            took = time.perf_counter() - started
            text = rendered if isinstance(rendered, str) else rendered.decode()
            if kind[0].isdigit() and name == "sarif":
                text = _thinned(text)
            found = validate(text)
            wrong += bool(found)
            for problem in found[:3]:
                print(f"{name}, {kind}: {problem}", file=sys.stderr)
            totals = counted.setdefault((kind, name), [0, 0, 0, 0, 0])
            packed = len(gzip.compress(text.encode()))
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
