"""`auditor compare`: whether systems differ by more than chance."""

import math

import click

from auditor.cli.options import complain
from auditor.cli.progress import Progress
from auditor.cli.score import read, shared_options
from auditor.reporters import comparison
from auditor.scoring import sanity
from auditor.scoring.metrics import METRICS
from auditor.scoring.scored import counted, signature
from auditor.scoring.significance import FEWEST, SAMPLES, SEED, STEP, TRIALS, compare

_PATH = click.Path(path_type=str)


@click.command("compare", epilog="Exit codes: 0, 2 bad usage or input, 3 internal error.")
@click.argument("systems", metavar="BASELINE HYP...", nargs=-1, required=True, type=_PATH)
@shared_options
@click.option("--samples", type=click.IntRange(2, 100_000), default=SAMPLES, show_default=True, help="Bootstrap samples.")
@click.option("--trials", type=click.IntRange(1, 1_000_000), default=TRIALS, show_default=True, help="Randomization trials.")
@click.option("--seed", type=click.IntRange(1), default=SEED, show_default=True, help="Of both tests: the same figures again.")
def command(
    systems: tuple[str, ...],
    references: tuple[str, ...],
    metrics: tuple[str, ...],
    tokenize: str,
    samples: int,
    trials: int,
    seed: int,
    any_language: bool,
    encoding: str | None,
    output: str,
) -> int:
    """Compare translations HYP with BASELINE by paired bootstrap and paired approximate randomization, as sacreBLEU does.

    All files have one segment a line. Instead of them, a table (.tsv, .jsonl) may hold references and a column for each
    system.
    """
    parallel = read(systems, references, encoding=encoding)
    if len(parallel.systems) < 2:
        raise click.UsageError("a comparison needs two systems or more")
    notes = [*parallel.notes, *sanity.notes(parallel, any_language=any_language)]
    segments = len(parallel.references[0])
    if segments < FEWEST:
        notes.append(f"{parallel.names}: fewer than {FEWEST} segments, of which no difference is significant; compare more text")
    for note in notes:
        complain(note)
    counts = counted(parallel, metrics or METRICS, tokenize, Progress)
    with Progress("testing", samples + math.ceil(trials / STEP)) as tick:
        found = compare(counts, samples, trials, seed, tick)
    names = tuple(system.name for system in parallel.systems)
    compared = comparison.Compare(names, found, signature(parallel, "line"), segments >= FEWEST)
    click.echo(comparison.json(compared, notes) if output == "json" else getattr(comparison, output)(compared), nl=False)
    return 0
