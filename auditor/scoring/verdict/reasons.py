"""Why a text has its verdict, in words."""

from collections.abc import Iterator

from auditor.report import DocumentReport
from auditor.scoring import mqm
from auditor.scoring.style import StyleScore
from auditor.text.wording import counted, language_name

_LIKELY = 0.5  # probability, of raw machine translation and of each answer about style, from which style is a reason
_LOUD = 0.1  # log-odds that a trait must add to be named
_TRAITS = 3


def reasons(report: DocumentReport, style: StyleScore, chance: float, *, ready: bool) -> list[str]:
    """What speaks for work to do, or that nothing does."""
    found = [*_findings(report), *_references(report)]
    likely = chance >= _LIKELY
    if likely and not ready and (not report.findings or min(style.translated, style.machine) >= _LIKELY):
        found += _style(style)
    clear = "its style is no clear sign of a raw translation" if likely else "it does not read like a raw translation"
    return found or [f"no findings, and {clear}"]


def shown(chance: float) -> str:
    """A probability to two decimals. None is said to be certain."""
    return ">0.99" if chance >= 0.995 else "<0.01" if chance < 0.005 else f"{chance:.2f}"


def _findings(report: DocumentReport) -> Iterator[str]:
    counts = mqm.by_severity(report.findings)
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    if told:
        noun = "finding" if len(report.findings) == 1 else "findings"
        yield f"{told} {noun}: penalty {report.penalty:.1f} per 1,000 words"
    if source := report.source_language:
        yield f"wordings typical of translation from {language_name(source.code)} (probability {shown(source.probability)})"


def _references(report: DocumentReport) -> Iterator[str]:
    if reference := report.reference:
        if reference.omitted:
            yield f"{counted(len(reference.omitted), 'sentence')} of the reference left out"
        if reference.added:
            yield f"{counted(len(reference.added), 'sentence')} that the reference does not have"


def _style(style: StyleScore) -> Iterator[str]:
    """The two answers about style: the second is about translations, and is told as such."""
    by = f"a machine's ({shown(style.machine)})"
    if style.machine < _LIKELY:
        by = f"a person's ({shown(1 - style.machine)})"
    if style.translated >= _LIKELY:
        yield f"reads like a translation (probability {shown(style.translated)}), and if it is one, like {by}"
    else:
        yield f"does not read like a translation (probability {shown(style.translated)}), but if it is one, like {by}"
    yield from (f"style: {trait}" for trait in _loudest(style))


def _loudest(style: StyleScore) -> list[str]:
    """Traits in words. What both questions turn on is said once."""
    said: dict[str, str] = {}
    for trait in (*style.machine_traits, *style.translated_traits):
        if trait.weight >= _LOUD:
            said.setdefault(trait.says.partition(": ")[0], trait.says)
    return list(said.values())[:_TRAITS]
