"""What one run found and scored; reporters render it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from auditor.document import Document
from auditor.finding import ErrorType, Finding, Severity
from auditor.scoring import mqm
from auditor.scoring.profiles import MQM, Profile

if TYPE_CHECKING:
    from auditor.scoring.articles import ReferenceScores
    from auditor.scoring.fluency.figures import FluencyScore
    from auditor.scoring.style import StyleScore
    from auditor.scoring.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SourceLanguage:
    """The language a text was translated from, as its findings tell; ISO 639-1 code and probability."""

    code: str
    probability: float


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document's findings, in order of their place, and its scores."""

    document: Document
    findings: tuple[Finding, ...]
    source_language: SourceLanguage | None = None
    notes: tuple[str, ...] = ()
    """What the reader should know of the document: an assumed encoding, an unused suppression."""
    profile: Profile = MQM
    """The weights that its findings are scored with."""
    style: "StyleScore | None" = None
    fluency: "FluencyScore | None" = None
    """Only with a house model."""
    reference: "ReferenceScores | None" = None
    """Only with references."""
    verdict: "Verdict | None" = None
    known: int = 0
    """Findings that are left out: those of a baseline, and those on lines that did not change."""
    fixed: tuple[Finding, ...] = ()
    """What was mended in the file. Their places are those before."""

    @property
    def points(self) -> float:
        """Penalty points of all findings."""
        return mqm.penalty(self.findings, self.profile)

    @property
    def penalty(self) -> float:
        """Penalty points per 1,000 words."""
        return mqm.per_1000_words(self.points, self.document.words)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be audited or used, and why."""

    path: str
    message: str


class RuleEntry(msgspec.Struct, frozen=True):
    """A rule as reports explain it."""

    id: str
    summary: str
    why: str
    type: ErrorType
    severity: Severity
    preview: bool = False
    precision: float | None = None
    """The least that its record lets expect, from 0 to 1; None for a rule without one."""
    examples: tuple[tuple[str, str], ...] = ()
    """Wrong, its spans in `[[…]]`, and right; right is empty where no fix is sure."""


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of a run, in input order."""

    documents: tuple[DocumentReport, ...]
    errors: tuple[Problem, ...] = ()
    packs: dict[str, str] = field(default_factory=dict)
    """Version hash of each pack used."""
    rules: dict[str, RuleEntry] = field(default_factory=dict)
    """The rules of its findings by id, for a format that explains them."""
    root: str = ""
    """Absolute path of the directory that CI formats name files from; empty: names stay as they are."""

    @property
    def findings(self) -> list[Finding]:
        """Of all documents."""
        return [finding for document in self.documents for finding in document.findings]

    @property
    def worst_first(self) -> list[tuple[Document, Finding]]:
        """Each finding with its document, the most severe first; of equal ones in their order."""
        found = [(one.document, finding) for one in self.documents for finding in one.findings]
        return sorted(found, key=lambda pair: -pair[1].severity)

    def entry(self, finding: Finding) -> RuleEntry:
        """The rule of a finding, or what the finding itself tells of it."""
        known = self.rules.get(finding.rule)
        return known or RuleEntry(finding.rule, finding.message or finding.rule, finding.why, finding.type, finding.severity)

    @property
    def words(self) -> int:
        """Of all documents."""
        return sum(document.document.words for document in self.documents)

    @property
    def points(self) -> float:
        """Penalty points of all findings, each by the weights of its document."""
        return mqm.rounded(document.points for document in self.documents)

    @property
    def known(self) -> int:
        """Findings of all documents that are left out."""
        return sum(document.known for document in self.documents)

    @property
    def fixed(self) -> int:
        """Findings of all documents that were mended."""
        return sum(len(document.fixed) for document in self.documents)
