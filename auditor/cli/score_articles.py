"""`auditor score --articles`: whole articles, whose sentences must first be matched with those of their references."""

import shutil
from collections.abc import Sequence

import click

from auditor import readers
from auditor.cli.progress import Progress
from auditor.document import Document
from auditor.errors import InputError
from auditor.readers.parallel import Parallel, System, check_paths
from auditor.reporters import alignment
from auditor.scoring import sanity
from auditor.scoring.articles import Paired, paired, scorable
from auditor.scoring.metrics import Tick
from auditor.scoring.scored import Scored, Settings, scored

Articles = dict[str, Document]


def score(
    hypotheses: Sequence[str],
    references: Sequence[str],
    settings: Settings,
    encoding: str | None,
    any_language: bool,
    shown: list[str] | None,
    notes: list[str],
) -> list[Scored]:
    """Match and score each file of articles. Adds to the notes, and to `shown` who met whom."""
    if not references:
        raise click.UsageError("--ref is needed: the human translation of the article")
    if any(path.lower().endswith(".tsv") for path in (*hypotheses, *references)):
        raise click.UsageError("--articles is for texts and JSON Lines; the lines of a .tsv file correspond, leave it out")
    check_paths(hypotheses, references)
    known = [_read(path, encoding) for path in references]
    results = []
    for path in hypotheses:
        articles = _read(path, encoding)
        with Progress("matching sentences", len(articles)) as tick:
            matched = {name: _matched(article, name, known, tick) for name, article in articles.items()}
        if shown is not None:
            shown += [alignment.render(p, shutil.get_terminal_size().columns) for p in matched.values()]
        notes += [f"{p.document.path}: {note}" for p in matched.values() for note in (*p.document.notes, *p.notes)]
        parallel = _parallel(path, matched, references)
        notes += sanity.notes(parallel, any_language=any_language, aligned=True)
        results += scored(parallel, settings, Progress, min(p.quality for p in matched.values()))
    return results


def _read(path: str, encoding: str | None) -> Articles:
    """The articles of a file under their names; a file that is one article has no name for it."""
    articles: Articles = {}
    for document in readers.read(path, encoding):
        if isinstance(document, InputError):
            raise document
        if not document.text.strip():
            raise InputError("is empty", place=document.path)
        name = document.path.removeprefix(f"{document.file}#") if document.file else ""
        if name in articles:
            raise InputError("two articles have this id", place=document.path)
        articles[name] = document
    if not articles:
        raise InputError("is empty", place=path)
    return articles


def _matched(article: Document, name: str, known: Sequence[Articles], tick: Tick) -> Paired:
    found = []
    for articles in known:
        alone = next(iter(articles.values()))
        if name not in articles and (name or len(articles) > 1):
            raise InputError(f"no article of this name among the references in {alone.origin}", place=article.path)
        found.append(articles.get(name, alone))
    result = paired(article, found)
    tick()
    return result


def _parallel(path: str, matched: dict[str, Paired], names: Sequence[str]) -> Parallel:
    """The pairs as segments; documents, when there are several."""
    pairs = [(name, pair) for name, article in matched.items() for pair in article.pairs]
    references = tuple(tuple(column) for column in scorable([pair for _, pair in pairs]))
    documents = tuple(name for name, _ in pairs) if len(matched) > 1 else None
    system = System(path, tuple(pair.hypothesis for _, pair in pairs))
    return Parallel((system,), references, documents, reference_names=tuple(names))
