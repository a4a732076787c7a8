"""Confirm candidates with the exact expression, in windows of bounded size."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from auditor.matching.expression import Anchors


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """An expression, compiled on first need."""
    return re.compile(pattern)


def confirmed(
    pattern: str, text: str, folded: str, hits: Sequence[tuple[int, str]], anchors: Anchors
) -> Iterator[re.Match[str]]:
    """The same matches as `re.finditer(pattern, text)`, found by looking only around candidates.

    Why the same: each match contains an anchor at most `before` after its start, and is (with what it looks at)
    at most `width` long. The leftmost match therefore starts in the window ahead of its first anchor, is whole
    within the window behind it, and no window of an earlier anchor could have accepted a start beyond that anchor.
    A window without a member of each companion set holds no match. Cost: at most one window for each candidate.
    """
    end = 0
    expression: re.Pattern[str] | None = None
    for anchor, _ in hits:
        while anchor >= end:
            low, high = max(end, anchor - anchors.before), anchor + anchors.width
            if not all(any(folded.find(literal, low, high) >= 0 for literal in group) for group in anchors.companions):
                break
            if expression is None:  # most rules never come this far, and compiling costs more than a window
                expression = compiled(pattern)
            match = (expression.search if anchors.before else expression.match)(text, low, high)
            if match is None or match.start() > anchor:
                break
            yield match
            end = match.end()
