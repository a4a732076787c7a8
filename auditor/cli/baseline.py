"""`auditor baseline`: the findings that a newsroom knows of, kept so that only new ones fail."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import click

from auditor import config as configuration
from auditor import readers
from auditor.cli.options import Auditors, audited, complain, rule_options
from auditor.cli.output import written_whole
from auditor.errors import AuditorError, ConfigError, InputError
from auditor.pipeline import Auditor
from auditor.report import DocumentReport
from auditor.reporters.terminal import visible
from auditor.text.wording import counted
from auditor.triage import baseline
from auditor.triage import known as known_findings
from auditor.triage.baseline import Baseline, Entry

Command = Callable[..., Any]
_EPILOG = "Exit codes: 0, 2 bad usage or input, 3 internal error."
_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
_encoding = click.option("--encoding", help="Encoding of the files, when it is neither UTF-8, UTF-16 nor cp1252.")


def _file(help_: str, *names: str) -> Callable[[Command], Command]:
    default = f"[default: that of the configuration, else {baseline.FILE}]"
    return click.option(*names, "file", type=click.Path(path_type=str), metavar="FILE", help=f"{help_} {default}")


@click.group("baseline")
def command() -> None:
    """Keep a list of known findings: `auditor check --baseline FILE` then reports new ones only."""


@command.command("create", epilog=_EPILOG, short_help="List all findings of today as known.")
@_paths
@_file("Where to write.", "--output", "-o")
@click.option("--force", is_flag=True, help="Replace a baseline that is there.")
@_encoding
@rule_options
def create(paths: tuple[str, ...], file: str | None, force: bool, encoding: str | None, **rules: Any) -> int:
    """List all findings in PATHS as known.

    The baseline holds the words around each finding, and is meant to be committed beside the articles. Moving or editing the text
    around a finding, or renaming a file, does not make it new; changing its own words does.
    """
    auditors = Auditors(**rules)
    file = file or auditors.config_for("-").baseline or baseline.FILE
    if os.path.lexists(file) and not force:
        raise ConfigError("is there already; `auditor baseline update` keeps it current, --force replaces it", place=file)
    run = _Run(auditors, encoding)
    known: dict[str, list[Entry]] = {}
    for path, report in run.reports(paths):
        if report.findings:
            known.setdefault(baseline.file_name(path, _directory(file)), []).extend(known_findings.entries(report))
    made = Baseline(baseline.SCHEMA_VERSION, known)
    _write(file, made)
    click.echo(f"{visible(file)}: {counted(made.count, 'finding')} known in {counted(len(known), 'file')}", err=file == "-")
    return run.end()


@command.command("update", epilog=_EPILOG, short_help="Take out what was fixed.")
@_paths
@_file("The baseline.", "--baseline")
@click.option("--add", is_flag=True, help="Take in new findings too.")
@_encoding
@rule_options
def update(paths: tuple[str, ...], file: str | None, add: bool, encoding: str | None, **rules: Any) -> int:
    """Take out of a baseline what was fixed in PATHS; it grows only with --add.

    Entries of other files stay, unless their file is gone; so do entries of rules that this run leaves out.
    """
    auditors = Auditors(**rules)
    file = file or auditors.config_for("-").baseline or baseline.FILE
    directory = _directory(file)
    known = known_findings.Known(baseline.read(file), directory)
    run = _Run(auditors, encoding)
    kept: dict[str, list[Entry]] = {}
    counts: Counter[str] = Counter()
    for path, report in run.reports(paths):
        name = baseline.file_name(path, directory)
        for entry, accounted in zip(known_findings.entries(report), known.accounted(report), strict=True):
            counts["new"] += not accounted
            if accounted or add:
                kept.setdefault(name, []).append(entry)
    audited = {baseline.file_name(path, directory): path for path in run.files}
    for name, entry in known.left():
        if not baseline.exists(name, directory):
            counts["gone"] += 1
        elif name in audited and run.judges(audited[name], entry.rule):
            counts["fixed"] += 1
        else:
            kept.setdefault(name, []).append(entry)
    made = Baseline(baseline.SCHEMA_VERSION, kept)
    _write(file, made)
    click.echo(f"{visible(file)}: {_summary(made.count, counts, add)}", err=file == "-")
    return run.end()


@command.command("show", epilog=_EPILOG, short_help="Print what is known.")
@click.argument("file", required=False, type=click.Path(path_type=str))
def show(file: str | None) -> int:
    """Print the findings that a baseline lists, by file, and how many there are of each rule."""
    found = configuration.find(Path.cwd()) if file is None else None
    file = file or (configuration.load(found).baseline if found else None) or baseline.FILE
    known = baseline.read(file)
    rules: Counter[str] = Counter()
    for name, entries in sorted(known.files.items()):
        click.echo(f"{click.style(visible(name), bold=True)}: {counted(len(entries), 'finding')}")
        for entry in sorted(entries, key=lambda e: e.order):
            article = f"#{entry.id} " if entry.id else ""
            marked = " ".join(part for part in (entry.before, f"[{entry.text}]", entry.after) if part)
            click.echo(f"  {visible(article + entry.rule)}  {visible(marked)}")
            rules[entry.rule] += 1
        click.echo()
    for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:6,}  {visible(rule)}")
    click.echo(f"{known.count:6,}  in {counted(len(known.files), 'file')}")
    return 0


class _Run:
    """Audits files, and knows what it could not judge."""

    def __init__(self, auditors: Auditors, encoding: str | None) -> None:
        self._auditors = auditors
        self._encoding = encoding
        self._unread: set[str] = set()
        self._ran: dict[str, Collection[str]] = {}
        self.files: list[str] = []

    def reports(self, paths: tuple[str, ...]) -> Iterator[tuple[str, DocumentReport]]:
        """The file and report of each document. Raises InputError where there are no files, or for standard input."""
        self.files = readers.expand(paths)
        if "-" in self.files:
            raise InputError("standard input has no name by which a baseline could know it again", place="-")
        if not self.files:
            raise InputError(f"no files to audit; their names must end in {', '.join(readers.BY_SUFFIX)}", place=", ".join(paths))
        for path in self.files:
            for result in audited(readers.read(path, self._encoding), self._auditors.audit):
                if isinstance(result, AuditorError):
                    self._unread.add(path)
                    complain(result)
                else:
                    yield path, result

    def judges(self, path: str, rule: str) -> bool:
        """Whether a rule was tried on a whole file, or is no more."""
        auditor = self._auditors.get(path)
        if path in self._unread or auditor.problems:
            return False
        config = auditor.config.for_path(path)
        if (key := str(config)) not in self._ran:
            self._ran[key] = Auditor(config).rules_run
        return rule in self._ran[key] or not auditor.rules((rule,))

    def end(self) -> int:
        """The exit code, after saying which rules cannot be used."""
        for problem in self._auditors.problems():
            complain(problem)
        return 2 if self._unread or self._auditors.problems() else 0


def _directory(file: str) -> Path:
    return Path.cwd() if file == "-" else Path(file).absolute().parent


def _write(file: str, known: Baseline) -> None:
    with written_whole(file) as stream:
        stream.write(baseline.encoded(known))


def _summary(known: int, counts: Counter[str], add: bool) -> str:
    said = [f"{counted(known, 'finding')} known"]
    if counts["fixed"]:
        said.append(f"{counts['fixed']:,} fixed and taken out")
    if counts["gone"]:
        said.append(f"{counts['gone']:,} taken out with their files")
    if counts["new"]:
        said.append(f"{counts['new']:,} new " + ("added" if add else "not added (use --add)"))
    return ", ".join(said)
