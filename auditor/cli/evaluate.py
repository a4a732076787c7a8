"""`auditor evaluate`: how good the rules are, judged by annotated text."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click

from auditor import readers
from auditor.cli.options import Auditors, complain, rule_options
from auditor.corpus import runs, wmt
from auditor.corpus.figures import GROUPINGS
from auditor.corpus.gold import Passage
from auditor.corpus.gold import read as read_gold
from auditor.document import Document
from auditor.errors import AuditorError, InputError
from auditor.pipeline import Auditor
from auditor.reporters import evaluation

_HOME = "corpora/gold"
_SUFFIXES = (".txt", ".md", ".tsv")


@click.command("evaluate", epilog="Exit codes: 0, 1 worse than --baseline, 2 bad usage or input, 3 internal error.")
@click.argument("gold", nargs=-1, type=click.Path(path_type=str))
@click.option("--clean", multiple=True, metavar="PATH", help="Edited text on which every finding is an alarm; repeatable.")
@click.option("--format", "output", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--by", multiple=True, type=click.Choice(list(GROUPINGS)), help="Tables to print. [default: language, type, severity]"
)
@click.option("--show", multiple=True, type=click.Choice(["wrong", "missed", "alarms"]), help="List the single cases too.")
@click.option("--baseline", type=click.Path(path_type=str), help="A run saved with --format json; exit 1 if this one is worse.")
@rule_options
def command(
    gold: tuple[str, ...],
    clean: tuple[str, ...],
    output: str,
    by: tuple[str, ...],
    show: tuple[str, ...],
    baseline: str | None,
    **rules: Any,
) -> int:
    """Measure the rules on GOLD: annotated texts (-: standard input), directories of them, or WMT MQM files (.tsv).

    Without arguments, corpora/gold. Prints precision, recall and F1 with Wilson intervals.
    """
    before = runs.read(baseline) if baseline else None
    auditors = Auditors(**rules)
    auditor = auditors.get("-")  # the configuration of this directory
    problems: list[AuditorError] = list(auditors.problems())
    passages = list(_passages(_paths(gold, bool(clean)), auditor, problems))
    documents = _documents(clean, problems)
    results = runs.evaluate(auditor, passages)
    counted = runs.alarms(auditor, documents)
    run = runs.Run(results, counted if counted.words else None, auditors.packs())
    for problem in problems:
        complain(problem)
    if not results and not counted.words:
        raise InputError("nothing to evaluate: no annotated and no clean text in what is named")
    if output == "json":
        click.echo(evaluation.json(run), nl=False)
    else:
        click.echo(getattr(evaluation, output)(run, by or ("language", "type", "severity")), nl=False)
    for kind in show:
        click.echo("\n" + evaluation.details(results, kind), nl=False, err=output == "json")
    if before is None:
        return 2 if problems else 0
    change = runs.compare(before, run)
    click.echo("\n" + evaluation.comparison(change), nl=False, err=output == "json")
    return 2 if problems else int(bool(change.losses))


def _paths(gold: tuple[str, ...], only_clean: bool) -> list[str]:
    if gold or only_clean:
        return readers.expand(gold, _SUFFIXES)
    if not Path(_HOME).is_dir():
        raise InputError("no such directory; name the annotated texts to judge the rules by", place=_HOME)
    return readers.expand([_HOME], _SUFFIXES)


def _passages(paths: list[str], auditor: Auditor, problems: list[AuditorError]) -> Iterator[Passage]:
    lookup = cache(auditor.kind_of)
    for path in paths:
        try:
            yield from wmt.read(path) if path.lower().endswith(".tsv") else read_gold(path, lookup)
        except InputError as error:
            problems.append(error)


def _documents(paths: tuple[str, ...], problems: list[AuditorError]) -> Iterator[Document]:
    for path in readers.expand(paths):
        for document in readers.read(path):
            if isinstance(document, InputError):
                problems.append(document)
            else:
                yield document
