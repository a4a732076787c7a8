"""Packs: directories of rule files, built in, named in the configuration or installed by other packages."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from auditor import plugins
from auditor.errors import ConfigError

_PACKAGE = Path(__file__).parent.parent
_INSTALLED = _PACKAGE / "_rules"
LEXICONS = "lexicons"
# The pack that a desk's own terms make: who names a glossary wants it, whatever else is selected.
GLOSSARY = "glossary"
# Packs that every text gets, whatever language it was translated from.
COMMON = frozenset({"any", "en"})
# Packs that are named after a source language (ISO 639-1); a desk's own pack may have any other name.
LANGUAGES = frozenset(
    "ar bg ca cs da de el es et fa fi fr ha he hi hr hu id is it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh".split()
)


class RuleFile(msgspec.Struct, frozen=True):
    """One YAML file of a pack; `name` is the rule's or lexicon's own name."""

    pack: str
    name: str
    path: Path
    content: bytes
    unreadable: str = ""
    """Why the content could not be read."""


def built_in_directory() -> Path:
    """Where the built-in packs are: inside the installed package, or beside it in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "rules"


def is_installed(directory: Path) -> bool:
    """Whether a directory belongs to the installed package: it changes only with our version."""
    return directory.parent == _INSTALLED


def built_in() -> list[Path]:
    """Directories of the shared lexicons and of the built-in packs."""
    home = built_in_directory()
    with os.scandir(home) as entries:
        found = sorted(entry.path for entry in entries if entry.is_dir() and entry.name != LEXICONS)
    return [home / LEXICONS, *map(Path, found)]


def directories(extra: Sequence[Path] = ()) -> list[Path]:
    """Directories of all packs: built-in, installed and configured ones, the latter two with lexicons of their own.

    Raises ConfigError for a pack that does not exist.
    """
    for directory in extra:
        if not directory.is_dir():
            raise ConfigError("no such pack: a directory of rule files is expected", place=str(directory))
    own = [part for pack in [*plugins.pack_directories(), *extra] for part in (pack / LEXICONS, pack)]
    return [*built_in(), *own]


def state(directories: Iterable[Path]) -> str:
    """Changes when a file in one of the directories is added, removed or written."""
    parts = []
    for directory in directories:
        for name, entry in _entries(directory):
            parts.append(f"{name} {_modified(entry)}")
        parts.append("/")
    return "\n".join(parts)


def _modified(file: Path | os.DirEntry[str]) -> tuple[int, int]:
    """Size in bytes and time in nanoseconds; zeros for a link that leads nowhere."""
    try:
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _entries(directory: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """The YAML files of one directory, in order of name."""
    try:
        with os.scandir(directory) as entries:
            return sorted((e.name, e) for e in entries if e.name.endswith((".yaml", ".yml")) and not e.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", place=str(directory)) from None


def files(directories: Iterable[Path]) -> list[RuleFile]:
    """Every rule file and lexicon in the directories, in their order."""
    found = []
    for directory in directories:
        pack = directory.resolve().name
        for name, entry in _entries(directory):
            content, unreadable = b"", ""
            try:
                content = Path(entry.path).read_bytes()
            except OSError as error:
                unreadable = f"cannot be read: {error.strerror}"
            found.append(RuleFile(pack, name.rpartition(".")[0], Path(entry.path), content, unreadable))
    return found


def hashes(files: Iterable[RuleFile]) -> dict[str, str]:
    """A short hash of each pack, by its files' names and contents: the same findings come from the same packs."""
    parts: dict[str, list[bytes]] = {}
    for file in files:
        parts.setdefault(file.pack, []).extend((file.name.encode("utf-8", "surrogateescape"), file.content))
    return {pack: digest(content) for pack, content in parts.items()}


def digest(parts: Iterable[bytes]) -> str:
    """Twelve hexadecimal digits that stand for the parts, in order."""
    from hashlib import blake2b

    state = blake2b(digest_size=6)
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()
