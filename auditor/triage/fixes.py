"""Which fixes are applied together, what the text becomes, and where the rest of it then stands."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from auditor.finding import Finding, Fix
from auditor.text.quotations import Span


def usable(finding: Finding, unsafe: bool) -> Fix | None:
    """The first of its fixes that may be applied, if that changes anything."""
    fix = next((fix for fix in finding.fixes if unsafe or fix.safety == "safe"), None)
    if fix is None or (fix.start, fix.end, fix.replacement) == (finding.start, finding.end, finding.text):
        return None
    return fix


def chosen(findings: Iterable[Finding], unsafe: bool) -> list[tuple[Finding, Fix]]:
    """The findings that can be fixed at once, each with its fix, in order of place.

    Of fixes that overlap or touch, the one that begins first is chosen: what the others were made for may no longer stand
    there. They wait for another look at the text.
    """
    known = [(finding, fix) for finding in findings if (fix := usable(finding, unsafe))]
    known.sort(key=lambda pair: (pair[1].start, pair[1].end, pair[0].rule, pair[1].replacement))
    taken: list[tuple[Finding, Fix]] = []
    for finding, fix in known:
        if not taken or taken[-1][1].end < fix.start:
            taken.append((finding, fix))
    return taken


def replaced(text: str, fixes: Iterable[Fix]) -> str:
    """The text with these fixes, which come in order and do not overlap."""
    parts: list[str] = []
    end = 0
    for fix in fixes:
        parts += text[end : fix.start], fix.replacement
        end = fix.end
    return "".join([*parts, text[end:]])


class Shift:
    """Where places of a text stand once fixes are applied, which come in order and do not overlap."""

    def __init__(self, fixes: Sequence[Fix]) -> None:
        self._fixes = fixes
        self._ends = [fix.end for fix in fixes]
        self._shifts = list(accumulate((len(fix.replacement) - fix.end + fix.start for fix in fixes), initial=0))

    def span(self, start: int, end: int) -> Span:
        """What became of `[start, end)`; a fix that it cuts is in it whole."""
        return self._moved(start, 0), self._moved(end, 1)

    def _moved(self, offset: int, share: int) -> int:
        before = bisect_right(self._ends, offset)
        shift = self._shifts[before]
        if before < len(self._fixes) and (fix := self._fixes[before]).start < offset:
            return fix.start + shift + share * len(fix.replacement)
        return offset + shift
