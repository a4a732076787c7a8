"""Human MQM annotations as WMT publishes them: tab-separated, the error span between `<v>` and `</v>` in the target.

Format: https://github.com/google/wmt-mqm-human-evaluation (Freitag et al. 2021, "Experts, Errors, and Context").
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.corpus.gold import SEVERITIES, Mark, Passage
from auditor.errors import InputError

_COLUMNS = ("system", "doc", "seg_id", "target", "category", "severity")
_OPEN, _CLOSE = "<v>", "</v>"


@dataclass
class _Segment:
    target: str
    errors: dict[tuple[int, int, str, str], None] = field(default_factory=dict)


def read(path: str) -> Iterator[Passage]:
    """One passage for each system and document, its segments joined by line feeds; the marks of all raters, each once.

    An error without a span, such as an omission, is nothing that a finding could meet, and is left out. Raises
    InputError, naming the line, for a file of another form.
    """
    documents: dict[tuple[str, str], dict[str, _Segment]] = {}
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as lines:
            header = next(lines, "").rstrip("\r\n").split("\t")
            if missing := [name for name in _COLUMNS if name not in header]:
                raise InputError(f"not a WMT MQM file: no column {', '.join(missing)}", place=f"{path}:1")
            for number, line in enumerate(lines, 2):
                values = line.rstrip("\r\n").split("\t")
                if len(values) != len(header):
                    raise InputError(f"{len(values)} columns where {len(header)} are expected", place=f"{path}:{number}")
                row = dict(zip(header, values, strict=True))
                segments = documents.setdefault((row["system"], row["doc"]), {})
                _add(segments, row, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=path) from None
    except UnicodeDecodeError:
        raise InputError("not UTF-8", place=path) from None
    for (system, name), segments in documents.items():
        yield _passage(f"{path}#{system}/{name}", segments)


def _add(segments: dict[str, _Segment], row: dict[str, str], place: str) -> None:
    """Record one row: an error of a segment, or that there is none."""
    target, start, end = _span(row["target"])
    segment = segments.setdefault(row["seg_id"], _Segment(target))
    if segment.target != target:
        raise InputError(f"another target for segment {row['seg_id']} than in the lines before", place=place)
    severity = row["severity"].lower()
    if severity not in SEVERITIES:
        if severity.startswith("no-error"):
            return
        raise InputError(f"unknown severity {row['severity']!r}", place=place)
    if start < end:
        segment.errors[start, end, row["category"], severity] = None


def _span(target: str) -> tuple[str, int, int]:
    """The target without tags, and its marked span: empty without tags, to the end where the closing tag is lost."""
    start, end = target.find(_OPEN), target.find(_CLOSE)
    if start < 0:
        return target, 0, 0
    bare = target.replace(_OPEN, "", 1).replace(_CLOSE, "", 1)
    return bare, start, end - len(_OPEN) if end > start else len(bare)


def _passage(path: str, segments: dict[str, _Segment]) -> Passage:
    marks: list[Mark] = []
    offset = 0
    for segment in segments.values():
        spans = sorted(segment.errors)
        marks += [Mark(offset + start, offset + end, None, category, severity) for start, end, category, severity in spans]
        offset += len(segment.target) + 1
    return Passage(path, None, "\n".join(s.target for s in segments.values()), tuple(marks), None)
