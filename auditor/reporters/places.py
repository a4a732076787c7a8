"""Where a finding stands, as machines name places: a file below a root directory, and a region in it."""

import os
from dataclasses import dataclass
from pathlib import PurePath

from auditor.document import Document
from auditor.finding import Finding
from auditor.readers.decode import encodable

_INPUT = "stdin"


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and columns, 1-based, columns in code points, the end column exclusive. Without columns: whole lines."""

    line: int
    end_line: int
    column: int | None = None
    end_column: int | None = None


def file(document: Document, root: str) -> str:
    """The document's file with forward slashes, relative to `root` where it lies below it. No half surrogate pairs."""
    path = document.origin
    if path == "-":
        return _INPUT
    if root:
        absolute = os.path.abspath(path)
        if os.path.normcase(absolute).startswith(os.path.normcase(os.path.join(root, ""))):
            path = os.path.relpath(absolute, root)
    return encodable(PurePath(path).as_posix())


def region(document: Document, finding: Finding) -> Region:
    """The finding's own region, or the line of JSON Lines that holds its document."""
    if document.file_line is not None:
        return Region(document.file_line, document.file_line)
    return Region(finding.line, finding.end_line, finding.column, finding.end_column)
