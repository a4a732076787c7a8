"""`auditor check`: audit articles and print what to mend."""

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import click

from auditor import readers
from auditor.cli.options import Auditors, complain, rule_options, weights_option
from auditor.errors import AuditorError, InputError
from auditor.finding import Severity
from auditor.report import DocumentReport, Problem, Report
from auditor.reporters import text as text_reporter

_MANY = 5  # files from which a progress bar helps


@click.command("check", epilog="Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or input, 3 internal error.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--format", "output", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["neutral", "minor", "major", "critical", "never"]),
    help="Least severity that exits 1. [default: major]",
)
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of showing each.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors; the exit code tells.")
@click.option("--encoding", help="Encoding of the files, when it is neither UTF-8, UTF-16 nor cp1252.")
@weights_option
@rule_options
def command(
    paths: tuple[str, ...],
    output: str,
    fail_on: str | None,
    statistics: bool,
    quiet: bool,
    encoding: str | None,
    **rules: Any,
) -> int:
    """Audit PATHS: text files, JSON Lines, directories of them, or - for standard input."""
    if statistics and output != "text":
        raise click.UsageError("--statistics goes with --format text; count the findings of JSON yourself.")
    auditors = Auditors(**rules)
    files = readers.expand(paths)
    if not files:
        complain(f"{', '.join(paths)}: no files to audit; their names must end in {', '.join(readers.BY_SUFFIX)}")
    reports: list[DocumentReport] = []
    problems: list[Problem] = []
    failed = False
    columns = _columns()
    streaming = output != "json" and not statistics and not quiet
    bar = len(files) >= _MANY and not quiet and sys.stderr.isatty()
    held: list[str] = []  # what would run into the bar on the same terminal
    with click.progressbar(files, label="Auditing", file=sys.stderr) if bar else nullcontext(files) as progress:
        for path in progress:
            for result in _audit(path, auditors, encoding):
                if isinstance(result, Problem):
                    problems.append(result)
                    continue
                failed |= _fails(result, fail_on or auditors.config_for(path).fail_on)
                if streaming and bar and sys.stdout.isatty():
                    held.append(_render(result, output, columns))
                elif streaming:
                    click.echo(_render(result, output, columns), nl=False)
                reports.append(result)
    click.echo("".join(held), nl=False)
    problems += [Problem(error.place, error.message) for error in auditors.problems()]
    problems = list(dict.fromkeys(problems))
    report = Report(tuple(reports), tuple(problems), auditors.packs())
    for problem in problems:
        complain(f"{problem.path}: {problem.message}")
    if output == "json" and not quiet:
        from auditor.reporters import json

        click.echo(json.render(report), nl=False)
    elif output == "text" and not quiet:
        click.echo((text_reporter.statistics(report) if statistics else "") + text_reporter.summary(report))
    return 2 if problems else int(failed)


def _audit(path: str, auditors: Auditors, encoding: str | None) -> Iterator[DocumentReport | Problem]:
    for document in readers.read(path, encoding):
        if isinstance(document, InputError):
            yield Problem(document.place, document.message)
            continue
        try:
            yield auditors.get(path).audit(document)
        except AuditorError as error:
            if not error.place:  # an option of the command line, the same for every file
                raise
            yield Problem(error.place, error.message)


def _fails(report: DocumentReport, threshold: str) -> bool:
    return threshold != "never" and any(f.severity >= Severity[threshold.upper()] for f in report.findings)


def _render(report: DocumentReport, output: str, columns: int) -> str:
    if output == "text":
        return text_reporter.render(report, columns)
    from auditor.reporters import json

    return json.render_line(report)


def _columns() -> int:
    """Width to print in: that of the terminal within reason, 80 elsewhere."""
    try:
        return max(60, min(os.get_terminal_size(sys.stdout.fileno()).columns, 120))
    except (OSError, ValueError):
        return 80
