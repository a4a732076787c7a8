"""The verdict on a text, with its reasons, for people at a terminal."""

from collections import Counter
from collections.abc import Iterable

from click import style

from auditor.report import DocumentReport
from auditor.reporters.terminal import visible, wrapped
from auditor.scoring.verdict import LEVELS, Verdict

_COLORS = dict(zip(LEVELS, ("green", "yellow", "red", "bright_red"), strict=True))
_INDENT = "    "


def render(report: DocumentReport, columns: int = 80) -> str:
    """The level, the probability, and why. Nothing for a text without a verdict."""
    if not report.verdict:
        return ""
    lines = [f"{style(visible(report.document.path), bold=True)}: {_level(report.verdict)}"]
    for reason in report.verdict.reasons:
        lines += wrapped(f"{_INDENT}- ", visible(reason), columns)
    return "".join(line + "\n" for line in lines)


def chance(verdict: Verdict) -> str:
    """The probability in words. Of what is called raw it is that of the verdict itself."""
    of = "" if verdict.level == LEVELS[-1] else f"of {LEVELS[-1]} "
    return f"probability {of}{verdict.probability:.2f}"


def counted(reports: Iterable[DocumentReport]) -> str:
    """How many texts have which verdict, the worst first."""
    counts = Counter(report.verdict.level for report in reports if report.verdict)
    return ", ".join(f"{counts[level]:,} {level}" for level in reversed(LEVELS) if counts[level])


def _level(verdict: Verdict) -> str:
    return f"verdict: {style(verdict.level, fg=_COLORS[verdict.level], bold=True)} ({chance(verdict)})"
