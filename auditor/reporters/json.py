"""`json`: the whole run as one object; `jsonl`: one line for each document."""

import msgspec

from auditor.report import DocumentReport, Report
from auditor.reporters import wire


def render(report: Report) -> str:
    """One indented JSON object, schema `auditor/schemas/report.schema.json`."""
    return msgspec.json.format(_encode(wire.report(report)), indent=2).decode() + "\n"


def render_lines(report: Report) -> str:
    """Each document on a line of its own."""
    return "".join(map(render_line, report.documents))


def render_line(report: DocumentReport) -> str:
    """One document on one line."""
    return _encode(wire.document(report)).decode() + "\n"


def render_scanned(report: DocumentReport, identity: str | int) -> bytes:
    """One line of `auditor scan`, schema `auditor/schemas/scan.schema.json`."""
    return _encode(wire.scanned(report, identity)) + b"\n"


_encode = msgspec.json.Encoder().encode
