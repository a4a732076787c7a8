"""One run of `auditor check`: read, audit, leave out what is known, report, and judge."""

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice
from typing import Any

import click
import msgspec

from auditor import readers
from auditor.cli.left_out import LeftOut
from auditor.cli.options import Auditors, audited, complain
from auditor.cli.reports import Destination, check_output, reporters, root, write
from auditor.document import Document
from auditor.errors import AuditorError, InputError
from auditor.report import DocumentReport, Problem, Report
from auditor.reporters import EXPLAINING, Reporter
from auditor.reporters import text as text_reporter
from auditor.triage.gate import Gate

_ONE_ARTICLE = "--reference is of one article; `auditor score --articles` takes several"
_MANY = 5  # files from which a progress bar helps
_STREAMED = ("text", "jsonl")


class Asked(msgspec.Struct, frozen=True):
    """What a run is asked for; see the options of `auditor check`."""

    paths: tuple[str, ...]
    output: str
    fail_on: tuple[str, ...]
    max_findings: int | None
    baseline: str | None
    diff_from: str | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    references: tuple[str, ...]
    statistics: bool
    quiet: bool
    encoding: str | None
    reports: tuple[Destination, ...]
    rules: dict[str, Any]

    @property
    def fixing(self) -> bool:
        return self.fix or self.unsafe_fixes or self.diff

    @property
    def prints_text(self) -> bool:
        """Whether standard output is for a diff or a corrected text."""
        return self.diff or (self.fixing and "-" in self.paths)

    @property
    def streamed(self) -> bool:
        """Whether documents are printed one by one, as soon as they are audited."""
        return self.output in _STREAMED and not (self.statistics or self.quiet or self.prints_text)


class Audit:
    """Audits one file after the other."""

    def __init__(self, asked: Asked, auditors: Auditors, left_out: LeftOut, references: list[Document]) -> None:
        self._asked = asked
        self._auditors = auditors
        self._left_out = left_out
        self._references = references

    def file(self, path: str) -> Iterator[DocumentReport | Problem]:
        """Each document of a file, or what is wrong with it."""
        asked = self._asked
        documents = [_only(path, asked.encoding)] if self._references else readers.read(path, asked.encoding)
        for result in audited(documents, self._document):
            yield Problem(result.place, result.message) if isinstance(result, AuditorError) else result

    def _document(self, document: Document) -> DocumentReport:
        auditor = self._auditors.get(document.origin)
        keep = self._left_out.without
        if not self._asked.fixing:
            return keep(auditor.audit(document, self._references))
        from auditor.cli import fix

        work = fix.show if self._asked.diff else fix.fix
        return work(auditor, document, keep, unsafe=self._asked.unsafe_fixes)


def run(asked: Asked) -> int:
    """Audit, report, and return the exit code. Raises AuditorError for what concerns the whole run."""
    if asked.prints_text or not asked.quiet:
        if sys.stdout is None:
            raise InputError("standard output is closed", place="-")
        check_output(asked.output)
    kinds = [asked.output, *(destination.format for destination in asked.reports)]
    functions = reporters(kinds)
    gate = Gate.of(list(asked.fail_on)) if asked.fail_on else None
    auditors = Auditors(**asked.rules)
    files = _files(asked)
    known = [_only(path, asked.encoding) for path in asked.references]
    left_out = LeftOut(asked.baseline, asked.diff_from, files, auditors)
    audit = Audit(asked, auditors, left_out, known)
    results = list(_shown(asked, left_out.files, audit))
    reports = [result for result in results if isinstance(result, DocumentReport)]
    problems = [result for result in results if isinstance(result, Problem)]
    problems += [Problem(error.place, error.message) for error in auditors.problems()]
    report = Report(tuple(reports), tuple(dict.fromkeys(problems)), auditors.packs(), root=root())
    if EXPLAINING.intersection(kinds):
        report = replace(report, rules=auditors.entries({finding.rule for finding in report.findings}))
    for problem in report.errors:
        complain(f"{problem.path}: {problem.message}")
    _print_end(asked, report, functions)
    if asked.reports:
        write(report, asked.reports, functions)
    if report.errors:
        return 2
    failing = any((gate or auditors.config_for(r.document.origin).gate()).fails(r) for r in reports)
    return int(failing or (asked.max_findings is not None and len(report.findings) > asked.max_findings))


