"""The rules a run needs: from the cache when it holds just these files, else compiled from them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Union

import msgspec
from msgspec import structs

from auditor import __version__, cache, plugins
from auditor.checks import BUILT_IN, kinds
from auditor.rules import packs
from auditor.rules.model import LoadedRule, RuleSet


def load(extra: Sequence[Path] = ()) -> RuleSet:
    """All rules of the built-in, installed and extra packs, without their examples.

    Compiled rules are cached, keyed by the content of every rule file, our version and the code that works out
    anchors; a cache that is missing or damaged is rebuilt silently. Raises ConfigError for a pack that does not exist.
    """
    files = packs.files(extra)
    hashes = packs.hashes(files)
    parts = (__version__, str(sys.version_info[:2]), _code(), *hashes, *hashes.values())
    name = f"rules-{packs.digest(*parts)}.msgpack"
    stored = cache.read(name)
    if stored is not None:
        try:
            rules = msgspec.msgpack.decode(stored, type=tuple[LoadedRule[Union[kinds()]], ...])  # type: ignore[misc]  # noqa: UP007 - from a tuple
            return RuleSet(rules, packs=hashes)
        except msgspec.DecodeError:
            pass
    compiled = compile_all(files)
    if not compiled.errors:
        slim = [structs.replace(r, rule=structs.replace(r.rule, examples=[])) for r in compiled.rules]
        cache.write(name, msgspec.msgpack.encode(slim), "rules-*.msgpack")
    return compiled


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
