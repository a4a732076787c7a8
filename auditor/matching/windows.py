"""Confirm candidates with the exact expression, in windows of bounded size."""

import re
from collections.abc import Iterator, Sequence

from auditor.matching.anchors import Anchors, Companions
from auditor.matching.compiled import compiled


def confirmed(pattern: str, text: str, folded: str, hits: Sequence[tuple[int, str]], anchors: Anchors) -> Iterator[re.Match[str]]:
    """The same matches as `re.finditer(pattern, text)`, found by looking only around candidates.

    Why the same: each match contains an anchor at most `before` after its start, and is (with what it looks at)
    at most `width` long. The leftmost match therefore starts in the window ahead of its first anchor, is whole
    within the window behind it, and no window of an earlier anchor could have accepted a start beyond that anchor.
    Where a companion is missing, no match begins at or ahead of the anchor. Cost: at most one window for each candidate.
    """
    end = 0
    expression: re.Pattern[str] | None = None
    for anchor, _ in hits:
        while anchor >= end:
            low, high = max(end, anchor - anchors.before), anchor + anchors.width
            if not _accompanied(folded, low, anchor, anchors.companions):
                break
            if expression is None:  # most rules never come this far, and compiling costs more than a window
                expression = compiled(pattern)
            match = (expression.search if anchors.before else expression.match)(text, low, high)
            if match is None or match.start() > anchor:
                break
            yield match
            end = match.end()


def _accompanied(folded: str, low: int, anchor: int, companions: Sequence[Companions]) -> bool:
    """Whether each set of companions has a member where a match that begins in `[low, anchor]` would have it."""
    for group in companions:
        high = anchor + group.reach
        for literal in group.literals:
            if folded.find(literal, low, high) >= 0:
                break
        else:
            return False
    return True
