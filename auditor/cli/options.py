"""Options and steps that several commands share."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from auditor import config as configuration
from auditor.config import Config
from auditor.document import Document
from auditor.errors import AuditorError, ConfigError, InputError
from auditor.pipeline import Auditor
from auditor.report import DocumentReport, RuleEntry
from auditor.reporters.terminal import visible

Command = Callable[..., Any]

_RULES = [
    click.option(
        "--select", multiple=True, metavar="RULES", help="Only these rules: pack, id or pattern; comma-separated, repeatable."
    ),
    click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules."),
    click.option("--from", "source", metavar="LANG", help="Source language of the copy, such as fr; other languages stay out."),
    click.option("--glossary", "glossaries", multiple=True, metavar="FILE", help="Terms of the desk, CSV or TBX; repeatable."),
    click.option("--preview", is_flag=True, help="Run preview rules too."),
    click.option(
        "--config",
        "config_path",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Use this configuration instead of the one found upwards from each file.",
    ),
]


def weights_option(command: Command) -> Command:
    """--weights."""
    return click.option(
        "--weights", metavar="NAME", help="Weights of the MQM score: mqm, wmt or a profile of the configuration."
    )(command)


def fluency_option(command: Command) -> Command:
    """--fluency."""
    return click.option("--fluency", metavar="FILE", help="House model to score by, from `auditor fluency train`.")(command)


def rule_options(command: Command) -> Command:
    """--select, --ignore, --from, --glossary, --preview, --config."""
    for option in reversed(_RULES):
        command = option(command)
    return command


class Auditors:
    """The auditor for each file: one for each configuration that governs any of them."""

    def __init__(
        self,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        source: str | None,
        glossaries: tuple[str, ...],
        preview: bool,
        config_path: Path | None,
        weights: str | None = None,
        fluency: str | None = None,
    ) -> None:
        self._command_line: dict[str, Any] = {
            "select": names(select),
            "ignore": names(ignore),
            "source": source,
            "glossaries": glossaries,
            "preview": preview,
            "weights": weights,
            "fluency": fluency,
        }
        self._config_path = config_path
        self._directories: dict[Path, Path | None] = {}
        self._auditors: dict[Path | None, Auditor] = {}

    def config_for(self, path: str) -> Config:
        return self.get(path).config

    def get(self, path: str) -> Auditor:
        """Raises ConfigError for a configuration that cannot be used."""
        found = self._config_path or self._found(path)
        if found not in self._auditors:
            config = configuration.load(found) if found else Config()
            try:
                self._auditors[found] = Auditor(configuration.merged(config, **self._command_line))
            except ConfigError as error:
                if found and not error.place and _is_unusable(config):
                    raise ConfigError(error.message, place=str(found)) from None
                raise
        return self._auditors[found]

    def audit(self, document: Document) -> DocumentReport:
        """Audit a document by the configuration of its file. Raises AuditorError."""
        return self.get(document.origin).audit(document)

    def problems(self) -> list[AuditorError]:
        """Unusable rule files, each once."""
        unique = {str(problem): problem for auditor in self._auditors.values() for problem in auditor.problems}
        return list(unique.values())

    def packs(self) -> dict[str, str]:
        return {pack: digest for auditor in self._auditors.values() for pack, digest in auditor.packs.items()}

    def entries(self, ids: Collection[str]) -> dict[str, RuleEntry]:
        """The rules with these ids, as reports explain them."""
        from auditor.corpus.entries import entries

        found: dict[str, RuleEntry] = {}
        for auditor in self._auditors.values():
            found |= entries(auditor.rules(ids), auditor.config.pack_paths())
        return dict(sorted(found.items()))

    def _found(self, path: str) -> Path | None:
        directory = Path.cwd() if path == "-" else Path(path).absolute().parent
        if directory not in self._directories:
            self._directories[directory] = configuration.find(directory)
        return self._directories[directory]


def audited(
    documents: Iterable[Document | InputError], audit: Callable[[Document], DocumentReport]
) -> Iterator[DocumentReport | AuditorError]:
    """The report of each document of a file, or what is wrong with it.

    An error without a place is one of the command line, the same for every file, and is raised.
    """
    for document in documents:
        try:
            if isinstance(document, InputError):
                raise document
            yield audit(document)
        except AuditorError as error:
            if not error.place:
                raise
            yield error


def complain(problem: object) -> None:
    """Print a problem on standard error. It may quote a file's name or content, which must not command the terminal."""
    click.echo(f"auditor: {visible(str(problem))}", err=True)


def _is_unusable(config: Config) -> bool:
    """Whether it is the file's settings that are wrong, not what the command line adds to them."""
    try:
        Auditor(config)
    except ConfigError:
        return True
    return False


def names(values: tuple[str, ...]) -> list[str]:
    """What an option names that takes several, with commas or repeated."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
