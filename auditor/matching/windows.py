"""Confirm candidates with the exact expression, in windows of bounded size."""

import re
from collections.abc import Iterator, Sequence
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """An expression, compiled on first need."""
    return re.compile(pattern)


def confirmed(
    expression: re.Pattern[str], text: str, hits: Sequence[tuple[int, str]], before: int, width: int
) -> Iterator[re.Match[str]]:
    """The same matches as `expression.finditer(text)`, found by looking only around candidates.

    Why the same: each match contains an anchor at most `before` after its start, and is (with what it looks at)
    at most `width` long. The leftmost match therefore starts in the window ahead of its first anchor, is whole
    within the window behind it, and no window of an earlier anchor could have accepted a start beyond that anchor.
    Cost: at most one window for each candidate.
    """
    end = 0
    find = expression.match if before == 0 else expression.search
    for anchor, _ in hits:
        while anchor >= end:
            match = find(text, max(end, anchor - before), anchor + width)
            if match is None or match.start() > anchor:
                break
            yield match
            end = match.end()
