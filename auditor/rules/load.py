"""Load rules: read packs, expand lexicons, validate, work out anchors. One bad file never hides the others."""

import hashlib
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, Union

import msgspec
from msgspec import structs

from auditor import __version__, cache
from auditor.checks import kinds
from auditor.errors import RuleError
from auditor.matching.expression import ExpressionError, analyze
from auditor.rules import packs
from auditor.rules.lexicons import Lexicon, expand, splice
from auditor.rules.model import Anchors, Rule
from auditor.rules.yamlsource import Source, parse

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(r"field `(\w+)`")
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<place>\$[^`]*)`)?$", re.DOTALL)


RuleT = TypeVar("RuleT", bound=Rule)


class LoadedRule(msgspec.Struct, Generic[RuleT], frozen=True):
    """A rule ready to run."""

    id: str
    pack: str
    path: str
    rule: RuleT
    anchors: Anchors


class RuleSet(msgspec.Struct, frozen=True):
    """All rules of some packs, and what was wrong with the files that are not among them."""

    rules: tuple[LoadedRule[Any], ...]
    errors: tuple[tuple[str, str], ...] = ()
    """`(place, message)` of each unusable file."""
    packs: dict[str, str] = {}
    """Hash of each pack's files."""

    def problems(self) -> list[RuleError]:
        return [RuleError(message, place=place) for place, message in self.errors]


def load(extra: Sequence[Path] = ()) -> RuleSet:
    """All rules of the built-in, installed and extra packs, without their examples.

    Compiled rules are cached, keyed by our version and the content of every rule file; a cache that is missing or
    damaged is rebuilt silently. Raises ConfigError for a pack that does not exist.
    """
    files = read_packs(extra)
    name = f"rules-{_key(files)}.msgpack"
    stored = cache.read(name)
    if stored is not None:
        try:
            rules = msgspec.msgpack.decode(stored, type=tuple[LoadedRule[Union[kinds()]], ...])  # type: ignore[misc]
            return RuleSet(rules, packs=_pack_hashes(files))
        except msgspec.DecodeError:
            pass
    compiled = compile_rules(files)
    if not compiled.errors:
        slim = [structs.replace(r, rule=structs.replace(r.rule, examples=[])) for r in compiled.rules]
        cache.write(name, msgspec.msgpack.encode(slim), "rules-*.msgpack")
    return compiled


def _key(files: Sequence[packs.RuleFile]) -> str:
    digest = hashlib.blake2b(f"{__version__} {sys.version_info[:2]}".encode(), digest_size=16)
    for file in files:
        digest.update(f"\0{file.path}\0{len(file.content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(file.content)
    return digest.hexdigest()


def read_packs(extra: Sequence[Path] = ()) -> list[packs.RuleFile]:
    """Every file of the built-in packs, then of the extra ones."""
    files = list(packs.read(packs.built_in_directory() / packs.LEXICONS, packs.LEXICONS))
    for directory in packs.pack_directories(extra):
        files += packs.read(directory / packs.LEXICONS, packs.LEXICONS)
        files += packs.read(directory, directory.name)
    return files


def compile_rules(files: Sequence[packs.RuleFile]) -> RuleSet:
    """Parse and validate rule files. Never raises for a bad one: it is reported in `errors`."""
    lexicons: dict[str, Lexicon] = {}
    rules: dict[str, LoadedRule[Any]] = {}
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
    return RuleSet(tuple(rules[key] for key in sorted(rules)), tuple(errors), _pack_hashes(files))


def _pack_hashes(files: Sequence[packs.RuleFile]) -> dict[str, str]:
    """A short hash of each pack's own files, for reports: the same findings come from the same packs."""
    digests: dict[str, Any] = {}
    for file in files:
        digests.setdefault(file.pack, hashlib.blake2b(digest_size=6)).update(file.name.encode() + b"\0" + file.content)
    return {pack: digest.hexdigest() for pack, digest in digests.items() if pack != packs.LEXICONS}


def load_lexicon(file: packs.RuleFile) -> Lexicon:
    source = parse(_text(file), str(file.path))
    try:
        return msgspec.convert(source.data, Lexicon)
    except msgspec.ValidationError as error:
        raise _located(error, source, file.path) from None


def load_rule(file: packs.RuleFile, lexicons: Mapping[str, Lexicon]) -> LoadedRule[Any]:
    """One rule from its file. Raises RuleError naming file, line and key."""
    place = str(file.path)
    source = parse(_text(file), place)
    if not _NAME.fullmatch(file.name):
        raise RuleError("name the file in lower case with hyphens: it is the rule's id", place=place)
    if not isinstance(source.data, dict):
        raise RuleError("a rule is a mapping of keys such as `summary` and `check`", place=place)
    kind = {k.__struct_config__.tag: k for k in kinds()}.get(source.data.get("check"))
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
        anchors = rule.anchors()
    except ExpressionError as error:
        raise RuleError(f"`pattern` {error}", place=f"{place}:{source.line_of('$', 'pattern')}") from None
    return LoadedRule(f"{file.pack}.{file.name}", file.pack, place, rule, anchors)


def _expanded(source: Source, kind: type[Rule], lexicons: Mapping[str, Lexicon], place: str) -> dict[str, Any]:
    data = dict(source.data)
    for key, value in source.data.items():
        try:
            if key in kind.EXPRESSIONS:
                data[key] = [expand(v, lexicons) for v in value] if isinstance(value, list) else expand(value, lexicons)
            elif key in kind.WORD_LISTS:
                data[key] = splice(value, lexicons)
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
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(f"not UTF-8 at byte {error.start}", place=str(file.path)) from None
