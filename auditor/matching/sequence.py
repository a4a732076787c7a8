"""Matches of a sequence of steps in a sequence of tokens: a regular expression over tokens, without nesting.

Leftmost, greedy, not overlapping, as `re.finditer` does: of the matches that begin at the first possible token, the one in which
each repeat, from the left, takes as many tokens as it can. Linear in the number of tokens: what follows from a step at a
token depends on nothing before it, so no step is tried twice at the same token.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec


class Step(msgspec.Struct, frozen=True):
    """Takes `least` to `most` tokens, each accepted. Or, when `absent`, takes none, and fails where the next token is accepted:
    where `offset` is -1, the one before."""

    accepts: Callable[[int], bool]
    least: int = 1
    most: int = 1
    absent: bool = False
    offset: int = 0


_MOST_DEAD = 100_000


def matches(steps: Sequence[Step], count: int) -> Iterator[list[tuple[int, int]]]:
    """For each match among `count` tokens: what each step took, `[start, end)`."""
    dead: set[tuple[int, int]] = set()
    at = 0
    while at < count:
        taken = _from(steps, 0, at, count, dead)
        if taken is None:
            at += 1
            if len(dead) > _MOST_DEAD:  # what lies behind is not come to again
                dead = {known for known in dead if known[1] >= at}
        else:
            yield taken
            at = max(at + 1, taken[-1][1])


def _from(steps: Sequence[Step], number: int, at: int, count: int, dead: set[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """What the steps from `number` on take from `at` on, or None. Goes as deep as there are steps."""
    if number == len(steps):
        return []
    if (number, at) in dead:
        return None
    step = steps[number]
    if step.absent:
        here = at + step.offset
        most = -1 if 0 <= here < count and step.accepts(here) else 0
        least = 0
    else:
        least, most = step.least, 0
        while most < step.most and at + most < count and step.accepts(at + most):
            most += 1
    for length in range(most, least - 1, -1):
        rest = _from(steps, number + 1, at + length, count, dead)
        if rest is not None:
            return [(at, at + length), *rest]
    dead.add((number, at))
    return None
