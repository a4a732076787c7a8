"""The shape of machine-readable output (DESIGN §6). The JSON Schemas in `auditor/schemas/` are made from it."""

import msgspec

from auditor import __version__
from auditor.finding import Finding, Safety
from auditor.readers.decode import encodable
from auditor.report import DocumentReport, Report
from auditor.reporters.wire_scores import WireScores, WireVerdict, scores, verdict
from auditor.scoring import mqm

SCHEMA_VERSION = 1


class WireFix(msgspec.Struct, frozen=True):
    start: int
    end: int
    replacement: str
    safety: Safety


class WireFinding(msgspec.Struct, frozen=True):
    """Offsets are code points, end exclusive; lines and columns are 1-based."""

    rule: str
    type: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    message: str
    fixes: list[WireFix]
    fingerprint: str


class WireLanguage(msgspec.Struct, frozen=True):
    code: str
    probability: float


class WireDocument(msgspec.Struct, frozen=True):
    path: str
    words: int
    source_language: WireLanguage | None
    verdict: WireVerdict | None
    scores: WireScores
    notes: list[str]
    findings: list[WireFinding]
    fixed: list[WireFinding]
    """Mended in the file by `--fix`; their places are those before."""


class WireScanned(msgspec.Struct, frozen=True):
    """One line of `auditor scan`."""

    id: str | int
    words: int
    source_language: WireLanguage | None
    verdict: WireVerdict | None
    scores: WireScores
    findings: list[WireFinding]


class WireTool(msgspec.Struct, frozen=True):
    name: str
    version: str
    packs: dict[str, str]


class WireError(msgspec.Struct, frozen=True):
    path: str
    message: str


class WireSummary(msgspec.Struct, frozen=True):
    """`known` findings are left out everywhere else: those of a baseline, and those on lines that did not change.

    `fixed` ones were mended in the files.
    """

    documents: int
    words: int
    findings: int
    by_severity: dict[str, int]
    penalty_per_1000_words: float
    score: float | None
    known: int
    fixed: int


class WireReport(msgspec.Struct, frozen=True):
    schema: int
    tool: WireTool
    documents: list[WireDocument]
    errors: list[WireError]
    summary: WireSummary


def report(source: Report) -> WireReport:
    """A run as one object."""
    findings, words, points = source.findings, source.words, source.points
    return WireReport(
        schema=SCHEMA_VERSION,
        tool=WireTool("auditor", __version__, source.packs),
        documents=[document(d) for d in source.documents],
        errors=[WireError(encodable(problem.path), encodable(problem.message)) for problem in source.errors],
        summary=WireSummary(
            documents=len(source.documents),
            words=words,
            findings=len(findings),
            by_severity=mqm.by_severity(findings),
            penalty_per_1000_words=mqm.per_1000_words(points, words),
            score=mqm.quality_score(points, words),
            known=source.known,
            fixed=source.fixed,
        ),
    )


def document(source: DocumentReport) -> WireDocument:
    return WireDocument(
        path=encodable(source.document.path),
        words=source.document.words,
        source_language=_language(source),
        verdict=verdict(source),
        scores=scores(source),
        notes=list(source.notes),
        findings=[_finding(f) for f in source.findings],
        fixed=[_finding(f) for f in source.fixed],
    )


def scanned(source: DocumentReport, identity: str | int) -> WireScanned:
    return WireScanned(
        id=identity,
        words=source.document.words,
        source_language=_language(source),
        verdict=verdict(source),
        scores=scores(source),
        findings=[_finding(f) for f in source.findings],
    )


def _language(source: DocumentReport) -> WireLanguage | None:
    language = source.source_language
    return WireLanguage(language.code, language.probability) if language else None


def _finding(source: Finding) -> WireFinding:
    return WireFinding(
        rule=source.rule,
        type=source.type,
        severity=source.severity.label,
        start=source.start,
        end=source.end,
        line=source.line,
        column=source.column,
        end_line=source.end_line,
        end_column=source.end_column,
        text=source.text,
        message=source.message,
        fixes=[WireFix(f.start, f.end, f.replacement, f.safety) for f in source.fixes],
        fingerprint=source.fingerprint,
    )
