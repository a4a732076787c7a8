"""The audit: read → segment → check → score → report. This module is the public Python interface."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.config import Config
from auditor.document import Document
from auditor.engine import Engine
from auditor.errors import ConfigError, InputError, RuleError
from auditor.finding import Severity
from auditor.matching.heads import Heads
from auditor.report import DocumentReport
from auditor.rules import load
from auditor.rules.loaded import LoadedRule
from auditor.rules.select import named, selected
from auditor.scoring.style import style
from auditor.scoring.verdict import verdict
from auditor.triage import suppress

if TYPE_CHECKING:
    from auditor.scoring.articles import ReferenceScores
    from auditor.scoring.fluency.model import Model


class Auditor:
    """Audits documents with one configuration. Reuse it: rules are loaded once. Safe to share among threads.

    Args:
        config: Settings; default: none, that is every stable rule. `auditor.config.load` reads a file.
        plain: Check without the literal scanner: slower, with the same findings.

    Raises:
        ConfigError: A pack or glossary that cannot be used, a selector that names no rule, a source language without a pack,
            weights that no profile describes, a house model that cannot be read.
    """

    def __init__(self, config: Config | None = None, *, plain: bool = False) -> None:
        self.config = config or Config()
        self._plain = plain
        self.profile = self.config.profile()
        self._house = _house(self.config.fluency)
        self._rules = load.load(self.config.pack_paths(), self.config.glossary_paths())
        self._heads: dict[bool, Heads] = {}
        self._engines: dict[str, Engine] = {}
        self._idle: dict[Engine, frozenset[str]] = {}  # rules that an engine does not run
        try:
            self._engine_for(self.config)
        except ConfigError as error:  # maybe for want of a rule whose file is broken
            broken = "".join(f"; cannot be used: {problem}" for problem in self.problems[:1])
            raise ConfigError(error.message + broken, place=error.place) from None

    @property
    def problems(self) -> list[RuleError]:
        """Rule files that cannot be used; the other rules run."""
        return self._rules.problems()

    @property
    def packs(self) -> dict[str, str]:
        """Each pack in use and its content hash."""
        used = {loaded.pack for loaded in self._engine_for(self.config).rules}
        return {pack: digest for pack, digest in self._rules.packs.items() if pack in used}

    @property
    def rules_run(self) -> dict[str, str]:
        """Every rule that it runs, and when: `always` or `translated`."""
        return {loaded.id: loaded.when for loaded in self._engine_for(self.config).rules}

    def audit(self, document: Document | str, references: Sequence[Document] = ()) -> DocumentReport:
        """Findings and scores of one document, against references where there are any.

        Raises ConfigError for an unusable sidecar file beside it, InputError for a reference that does not tell its story.
        """
        if isinstance(document, str):
            document = Document(document)
        engine = self._engine_for(self.config.for_path(document.origin))
        report = engine.run(document)
        findings, notes = suppress.apply(document, report.findings, self._idle[engine])
        report = replace(
            report,
            findings=findings,
            notes=document.notes + notes,
            profile=self.profile,
            style=style(document),
            fluency=self._house.score(document) if self._house else None,
            reference=_against(document, references) if references else None,
        )
        return replace(report, verdict=verdict(report, self.config.verdict))

    def rules(self, ids: Collection[str]) -> list[LoadedRule]:
        """The rules with these ids, in order of id."""
        return [loaded for loaded in self._rules.rules if loaded.id in ids]

    def _heads_for(self, preview: bool) -> Heads:
        if preview not in self._heads:
            self._heads[preview] = self._rules.heads(preview)
        return self._heads[preview]

    def kind_of(self, rule: str) -> tuple[str, str] | None:
        """Error type and severity of a rule by its id; None if there is no such rule."""
        found = self.rules((rule,))
        return (found[0].rule.type, found[0].rule.severity) if found else None

    def _engine_for(self, config: Config) -> Engine:
        key = str(config)
        if key not in self._engines:
            rules = selected(self._rules.rules, config)
            severities = {
                loaded.id: Severity[name.upper()]
                for selector, name in config.severity.items()
                for loaded in rules
                if named(loaded.id, [selector])
            }
            engine = Engine(
                rules,
                severities=severities,
                vocabulary=config.vocabulary,
                source=config.source,
                plain=self._plain,
                heads=self._heads_for(any(loaded.status == "preview" for loaded in rules)),
            )
            self._idle[engine] = frozenset(loaded.id for loaded in self._rules.rules).difference(loaded.id for loaded in rules)
            self._engines[key] = engine
        return self._engines[key]


def _house(path: str | None) -> "Model | None":
    if path is None:
        return None
    from auditor.scoring.fluency.storage import load

    try:
        return load(path)
    except InputError as error:
        raise ConfigError(error.message, place=error.place) from None


def _against(document: Document, references: Sequence[Document]) -> "ReferenceScores":
    from auditor.scoring.articles import against

    return against(document, references)


@lru_cache(maxsize=1)
def _default() -> Auditor:
    return Auditor()


def audit(text: str) -> DocumentReport:
    """Findings of one text, with every stable built-in rule and no configuration."""
    return _default().audit(text)
