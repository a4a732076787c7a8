"""`markdown`: for a comment on a pull request, and for the summary of a job.

Everything that comes from a text, a rule or a file's name is either in a code span, where GitHub and GitLab make nothing of it,
or holds nothing but letters, digits and marks that mean nothing in Markdown. So it cannot link, notify or format.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from auditor.finding import Finding, Severity
from auditor.matching.compiled import Lazy
from auditor.report import DocumentReport, Report
from auditor.reporters import text
from auditor.reporters.ci import name
from auditor.reporters.ci import shown as one_line
from auditor.reporters.tables import named
from auditor.scoring import mqm
from auditor.scoring.verdict import LEVELS
from auditor.text.wording import counted

_MOST = 65_000  # bytes: GitHub takes 65,536 characters
_MOST_ROWS = 50
_MOST_PROBLEMS = 10
_MOST_FIXES = 3  # of a finding; and as many notes on a document
_TAIL = 200  # bytes for the last line
_AROUND = 60  # code points of the line before and after a finding
_RUN = Lazy(r"`+")
_PLAIN = Lazy(r"""(?:[^\x00-\x7f]|[A-Za-z0-9 .,;:'"()/%=+?!>-])*""")
# What becomes a link all the same: addresses, numbers of tickets and merge requests, commits, emoji.
_LINKED = Lazy(r"//|(?i:www\.)|[^\W\d_]\.[^\W\d_]{2}|[A-Za-z]-\d|[!%]\w|\b[\da-fA-F]{7}|:[\w+-]+:")


def render(report: Report) -> str:
    """Verdict and counts, a table of the documents, then the findings of each; the worst first, as many as fit."""
    ranked = sorted(report.documents, key=_badness, reverse=True)
    blocks = [f"## Audit: {_headline(report)}", plain(text.summary(report)), *_problems(report), *_table(report, ranked)]
    room = _MOST - sum(map(_size, blocks)) - _TAIL
    listed = [document for document in ranked if _listed(document)]
    left = len(report.findings)
    for number, document in enumerate(listed):
        share = room if number == len(listed) - 1 else room // 2  # so that the worst does not crowd out the others
        section, shown = _section(document, report.root, share, first=number == 0)
        if not section:
            break
        blocks.append(section)
        room -= _size(section)
        left -= shown
    if left:
        blocks.append(f"{counted(left, 'finding')} left out, for there is no room. `auditor check` shows all.")
    return "\n\n".join(blocks) + "\n"


def plain(content: str) -> str:
    """A text as prose where nothing in it could mean anything, else as code. Must not begin a line."""
    content = one_line(content)
    return content if _PLAIN.fullmatch(content) and not _LINKED.search(content) else code(content)


def code(content: str) -> str:
    """A text in a code span, which no backtick in it ends."""
    content = one_line(content)
    if not content:
        return ""
    fence = "`" * (max(map(len, _RUN.findall(content)), default=0) + 1)
    spaced = content[0] == content[-1] == " " and content.strip()  # Markdown strips one space of each end
    pad = " " if spaced or "`" in (content[0], content[-1]) else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def _headline(report: Report) -> str:
    documents = report.documents
    if not documents:
        return "nothing audited"
    if len(documents) == 1 and documents[0].verdict:
        return documents[0].verdict.level
    worked = sum(map(_listed, documents))
    return f"{worked:,} of {counted(len(documents), 'document')} to mend" if worked else "nothing to mend"


def _problems(report: Report) -> Iterator[str]:
    if report.errors:
        lines = [f"- {code(named(problem.path))}: {plain(problem.message)}" for problem in report.errors[:_MOST_PROBLEMS]]
        if more := len(report.errors) - len(lines):
            lines.append(f"- … and {more:,} more")
        yield "\n".join(["Not audited, or not wholly:\n", *lines])


def _table(report: Report, ranked: Sequence[DocumentReport]) -> Iterator[str]:
    """The documents that need work, and how many do not."""
    listed = [document for document in ranked if _listed(document)]
    severities = [severity for severity in reversed(Severity) if any(f.severity == severity for f in report.findings)]
    if listed:
        header = ["document", *(severity.label for severity in severities), "penalty per 1,000 words", "verdict"]
        lines = [header, ["-", *["-:"] * (len(severities) + 1), "-"]]
        for document in listed[:_MOST_ROWS]:
            counts = mqm.by_severity(document.findings)
            cells = [f"{counts[severity.label]:,}" for severity in severities]
            level = document.verdict.level if document.verdict else "–"
            lines.append([_cell(_name(document, report.root)), *cells, f"{document.penalty:,.1f}", level])
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    tail = []
    if (more := len(listed) - _MOST_ROWS) > 0:
        tail.append(f"{counted(more, 'document')} with less")
    if clean := len(ranked) - len(listed):
        tail.append(f"{counted(clean, 'document')} with nothing to mend")
    if tail and listed:
        yield f"… and {', '.join(tail)}."


def _section(document: DocumentReport, root: str, room: int, *, first: bool) -> tuple[str, int]:
    """A document's verdict and as many of its findings as go into so many bytes, and how many those are."""
    counts = ", ".join(f"{n:,} {label}" for label, n in mqm.by_severity(document.findings).items() if n)
    told = f"<code>{escape(_name(document, root))}</code>: {counts or 'no findings'}"
    parts = [f"<details{' open' if first else ''}>\n<summary>{told}</summary>\n"]
    parts += [f"Note: {plain(note)}\n" for note in document.notes[:_MOST_FIXES]]
    if document.verdict:
        parts.append(f"**{document.verdict.level}**: {'; '.join(map(plain, document.verdict.reasons))}\n")
    end = "\n</details>"
    used = sum(map(_size, [*parts, end]))
    if used > room:
        return "", 0
    shown = 0
    for finding in sorted(document.findings, key=lambda finding: -finding.severity):
        item = "\\\n  ".join(_item(document, finding))
        used += _size(item)
        if used > room:
            break
        parts.append(item)
        shown += 1
    return "\n".join([*parts, end]), shown


def _item(document: DocumentReport, finding: Finding) -> Iterator[str]:
    place = f"line {finding.line}, column {finding.column}"
    yield f"- **{finding.severity.label}**, {place}: {plain(finding.message)} ({code(finding.rule)})"
    yield _excerpt(document, finding)
    if finding.fixes:
        options = [code(fix.replacement) if fix.replacement else "delete" for fix in finding.fixes[:_MOST_FIXES]]
        yield f"Fix: {' or '.join(options)}{'' if finding.fixes[0].safety == 'safe' else ' (check the meaning)'}"


def _excerpt(document: DocumentReport, finding: Finding) -> str:
    """The line around the finding, the finding itself in bold code."""
    content = document.document.text
    first, last = document.document.line_span(finding.line)[0], document.document.line_span(finding.end_line)[1]
    before = content[max(first, finding.start - _AROUND) : finding.start]
    after = content[finding.end : min(last, finding.end + _AROUND)]
    if finding.start - _AROUND > first:
        before = f"…{before.partition(' ')[2] or before}"
    if finding.end + _AROUND < last:
        after = f"{after.rpartition(' ')[0] or after}…"
    return f"Text: {plain(before.lstrip())}<b>{code(finding.text)}</b>{plain(after.rstrip())}"


def _badness(document: DocumentReport) -> tuple[Iterable[int], float, int]:
    return tuple(mqm.by_severity(document.findings).values()), document.penalty, _level(document)


def _listed(document: DocumentReport) -> bool:
    """Whether there is anything to mend in it, or to look at."""
    return bool(document.findings) or _level(document) > 0


def _level(document: DocumentReport) -> int:
    return LEVELS.index(document.verdict.level) if document.verdict else 0


def _name(document: DocumentReport, root: str) -> str:
    """The file, and which of its documents."""
    return named(name(document.document, root))


def _cell(name: str) -> str:
    """A name in a table. Whether a pipe in code ends the cell, escaped or not, depends on who reads it: so there is none."""
    return code(name.replace("|", "¦"))


def _size(block: str) -> int:
    return len(block.encode()) + 2
