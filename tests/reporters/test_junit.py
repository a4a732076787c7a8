"""JUnit XML: valid by the rules of Jenkins' schema, read back by a reader of the format, safe for what it holds.

Jenkins' `junit-10.xsd` is in no package, so what it asks of our elements is written down here; `tests.benchmarks.formats` takes
the schema itself.
"""

import re
from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from junitparser import JUnitXml

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Severity
from auditor.report import Problem, Report
from auditor.reporters import junit
from auditor.reporters.ci import line, safe, told
from tests.reporters.test_sarif import GOLDEN, PATHS, WORDS, finding, fix, many, sample, shown
from tests.support import ARTICLE

# Children, required and optional attributes.
ELEMENTS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testcase", "properties"},
        {"name", "tests", "failures", "errors"},
        {"time", "skipped", "file", "id", "package"},
    ),
    "testcase": ({"failure", "error", "skipped", "system-out"}, {"name"}, {"time", "classname", "group"}),
    "failure": (set(), set(), {"type", "message"}),
    "error": (set(), set(), {"type", "message"}),
    "system-out": (set(), set(), set()),
}


def parsed(rendered: str) -> Element:
    return ElementTree.fromstring(rendered.encode())  # noqa: S314  # our own output


def problems(rendered: str) -> list[str]:
    """What is wrong by the schema; also: numbers that are not those of the elements, and cases that viewers take for one."""
    root, wrong = parsed(rendered), []
    if root.tag != "testsuites":
        wrong.append("another root")
    for element in root.iter():
        children, required, optional = ELEMENTS[element.tag]
        if {child.tag for child in element} - children or not required <= set(element.attrib) <= required | optional:
            wrong.append(f"{element.tag}: {sorted(element.attrib)}")
        if "time" in element.attrib and not re.fullmatch(r"\d{1,3}(\.\d*)?", element.attrib["time"]):
            wrong.append(f"{element.tag}: time")
        if element.tag in ("testsuites", "testsuite"):
            counted = {key: len(list(element.iter(tag))) for key, tag in COUNTED.items()}
            if counted != {key: int(element.attrib[key]) for key in COUNTED}:
                wrong.append(f"{element.tag}: numbers")
        if element.tag in ("failure", "error") and not (element.text or "").strip():
            wrong.append("GitLab shows nothing")
    cases = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    if len(set(cases)) != len(cases):
        wrong.append("equal test cases")
    return wrong


COUNTED = {"tests": "testcase", "failures": "failure", "errors": "error"}


def test_golden() -> None:
    rendered = junit.render(sample())
    assert rendered == (GOLDEN / "report.junit.xml").read_text(encoding="utf-8")
    assert problems(rendered) == []


@pytest.mark.usefixtures("tiny")
def test_real_findings_are_read_back() -> None:
    auditor = Auditor()
    documents = (auditor.audit(Document(ARTICLE, "a.txt")), auditor.audit(Document("All is well.", "b.txt")))
    rendered = junit.render(Report(documents, (Problem("c.txt", "not UTF-8"),)))
    assert problems(rendered) == []
    read = JUnitXml.fromstring(rendered.encode())
    assert (read.tests, read.failures, read.errors) == (6, 4, 1)
    assert {suite.name: {case.name: case.is_passed for case in suite} for suite in read} == {
        "a.txt": {"en.city": False, "fr.launched": False, "any.teh": False, "fr.fifteen": False},
        "b.txt": {"no findings": True},
        "c.txt": {"readable": False},
    }


def test_findings_of_one_rule_are_one_failure_of_the_worst() -> None:
    one = finding("x y", "x", "p.r", Severity.MINOR)
    found = (one, replace(one, severity=Severity.CRITICAL), replace(one, severity=Severity.NEUTRAL))
    (case,) = parsed(junit.render(Report((DocumentReport(Document("x y", "a"), found),)))).iter("testcase")
    (failure,) = case
    assert failure.attrib == {"message": "Message of p.r (“x”) and 2 more", "type": "critical"}
    assert len((failure.text or "").splitlines()) == 4


def test_a_neutral_finding_fails_nothing() -> None:
    document = DocumentReport(Document("x", "a"), (finding("x", "x", "p.r", Severity.NEUTRAL),))
    rendered = junit.render(Report((document,)))
    assert problems(rendered) == []
    assert parsed(rendered).attrib["failures"] == "0"
    assert "a:1:1: neutral: Message of p.r" in (parsed(rendered).findtext(".//system-out") or "")


def test_equal_names_are_told_apart() -> None:
    same = DocumentReport(Document("x", "w.jsonl#1", file="w.jsonl", file_line=1), (finding("x", "x", "p.r", Severity.MINOR),))
    rendered = junit.render(Report((same, same), (Problem("w", "?"), Problem("w (2)", "?"), Problem("w", "?"))))
    assert problems(rendered) == []
    names = [suite.attrib["name"] for suite in parsed(rendered)]
    assert names == ["w.jsonl#1", "w.jsonl#1 (2)", "w", "w (2)", "w (3)"]


@given(WORDS, WORDS, WORDS, PATHS)
@settings(deadline=None, max_examples=60)
def test_any_text_and_any_path(text: str, message: str, replacement: str, path: str) -> None:
    article = f"a{text}"
    found = finding(article, article, "p.r", Severity.MINOR, fix(replacement), message=f"m{message}")
    rendered = junit.render(Report((DocumentReport(Document(article, path), (found,)),), (Problem("e", f"m{message}"),)))
    assert problems(rendered) == []
    failure = next(parsed(rendered).iter("failure"))
    assert failure.attrib["message"] == told(found)
    assert (failure.text or "").split("\n")[0].endswith(f": minor: {told(found)}")
    assert next(parsed(rendered).iter("error")).text == line(f"m{message}")
    assert parsed(rendered)[0].attrib["file"] == safe(shown(path))


def test_ten_thousand_findings() -> None:
    """GitLab reads files below 30 MB."""
    rendered = junit.render(many(10_000))
    assert problems(rendered) == []
    assert len(rendered.encode()) < 1_000_000
    first = next(parsed(rendered).iter("failure"))
    assert (first.text or "").splitlines()[-2] == "and 100 more"
