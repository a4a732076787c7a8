"""One place, one flag.

Of findings whose spans overlap only one stays: the more severe; if equal the longer; then the one that begins
first; then the first by rule id. An editor repairs a place once, and two messages about it read as two faults.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing import Protocol

    from auditor.finding import Severity

    class Flag(Protocol):
        """What stands in question: a span with its rule and severity."""

        @property
        def rule(self) -> str: ...
        @property
        def severity(self) -> Severity: ...
        @property
        def start(self) -> int: ...
        @property
        def end(self) -> int: ...


FlagT = TypeVar("FlagT", bound="Flag")


def resolve(flags: Iterable[FlagT]) -> list[FlagT]:
    """The findings that stay, in order of start. Spans must not be empty; time is linear in their total length."""
    ranked = sorted(flags, key=lambda f: (-f.severity, f.start - f.end, f.start, f.rule))
    taken = bytearray(max((f.end for f in ranked), default=0))
    kept: list[FlagT] = []
    for flag in ranked:
        if taken.find(1, flag.start, flag.end) < 0:
            taken[flag.start : flag.end] = b"\1" * (flag.end - flag.start)
            kept.append(flag)
    return sorted(kept, key=lambda f: f.start)
