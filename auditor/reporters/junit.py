"""`junit`: JUnit XML for the test viewers of Jenkins, GitLab and others; valid by the schema of Jenkins (`junit-10.xsd`).

A document is a suite, a rule that found something in it a test case. Viewers count and compare test cases by class and name, and
GitLab drops all but the first of equal ones and all but the first failure of each, so the findings of one rule are one failure.
A neutral finding is no error by MQM and has no penalty: its test passes, with the finding as output. No times are told.
"""

from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from auditor.document import Document
from auditor.finding import Finding, Severity
from auditor.report import DocumentReport, Report
from auditor.reporters import places
from auditor.reporters.ci import line, name, place, rendered, safe, told

_PASSED = "no findings"
_ERROR = "readable"
_MOST_LINES = 100  # findings that one test case tells


def render(report: Report) -> str:
    """One suite for each document, then one for each file that could not be audited."""
    root = Element("testsuites", name="auditor")
    seen: Counter[str] = Counter()

    def suite(document: Document, number: int | None = None) -> Element:
        title = first = line(name(document, report.root)) + (f":{number}" if number else "")
        while title in seen:  # viewers take equal names for one
            seen[first] += 1
            title = f"{first} ({seen[first]})"
        seen[title] = 1
        return SubElement(root, "testsuite", name=title, file=safe(places.file(document, report.root)))

    for one in report.documents:
        _document(suite(one.document), one)
    for problem in report.errors:
        message = line(problem.message)
        case = _case(suite(*place(problem)), _ERROR)
        SubElement(case, "error", message=message, type="error").text = message
    for element in root:
        _count(element, element.iter("testcase"))
    _count(root, root.iter("testcase"))
    return rendered(root)


def _document(suite: Element, report: DocumentReport) -> None:
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, found in by_rule.items():
        _failure(_case(suite, line(rule)), line(suite.attrib["file"]), report.document, found)
    if not by_rule:
        _case(suite, _PASSED)


def _case(suite: Element, title: str) -> Element:
    return SubElement(suite, "testcase", classname=suite.attrib["name"], name=title, time="0")


def _failure(case: Element, path: str, document: Document, found: list[Finding]) -> None:
    worst = max(finding.severity for finding in found)
    lines = [f"{path}:{_place(document, f)}: {f.severity.label}: {told(f)}" for f in found[:_MOST_LINES]]
    if len(found) > _MOST_LINES:
        lines.append(f"and {len(found) - _MOST_LINES:,} more")
    lines.append(f"Why: {line(found[0].why)}")
    if worst == Severity.NEUTRAL:
        element = SubElement(case, "system-out")
    else:
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        element = SubElement(case, "failure", message=told(found[0]) + more, type=worst.label)
    element.text = "\n".join(lines)


def _place(document: Document, finding: Finding) -> str:
    region = places.region(document, finding)
    return f"{region.line}:{region.column}" if region.column else str(region.line)


def _count(element: Element, cases: Iterable[Element]) -> None:
    """The numbers that the schema asks for."""
    kinds = Counter(child.tag for case in cases for child in (*case, case))
    element.set("tests", str(kinds["testcase"]))
    element.set("failures", str(kinds["failure"]))
    element.set("errors", str(kinds["error"]))
    element.set("time", "0")
