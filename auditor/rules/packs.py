"""Packs: directories of rule files, built in, named in the configuration or installed by other packages."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from auditor import plugins
from auditor.errors import ConfigError

_PACKAGE = Path(__file__).parent.parent
LEXICONS = "lexicons"
# Packs that every text gets, whatever language it was translated from.
COMMON = frozenset({"any", "en"})


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One YAML file of a pack; `name` is the rule's or lexicon's own name."""

    pack: str
    name: str
    path: Path
    content: bytes
    unreadable: str = ""
    """Why the content could not be read."""


def built_in_directory() -> Path:
    """Where the built-in packs are: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "_rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


def pack_directories(extra: Sequence[Path]) -> list[Path]:
    """Directories of all packs: built-in, installed, configured. Raises ConfigError for one that does not exist."""
    with os.scandir(built_in_directory()) as entries:
        found = sorted(entry.path for entry in entries if entry.is_dir() and entry.name != LEXICONS)
    for directory in extra:
        if not directory.is_dir():
            raise ConfigError("no such pack: a directory of rule files is expected", place=str(directory))
    return [Path(path) for path in found] + plugins.pack_directories() + list(extra)


def read(directory: Path, pack: str) -> Iterator[RuleFile]:
    """The YAML files of one directory, in order of name."""
    try:
        with os.scandir(directory) as entries:
            files = sorted((e.name, e.path) for e in entries if e.name.endswith((".yaml", ".yml")) and not e.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", place=str(directory)) from None
    for name, path in files:
        content, unreadable = b"", ""
        try:
            with open(path, "rb") as stream:
                content = stream.read()
        except OSError as error:
            unreadable = f"cannot be read: {error.strerror}"
        yield RuleFile(pack, name.rpartition(".")[0], Path(path), content, unreadable)


def files(extra: Sequence[Path] = ()) -> list[RuleFile]:
    """Every file of the built-in, installed and extra packs; lexicons come before the rules that use them."""
    found = list(read(built_in_directory() / LEXICONS, LEXICONS))
    for directory in pack_directories(extra):
        found += read(directory / LEXICONS, LEXICONS)
        found += read(directory, directory.resolve().name)
    return found


def hashes(files: Iterable[RuleFile]) -> dict[str, str]:
    """A short hash of each pack, by its files' names and contents: the same findings come from the same packs."""
    parts: dict[str, list[bytes]] = {}
    for file in files:
        parts.setdefault(file.pack, []).extend((file.name.encode("utf-8", "surrogateescape"), file.content))
    return {pack: digest(*content) for pack, content in parts.items()}


def digest(*parts: str | bytes) -> str:
    """Twelve hexadecimal digits that stand for the parts, in order."""
    state = blake2b(digest_size=6)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        state.update(len(content).to_bytes(8, "big"))
        state.update(content)
    return state.hexdigest()
