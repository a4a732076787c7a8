"""The rules a run needs: from the cache while their files are as they were, else compiled from them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import msgspec

from auditor import __version__, cache, plugins
from auditor.checks import BUILT_IN, kinds
from auditor.rules import packs
from auditor.rules.loaded import RuleSet

SHIPPED = "compiled.msgpack"  # beside the rules of an installed package, made when it was built


class _Stored(msgspec.Struct, frozen=True):
    """Compiled rules, and the state of what they were compiled from."""

    state: str
    rules: RuleSet


def load(extra: Sequence[Path] = (), glossaries: Sequence[Path] = ()) -> RuleSet:
    """All rules of the built-in, installed and extra packs and of glossaries, without their examples.

    Raises ConfigError for a pack that does not exist and for a glossary that cannot be used.
    """
    rules = _packs(extra)
    if not glossaries:
        return rules
    from auditor.rules import glossary

    return glossary.added(rules, glossaries)


def _packs(extra: Sequence[Path]) -> RuleSet:
    """The rules of packs.

    The package carries its own rules compiled. Others are cached as long as our version and the name, size and time of
    every rule file stay the same, as Python's own cache of modules is; reading hundreds of files takes longer than
    auditing an article. A cache that is missing or damaged is rebuilt silently.
    """
    directories = packs.directories(extra)
    if all(map(packs.is_installed, directories)) and kinds() == BUILT_IN:
        shipped = _read(packs.built_in_directory() / SHIPPED, _version())
        if shipped is not None:
            return shipped
    name = f"rules-{crc32(os.fsencode(os.pathsep.join(map(str, directories)))):08x}.msgpack"
    state = f"{_version()} {_code()} {packs.state(directories)}"
    cached = _read(cache.directory() / name, state)
    if cached is not None:
        return cached
    compiled = compile_all(packs.files(directories))
    cache.write(name, _encoded(compiled, state), "rules-*.msgpack")
    return compiled


def ship() -> bytes:
    """The built-in rules compiled, for the wheel. Raises RuleError when one is broken."""
    compiled = compile_all(packs.files(packs.built_in()))
    for problem in compiled.problems():
        raise problem
    return cache.sealed(_encoded(compiled, _version()))


def _encoded(rules: RuleSet, state: str) -> bytes:
    return msgspec.msgpack.encode(_Stored(state, rules.indexed()))


def _read(path: Path, state: str) -> RuleSet | None:
    content = cache.read(path)
    if content is None:
        return None
    try:
        stored = msgspec.msgpack.decode(content, type=_Stored)
    except msgspec.DecodeError:
        return None
    return stored.rules if stored.state == state else None


def _version() -> str:
    return f"{__version__} {sys.implementation.cache_tag} {sys.version_info}"


def compile_all(files: Sequence[packs.RuleFile]) -> RuleSet:
    """The rules of these files, with their examples, not cached."""
    from auditor.rules.compile import compile_rules  # needs a YAML parser, which a warm start does without

    return compile_rules(files)


def _code() -> str:
    """When the code last changed that says what anchors a rule has: ours, and that of installed kinds of check."""
    home = Path(__file__).parent.parent
    directories = (home / "checks", home / "matching", home / "text")
    newest = max(entry.stat().st_mtime_ns for directory in directories for entry in os.scandir(directory))
    return f"{newest} {plugins.stamp() if len(kinds()) > len(BUILT_IN) else ''}"
