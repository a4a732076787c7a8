"""Which rules run: selectors are pack names, rule ids and patterns such as `fr.format-*`."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from auditor.config import Config, Override
from auditor.errors import ConfigError
from auditor.rules.loaded import LoadedRule
from auditor.rules.packs import GLOSSARY, LANGUAGES


def selected(rules: Sequence[LoadedRule], config: Config) -> list[LoadedRule]:
    """The rules a configuration asks for. Raises ConfigError for a selector that names nothing.

    A preview rule runs when previews are on, or when it is selected by its full id. With a known source language, the
    packs of other languages stay out, but for rules that are evidence of it too.
    """
    languages = {rule.pack for rule in rules} & LANGUAGES
    parts: list[Config | Override] = [config, *config.override]
    for part in parts:
        for selector in [*(part.select or ()), *part.ignore, *part.severity]:
            _require(selector, rules)
        if part.source is not None and part.source not in languages:
            raise ConfigError(f"no pack for the source language `{part.source}`; there are: {', '.join(sorted(languages))}")

    def wanted(loaded: LoadedRule) -> bool:
        if config.select is not None and loaded.pack != GLOSSARY and not named(loaded.id, config.select):
            return False
        if named(loaded.id, config.ignore):
            return False
        if config.source and loaded.pack in languages and config.source not in (loaded.pack, *loaded.evidence):
            return False
        return loaded.status == "stable" or config.preview or loaded.id in (config.select or ())

    return [loaded for loaded in rules if wanted(loaded)]


def named(rule: str, selectors: Iterable[str]) -> bool:
    """Whether one of the selectors stands for this rule."""
    return any(rule == s or rule.startswith(s + ".") or fnmatchcase(rule, s) for s in selectors)


def _require(selector: str, rules: Sequence[LoadedRule]) -> None:
    if any(named(loaded.id, [selector]) for loaded in rules):
        return
    from difflib import get_close_matches

    names = [loaded.id for loaded in rules] + sorted({loaded.pack for loaded in rules})
    short = {name.partition(".")[2]: name for name in names}
    close = get_close_matches(selector, names, n=3) + [short[name] for name in get_close_matches(selector, short, n=3)]
    near = list(dict.fromkeys(close))[:3]
    hint = f"; near: {', '.join(near)}" if near else "; `auditor rules list` shows all"
    raise ConfigError(f"no rule or pack is named `{selector}`{hint}")
