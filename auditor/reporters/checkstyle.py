"""`checkstyle`: the XML of Checkstyle, which Jenkins (Warnings), reviewdog, SonarQube and most CI systems read.

It has no schema; its reference is Checkstyle's own XMLLogger: files hold errors with line, column, severity, message and source.
"""

from xml.etree.ElementTree import Element, SubElement

from auditor.document import Document
from auditor.finding import Severity
from auditor.report import Report
from auditor.reporters import places
from auditor.reporters.ci import line, place, rendered, safe, told

_VERSION = "4.3"  # of the format; readers take any
_SEVERITIES = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "info",
}


def render(report: Report) -> str:
    """Each file once, in order of input, also those without findings. What could not be audited is an error."""
    root = Element("checkstyle", version=_VERSION)
    files: dict[str, Element] = {}

    def file(document: Document) -> Element:
        path = safe(places.file(document, report.root))
        if path not in files:
            files[path] = SubElement(root, "file", name=path)
        return files[path]

    for one in report.documents:
        element = file(one.document)
        for finding in one.findings:
            region = places.region(one.document, finding)
            at = {"line": str(region.line)}
            if region.column:
                at["column"] = str(region.column)
            kind, source = _SEVERITIES[finding.severity], line(f"auditor.{finding.rule}")
            SubElement(element, "error", at, severity=kind, message=told(finding), source=source)
    for problem in report.errors:
        document, number = place(problem)
        message = line(problem.message)
        SubElement(file(document), "error", line=str(number or 1), severity="error", message=message, source="auditor.error")
    return rendered(root)
