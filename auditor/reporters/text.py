"""`text`: findings for people at a terminal."""

import re
from collections import Counter
from collections.abc import Iterable

from click import style

from auditor.finding import Finding, Severity
from auditor.report import DocumentReport, Report
from auditor.reporters.terminal import excerpt, visible
from auditor.scoring import mqm

_COLORS = {Severity.CRITICAL: "bright_red", Severity.MAJOR: "red", Severity.MINOR: "yellow", Severity.NEUTRAL: "blue"}
_INDENT = "    "
_SENTENCE_END = re.compile(r"(?:[a-z\d]{3}|[»”\")])\.(?= )")
_MOST_FIXES = 3
_LONGEST_LINE = 400


def render(report: DocumentReport, columns: int = 80) -> str:
    """One document's findings: place, severity, rule; the line with a mark under the span; why; the fix.

    Styled with ANSI codes, which `click.echo` removes where they do not belong.
    """
    path = visible(report.document.path)
    lines = [f"{path}: {style('note', fg='cyan')}: {visible(note)}" for note in report.notes]
    for finding in report.findings:
        lines += _finding(report, finding, path, columns)
        lines.append("")
    return "".join(line + "\n" for line in lines)


def _finding(report: DocumentReport, finding: Finding, path: str, columns: int) -> Iterable[str]:
    color = _COLORS[finding.severity]
    place = style(f"{path}:{finding.line}:{finding.column}", bold=True)
    yield f"{place}: {style(finding.severity.label, fg=color, bold=True)} {style(finding.rule, fg='cyan')} {visible(finding.message)}"
    line = report.document.line_text(finding.line)
    begin = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    low = max(0, begin - _LONGEST_LINE)
    line = line[low : end + _LONGEST_LINE]
    shown, offset, width = excerpt(line, begin - low, end - low, columns - len(_INDENT))
    yield f"{_INDENT}{shown}"
    yield f"{_INDENT}{' ' * offset}{style('^' * min(width, columns), fg=color, bold=True)}"
    yield f"{_INDENT}{style('why', dim=True)}  {visible(_first_sentence(finding.why))}"
    if finding.fixes:
        options = [f"“{visible(fix.replacement)}”" if fix.replacement else "delete" for fix in finding.fixes[:_MOST_FIXES]]
        caution = "" if finding.fixes[0].safety == "safe" else " (check the meaning)"
        yield f"{_INDENT}{style('fix', fg='green')}  {' or '.join(options)}{caution}"


def summary(report: Report) -> str:
    """The closing line of a run."""
    findings = [finding for document in report.documents for finding in document.findings]
    words = sum(document.document.words for document in report.documents)
    counts = ", ".join(f"{n} {name}" for name, n in mqm.by_severity(findings).items() if n)
    rate = mqm.per_1000_words(mqm.penalty(findings), words)
    total = f"{_count(len(findings), 'finding')}{f' ({counts})' if counts else ''}"
    text = f"{total} in {_count(len(report.documents), 'document')}, {_count(words, 'word')}; MQM penalty {rate:.1f} per 1,000 words"
    if len(report.documents) == 1 and (source := report.documents[0].source_language):
        text += f"; translated from {source.code} ({source.probability:.2f})"
    if report.errors:
        text += f"; {_count(len(report.errors), 'error')}"
    return text


def statistics(report: Report) -> str:
    """Findings by rule, commonest first."""
    counts = Counter(finding.rule for document in report.documents for finding in document.findings)
    messages = {finding.rule: finding.message for document in report.documents for finding in document.findings}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    wide = max(map(len, counts), default=0)
    return "".join(f"{count:6,}  {rule:<{wide}}  {visible(messages[rule])}\n" for rule, count in ranked)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _first_sentence(why: str) -> str:
    """Why, in one line: up to the first full stop behind a whole word."""
    text = " ".join(why.split())
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text
