"""Configurations, glossaries and rules that cannot be used: told once each, and marked in their files while they last."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from lsprotocol import types

from auditor.errors import AuditorError
from auditor.lsp.diagnostics import on_line

_PLACE = re.compile(r"(.*?)(?::(\d+))?", re.DOTALL)


class Problems:
    """What the client has been told, and which files have marks.

    `tell` shows a message; `changed` is called with each file whose marks are others now.
    """

    def __init__(self, tell: Callable[[str], None], changed: Callable[[Path], None]) -> None:
        self._tell = tell
        self._changed = changed
        self._told: set[str] = set()
        self._marks: dict[Path, list[types.Diagnostic]] = {}

    def show(self, problems: Iterable[AuditorError]) -> None:
        """All problems there are now."""
        unique = {str(problem): problem for problem in problems}
        for text in unique.keys() - self._told:
            self._tell(text)
        self._told = set(unique)
        before, self._marks = self._marks, _marks(unique.values())
        for path in before.keys() | self._marks.keys():
            if before.get(path) != self._marks.get(path):
                self._changed(path)

    def marks(self, path: Path) -> list[types.Diagnostic]:
        """What is wrong with a file."""
        return self._marks.get(path, [])


def _marks(problems: Iterable[AuditorError]) -> dict[Path, list[types.Diagnostic]]:
    """Diagnostics by file, for problems that name one."""
    found: dict[Path, list[types.Diagnostic]] = defaultdict(list)
    for problem in problems:
        place = _PLACE.fullmatch(problem.place)
        if place and place[1]:
            line = max(0, int(place[2] or 1) - 1)
            found[Path(os.path.abspath(place[1]))].append(on_line(line, problem.message, types.DiagnosticSeverity.Error))
    return dict(found)
