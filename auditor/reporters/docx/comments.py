"""What comments say: on a finding, and on an article as a whole."""

from collections.abc import Iterator

from auditor.finding import Finding, Fix
from auditor.report import DocumentReport, Report
from auditor.reporters.docx.elements import Element, run, w
from auditor.reporters.text import summary
from auditor.reporters.verdict import chance

_SPACES = {" ": "a space", "\u00a0": "a no-break space"}
_MARKS = frozenset('"“”„«»')

Line = list[Element]
"""The runs of one paragraph."""


def on(finding: Finding, report: DocumentReport) -> Iterator[Line]:
    """Severity and message; why; what to write instead; which rule says so, and of which MQM type it is."""
    yield [_bold(f"{finding.severity.label.capitalize()}: {_joined(finding.message)}")]
    yield [run(_joined(finding.why))]
    if finding.fixes:
        yield list(_fixes(finding, report))
    yield [run(f"{finding.rule} · {finding.type}", w("color", val="595959"))]


def on_article(report: DocumentReport) -> Iterator[Line]:
    """The verdict with its reasons, the counts, and what the reader should know of how the text was read."""
    if report.verdict:
        yield [_bold(f"Verdict: {report.verdict.level}"), run(f" ({chance(report.verdict)})")]
        for reason in report.verdict.reasons:
            yield [run(f"– {_joined(reason)}")]
    yield [run(summary(Report((report,))))]
    for note in report.notes:
        yield [run(f"Note: {_joined(note)}")]


def _fixes(finding: Finding, report: DocumentReport) -> Iterator[Element]:
    for number, fix in enumerate(finding.fixes):
        yield run(" or " if number else "Fix: ")
        if (fix.start, fix.end) != (finding.start, finding.end):
            yield run(f"{_instead_of(fix, report.document.text)} ")
        yield _bold(_written(fix.replacement))
    if any(fix.safety == "unsafe" for fix in finding.fixes):
        yield run(" (check the meaning)")


def _written(replacement: str) -> str:
    """What to write, so that it can be seen: in quotation marks, unless it has some of its own."""
    if not replacement:
        return "delete"
    if replacement in _SPACES:
        return _SPACES[replacement]
    return replacement if _MARKS.intersection(replacement) else f"“{replacement}”"


def _instead_of(fix: Fix, text: str) -> str:
    """What a fix replaces where that is not what was flagged."""
    return f"“{text[fix.start : fix.end]}” →"


def _bold(text: str) -> Element:
    return run(text, w("b"))


def _joined(text: str) -> str:
    """Without the line ends of a rule's file."""
    return " ".join(text.split())