def _files(asked: Asked) -> list[str]:
    written = {os.path.realpath(destination.path) for destination in asked.reports}
    if any(os.path.realpath(path) in written for path in asked.paths):
        raise click.UsageError("an article is named as the file of a report, which would replace it.")
    # The report of the last run may stand in a directory of articles.
    files = [path for path in readers.expand(asked.paths) if not written or os.path.realpath(path) not in written]
    if asked.references and len(files) != 1:
        raise click.UsageError(f"{len(files)} files are named. {_ONE_ARTICLE}.")
    if [*files, *asked.references].count("-") > 1:
        raise click.UsageError("standard input holds one text: the article or a reference; name files for the others.")
    if not files:
        complain(f"{', '.join(asked.paths)}: no files to audit; their names must end in {', '.join(readers.BY_SUFFIX)}")
    return files


def _only(path: str, encoding: str | None) -> Document:
    """The one article in a file. Raises InputError for none, or several."""
    documents = list(islice(readers.read(path, encoding), 2))
    if len(documents) != 1:
        raise InputError(f"holds several articles. {_ONE_ARTICLE}" if documents else "is empty", place=path)
    if isinstance(documents[0], InputError):
        raise documents[0]
    return documents[0]


def _shown(asked: Asked, files: list[str], audit: Audit) -> Iterator[DocumentReport | Problem]:
    """The results for all files, each printed as soon as it is there where the format allows."""
    bar = len(files) >= _MANY and not asked.quiet and sys.stderr.isatty()
    held: list[str] = []  # what would run into the bar on the same terminal
    with click.progressbar(files, label="Auditing", file=sys.stderr) if bar else nullcontext(files) as progress:
        for path in progress:
            for result in audit.file(path):
                yield result
                if isinstance(result, Problem) or not asked.streamed:
                    continue
                rendered = _render(result, asked.output, alone=len(files) == 1)
                if bar and sys.stdout.isatty():
                    held.append(rendered)
                else:
                    _print(asked, rendered)
    _print(asked, "".join(held))


def _render(report: DocumentReport, output: str, alone: bool) -> str:
    if output == "text":
        columns = _columns()
        return text_reporter.findings(report, columns) + text_reporter.scores(report, columns, always=alone)
    from auditor.reporters import json

    return json.render_line(report)


def _print_end(asked: Asked, report: Report, functions: dict[str, Reporter]) -> None:
    """What stands behind the documents, or all of it where the format holds them together."""
    if asked.quiet or asked.output == "jsonl":
        return
    if asked.output == "text":
        printed = (text_reporter.statistics(report) if asked.statistics else "") + text_reporter.summary(report)
        _print(asked, f"{printed}\n", err=asked.prints_text)
        return
    _print(asked, functions[asked.output](report))
    if asked.output == "github":
        from auditor.cli import job_summary
        from auditor.reporters import markdown

        job_summary.append(markdown.render(report))


def _print(asked: Asked, text: str | bytes, *, err: bool = False) -> None:
    """Print, unless the reader of a pipe has enough: that ends a run, but not one that has reports to write."""
    try:
        click.echo(text, nl=False, err=err)
    except BrokenPipeError:
        if not asked.reports:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _columns() -> int:
    """Width to print in: that of the terminal within reason, 80 elsewhere."""
    try:
        return max(60, min(os.get_terminal_size(sys.stdout.fileno()).columns, 120))
    except (OSError, ValueError):
        return 80
