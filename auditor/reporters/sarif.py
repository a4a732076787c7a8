"""`sarif`: SARIF 2.1.0 with Errata 01 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with what GitHub code scanning asks for.

Regions are told by line and column alone: no property says what `charOffset` counts, code points or UTF-16. There is no
`primaryLocationLineHash`: GitHub's `upload-sarif` action computes it from the files and warns of each that differs.
"""

import gzip
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from urllib.parse import quote

import msgspec

from auditor import __version__
from auditor.document import Document
from auditor.finding import Finding, Fix
from auditor.readers.decode import encodable
from auditor.report import Report, RuleEntry
from auditor.reporters import places
from auditor.reporters.ci import line, name, place, shown, told
from auditor.reporters.sarif_rules import LEVELS, Json, message, rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST_RESULTS = 25_000  # GitHub refuses a run with more, and shows 5,000, the worst
_MOST_BYTES = 10_000_000  # compressed: GitHub refuses more
_BASE = "SRCROOT"
_ENCODINGS = {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "cp1252": "windows-1252"}  # names of IANA


def render(report: Report) -> str:
    """One run, the worst findings first: what GitHub does not take is left out from the end, and its number told."""
    found = report.worst_first
    kept = found[:_MOST_RESULTS]
    log = _log(report, kept, len(found))
    while kept and len(log) > _MOST_BYTES and len(gzip.compress(log, 6)) > _MOST_BYTES:
        kept = kept[: len(kept) // 2]
        log = _log(report, kept, len(found))
    return log.decode() + "\n"


def _log(report: Report, found: Sequence[tuple[Document, Finding]], total: int) -> bytes:
    entries = {f.rule: report.entry(f) for _, f in found}
    numbers = {name: number for number, name in enumerate(sorted(entries))}
    artifacts = _Artifacts(report)
    run: Json = {
        "tool": {"driver": _driver(report, [entries[name] for name in numbers])},
        "invocations": [_invocation(report, artifacts, total - len(found))],
        "originalUriBaseIds": {_BASE: _base(report.root)},
        "artifacts": artifacts.all,
        "results": [_result(document, finding, numbers[finding.rule], artifacts) for document, finding in found],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "UTF-8",
    }
    log = msgspec.json.encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})
    return msgspec.json.format(log, indent=2)


def _driver(report: Report, entries: Iterable[RuleEntry]) -> Json:
    driver: Json = {"name": "auditor", "version": __version__}
    if re.fullmatch(r"\d+\.\d+\.\d+", __version__):
        driver["semanticVersion"] = __version__
    driver["rules"] = list(map(rule, entries))
    if report.packs:
        driver["properties"] = {"packs": {line(pack): line(digest) for pack, digest in report.packs.items()}}
    return driver


# Places


class _Artifacts:
    """Every file of the run once, and where to find it."""

    def __init__(self, report: Report) -> None:
        self.root = report.root
        self._known: dict[str, Json] = {}
        self._by_uri: dict[str, Json] = {}
        self.all: list[Json] = []
        for one in report.documents:
            location = self.location(one.document)
            if "index" in location:
                continue
            artifact: Json = {"location": {**location}, "roles": ["analysisTarget"]}
            if one.document.encoding in _ENCODINGS:
                artifact["encoding"] = _ENCODINGS[one.document.encoding]
            location["index"] = len(self.all)
            self.all.append(artifact)

    def location(self, document: Document) -> Json:
        """Relative to the root of the repository; absolute for a file outside. With its index, where it was audited."""
        path = document.origin
        if path not in self._known:
            location = _location(places.file(document, self.root), self.root)
            self._known[path] = self._by_uri.setdefault(location["uri"], location)
        return self._known[path]


def _location(path: str, root: str) -> Json:
    if root and path.startswith("../"):
        path = PurePath(os.path.abspath(path)).as_posix()
    if PurePath(path).is_absolute():
        return {"uri": _absolute(path)}
    return {"uri": quote(path), "uriBaseId": _BASE}


def _absolute(path: str) -> str:
    return "file://" + quote(encodable(path if path.startswith("/") else f"/{path}"), safe="/:")


def _base(root: str) -> Json:
    described: Json = {"description": message("The root of the repository.")}
    return {"uri": _absolute(PurePath(root).as_posix().rstrip("/") + "/"), **described} if root else described


def _region(begin: tuple[int, int], end: tuple[int, int]) -> Json:
    return {"startLine": begin[0], "startColumn": begin[1], "endLine": end[0], "endColumn": end[1]}


# Results


def _result(document: Document, finding: Finding, number: int, artifacts: _Artifacts) -> Json:
    artifact = artifacts.location(document)
    location: Json = {"physicalLocation": {"artifactLocation": artifact}}
    result: Json = {
        "ruleId": line(finding.rule),
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": message(told(finding)),
        "locations": [location],
        "partialFingerprints": {"auditorFingerprint/v1": finding.fingerprint},
        "properties": {"severity": finding.severity.label},
    }
    if document.file_line is not None:  # its text is a part of that line, in JSON: nothing in it has a column, or can be replaced
        location["physicalLocation"]["region"] = {"startLine": document.file_line, "endLine": document.file_line}
        location["logicalLocations"] = [{"fullyQualifiedName": line(name(document, artifacts.root))}]
        return result
    begin, end = (finding.line, finding.column), (finding.end_line, finding.end_column)
    location["physicalLocation"]["region"] = _region(begin, end)
    if finding.fixes:
        result["fixes"] = [_fix(document, artifact, fix) for fix in finding.fixes]
    return result


def _fix(document: Document, artifact: Json, fix: Fix) -> Json:
    what = f"Replace with “{shown(fix.replacement)}”." if fix.replacement else "Delete."
    advice = "Safe: does not change the meaning." if fix.safety == "safe" else "Check the meaning before you apply it."
    deleted = _region(document.position(fix.start), document.position(fix.end))
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": encodable(fix.replacement)}}
    return {
        "description": message(f"{what} {advice}"),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


# What else happened


def _invocation(report: Report, artifacts: _Artifacts, cut: int) -> Json:
    found = [_notification("error", problem.message, artifacts, *place(problem)) for problem in report.errors]
    if cut:
        text = f"{cut:,} findings are left out, the least severe: code scanning takes no more."
        found.append({"level": "warning", "message": message(text)})
    noted = [(one.document, note) for one in report.documents for note in one.notes]
    found += [_notification("note", note, artifacts, document, document.file_line) for document, note in noted]
    return {"executionSuccessful": not report.errors, "toolExecutionNotifications": found}


def _notification(level: str, text: str, artifacts: _Artifacts, document: Document, number: int | None) -> Json:
    location: Json = {"artifactLocation": artifacts.location(document)}
    if number:
        location["region"] = {"startLine": number}
    return {"level": level, "message": message(line(text)), "locations": [{"physicalLocation": location}]}
