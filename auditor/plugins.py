"""What installed packages add: packs (`auditor.packs`) and kinds of check (`auditor.checks`), by entry point.

Asking `importlib.metadata` costs more than auditing an article, so its answer is cached until one of the
directories on `sys.path` changes, which is what installing a package does.
"""

import os
import sys
from functools import cache as remember
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from auditor import cache
from auditor.errors import ConfigError

PACKS = "auditor.packs"
CHECKS = "auditor.checks"

Entries = dict[str, list[tuple[str, str]]]


@remember
def entries() -> Entries:
    """`{group: [(name, "module:attribute"), …]}` in order of name."""
    name = f"plugins-{crc32(stamp().encode('utf-8', 'surrogateescape')):08x}.json"
    stored = cache.read(cache.directory() / name)
    if stored is not None:
        try:
            known = msgspec.json.decode(stored, type=Entries)
        except msgspec.DecodeError:
            known = {}
        if known.keys() == {PACKS, CHECKS}:
            return known
    from importlib.metadata import entry_points

    found = {group: sorted((e.name, e.value) for e in entry_points(group=group)) for group in (PACKS, CHECKS)}
    cache.write(name, msgspec.json.encode(found), "plugins-*.json")
    return found


def stamp() -> str:
    """Changes when a package is installed or removed."""
    return ";".join(f"{path}@{_modified(path)}" for path in sys.path)


def checks() -> list[Any]:
    """Check kinds of other packages. Raises ConfigError when one cannot be imported."""
    loaded = []
    for name, value in entries()[CHECKS]:
        module, _, attribute = value.partition(":")
        try:
            loaded.append(getattr(import_module(module), attribute))
        except (ImportError, AttributeError) as error:
            raise ConfigError(f"the installed check kind `{name}` cannot be loaded: {error}", place=value) from None
    return loaded


def pack_directories() -> list[Path]:
    """Directories of the packs of other packages: an entry point names the package that holds the files."""
    from importlib.util import find_spec

    found = []
    for name, value in entries()[PACKS]:
        spec = find_spec(value.partition(":")[0])
        places = spec.submodule_search_locations if spec else None
        if not places:
            raise ConfigError(f"the installed pack `{name}` is not a package with rule files", place=value)
        found.append(Path(next(iter(places))))
    return found


def _modified(path: str) -> int:
    try:
        return os.stat(path or ".").st_mtime_ns
    except OSError:
        return 0
