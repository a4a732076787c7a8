"""Configurations, glossaries and rules that cannot be used: told once each, and marked in their files while they last."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from lsprotocol import types
from pygls.uris import from_fs_path

from auditor.errors import AuditorError
from auditor.lsp.diagnostics import on_line

_PLACE = re.compile(r"(.*?)(?::(\d+))?", re.DOTALL)


class Problems:
    """What the client has been told, and which files it has marks in.

    `tell` shows a message, `mark` replaces the diagnostics of a URI.
    """

    def __init__(self, tell: Callable[[str], None], mark: Callable[[str, list[types.Diagnostic]], None]) -> None:
        self._tell = tell
        self._mark = mark
        self._told: set[str] = set()
        self._marked: dict[str, list[types.Diagnostic]] = {}

    def show(self, problems: Iterable[AuditorError]) -> None:
        """All problems there are now."""
        unique = {str(problem): problem for problem in problems}
        for text in unique.keys() - self._told:
            self._tell(text)
        self._told = set(unique)
        marks = _marks(unique.values())
        for uri in self._marked.keys() | marks.keys():
            if marks.get(uri) != self._marked.get(uri):
                self._mark(uri, marks.get(uri, []))
        self._marked = marks


def _marks(problems: Iterable[AuditorError]) -> dict[str, list[types.Diagnostic]]:
    """Diagnostics by the URI of the file, for problems that name one."""
    found: dict[str, list[types.Diagnostic]] = defaultdict(list)
    for problem in problems:
        place = _PLACE.fullmatch(problem.place)
        if place and place[1] and (uri := from_fs_path(os.path.abspath(place[1]))):
            line = max(0, int(place[2] or 1) - 1)
            found[uri].append(on_line(line, problem.message, types.DiagnosticSeverity.Error))
    return dict(found)
