"""The rules a run needs: from the cache when it holds just these files, else compiled from them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Union

import msgspec
from msgspec import structs

from auditor import __version__, cache
from auditor.checks import kinds
from auditor.rules import packs
from auditor.rules.model import LoadedRule, RuleSet


def load(extra: Sequence[Path] = ()) -> RuleSet:
    """All rules of the built-in, installed and extra packs, without their examples.

    Compiled rules are cached, keyed by our version and the content of every rule file; a cache that is missing or
    damaged is rebuilt silently. Raises ConfigError for a pack that does not exist.
    """
    files = packs.files(extra)
    hashes = packs.hashes(files)
    name = f"rules-{packs.digest(__version__, str(sys.version_info[:2]), *(f'{p}={h}' for p, h in hashes.items()))}.msgpack"
    stored = cache.read(name)
    if stored is not None:
        try:
            rules = msgspec.msgpack.decode(stored, type=tuple[LoadedRule[Union[kinds()]], ...])  # type: ignore[misc]
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
