"""`auditor check`: audit articles and print what to mend."""

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

import click

from auditor import readers
from auditor.cli.options import Auditors, complain, fluency_option, rule_options, weights_option
from auditor.document import Document
from auditor.errors import AuditorError, InputError
from auditor.report import DocumentReport, Problem, Report
from auditor.reporters import text as text_reporter
from auditor.triage.gate import FORMS, Gate

_ONE_ARTICLE = "--reference is of one article; `auditor score --articles` takes several"
_MANY = 5  # files from which a progress bar helps


@click.command("check", epilog="Exit codes: 0 nothing that --fail-on names, 1 something, 2 bad usage or input, 3 internal error.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--format", "output", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--fail-on", multiple=True, metavar="CONDITION", help=f"What exits 1; repeatable: {FORMS}. [default: major]")
@click.option(
    "--reference",
    "references",
    multiple=True,
    type=click.Path(path_type=str),
    metavar="REF",
    help="Human translation of the one article; repeatable.",
)
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of showing each.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors; the exit code tells.")
@click.option("--encoding", help="Encoding of the files, when it is neither UTF-8, UTF-16 nor cp1252.")
@weights_option
@fluency_option
@rule_options
def command(
    paths: tuple[str, ...],
    output: str,
    fail_on: tuple[str, ...],
    references: tuple[str, ...],
    statistics: bool,
    quiet: bool,
    encoding: str | None,
    **rules: Any,
) -> int:
    """Audit PATHS: text files, JSON Lines, directories of them, or - for standard input."""
    if statistics and output != "text":
        raise click.UsageError("--statistics goes with --format text; count the findings of JSON yourself.")
    asked = Gate.of(list(fail_on)) if fail_on else None
    auditors = Auditors(**rules)
    files = readers.expand(paths)
    if references and len(files) != 1:
        raise click.UsageError(f"{len(files)} files are named. {_ONE_ARTICLE}.")
    if [*files, *references].count("-") > 1:
        raise click.UsageError("standard input holds one text: the article or a reference; name files for the others.")
    known = [_only(path, encoding) for path in references]
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
            for result in _audit(path, auditors, encoding, known):
                if isinstance(result, Problem):
                    problems.append(result)
                    continue
                failed |= (asked or auditors.config_for(path).gate()).fails(result)
                reports.append(result)
                if streaming:
                    rendered = _render(result, output, columns, alone=len(files) == 1)
                    if bar and sys.stdout.isatty():
                        held.append(rendered)
                    else:
                        click.echo(rendered, nl=False)
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


def _only(path: str, encoding: str | None) -> Document:
    """The one article in a file. Raises InputError for none, or several."""
    documents = list(islice(readers.read(path, encoding), 2))
    if len(documents) != 1:
        raise InputError(f"holds several articles. {_ONE_ARTICLE}" if documents else "is empty", place=path)
    if isinstance(documents[0], InputError):
        raise documents[0]
    return documents[0]


def _audit(path: str, auditors: Auditors, encoding: str | None, references: list[Document]) -> Iterator[DocumentReport | Problem]:
    documents = [_only(path, encoding)] if references else readers.read(path, encoding)
    for document in documents:
        if isinstance(document, InputError):
            yield Problem(document.place, document.message)
            continue
        try:
            yield auditors.get(path).audit(document, references)
        except AuditorError as error:
            if not error.place:  # an option of the command line, the same for every file
                raise
            yield Problem(error.place, error.message)


def _render(report: DocumentReport, output: str, columns: int, alone: bool) -> str:
    if output == "text":
        return text_reporter.findings(report, columns) + text_reporter.scores(report, columns, always=alone)
    from auditor.reporters import json

    return json.render_line(report)


def _columns() -> int:
    """Width to print in: that of the terminal within reason, 80 elsewhere."""
    try:
        return max(60, min(os.get_terminal_size(sys.stdout.fileno()).columns, 120))
    except (OSError, ValueError):
        return 80
