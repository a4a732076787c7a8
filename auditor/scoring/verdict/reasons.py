"""Why a text has its verdict, in words."""

from collections.abc import Iterator

from auditor.report import DocumentReport
from auditor.scoring import mqm
from auditor.scoring.style import StyleScore

_TELLING = 0.5  # probability, of raw machine translation and by style alone, from which style is a reason
_LOUD = 0.1  # log-odds that a trait must add to be named
_TRAITS = 3


def reasons(report: DocumentReport, style: StyleScore, chance: float) -> list[str]:
    """What speaks for work to do, or that nothing does."""
    found = [*_findings(report), *_references(report)]
    if chance >= _TELLING and (not report.findings or style.translated * style.machine >= _TELLING):
        found += _style(style)
    return found or ["no findings, and it does not read like a raw translation"]


def _findings(report: DocumentReport) -> Iterator[str]:
    counts = mqm.by_severity(report.findings)
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    if told:
        rate = mqm.per_1000_words(mqm.penalty(report.findings, report.profile), report.document.words)
        yield f"{told} finding{'' if len(report.findings) == 1 else 's'}: penalty {rate:.1f} per 1,000 words"
    if source := report.source_language:
        yield f"wordings betray the source language: {source.code} ({source.probability:.2f})"


def _references(report: DocumentReport) -> Iterator[str]:
    if reference := report.reference:
        if reference.omitted:
            yield f"{_sentences(reference.omitted)} of the reference left out"
        if reference.added:
            yield f"{_sentences(reference.added)} that the reference does not have"


def _style(style: StyleScore) -> Iterator[str]:
    whose = "a machine's than a person's" if style.machine >= 0.5 else "a person's than a machine's"
    nearer = max(style.machine, 1 - style.machine)
    yield f"reads like a translation ({style.translated:.2f}), and if so more like {whose} ({nearer:.2f})"
    traits = {t.says: None for t in (*style.machine_traits, *style.translated_traits) if t.weight >= _LOUD}
    yield from (f"style: {trait}" for trait in list(traits)[:_TRAITS])


def _sentences(some: tuple[object, ...]) -> str:
    return f"{len(some)} sentence{'' if len(some) == 1 else 's'}"
