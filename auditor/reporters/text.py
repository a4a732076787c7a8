"""`text`: findings for people at a terminal."""

from collections import Counter
from collections.abc import Iterable

from click import style, unstyle

from auditor.finding import Finding, Severity
from auditor.matching.compiled import Lazy
from auditor.report import DocumentReport, Report
from auditor.reporters import verdict
from auditor.reporters.terminal import excerpt, short, visible, wrapped
from auditor.scoring import mqm
from auditor.scoring.profiles import MQM
from auditor.scoring.verdict import LEVELS
from auditor.scoring.verdict.reasons import shown
from auditor.text.wording import counted, language_name

_COLORS = {Severity.CRITICAL: "bright_red", Severity.MAJOR: "red", Severity.MINOR: "yellow", Severity.NEUTRAL: "blue"}
_INDENT = "    "
_SENTENCE_END = Lazy(r"(?:[a-z\d]{3}|[»”\")])\.(?= )")
_MOST_FIXES = 3
_WORST_SENTENCES = 3


def render(report: Report) -> str:
    """A whole run, as for a pipe: 80 columns, no styles."""
    alone = len(report.documents) == 1
    documents = "".join(findings(document) + scores(document, always=alone) for document in report.documents)
    return unstyle(f"{documents}{summary(report)}\n")


def findings(report: DocumentReport, columns: int = 80) -> str:
    """One document's findings: place, severity, rule; the line with a mark under the span; why; the fix.

    Styled with ANSI codes, which `click.echo` removes where they do not belong.
    """
    path = visible(report.document.path)
    lines = [f"{path}: {style('note', fg='cyan')}: {visible(note)}" for note in report.notes]
    if report.fixed:
        lines.append(f"{path}: {style('fixed', fg='green')}: {_by_rule(report.fixed)}")
    for finding in report.findings:
        lines += _finding(report, finding, path, columns)
        lines.append("")
    return "".join(line + "\n" for line in lines)


def scores(report: DocumentReport, columns: int = 80, *, always: bool = True) -> str:
    """What references and the house model say of a document, and the verdict: that it is ready only if `always`."""
    parts = []
    if report.reference:
        from auditor.reporters import alignment

        parts.append(alignment.against(report.reference, report.document, columns))
    if report.fluency:
        from auditor.reporters import fluency

        parts.append(fluency.text(report.document, report.fluency, _WORST_SENTENCES))
    if report.verdict and (always or report.verdict.level != LEVELS[0]):
        parts.append(verdict.render(report, columns))
    return "".join(part + "\n" for part in parts)


def _finding(report: DocumentReport, finding: Finding, path: str, columns: int) -> Iterable[str]:
    color = _COLORS[finding.severity]
    place = style(f"{path}:{finding.line}:{finding.column}", bold=True)
    severity = style(finding.severity.label, fg=color, bold=True)
    yield f"{place}: {severity} {style(finding.rule, fg='cyan')}"
    yield from wrapped(_INDENT, visible(short(finding.message)), columns)
    line = report.document.line_span(finding.line)
    span = (finding.start, max(finding.start, min(finding.end, line[1])))
    shown, offset, width = excerpt(report.document.text, line, span, columns - len(_INDENT))
    yield f"{_INDENT}{shown}"
    yield f"{_INDENT}{' ' * offset}{style('^' * width, fg=color, bold=True)}"
    yield from wrapped(f"{_INDENT}{style('why', dim=True)}  ", visible(_first_sentence(finding.why)), columns)
    if finding.fixes:
        options = [f"`{visible(short(fix.replacement))}`" if fix.replacement else "delete" for fix in finding.fixes[:_MOST_FIXES]]
        caution = "" if finding.fixes[0].safety == "safe" else " (check the meaning)"
        yield from wrapped(f"{_INDENT}{style('fix', fg='green')}  ", f"{' or '.join(options)}{caution}", columns)


def summary(report: Report) -> str:
    """The closing line of a run."""
    found, words = report.findings, report.words
    counts = ", ".join(f"{n} {name}" for name, n in mqm.by_severity(found).items() if n)
    rate = mqm.per_1000_words(report.points, words)
    named = {document.profile.name for document in report.documents} - {MQM.name}
    weights = f" (weights: {visible(', '.join(sorted(named)))})" if named else ""
    total = f"{counted(len(found), 'finding')}{f' ({counts})' if counts else ''}"
    size = f"{counted(len(report.documents), 'document')}, {counted(words, 'word')}"
    text = f"{total} in {size}; MQM penalty {rate:.1f} per 1,000 words{weights}"
    if len(report.documents) == 1 and (source := report.documents[0].source_language):
        text += f"; translated from {language_name(source.code)} ({shown(source.probability)})"
    if len(report.documents) > 1 and (verdicts := verdict.counted(report.documents)):
        text += f"; {verdicts}"
    if report.fixed:
        text += f"; {report.fixed:,} fixed"
    if report.known:
        text += f"; {counted(report.known, 'known finding')} left out"
    if report.errors:
        text += f"; {counted(len(report.errors), 'error')}"
    return text


def statistics(report: Report) -> str:
    """Findings by rule, commonest first."""
    counts = Counter(finding.rule for finding in report.findings)
    messages = {finding.rule: finding.message for finding in report.findings}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    wide = max(map(len, counts), default=0)
    return "".join(f"{count:6,}  {rule:<{wide}}  {visible(short(messages[rule]))}\n" for rule, count in ranked)


def _by_rule(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.rule for finding in findings)
    return ", ".join(f"{rule} ({count})" if count > 1 else rule for rule, count in sorted(counts.items()))


def _first_sentence(why: str) -> str:
    """Why, in one line: up to the first full stop behind a whole word."""
    text = " ".join(why.split())
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text
