"""One place, one flag.

Of findings whose spans overlap only one stays: the more severe; if equal the longer; then the one that begins
first; then the first by rule id. An editor repairs a place once, and two messages about it read as two faults.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Protocol, TypeVar

from auditor.finding import Severity


class _Flag(Protocol):
    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


FlagT = TypeVar("FlagT", bound=_Flag)


def resolve(flags: Iterable[FlagT]) -> list[FlagT]:
    """The findings that stay, in order of start."""
    ranked = sorted(flags, key=lambda f: (-f.severity, f.start - f.end, f.start, f.rule))
    starts: list[int] = []
    kept: dict[int, FlagT] = {}
    for flag in ranked:
        at = bisect_left(starts, flag.start)
        follows = starts[at] if at < len(starts) else None
        precedes = kept[starts[at - 1]] if at else None
        if (follows is None or flag.end <= follows) and (precedes is None or precedes.end <= flag.start):
            insort(starts, flag.start)
            kept[flag.start] = flag
    return [kept[start] for start in starts]
