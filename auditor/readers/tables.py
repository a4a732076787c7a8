"""Tables of hypotheses and references: TSV with a header line, or JSON Lines.

TSV columns: `reference` (and `reference2` …; an empty cell is no reference), `hypothesis` or one column for each system
under its name, and, where known, `doc`, `source` and `id`. Cells are taken as they are, without quoting.
JSON Lines keys: `reference` (a string, or a list of them), `hypothesis` (a string, or an object with one for each system),
and, where known, `doc` and `source`; others are ignored.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from auditor.errors import InputError
from auditor.readers import jsonl
from auditor.readers.parallel import MOST_SEGMENTS, Parallel, System, split_lines, text_of

_HYPOTHESIS = "hypothesis"
_OTHERS = ("id", "doc", "source")
_MOST = 100
"""Columns, or systems or references of a segment."""
MOST_CELLS = 1_000_000
"""Hypotheses and references of all segments."""


class Record(msgspec.Struct, frozen=True):
    """One segment as a JSON line."""

    hypothesis: str | dict[str, str]
    reference: str | list[str]
    doc: str | int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    hypotheses: dict[str, str]
    references: list[str | None]
    doc: str | None
    source: str | None


_decoder = msgspec.json.Decoder(Record)


def is_table(path: str) -> bool:
    return Path(path).suffix.lower() in (".tsv", ".jsonl", ".ndjson")


def read(paths: Sequence[str], encoding: str | None = None) -> Parallel:
    """The systems of one or more tables, which must agree on everything else. Raises InputError."""
    first, *others = [_read(path, encoding) for path in paths]
    for path, other in zip(paths[1:], others, strict=True):
        if (other.references, other.documents) != (first.references, first.documents):
            raise InputError(
                f"has not the same references and documents as {paths[0]}; tables that are scored together must agree on them",
                place=path,
            )
    systems = tuple(system for table in (first, *others) for system in table.systems)
    for name, count in Counter(system.name for system in systems).items():
        if count > 1:
            raise InputError(f"two systems are named {name!r}; rename one, and give each table once", place=", ".join(paths))
    notes = tuple(note for table in (first, *others) for note in table.notes)
    return Parallel(systems, first.references, first.documents, first.sources, notes, first.reference_names)


def _read(path: str, encoding: str | None) -> Parallel:
    document = text_of(path, encoding)
    rows = (_tsv if path.lower().endswith(".tsv") else _jsonl)(document.text, path)
    table = _assembled(list(_limited(rows, path)), path)
    return replace(table, notes=tuple(f"{path}: {note}" for note in document.notes))


def _tsv(text: str, path: str) -> Iterator[_Row]:
    header, *lines = split_lines(text, path)
    columns = [name.strip() for name in header.split("\t")]
    if len(columns) > _MOST:
        raise InputError(f"more than {_MOST} columns", place=f"{path}:1")
    references = [name for name in columns if name.startswith("reference")]
    systems = [_HYPOTHESIS] if _HYPOTHESIS in columns else [c for c in columns if c not in references and c not in _OTHERS]
    if not references or not systems:
        raise InputError(
            f"the first line must name the columns: {_HYPOTHESIS} or a name for each system, and reference (reference2 …);"
            f" it has {', '.join(columns)[:200] or 'nothing'}",
            place=f"{path}:1",
        )
    if len(set(columns)) < len(columns):
        raise InputError("two columns have the same name", place=f"{path}:1")
    if "" in columns:
        raise InputError("a column has no name", place=f"{path}:1")
    for number, line in enumerate(lines, 2):
        cells = line.removesuffix("\r").split("\t")
        if len(cells) != len(columns):
            message = f"{len(cells)} cells, but {len(columns)} columns; a text cannot hold a tab"
            raise InputError(message, place=f"{path}:{number}")
        row = dict(zip(columns, cells, strict=True))
        given: list[str | None] = [row[name] or None for name in references]
        if not any(given):
            given = [""]
        named = {_name(system, path): row[system] for system in systems}
        yield _Row(number, named, given, row.get("doc"), row.get("source"))


def _jsonl(text: str, path: str) -> Iterator[_Row]:
    for number, line in jsonl.lines(io.BytesIO(text.encode())):
        place = f"{path}:{number}"
        try:
            record = _decoder.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            raise InputError(f"not a segment: {error or 'nested too deeply'}", place=place) from None
        hypotheses = {path: record.hypothesis} if isinstance(record.hypothesis, str) else record.hypothesis
        references = [record.reference] if isinstance(record.reference, str) else record.reference
        if not hypotheses or not references:
            raise InputError(f"not a segment: `{'reference' if hypotheses else _HYPOTHESIS}` is empty", place=place)
        if max(len(hypotheses), len(references)) > _MOST:
            raise InputError(f"more than {_MOST} systems or references", place=place)
        if "" in hypotheses:
            raise InputError("a system has no name", place=place)
        yield _Row(number, hypotheses, list(references), None if record.doc is None else str(record.doc), record.source)


def _limited(rows: Iterable[_Row], path: str) -> Iterator[_Row]:
    cells = 0
    for count, row in enumerate(rows, 1):
        cells += len(row.hypotheses) + len(row.references)
        if count > MOST_SEGMENTS or cells > MOST_CELLS:
            raise InputError(
                f"more than {MOST_SEGMENTS:,} segments, or {MOST_CELLS:,} hypotheses and references; split it", place=path
            )
        yield row


def _assembled(rows: list[_Row], path: str) -> Parallel:
    """Rows as columns. Raises InputError where a row lacks what others have."""
    if not rows:
        raise InputError("has no segments", place=path)
    systems = list(rows[0].hypotheses)
    for row in rows:
        if set(row.hypotheses) != set(systems):
            raise InputError("the systems are not those of the first segment; each needs them all", place=f"{path}:{row.line}")
        if (row.doc is None) != (rows[0].doc is None):
            raise InputError("`doc` must be given for every segment or for none", place=f"{path}:{row.line}")
    most = max(len(row.references) for row in rows)
    padded = [[*row.references, *[None] * (most - len(row.references))] for row in rows]
    named = [System(name, tuple(row.hypotheses[name] for row in rows)) for name in systems]
    references = tuple(zip(*padded, strict=True))
    for what, texts in [*((s.name, s.segments) for s in named), *(("the reference", r) for r in references)]:
        if not any(text and text.strip() for text in texts):
            raise InputError(f"{what} is empty in all segments", place=path)
    return Parallel(
        tuple(named),
        references,
        None if rows[0].doc is None else tuple(row.doc or "" for row in rows),
        tuple(row.source or "" for row in rows) if any(row.source for row in rows) else None,
        (),
        tuple(f"{path}: reference {k}" if most > 1 else f"{path}: reference" for k in range(1, most + 1)),
    )


def _name(column: str, path: str) -> str:
    """A system is named by its column, or by its file when the column tells nothing."""
    return path if column == _HYPOTHESIS else column
