"""Which stretch of the text each finding marks, and what its fixes put there."""

from dataclasses import dataclass

from auditor.document import Document
from auditor.finding import Finding
from auditor.report import DocumentReport


@dataclass(frozen=True, slots=True)
class Replacement:
    """What an editor may put in place of the whole mark."""

    text: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding, numbered from 1 in its article, and its stretch, in code points: the flagged span and all that its fixes change.

    Where it runs into an earlier mark it is not `placed`: it is listed, but neither shown in the text nor mended.
    """

    number: int
    finding: Finding
    start: int
    end: int
    replacements: tuple[Replacement, ...]
    placed: bool


def marks(report: DocumentReport) -> tuple[Mark, ...]:
    """The findings in order of their place."""
    found: list[Mark] = []
    taken = 0
    for number, finding in enumerate(sorted(report.findings, key=lambda f: (f.start, f.end)), 1):
        start = min(finding.start, *(fix.start for fix in finding.fixes), len(report.document.text))
        end = max(finding.end, *(fix.end for fix in finding.fixes), start)
        start -= _inside_line_end(report.document.text, start)
        end += _inside_line_end(report.document.text, end)
        placed = taken <= start < end <= len(report.document.text)
        if placed:
            taken = end
        found.append(Mark(number, finding, start, end, _replacements(report.document, finding, start, end), placed))
    return tuple(found)


def _replacements(document: Document, finding: Finding, start: int, end: int) -> tuple[Replacement, ...]:
    """Each fix, stretched to the whole mark, where some may become the same."""
    found: dict[str, Replacement] = {}
    for fix in finding.fixes:
        text = document.text[start : fix.start] + fix.replacement + document.text[fix.end : end]
        found.setdefault(text, Replacement(text, fix.safety == "safe"))
    return tuple(found.values())


def _inside_line_end(text: str, offset: int) -> bool:
    """Line ends are shown as `\\n`: none is cut in two."""
    return text[max(offset - 1, 0) : offset + 1] == "\r\n"
