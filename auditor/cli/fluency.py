"""`auditor fluency`: a model of the newsroom's own English, and texts scored by it."""

from collections.abc import Collection, Iterator

import click

from auditor import readers
from auditor.cli.options import complain
from auditor.cli.output import written_whole
from auditor.document import Document
from auditor.errors import InputError

_EPILOG = "Exit codes: 0, 2 bad usage or input, 3 internal error."
_paths = click.Path(path_type=str)
_encoding = click.option("--encoding", help="Encoding of the files, when it is neither UTF-8, UTF-16 nor cp1252.")


@click.group("fluency")
def command() -> None:
    """Learn how the newsroom writes from its archive, and score texts by it."""


@command.command("train", epilog=_EPILOG, short_help="Train a house model on an archive of articles.")
@click.argument("archive", nargs=-1, required=True, type=_paths)
@click.option("--output", "-o", required=True, type=_paths, metavar="FILE", help="The model; -: standard output.")
@_encoding
def train(archive: tuple[str, ...], output: str, encoding: str | None) -> int:
    """Train a house model on ARCHIVE: edited English articles in text files, JSON Lines or directories of them.

    Each file, or line of JSON Lines, is one article; 30 articles with 10,000 words are the least. A paragraph that occurs
    twice counts once, and articles in other languages are left out.
    """
    from auditor.reporters import fluency as reporter
    from auditor.scoring.fluency.storage import dump
    from auditor.scoring.fluency.training import Archive

    problems: list[InputError] = []
    house = Archive()
    with written_whole(output) as stream:  # first: training may take minutes
        for document in _documents(archive, encoding, problems):
            house.add(document)
        for problem in problems:
            complain(problem)
        model = house.model()
        data = dump(model)
        stream.write(data)
    click.echo(reporter.trained(house.read, model.training, output, len(data)), nl=False, err=output == "-")
    return 2 if problems else 0


@command.command("score", epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, type=_paths)
@click.option("--model", "-m", required=True, type=_paths, metavar="FILE", help="A model that `auditor fluency train` made.")
@click.option("--format", "output", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--worst", type=click.IntRange(0), default=3, show_default=True, help="Sentences to show of each text.")
@_encoding
def score(paths: tuple[str, ...], model: str, output: str, worst: int, encoding: str | None) -> int:
    """Say how usual the wording of PATHS is for the house.

    Prints cross-entropy in bits per token, perplexity, and the percentile among the house's own held-out articles: 95 means
    more surprising than 95 of 100. It tells an unusual text, not a bad one.
    """
    from auditor.reporters import fluency as reporter
    from auditor.scoring.fluency.storage import load

    house = load(model)
    problems: list[InputError] = []
    for document in _documents(paths, encoding, problems):
        found = house.score(document)
        if found is None:
            problems.append(InputError("no words to score", place=document.path))
        else:
            click.echo(reporter.text(document, found, worst) if output == "text" else reporter.line(document, found), nl=False)
    for problem in problems:
        complain(problem)
    return 2 if problems else 0


def _documents(paths: Collection[str], encoding: str | None, problems: list[InputError]) -> Iterator[Document]:
    files = readers.expand(paths)
    if not files:
        problems.append(
            InputError(f"no files to read; their names must end in {', '.join(readers.BY_SUFFIX)}", place=", ".join(paths))
        )
    for path in files:
        for document in readers.read(path, encoding):
            if isinstance(document, InputError):
                problems.append(document)
            else:
                yield document
