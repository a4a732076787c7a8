"""`auditor scorecard`: MQM scores by error type and severity, of what rules find or of what people annotated."""

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

import click

from auditor import readers
from auditor.cli.options import Auditors, audited, complain, rule_options, weights_option
from auditor.corpus import annotations, wmt
from auditor.corpus.annotations import Level
from auditor.errors import AuditorError, ConfigError, InputError
from auditor.report import DocumentReport
from auditor.reporters import scorecard
from auditor.scoring import mqm

_ANNOTATED = ".tsv"


@click.command("scorecard", epilog="Exit codes: 0, 1 below --threshold, 2 bad usage or input, 3 internal error.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--format", "output", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--threshold", type=click.FloatRange(0, 100), help="Quality score to reach; exit 1 below it.")
@click.option(
    "--level",
    type=click.Choice(["system", "document", "segment"]),
    help="What of annotations to score one by one; segment prints tab-separated values. [default: system]",
)
@click.option("--rules", "beside", is_flag=True, help="Score what the rules find beside the annotations.")
@weights_option
@rule_options
def command(paths: tuple[str, ...], output: str, threshold: float | None, level: Level | None, beside: bool, **rules: Any) -> int:
    """Score PATHS: texts, by what the rules find in them, or one WMT MQM file (.tsv), by what people annotated.

    Prints errors by type and severity, the penalty per 1,000 words and a quality score on 100.
    """
    if threshold is not None and isnan(threshold):
        raise click.BadParameter("nan is not a number from 0 to 100.", param_hint="--threshold")
    annotated = [path for path in paths if path.lower().endswith(_ANNOTATED)]
    if annotated and len(paths) > 1:
        raise click.UsageError("annotations (.tsv) are scored one file at a time; name no other file with them")
    if not annotated and (level or beside):
        raise click.UsageError("--level and --rules go with annotations, a .tsv file")
    auditors = Auditors(**rules)
    problems: list[AuditorError] = []
    reports = [] if annotated else list(_reports(readers.expand(paths), auditors, problems))
    source = _annotations(annotated[0], auditors, level or "system", beside) if annotated else _texts(reports)
    problems += auditors.problems()
    for problem in problems:
        complain(problem)
    if source is None:
        named = ", ".join(paths)
        raise InputError(f"nothing to score: no text whose name ends in {', '.join(readers.BY_SUFFIX)} was read", place=named)
    passed = scorecard.passed(source, threshold)
    if threshold is not None and passed is None:
        raise InputError("no words to score, which no threshold can judge", place=", ".join(paths))
    click.echo(getattr(scorecard, output)(source, threshold), nl=False)
    return 2 if problems else int(passed is False)


def _reports(paths: Sequence[str], auditors: Auditors, problems: list[AuditorError]) -> Iterator[DocumentReport]:
    for path in paths:
        for result in audited(readers.read(path), auditors.audit):
            if isinstance(result, AuditorError):
                problems.append(result)
            else:
                yield result


def _texts(reports: Sequence[DocumentReport]) -> scorecard.Texts | None:
    profiles = list({str(report.profile): report.profile for report in reports}.values())
    if len(profiles) > 1:
        raise ConfigError(
            "these texts are governed by configurations with different weights; choose with --weights, or score them apart"
        )
    if not profiles:
        return None
    errors = [mqm.weighted(report.findings, report.profile) for report in reports]
    words = [report.document.words for report in reports]
    cards = [mqm.scorecard(found, count) for found, count in zip(errors, words, strict=True)]
    total = mqm.scorecard((error for found in errors for error in found), sum(words))
    return scorecard.Texts(profiles[0], total, [(r.document.path, card) for r, card in zip(reports, cards, strict=True)])


def _annotations(path: str, auditors: Auditors, level: Level, beside: bool) -> scorecard.Annotations:
    auditor = auditors.get(path)
    segments = wmt.segments(path)
    if not segments:
        raise InputError("nothing to score: no annotated segment", place=path)
    findings = annotations.flagged(auditor, segments, path) if beside else None
    people, found = annotations.scorecards(segments, auditor.profile, findings)
    rows = annotations.rated(segments, auditor.profile, level, findings)
    if level == "system":
        rows.sort(key=lambda row: (-row.score, row.name))
    raters = set().union(*map(annotations.raters, segments))
    agreement = annotations.agreement(rows) if level == "system" else None
    return scorecard.Annotations(auditor.profile, len(segments), len(raters), people, found, level, rows, agreement)
