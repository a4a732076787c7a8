"""`auditor score`: chrF, chrF++, BLEU and TER against human references."""

from collections.abc import Sequence

import click

from auditor.cli.options import Command, complain
from auditor.cli.progress import Progress
from auditor.readers import parallel, tables
from auditor.readers.parallel import Parallel
from auditor.reporters import scores
from auditor.scoring import sanity
from auditor.scoring.metrics import METRICS, TOKENIZERS
from auditor.scoring.scored import LEVELS, Scored, Settings, scored
from auditor.scoring.significance import SAMPLES, SEED

_PATH = click.Path(path_type=str)
_SHARED = [
    click.option("--ref", "references", multiple=True, metavar="REF", type=_PATH, help="Reference translation; repeatable."),
    click.option(
        "--metric", "metrics", multiple=True, type=click.Choice(METRICS, case_sensitive=False), help="Only this one; repeatable."
    ),
    click.option(
        "--tokenize", type=click.Choice(TOKENIZERS), default="13a", show_default=True, help="sacreBLEU's tokenizer for BLEU."
    ),
    click.option("--any-language", is_flag=True, help="Accept references that are not in English."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files. [default: UTF-8, UTF-16 with BOM or cp1252]"),
    click.option("--format", "output", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True),
]


def shared_options(command: Command) -> Command:
    """What `auditor compare` takes too: --ref, --metric, --tokenize, --any-language, --encoding, --format."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


@click.command("score", epilog="Exit codes: 0, 2 bad usage or input, 3 internal error.")
@click.argument("hypotheses", metavar="HYP...", nargs=-1, required=True, type=_PATH)
@shared_options
@click.option("--source", metavar="SRC", type=_PATH, help="What was translated: tells what was left untranslated.")
@click.option("--docs", metavar="FILE", type=_PATH, help="The document of each line, one name a line.")
@click.option("--articles", is_flag=True, help="Files are whole articles whose lines do not correspond.")
@click.option("--show-alignment", is_flag=True, help="With --articles: show which sentence met which.")
@click.option("--level", type=click.Choice(LEVELS), default="corpus", show_default=True)
@click.option("--confidence", is_flag=True, help="Bootstrap confidence intervals of the corpus scores.")
@click.option("--samples", type=click.IntRange(2, 100_000), default=SAMPLES, show_default=True, help="For --confidence.")
@click.option("--seed", type=click.IntRange(1), default=SEED, show_default=True, help="For --confidence.")
@click.option("--worst", type=click.IntRange(0), default=10, show_default=True, help="Segments to list, in text and Markdown.")
def command(
    hypotheses: tuple[str, ...],
    references: tuple[str, ...],
    source: str | None,
    docs: str | None,
    articles: bool,
    show_alignment: bool,
    level: str,
    metrics: tuple[str, ...],
    tokenize: str,
    confidence: bool,
    samples: int,
    seed: int,
    worst: int,
    any_language: bool,
    encoding: str | None,
    output: str,
) -> int:
    """Score translations HYP against human references: chrF, chrF++, BLEU and TER, as sacreBLEU computes them.

    HYP and REF have one segment a line, or are whole articles (--articles). A table (.tsv, .jsonl) holds hypotheses and
    references in one: columns `hypothesis`, `reference`, `doc`, `source`.
    """
    if show_alignment and not articles:
        raise click.UsageError("--show-alignment needs --articles")
    if articles and (source or docs):
        raise click.UsageError("--source and --docs are for files of one segment a line, not for --articles")
    settings = Settings(
        metrics or METRICS,
        level,
        tokenize,
        samples if confidence else 0,
        seed,
        "sentence" if articles else "line",
    )
    notes: list[str] = []
    if articles:
        from auditor.cli import score_articles

        shown: list[str] | None = [] if show_alignment else None
        results = score_articles.score(hypotheses, references, settings, encoding, any_language, shown, notes)
        for alignment in shown or ():
            click.echo(alignment, err=output == "json")
    else:
        results = _score(read(hypotheses, references, docs, source, encoding), settings, any_language, notes)
    for note in notes:
        complain(note)
    rendered = scores.json(results, notes) if output == "json" else getattr(scores, output)(results, worst)
    click.echo(rendered, nl=False)
    return 0


def read(
    hypotheses: Sequence[str],
    references: Sequence[str],
    docs: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
) -> Parallel:
    """Tables, or line-aligned files with their references."""
    if not any(map(tables.is_table, hypotheses)):
        if not references:
            raise click.UsageError("--ref is needed: the human translation, one segment a line")
        return parallel.read(hypotheses, references, docs, source, encoding)
    if references or docs or source:
        raise click.UsageError("a table (.tsv, .jsonl) holds its references, documents and sources itself; leave the option out")
    if not all(map(tables.is_table, hypotheses)):
        raise click.UsageError("either tables (.tsv, .jsonl) or files of one segment a line, not both")
    return tables.read(hypotheses, encoding)


def _score(read_in: Parallel, settings: Settings, any_language: bool, notes: list[str]) -> list[Scored]:
    if settings.level == "document" and not read_in.documents:
        raise click.UsageError("--level document needs --docs, or a column `doc`")
    notes += [*read_in.notes, *sanity.notes(read_in, any_language=any_language)]
    return scored(read_in, settings, Progress)
