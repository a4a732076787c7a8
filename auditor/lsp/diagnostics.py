"""Findings as LSP diagnostics."""

import re

from lsprotocol import types

from auditor.finding import Finding, Severity
from auditor.lsp.documents import LONGEST
from auditor.lsp.positions import Text
from auditor.report import DocumentReport
from auditor.reporters.terminal import visible

SOURCE = "auditor"
MOST = 2_000  # more than an editor shows, or anybody reads
_SEVERITIES = {
    Severity.CRITICAL: types.DiagnosticSeverity.Error,
    Severity.MAJOR: types.DiagnosticSeverity.Error,
    Severity.MINOR: types.DiagnosticSeverity.Warning,
    Severity.NEUTRAL: types.DiagnosticSeverity.Information,
}
_NOTE = re.compile(r"line (\d+): (.*)", re.DOTALL)


def of_report(report: DocumentReport, text: Text) -> list[types.Diagnostic]:
    """The findings of a document, and notes on lines of it, which are about suppressions."""
    shown = [of_finding(finding, text) for finding in report.findings[:MOST]]
    if len(report.findings) > MOST:
        shown.append(_note(0, f"{len(report.findings)} findings; these are the first {MOST}. `auditor check` prints all."))
    for note in report.notes:
        if placed := _NOTE.fullmatch(note):
            shown.append(_note(int(placed[1]) - 1, placed[2]))
    return shown


def of_finding(finding: Finding, text: Text) -> types.Diagnostic:
    return types.Diagnostic(
        range=text.range(finding.start, finding.end),
        message=visible(finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
        data={"fingerprint": finding.fingerprint},
    )


def too_long() -> list[types.Diagnostic]:
    return [_note(0, f"More than {LONGEST:,} characters are not audited while you type; run `auditor check`.")]


def on_line(line: int, message: str, severity: types.DiagnosticSeverity) -> types.Diagnostic:
    """Something about a whole line, counted from 0."""
    return types.Diagnostic(
        range=types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
        message=visible(message),
        severity=severity,
        source=SOURCE,
    )


def _note(line: int, message: str) -> types.Diagnostic:
    return on_line(line, message, types.DiagnosticSeverity.Information)
