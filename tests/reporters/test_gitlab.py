"""GitLab's Code Quality report. GitLab publishes no schema; this one says what its documentation asks for."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Severity
from auditor.report import Problem, Report
from auditor.reporters import gitlab
from auditor.reporters.ci import told
from tests.reporters.test_sarif import GOLDEN, PATHS, WORDS, finding, fix, many, sample
from tests.support import ARTICLE

LINE = {"type": "integer", "minimum": 1}
SCHEMA = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": False,
                    "properties": {
                        "path": {"type": "string", "minLength": 1},
                        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": LINE, "end": LINE}},
                    },
                },
            },
        },
    }
)


def problems(rendered: str) -> list[str]:
    """What is wrong by the documentation; also: equal fingerprints, of which GitLab keeps one."""
    found = json.loads(rendered)
    wrong = [f"{error.json_path}: {error.message[:200]}" for error in SCHEMA.iter_errors(found)]
    if len({one["fingerprint"] for one in found}) != len(found):
        wrong.append("equal fingerprints")
    if any(one["location"]["lines"]["end"] < one["location"]["lines"]["begin"] for one in found):
        wrong.append("a place ends before it begins")
    return wrong


def violations(*documents: DocumentReport) -> Any:
    return json.loads(gitlab.render(Report(documents)))


def test_golden() -> None:
    rendered = gitlab.render(sample())
    assert rendered == (GOLDEN / "report.gitlab.json").read_text(encoding="utf-8")
    assert problems(rendered) == []


def test_nothing_found() -> None:
    assert gitlab.render(Report(())) == "[]\n"


@pytest.mark.usefixtures("tiny")
def test_the_same_text_in_two_files_has_fingerprints_of_its_own() -> None:
    auditor = Auditor()
    names = ["a.txt", "b.txt", "./b.txt", "-"]
    documents = [auditor.audit(Document(ARTICLE, name)) for name in names]
    documents += [auditor.audit(Document(ARTICLE, f"w.jsonl#{n}", file="w.jsonl", file_line=n)) for n in (1, 2)]
    rendered = gitlab.render(Report(tuple(documents)))
    assert len(json.loads(rendered)) == 6 * 5
    assert problems(rendered) == []


@pytest.mark.usefixtures("tiny")
def test_a_fingerprint_outlives_an_edit_elsewhere() -> None:
    auditor = Auditor()
    before, after = (auditor.audit(Document(text, "a.txt")) for text in (ARTICLE, f"A line more.\n\n{ARTICLE}"))
    prints = [{one["fingerprint"] for one in violations(report)} for report in (before, after)]
    assert len(prints[0] & prints[1]) >= 4


def test_severities() -> None:
    one = finding("x", "x", "p.r", Severity.MINOR)
    found = tuple(replace(one, severity=severity, fingerprint=f"{severity:016x}") for severity in Severity)
    shown = violations(DocumentReport(Document("x", "a"), found))
    assert [one["severity"] for one in shown] == ["info", "minor", "major", "critical"]


@given(WORDS, WORDS, WORDS, PATHS)
@settings(deadline=None, max_examples=40)
def test_any_text_and_any_path(text: str, message: str, replacement: str, path: str) -> None:
    article = f"a{text}"
    found = finding(article, article, "p.r", Severity.MINOR, fix(replacement), message=f"m{message}")
    document = DocumentReport(Document(article, path), (found,))
    rendered = gitlab.render(Report((document, document), (Problem(path, f"m{message}"),) * 2))
    assert problems(rendered) == []
    rendered.encode()
    assert [one["description"] for one in json.loads(rendered)][:2] == [told(found)] * 2


def test_ten_thousand_findings() -> None:
    shown = violations(*many(10_000).documents)
    assert len({one["fingerprint"] for one in shown}) == 10_000
