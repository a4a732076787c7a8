"""Shared by the kinds whose faults are a closed list of expressions."""

from collections.abc import Callable, Iterator

import msgspec

from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.compiled import compiled
from auditor.rules.model import Match

_REACH = 24  # code points by which a flag is widened to whole words, at most


class Fault(msgspec.Struct, frozen=True):
    """One fault: how it looks in the view, and its repairs: templates in which `{name}` is a group of the
    expression, or a function that makes them from the groups.

    Expressions look no further than a few code points around a rare character, so that reading a whole
    document with one costs next to nothing.
    """

    pattern: str
    fixes: tuple[str, ...] | Callable[[dict[str, str]], tuple[str, ...]] = ()
    safety: Safety = "unsafe"
    needs: str = ""
    """What every match contains: a text without it is not read."""
    accepts: Callable[[str, int, int], bool] | None = None
    """A last look at a match, `(view, start, end)`, for what an expression cannot say."""
    widen: bool = False
    """Flag the whole words that the match cuts."""

    def find(self, document: Document) -> Iterator[Match]:
        text, view = document.text, document.view
        if self.needs not in view:
            return
        for match in compiled(self.pattern).finditer(view):
            start, end = match.span()
            if self.accepts and not self.accepts(view, start, end):
                continue
            groups = {name: text[slice(*match.span(name))] for name, value in match.groupdict().items() if value is not None}
            low, high = widened(view, start, end) if self.widen else (start, end)
            fixes = self.fixes(groups) if callable(self.fixes) else tuple(fix.format_map(groups) for fix in self.fixes)
            yield Match(low, high, tuple(text[low:start] + fix + text[end:high] for fix in fixes), self.safety)


def widened(view: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` with the words on both sides that it touches, and the marks at their ends."""
    low, high = start, end
    while low > 0 and start - low < _REACH and (view[low - 1].isalnum() or view[low - 1] in "'-.,;:!?"):
        low -= 1
    while high < len(view) and high - end < _REACH and view[high].isalnum():
        high += 1
    return low, high
