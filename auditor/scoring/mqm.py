"""MQM penalty: weighted findings per 1,000 words, after the MQM 2 scoring model (https://themqm.org)."""

from collections.abc import Iterable

from auditor.finding import Finding, Severity


def penalty(findings: Iterable[Finding]) -> int:
    """Penalty points: 1 for a minor finding, 5 for a major, 25 for a critical one."""
    return sum(finding.severity.weight for finding in findings)


def per_1000_words(points: float, words: int) -> float:
    """A rate to two decimals; 0 for a text without words."""
    return round(1000 * points / words, 2) if words else 0.0


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity, worst first."""
    counts = {severity.label: 0 for severity in reversed(Severity)}
    for finding in findings:
        counts[finding.severity.label] += 1
    return counts
