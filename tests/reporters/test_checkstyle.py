"""Checkstyle XML. It has no schema; what readers expect is what Checkstyle's own XMLLogger writes."""

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Severity
from auditor.report import Problem, Report
from auditor.reporters import checkstyle
from auditor.reporters.ci import line, safe, told
from tests.reporters.test_junit import parsed
from tests.reporters.test_sarif import GOLDEN, PATHS, WORDS, finding, fix, many, sample, shown
from tests.support import ARTICLE


def problems(rendered: str) -> list[str]:
    """What XMLLogger would not write."""
    root, wrong = parsed(rendered), []
    if root.tag != "checkstyle" or set(root.attrib) != {"version"}:
        wrong.append("another root")
    names = [file.attrib["name"] for file in root]
    if len(set(names)) != len(names):
        wrong.append("a file is told twice")
    for file in root:
        if file.tag != "file" or set(file.attrib) != {"name"}:
            wrong.append(f"{file.tag}: {sorted(file.attrib)}")
        wrong += [f"{error.tag}: {error.attrib}" for error in file if not _fine(error)]
    return wrong


def _fine(error: Element) -> bool:
    place = [error.attrib["line"], error.attrib.get("column", "1")]
    return (
        error.tag == "error"
        and set(error.attrib) - {"column"} == {"line", "severity", "message", "source"}
        and all(number.isdecimal() and int(number) > 0 for number in place)
        and error.attrib["severity"] in ("error", "warning", "info")
        and bool(error.attrib["message"])
        and error.attrib["source"].startswith("auditor.")
    )


def test_golden() -> None:
    rendered = checkstyle.render(sample())
    assert rendered == (GOLDEN / "report.checkstyle.xml").read_text(encoding="utf-8")
    assert problems(rendered) == []


@pytest.mark.usefixtures("tiny")
def test_real_findings() -> None:
    report = Auditor().audit(Document(ARTICLE, "a.txt"))
    rendered = checkstyle.render(Report((report,)))
    assert problems(rendered) == []
    (file,) = parsed(rendered)
    assert [(int(e.attrib["line"]), int(e.attrib["column"])) for e in file] == [(f.line, f.column) for f in report.findings]
    assert [e.attrib["severity"] for e in file].count("warning") == 2


def test_documents_of_one_file_are_one_file() -> None:
    def document(number: int) -> DocumentReport:
        held = Document("x", f"w.jsonl#{number}", file="w.jsonl", file_line=number)
        return DocumentReport(held, (finding("x", "x", "p.r", Severity.NEUTRAL),))

    rendered = checkstyle.render(Report((document(3), document(9)), (Problem("w.jsonl:12", "bad line"),)))
    assert problems(rendered) == []
    (file,) = parsed(rendered)
    assert [(e.attrib["line"], e.attrib["severity"], "column" in e.attrib) for e in file] == [
        ("3", "info", False),
        ("9", "info", False),
        ("12", "error", False),
    ]


@given(WORDS, WORDS, WORDS, PATHS)
@settings(deadline=None, max_examples=60)
def test_any_text_and_any_path(text: str, message: str, replacement: str, path: str) -> None:
    article = f"a{text}"
    found = finding(article, article, "p.r", Severity.MINOR, fix(replacement), message=f"m{message}")
    rendered = checkstyle.render(Report((DocumentReport(Document(article, path), (found,)),), (Problem(path, f"m{message}"),)))
    assert problems(rendered) == []
    (file,) = parsed(rendered)
    assert [error.attrib["message"] for error in file] == [told(found), line(f"m{message}")]
    assert file.attrib["name"] == safe(shown(path))


def test_ten_thousand_findings() -> None:
    assert len(parsed(checkstyle.render(many(10_000)))[0]) == 10_000
