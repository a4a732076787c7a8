"""Hypotheses with their references: line-aligned text files, or tables that hold both (see `tables`)."""

import gzip
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from auditor.document import Document
from auditor.errors import InputError
from auditor.readers import plain
from auditor.text.wording import counted

MOST_SEGMENTS = 200_000
_LONGEST_NAMES = 300  # characters


@dataclass(frozen=True, slots=True)
class System:
    """What one engine made of every segment."""

    name: str
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """`references[k][i]` is the k-th reference of segment i, None where the segment has fewer than others.

    `documents[i]` names the document of segment i, `sources[i]` is what was translated; None where nothing tells.
    `reference_names[k]` is for messages: the file, or the table and its column.
    """

    systems: tuple[System, ...]
    references: tuple[tuple[str | None, ...], ...]
    documents: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    reference_names: tuple[str, ...] = ()

    @property
    def names(self) -> str:
        """All texts, for messages about a segment of some of them."""
        return ", ".join([*(system.name for system in self.systems), *self.reference_names])[:_LONGEST_NAMES]


@dataclass(frozen=True, slots=True)
class Lines:
    """A file of one segment a line."""

    path: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]


def read(
    hypotheses: Sequence[str],
    references: Sequence[str],
    documents: str | None = None,
    sources: str | None = None,
    encoding: str | None = None,
) -> Parallel:
    """Line-aligned files (`-`: standard input), gzip if named so. Raises InputError where they do not correspond."""
    check_paths(hypotheses, (*references, documents, sources))
    systems = [read_lines(path, encoding) for path in hypotheses]
    known = [read_lines(path, encoding) for path in references]
    ids = read_lines(documents, encoding) if documents else None
    translated = read_lines(sources, encoding) if sources else None
    files = [f for f in (*systems, *known, ids, translated) if f]
    for file in files:
        if not any(file.lines):
            raise InputError("is empty" if not file.lines else "has only empty lines", place=file.path)
    for file in files[1:]:
        if len(file.lines) != len(files[0].lines):
            raise InputError(
                f"has {counted(len(file.lines), 'line')}, {files[0].path} has {len(files[0].lines):,};"
                " line by line they must belong together."
                " If they are articles whose lines do not correspond, use `auditor score --articles`",
                place=file.path,
            )
    return Parallel(
        tuple(System(file.path, file.lines) for file in systems),
        tuple(file.lines for file in known),
        ids.lines if ids else None,
        translated.lines if translated else None,
        tuple(f"{file.path}: {note}" for file in files for note in file.notes),
        tuple(references),
    )


def check_paths(hypotheses: Sequence[str], others: Sequence[str | None]) -> None:
    """Raises InputError for a file that cannot be read twice, or that is two systems."""
    for at, path in enumerate(hypotheses):
        if path in hypotheses[:at] and path != "-":
            raise InputError("is given twice as hypothesis; name each file once", place=path)
    if [*hypotheses, *others].count("-") > 1:
        raise InputError("only one of the files can be standard input", place="-")


def read_lines(path: str, encoding: str | None = None) -> Lines:
    r"""The lines of a file as sacreBLEU reads them: ended by `\n` alone, without white space at their end."""
    document = text_of(path, encoding)
    lines = split_lines(document.text, path) if document.text else []
    return Lines(path, tuple(line.rstrip() for line in lines), document.notes)


def split_lines(text: str, path: str) -> list[str]:
    r"""Lines ended by `\n`. Raises InputError when they are more than MOST_SEGMENTS (and a header)."""
    if text.count("\n") > MOST_SEGMENTS + 1:
        raise InputError(f"more than {MOST_SEGMENTS:,} lines; split it", place=path)
    return text.removesuffix("\n").split("\n")


def text_of(path: str, encoding: str | None = None) -> Document:
    """A whole file. Raises InputError when it cannot be read, is too large or cannot be decoded."""
    if path == "-" and sys.stdin is None:
        raise InputError("standard input is closed", place=path)
    try:
        if path == "-":
            return next(plain.read(sys.stdin.buffer, path, encoding))
        with _opened(path) as stream:
            return next(plain.read(stream, path, encoding))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", place=path) from None


def _opened(path: str) -> BinaryIO:
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")  # type: ignore[return-value]
