"""Readers: one file for each input format, chosen by suffix; plain text is the default."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from auditor.document import Document
from auditor.errors import InputError
from auditor.readers import jsonl, plain

Reader = Callable[[BinaryIO, str, str | None], Iterator[Document | InputError]]

BY_SUFFIX: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": plain.read,
    **dict.fromkeys(jsonl.SUFFIXES, jsonl.read),
}


def expand(paths: Iterable[str], suffixes: Collection[str] = BY_SUFFIX) -> list[str]:
    """Files in order: directories become the files in them with one of the suffixes, sorted; `-` stays.

    A file stands in the list once, by the first of its names. Hidden directories, pipes and devices are passed over, and a
    directory that links back to itself is entered once.
    A directory that cannot be listed stands in the list itself, so that reading it tells why.
    """
    files: list[str] = []
    for path in paths:
        if path != "-" and os.path.isdir(path):
            files += _walk(path, suffixes)
        else:
            files.append(path)
    unique: dict[str, str] = {}
    for path in files:
        unique.setdefault(path if path == "-" else os.path.realpath(path), path)
    return list(unique.values())


def read(path: str, encoding: str | None = None) -> Iterator[Document | InputError]:
    """Documents of one file (`-`: standard input). What cannot be read is yielded as InputError, never raised."""
    try:
        if path == "-" and sys.stdin is None:
            yield InputError("standard input is closed", place=path)
        elif path == "-":
            yield from plain.read(sys.stdin.buffer, "-", encoding)
        else:
            with open(path, "rb") as stream:
                yield from BY_SUFFIX.get(Path(path).suffix.lower(), plain.read)(stream, path, encoding)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror or error}", place=path)


def _walk(top: str, suffixes: Collection[str]) -> list[str]:
    found: list[str] = []
    unlisted: list[str] = []
    seen: set[str] = set()
    for directory, subdirectories, names in os.walk(top, followlinks=True, onerror=lambda error: unlisted.append(error.filename)):
        real = os.path.realpath(directory)
        if real in seen:
            subdirectories.clear()
            continue
        seen.add(real)
        subdirectories[:] = sorted(d for d in subdirectories if not d.startswith("."))
        paths = (os.path.join(directory, name) for name in sorted(names) if Path(name).suffix.lower() in suffixes)
        found += [path for path in paths if os.path.isfile(path) or not os.path.exists(path)]
    return found + unlisted
