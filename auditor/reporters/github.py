"""`github`: annotations of a pull request, as commands to the runner of GitHub Actions.

Commands and escapes: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands, and as the runner reads
them (actions/runner, ActionCommand.cs).
"""

from auditor.document import Document
from auditor.finding import Finding, Severity
from auditor.report import Report
from auditor.reporters import places, text
from auditor.reporters.ci import line, shown

_COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "notice"}
_MOST = 10  # of each command in one step: the runner drops the others
_MOST_FIXES = 3


def render(report: Report) -> str:
    """The worst problems and findings as annotations, then in one line what there is, and in one what was left out."""
    problems = [_command("error", {"title": "auditor"}, shown(f"{p.path}: {p.message}")) for p in report.errors[:_MOST]]
    commands: dict[str, list[str]] = {"error": problems, "warning": [], "notice": []}
    found = report.worst_first
    for document, finding in found:
        lines = commands[_COMMANDS[finding.severity]]
        if len(lines) < _MOST:
            lines.append(_annotation(document, finding, report.root))
    printed = [command for lines in commands.values() for command in lines]
    total = len(report.errors) + len(found)
    tail = [text.summary(report)]
    if total > len(printed):
        told = f"{len(printed)} of {total:,} are shown as annotations, since GitHub takes {_MOST} of a level from a step"
        tail.append(f"{told}; the job summary and the files of --report have more")
    return "".join(f"{told}\n" for told in [*printed, *tail])


def _annotation(document: Document, finding: Finding, root: str) -> str:
    properties = {**_place(document, finding, root), "title": shown(f"{finding.severity.label}: {finding.rule}")}
    return _command(_COMMANDS[finding.severity], properties, _message(finding))


def _place(document: Document, finding: Finding, root: str) -> dict[str, str]:
    """Columns only within one line, or the runner drops them. The end is the last character: the first alone means just that."""
    if document.path == "-":
        return {}
    region = places.region(document, finding)
    place = {"file": places.file(document, root), "line": str(region.line), "endLine": str(region.end_line)}
    if region.column and region.end_column and region.line == region.end_line:
        place |= {"col": str(region.column), "endColumn": str(max(region.column, region.end_column - 1))}
    return place


def _message(finding: Finding) -> str:
    """What is wrong, with which words, how to mend it, and why."""
    lines = [shown(finding.message), f"Found: {shown(finding.text)}"]
    if finding.fixes:
        options = " or ".join(shown(fix.replacement) or "delete" for fix in finding.fixes[:_MOST_FIXES])
        lines.append(f"Fix: {options}{'' if finding.fixes[0].safety == 'safe' else ' (check the meaning)'}")
    return "\n".join([*lines, shown(" ".join(finding.why.split()))])


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_escaped_property(line(value))}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(message)}"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
