"""What is known of rules, for the reports that explain them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from auditor.corpus import records
from auditor.errors import RuleError
from auditor.finding import Severity
from auditor.report import RuleEntry
from auditor.rules import packs
from auditor.rules.loaded import LoadedRule
from auditor.rules.model import Example
from auditor.rules.yamlsource import parse


def entries(rules: Iterable[LoadedRule], extra: Sequence[Path] = ()) -> dict[str, RuleEntry]:
    """The rules by id, in their order, with their records and examples. `extra`: the packs of the configuration."""
    known = records.built_in()
    directories = packs.directories(extra)
    return {loaded.id: _entry(loaded, known.get(loaded.id), directories) for loaded in rules}


def _entry(loaded: LoadedRule, record: records.Record | None, directories: Sequence[Path]) -> RuleEntry:
    rule = loaded.rule
    return RuleEntry(
        id=loaded.id,
        summary=rule.summary,
        why=" ".join(rule.why.split()),
        type=rule.type,
        severity=Severity[rule.severity.upper()],
        preview=loaded.status == "preview",
        precision=record.low if record and record.hits else None,
        examples=_examples(loaded, directories),
    )


def _examples(loaded: LoadedRule, directories: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """From the rule's file: a run has rules without them. A rule that a glossary made has none."""
    name = loaded.id.partition(".")[2]
    for directory in directories:
        path = directory / f"{name}.yaml"
        if directory.name == loaded.pack and path.is_file():
            try:
                data = parse(path.read_text(encoding="utf-8"), str(path)).data
                examples = msgspec.convert(data["examples"], list[Example])
            except (RuleError, OSError, ValueError, KeyError, TypeError):  # changed since the rules were loaded
                return ()
            return tuple((example.flag, example.becomes or "") for example in examples if example.flag is not None)
    return ()
