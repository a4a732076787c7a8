"""The rules a run needs: from the cache when it holds just these files, else compiled from them."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Union

import msgspec
from msgspec import structs

from auditor import __version__, cache, matching, text
from auditor.checks import kinds
from auditor.rules import packs
from auditor.rules.model import LoadedRule, RuleSet


def load(extra: Sequence[Path] = ()) -> RuleSet:
    """All rules of the built-in, installed and extra packs, without their examples.

    Compiled rules are cached, keyed by the content of every rule file, our version and the code that works out
    anchors; a cache that is missing or damaged is rebuilt silently. Raises ConfigError for a pack that does not exist.
    """
    files = packs.files(extra)
    hashes = packs.hashes(files)
    version = (__version__, str(sys.version_info[:2]), *_code())
    name = f"rules-{packs.digest(*version, *(f'{pack}={digest}' for pack, digest in hashes.items()))}.msgpack"
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


def _code() -> Iterator[str]:
    """When each file last changed that says what anchors a rule has: the check kinds, also installed ones, and ours below."""
    files = {str(sys.modules[kind.__module__].__file__) for kind in kinds()}
    for file in sorted(files | {matching.__file__, text.__file__}):
        if os.path.basename(file) == "__init__.py":
            with os.scandir(os.path.dirname(file)) as entries:
                stamps = sorted((entry.name, entry.stat().st_mtime_ns) for entry in entries if entry.name.endswith(".py"))
            yield f"{file} {stamps}"
        else:
            yield f"{file} {os.stat(file).st_mtime_ns}"
