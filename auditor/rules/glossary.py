"""A desk's own terms: from a glossary file to rules.

CSV with a header: `term`, `status` (forbidden, required, preferred), and where they apply `use`, `instead_of` (several
with | between them), `note`. TBX (ISO 30042, both generations): English terms with an administrative status.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import structs

from auditor.checks.terms import Term, Terms
from auditor.errors import ConfigError, InputError
from auditor.readers import whole
from auditor.readers.decode import decode
from auditor.rules.loaded import LoadedRule, RuleSet
from auditor.rules.packs import GLOSSARY, digest
from auditor.rules.tbx import concepts

Status = Literal["forbidden", "required", "preferred"]
_MAX_BYTES = 16 * 2**20
_COLUMNS = frozenset({"term", "status", "use", "instead_of", "note"})
_SEVERITIES: dict[Status, Literal["major", "minor"]] = {"forbidden": "major", "required": "major", "preferred": "minor"}
_SUMMARIES: dict[Status, str] = {
    "forbidden": "A term that the desk's glossary forbids",
    "required": "Not the term, or not the spelling, that the desk's glossary requires",
    "preferred": "The desk's glossary prefers another term",
}
_SEPARATOR = re.compile(r"sep=([,;\t])?", re.IGNORECASE)
Entry = tuple[Status, Term]


def added(rules: RuleSet, paths: Sequence[Path]) -> RuleSet:
    """The rules, and one for each status in the glossaries. Raises ConfigError, naming the line where there is one."""
    terms: dict[Status, list[Term]] = {}
    digests = []
    for path in paths:
        content = _content(path)
        digests.append(digest([content]))
        is_tbx = path.suffix.lower() in (".tbx", ".xml")
        entries = list(_from_tbx(content, str(path)) if is_tbx else _from_csv(_text(content, str(path)), str(path)))
        if not entries:
            raise ConfigError("no English term is forbidden or required" if is_tbx else "holds no terms", place=str(path))
        for status, term in entries:
            terms.setdefault(status, []).append(term)
    own = tuple(_rule(status, terms[status]) for status in _SEVERITIES if status in terms)
    return structs.replace(rules, rules=rules.rules + own, packs={**rules.packs, GLOSSARY: "-".join(digests)})


def _content(path: Path) -> bytes:
    try:
        return whole.content(str(path), _MAX_BYTES)
    except InputError as error:
        raise ConfigError(error.message, place=str(path)) from None


def _text(content: bytes, path: str) -> str:
    try:
        return decode(content, path).text
    except InputError as error:
        raise ConfigError(error.message, place=path) from None


def _rule(status: Status, terms: list[Term]) -> LoadedRule:
    rule = Terms(
        summary=_SUMMARIES[status],
        why="So says the glossary of your desk.",
        message="{note}",
        type="terminology/wrong-term",
        severity=_SEVERITIES[status],
        skip=["quotation"] if status == "preferred" else [],
        terms=terms,
        examples=[],
    )
    return LoadedRule.of(GLOSSARY, status, "", rule)


def _from_csv(text: str, path: str) -> Iterator[Entry]:
    lines = io.StringIO(text.lstrip("\ufeff"), newline="")
    above, header, delimiter = 0, "", ""
    for header in lines:
        named = _SEPARATOR.fullmatch(header.strip().strip('"'))  # so Excel begins a file
        delimiter = named[1] if named else delimiter
        if header.strip() and not named:
            break
        above, header = above + 1, ""
    rows = csv.reader(chain([header], lines), delimiter=delimiter or max(",;\t", key=header.count), strict=True)
    try:
        columns = _columns(next(rows, []), f"{path}:{above + 1}", header)
        for row in rows:
            place = f"{path}:{above + rows.line_num}"
            cells = [" ".join(cell.split()) for cell in row]
            if not any(cells):
                continue
            if len(cells) < len(columns) or any(cells[len(columns) :]):
                raise ConfigError(f"{len(columns)} columns are expected, as in the first line", place=place)
            yield _entry(dict(zip(columns, cells, strict=False)), place)
    except csv.Error as error:
        raise ConfigError(f"not valid CSV: {error}", place=f"{path}:{above + rows.line_num}") from None


def _columns(row: list[str], place: str, header: str) -> list[str]:
    columns = [name.strip().lower() for name in row]
    while columns and not columns[-1]:
        columns.pop()
    if not {"term", "status"} <= set(columns) or not set(columns) <= _COLUMNS:
        message = f"the first line names the columns: term, status, use, instead_of, note; not {header[:80].strip()!r}"
        raise ConfigError(message, place=place)
    if len(set(columns)) < len(columns):
        raise ConfigError(f"the first line names a column twice: {', '.join(columns)}", place=place)
    return columns


def _entry(cells: dict[str, str], place: str) -> Entry:
    term, status, use = cells["term"], cells["status"].lower(), cells.get("use", "")
    others = [other.strip() for other in cells.get("instead_of", "").split("|") if other.strip()]
    if status not in _SEVERITIES:
        raise ConfigError(f"status is forbidden, required or preferred, not {cells['status']!r}", place=place)
    if status == "forbidden" and others:
        raise ConfigError("a forbidden term has `use`, not `instead_of`", place=place)
    if status != "forbidden" and use:
        raise ConfigError(f"a {status} term has `instead_of`, not `use`", place=place)
    try:
        if status == "forbidden":
            return "forbidden", Term(use=use or None, instead_of=[term], note=cells.get("note", ""))
        if status == "required":
            return "required", Term(use=term, instead_of=others, exact=True, note=cells.get("note", ""))
        return "preferred", Term(use=term, instead_of=others, note=cells.get("note", ""))
    except ValueError as error:
        raise ConfigError(str(error), place=place) from None


def _from_tbx(content: bytes, path: str) -> Iterator[Entry]:
    """Terms of a term base, written for other uses too: those that cannot be looked for are passed over."""
    for concept in concepts(content, path):
        required = concept.get("required", [])
        best = [*required, *concept.get("preferred", []), *concept.get("admitted", [])]
        for term in concept.get("forbidden", []):
            with suppress(ValueError):
                yield "forbidden", Term(use=best[0] if best else None, instead_of=[term])
        for term in required:
            with suppress(ValueError):
                yield "required", Term(use=term, exact=True)
