"""Human MQM annotations as WMT publishes them: tab-separated, the error span between `<v>` and `</v>` in the target.

Format: https://github.com/google/wmt-mqm-human-evaluation (Freitag et al. 2021, "Experts, Errors, and Context").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from auditor.corpus.gold import SEVERITIES, Mark, Passage, quoted
from auditor.errors import InputError

_COLUMNS = ("system", "doc", "seg_id", "target", "category", "severity")
_TAG = re.compile(r"(</?v>)")
_LONGEST = 2**20  # characters of a line
_MOST = 2**28  # characters of a file, which is kept in memory
NO_ERROR = "no-error"
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One row of the file: an error that a rater saw in a segment, or that the rater saw none (severity NO_ERROR).

    `spans` are offsets into the segment's target. An error may have none, such as an omission.
    """

    rater: str
    category: str
    severity: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """What one system made of one source segment, without tags, and what raters said of it, in the order of the file."""

    system: str
    doc: str
    id: str
    target: str
    annotations: list[Annotation] = field(default_factory=list)


def read(path: str) -> Iterator[Passage]:
    """One passage for each system and document, its segments joined by line feeds; the marks of all raters, each once.

    An error without a span is nothing that a finding could meet, and is left out. Raises InputError as `segments` does.
    """
    for (system, name), parts in documents(segments(path)).items():
        yield _passage(f"{path}#{system}/{name}", parts)


def documents(parts: Iterable[Segment]) -> dict[tuple[str, str], list[Segment]]:
    """The segments of each system and document."""
    grouped: dict[tuple[str, str], list[Segment]] = {}
    for segment in parts:
        grouped.setdefault((segment.system, segment.doc), []).append(segment)
    return grouped


def segments(path: str) -> list[Segment]:
    """The annotated segments in the order of the file.

    Rows that test the raters' attention with a target made wrong on purpose (severity `HOTW-…`) are left out. Raises
    InputError, naming the line, for a file of another form.
    """
    found: dict[tuple[str, str, str], Segment] = {}
    try:
        rows = _rows(path)
        first, header = next(rows, (1, []))
        if missing := [name for name in _COLUMNS if name not in header]:
            raise InputError(f"not a WMT MQM file: no column {', '.join(missing)}", place=f"{path}:{first}")
        if len(set(header)) < len(header):
            raise InputError("two columns have the same name", place=f"{path}:{first}")
        for number, values in rows:
            if len(values) != len(header):
                raise InputError(f"{len(values)} columns where {len(header)} are expected", place=f"{path}:{number}")
            row = dict(zip(header, values, strict=True))
            if not row["severity"].lower().startswith("hotw"):
                _add(found, row, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=path) from None
    except UnicodeDecodeError:
        raise InputError("not UTF-8; save it as that", place=path) from None
    return list(found.values())


def _rows(path: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not blank, as columns, with their numbers."""
    with Path(path).open(encoding="utf-8-sig", newline="\n") as stream:
        read = 0
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST + 1), ""), 1):
            read += len(line)
            if read > _MOST:
                raise InputError(f"larger than {_MOST:,} characters; split it", place=path)
            if len(line) > _LONGEST:
                raise InputError(f"longer than {_LONGEST:,} characters", place=f"{path}:{number}")
            if line.strip():
                yield number, line.rstrip("\r\n").split("\t")


def _add(found: dict[tuple[str, str, str], Segment], row: dict[str, str], place: str) -> None:
    """Record one row: an error of a segment, or that there is none."""
    target, spans = _spans(row["target"])
    key = row["system"], row["doc"], row["seg_id"]
    segment = found.setdefault(key, Segment(*key, target))
    severity = row["severity"].lower().replace("_", "-")
    if severity.startswith(NO_ERROR):
        segment.annotations.append(Annotation(row.get("rater", ""), row["category"], NO_ERROR, ()))
        return
    if severity not in SEVERITIES:
        raise InputError(f"unknown severity {quoted(row['severity'])}", place=place)
    if segment.target != target:
        if "".join(segment.target.split()) != "".join(target.split()):
            raise InputError(f"another target for segment {quoted(row['seg_id'])} than in the lines before", place=place)
        spans = list(_moved(spans, target, segment.target))
    segment.annotations.append(Annotation(row.get("rater", ""), row["category"], severity, tuple(spans)))


def _spans(tagged: str) -> tuple[str, Spans]:
    """The target without tags, and what they mark.

    Where the closing tag is lost, a span ends with the target; a closing tag before any opening one marks nothing.
    """
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    length, start = 0, -1
    for part in _TAG.split(tagged):
        if part == "<v>":
            start = length if start < 0 else start
        elif part == "</v>":
            spans.append((start, length))
            start = -1
        else:
            parts.append(part)
            length += len(part)
    if start >= 0 and not 0 <= tagged.find("</v>") < tagged.find("<v>"):
        spans.append((start, length))
    return "".join(parts), [span for span in spans if 0 <= span[0] < span[1]]


def _moved(spans: Spans, target: str, other: str) -> Iterator[tuple[int, int]]:
    """The spans of a target in another one that differs from it only in white space."""
    solid = [at for at, char in enumerate(other) if not char.isspace()]
    before = [0, *accumulate(not char.isspace() for char in target)]
    for start, end in spans:
        first, last = before[start], before[end]
        if first < last:
            yield solid[first], solid[last - 1] + 1


def _passage(path: str, parts: Sequence[Segment]) -> Passage:
    marks: list[Mark] = []
    offset = 0
    for segment in parts:
        errors = {(start, end, a.category, a.severity) for a in segment.annotations for start, end in a.spans}
        marks += [
            Mark(offset + start, offset + end, None, category, severity) for start, end, category, severity in sorted(errors)
        ]
        offset += len(segment.target) + 1
    return Passage(path, None, "\n".join(segment.target for segment in parts), tuple(marks), None)
