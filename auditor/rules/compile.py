"""From files to rules: parse, expand lexicons, validate, work out anchors. One bad file never hides the others."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from auditor.checks import kinds
from auditor.errors import ExpressionError, RuleError
from auditor.matching.expression import analyze
from auditor.rules import packs
from auditor.rules.lexicons import Lexicon, expand, groups, spellings, splice
from auditor.rules.loaded import LoadedRule, RuleSet
from auditor.rules.model import Rule
from auditor.rules.yamlsource import Source, parse

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(r"field `(\w+)`")
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<place>\$[^`]*)`)?$", re.DOTALL)


def compile_rules(files: Sequence[packs.RuleFile]) -> RuleSet:
    """Parse and validate rule files. Never raises for a bad one: it is reported in `errors`."""
    lexicons: dict[str, Lexicon] = {}
    rules: dict[str, LoadedRule] = {}
    errors: list[tuple[str, str]] = []
    for file in files:
        try:
            if file.pack == packs.LEXICONS:
                lexicons[file.name] = load_lexicon(file)
            else:
                loaded = load_rule(file, lexicons)
                if loaded.id in rules:
                    raise RuleError(f"rule {loaded.id} exists already in {rules[loaded.id].path}", place=str(file.path))
                rules[loaded.id] = loaded
        except RuleError as error:
            errors.append((error.place, error.message))
    return RuleSet(tuple(rules[key] for key in sorted(rules)), tuple(errors), packs.hashes(files))


def load_lexicon(file: packs.RuleFile) -> Lexicon:
    source = parse(_text(file), str(file.path))
    try:
        return msgspec.convert(source.data, Lexicon)
    except msgspec.ValidationError as error:
        raise _located(error, source, file.path) from None


def load_rule(file: packs.RuleFile, lexicons: Mapping[str, Lexicon]) -> LoadedRule:
    """One rule from its file. Raises RuleError naming file, line and key."""
    place = str(file.path)
    source = parse(_text(file), place)
    if not _NAME.fullmatch(file.name):
        raise RuleError("name the file in lower case with hyphens: it is the rule's id", place=place)
    if not _NAME.fullmatch(file.pack):
        raise RuleError("name the directory in lower case with hyphens: it is the pack's name", place=place)
    if not isinstance(source.data, dict):
        raise RuleError("a rule is a mapping of keys such as `summary` and `check`", place=place)
    kind = next((k for k in kinds() if k.__struct_config__.tag == source.data.get("check")), None)
    if kind is None:
        known = ", ".join(sorted(str(k.__struct_config__.tag) for k in kinds()))
        raise RuleError(f"`check` must be one of: {known}", place=f"{place}:{source.line_of('$', 'check')}")
    data = _expanded(source, kind, lexicons, place)
    try:
        rule: Rule = msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise _located(error, source, file.path) from None
    _require_examples(rule, place, source)
    for number, expression in enumerate(rule.unless):
        try:
            analyze(expression)
        except ExpressionError as error:
            raise RuleError(f"`unless` {error}", place=f"{place}:{source.line_of(f'$.unless[{number}]')}") from None
    try:
        return LoadedRule.of(file.pack, file.name, place, rule)
    except ExpressionError as error:
        key = (*kind.EXPRESSIONS, *kind.WORD_LISTS)[-1]
        raise RuleError(f"`{key}` {error}", place=f"{place}:{source.line_of('$', key)}") from None


def _expanded(source: Source, kind: type[Rule], lexicons: Mapping[str, Lexicon], place: str) -> dict[str, Any]:
    data = dict(source.data)
    for key, value in source.data.items():
        try:
            if key in kind.EXPRESSIONS:
                data[key] = [expand(v, lexicons) for v in value] if isinstance(value, list) else expand(value, lexicons)
            elif key in kind.WORD_LISTS:
                data[key] = splice(value, lexicons)
            elif key in kind.SPELLINGS:
                data[key] = spellings(value, lexicons)
            elif key in kind.GROUPS:
                data[key] = groups(value, lexicons)
        except TypeError:
            raise RuleError(f"`{key}` must be text", place=f"{place}:{source.line_of('$', key)}") from None
        except ValueError as error:
            raise RuleError(f"`{key}`: {error}", place=f"{place}:{source.line_of('$', key)}") from None
    return data


def _require_examples(rule: Rule, place: str, source: Source) -> None:
    flags = sum(example.flag is not None for example in rule.examples)
    passes = len(rule.examples) - flags
    if flags < 1 or passes < 2:
        raise RuleError(
            f"needs at least one `flag` and two `pass` examples; has {flags} and {passes}",
            place=f"{place}:{source.line_of('$', 'examples')}",
        )


def _located(error: msgspec.ValidationError, source: Source, path: Path) -> RuleError:
    parts = _PLACE.match(str(error))
    what, place = (parts["what"], parts["place"] or "$") if parts else (str(error), "$")
    key = _KEY.search(what)
    line = source.line_of(place, key[1] if key else None)
    where = place.removeprefix("$").lstrip(".")
    return RuleError(f"`{where}`: {what}" if where else what, place=f"{path}:{line}")


def _text(file: packs.RuleFile) -> str:
    if file.unreadable:
        raise RuleError(file.unreadable, place=str(file.path))
    try:
        return file.content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        raise RuleError(f"byte 0x{file.content[error.start]:02x} is not UTF-8", place=f"{file.path}:{line}") from None
