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


class _Stored(msgspec.Struct, frozen=True):
    """Compiled rules, and the state of the files they come from."""

    state: str
    rules: RuleSet


def load(extra: Sequence[Path] = ()) -> RuleSet:
    """All rules of the built-in, installed and extra packs, without their examples.

    Compiled rules are cached as long as our version and the name, size and time of every rule file stay the same, as
    Python's own cache of modules is; reading hundreds of files takes longer than auditing an article. A cache that
    is missing or damaged is rebuilt silently. Raises ConfigError for a pack that does not exist.
    """
    directories = packs.directories(extra)
    name = f"rules-{crc32(os.fsencode(os.pathsep.join(map(str, directories)))):08x}.msgpack"
    state = f"{__version__} {sys.version_info} {_code()} {packs.state(directories)}"
    content = cache.read(name)
    if content is not None:
        try:
            stored = msgspec.msgpack.decode(content, type=_Stored)
        except msgspec.DecodeError:
            pass
        else:
            if stored.state == state:
                return stored.rules
    compiled = compile_all(packs.files(directories))
    slim = tuple(loaded.without_examples() for loaded in compiled.rules)
    stored = _Stored(state, msgspec.structs.replace(compiled, rules=slim))
    cache.write(name, msgspec.msgpack.encode(stored), "rules-*.msgpack")
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
