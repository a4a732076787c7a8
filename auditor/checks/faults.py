"""Shared by the kinds whose faults are a closed list of expressions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.expression import compiled
from auditor.rules.model import Match

_REACH = 24  # code points by which a flag is widened to whole words, at most


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: how it looks in the view, and its repairs, in which `{name}` is a group of the expression.

    Expressions look no further than a few code points around a rare character, so that reading a whole
    document with one costs next to nothing. `marks` are the characters one of which every match contains:
    where they are rare, they keep the rule from running at all.
    """

    pattern: str
    fixes: tuple[str, ...] = ()
    safety: Safety = "unsafe"
    marks: str = ""
    accepts: Callable[[str, int, int], bool] | None = None
    """A last look at a match, `(view, start, end)`, for what an expression cannot say."""
    widen: bool = False
    """Flag the whole words that the match cuts."""

    def find(self, document: Document) -> Iterator[Match]:
        text, view = document.text, document.view
        for match in compiled(self.pattern).finditer(view):
            start, end = match.span()
            if self.accepts and not self.accepts(view, start, end):
                continue
            groups = {name: text[slice(*match.span(name))] for name in match.groupdict()}
            low, high = widened(view, start, end) if self.widen else (start, end)
            fixes = tuple(text[low:start] + fix.format_map(groups) + text[end:high] for fix in self.fixes)
            yield Match(low, high, fixes, self.safety)


def widened(view: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` with the rest of the words that it cuts."""
    low, high = start, end
    while low > 0 and start - low < _REACH and view[low].isalnum() and view[low - 1].isalnum():
        low -= 1
    while high < len(view) and high - end < _REACH and view[high - 1].isalnum() and view[high].isalnum():
        high += 1
    return low, high
