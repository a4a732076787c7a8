"""`gitlab`: Code Quality reports of GitLab (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).

GitLab stops reading at the first entry that lacks a required property, keeps one of equal fingerprints, takes no byte order mark
and ignores all that is not here.
"""

from collections import Counter
from hashlib import blake2b

import msgspec

from auditor.finding import Severity
from auditor.report import Report
from auditor.reporters import places
from auditor.reporters.ci import line, name, place, told

_SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "info",
}
_UNREADABLE = "blocker"


class Lines(msgspec.Struct, frozen=True):
    """1-based, the end inclusive."""

    begin: int
    end: int


class Location(msgspec.Struct, frozen=True):
    path: str
    lines: Lines


class Violation(msgspec.Struct, frozen=True):
    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: Location


def render(report: Report) -> str:
    """All findings in order, then what could not be audited, as one JSON array."""
    fingerprints = _Fingerprints()
    found: list[Violation] = []
    for one in report.documents:
        path, title = places.file(one.document, report.root), name(one.document, report.root)
        for finding in one.findings:
            region = places.region(one.document, finding)
            identity = fingerprints.of(title, finding.rule, finding.fingerprint)
            lines = Lines(region.line, region.end_line)
            severity = _SEVERITIES[finding.severity]
            found.append(Violation(told(finding), line(finding.rule), identity, severity, Location(path, lines)))
    for problem in report.errors:
        document, number = place(problem)
        path, message = places.file(document, report.root), line(problem.message)
        identity = fingerprints.of(path, "error", message)
        lines = Lines(number or 1, number or 1)
        found.append(Violation(message, "auditor.error", identity, _UNREADABLE, Location(path, lines)))
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


class _Fingerprints:
    """A finding's own fingerprint is that of its text; here it is told apart by file, and by an ordinal in equal ones."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, *parts: str) -> str:
        key = "\x1f".join(parts)
        self._seen[key] += 1
        return blake2b(f"{key}\x1f{self._seen[key]}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
