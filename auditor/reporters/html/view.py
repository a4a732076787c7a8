"""What the page shows of a report, worst article first; templates only lay it out."""

from dataclasses import dataclass
from functools import cached_property
from statistics import median

from markupsafe import Markup

from auditor.finding import Finding
from auditor.report import DocumentReport, Report, RuleEntry
from auditor.reporters.html.body import body
from auditor.reporters.html.graphics import Plot, Strip, plot, strip
from auditor.reporters.html.marks import Mark, marks
from auditor.scoring import mqm
from auditor.scoring.verdict import LEVELS

NO_VERDICT = "too short to say"
_LONGEST_TITLE = 160
_WORST_SENTENCES = 3


@dataclass(frozen=True)
class Article:
    """One document, numbered from 1 in the order of the page."""

    number: int
    report: DocumentReport
    rule_numbers: dict[str, int]

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        return marks(self.report)

    @cached_property
    def body(self) -> Markup:
        return body(self.report.document, self.marks, self.number)

    @cached_property
    def strip(self) -> Strip:
        return strip(self.report.document, self.marks)

    @cached_property
    def scorecard(self) -> mqm.Scorecard:
        return mqm.scorecard(mqm.weighted(self.report.findings, self.report.profile), self.report.document.words)

    @property
    def path(self) -> str:
        return "standard input" if self.report.document.path == "-" else self.report.document.path

    @cached_property
    def title(self) -> str:
        """The headline, or the beginning of the text, or the path."""
        document = self.report.document
        for segment in document.segments:
            if segment.kind != "dateline":
                text = " ".join(document.text[segment.start : segment.end].split())
                return text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE].rstrip() + "…"
        return self.path

    @property
    def level(self) -> int | None:
        """Of the verdict: 0 ready to 3 raw."""
        return LEVELS.index(self.report.verdict.level) if self.report.verdict else None

    @property
    def severities(self) -> dict[str, int]:
        """Worst first; only those that occur."""
        return {name: count for name, count in mqm.by_severity(self.report.findings).items() if count}

    @property
    def surprising(self) -> list[tuple[str, float, float]]:
        """The sentences that the house model finds worst, each with perplexity and percentile."""
        score, text = self.report.fluency, self.report.document.text
        worst = score.worst(_WORST_SENTENCES) if score else ()
        return [(text[s.start : s.end], s.perplexity, s.percentile) for s in worst]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its number on the page."""

    number: int
    entry: RuleEntry
    count: int


@dataclass(frozen=True)
class Page:
    """A whole run."""

    report: Report

    @cached_property
    def articles(self) -> list[Article]:
        numbers = {rule.entry.id: rule.number for rule in self.rules}
        ranked = sorted(self.report.documents, key=_badness, reverse=True)
        return [Article(number, document, numbers) for number, document in enumerate(ranked, 1)]

    @cached_property
    def rules(self) -> list[Rule]:
        """Of all findings, by id."""
        found: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            found.setdefault(finding.rule, []).append(finding)
        return [Rule(number, self.report.entry(found[name][0]), len(found[name])) for number, name in enumerate(sorted(found), 1)]

    @property
    def plot(self) -> Plot:
        return plot([article.report.penalty for article in self.articles])

    @property
    def median(self) -> float:
        """Of the penalties."""
        return median(article.report.penalty for article in self.articles)

    @property
    def verdicts(self) -> dict[str, int]:
        """How many articles have which, the worst first; last, those too short for one. Empty if all are."""
        levels = [document.verdict.level if document.verdict else NO_VERDICT for document in self.report.documents]
        if set(levels) == {NO_VERDICT}:
            return {}
        return {level: levels.count(level) for level in (*reversed(LEVELS), NO_VERDICT) if level in levels}

    @property
    def weights(self) -> str:
        """The names of the profiles."""
        return ", ".join(dict.fromkeys(document.profile.name for document in self.report.documents))


def _badness(report: DocumentReport) -> tuple[float, float]:
    """By penalty; of equal ones the verdict tells."""
    return report.penalty, report.verdict.probability if report.verdict else -1
