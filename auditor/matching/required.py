"""Literals that every match of an expression contains. The idea is that of RE2's FilteredRE2."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import msgspec

from auditor.matching.tree import ASSERTIONS, REPEATS, letter, op, width

GOOD_LENGTH = 4  # letters from which a literal is rare enough to look for
_SMALL_SET = 60
_COMMON = frozenset(
    "a about after also an and are as at be been but by can could for from had has have he her his i in into is it "
    "its more new no not of on one or over said say says she so some than that the their there they this to two up us was "
    "we were when which who will with would year years".split()
)
_MOST_EXACT = 120
_MOST_LITERALS = 1_000
_MOST_OF_CLASS = 12


class Literals(msgspec.Struct, frozen=True):
    """A set of strings one of which every match contains, starting at most `before` after its start."""

    strings: frozenset[str]
    before: int

    @property
    def rank(self) -> tuple[bool, bool, bool, int, int, int]:
        """Better sets have no common members (few false candidates), are small (the scanner is built at every start), and
        have long members."""
        telling, small = min(map(information, self.strings)), len(self.strings) <= _SMALL_SET
        shortest = min(map(len, self.strings))
        long = shortest >= GOOD_LENGTH
        return telling >= GOOD_LENGTH, long, small, min(telling, 12) if small else 0, min(shortest, 12), -len(self.strings)


def information(string: str) -> int:
    """How many letters of a string are not those of the commonest words."""
    return sum(len(word) for word in string.split() if word not in _COMMON)


def best(candidates: Sequence[Literals]) -> Literals | None:
    """The set that makes the fewest false candidates."""
    return max(candidates, key=lambda c: c.rank, default=None)


def candidates_of(tree: Any) -> list[Literals]:
    """Sets of strings such that every match of the sequence contains one of each set."""
    found: list[Literals] = []
    run: frozenset[str] = frozenset([""])  # what a stretch of small items can read, as a whole
    run_start = offset = 0
    for name, value in _items(tree):
        strings = _exact([(name, value)])
        if strings is None:
            found += [Literals(inner.strings, offset + inner.before) for inner in _inside(name, value)]
        if strings is not None and len(run) * len(strings) <= max(_SMALL_SET, len(run), len(strings)):
            run = frozenset(before + after for before in run for after in strings)
            offset += width(tree, (name, value))
            continue
        if all(run):
            found.append(Literals(run, run_start))
        run, run_start = (strings, offset) if strings is not None else (frozenset([""]), offset + width(tree, (name, value)))
        offset += width(tree, (name, value))
    return [*found, Literals(run, run_start)] if all(run) else found


def _items(tree: Any) -> Iterator[tuple[Any, Any]]:
    """What the sequence consumes, item by item; a group is no more than what is in it."""
    for name, value in tree:
        if name is op.SUBPATTERN:
            yield from _items(value[3])
        elif name is op.ATOMIC_GROUP:
            yield from _items(value)
        elif name not in ASSERTIONS and name is not op.AT:
            yield name, value


def _inside(name: Any, value: Any) -> list[Literals]:
    """The sets of a repeat that is not optional, or of all alternatives together."""
    if name in REPEATS and value[0] >= 1:
        return candidates_of(value[2])
    if name is op.BRANCH:
        known = [b for b in (best(candidates_of(branch)) for branch in value[1]) if b is not None]
        strings = frozenset[str]().union(*(b.strings for b in known))
        if len(known) == len(value[1]) and len(strings) <= _MOST_LITERALS:
            return [Literals(strings, max(b.before for b in known))]
    return []


def _exact(tree: Any) -> frozenset[str] | None:
    """All strings a small expression matches, folded, or None when there are too many."""
    strings = frozenset([""])
    word = ""  # literals since the last other item
    for name, value in tree:
        if name is op.LITERAL:
            word += letter(value)
        elif name not in ASSERTIONS and name is not op.AT:
            options = _options(name, value)
            if options is None or len(strings) * len(options) > _MOST_EXACT:
                return None
            strings = frozenset(before + word + after for before in strings for after in options)
            word = ""
    return frozenset(before + word for before in strings) if word else strings


def _options(name: Any, value: Any) -> frozenset[str] | None:
    if name is op.IN:
        return _class(value)
    if name is op.SUBPATTERN:
        return _exact(value[3])
    if name is op.ATOMIC_GROUP:
        return _exact(value)
    if name is op.BRANCH:
        parts = [_exact(branch) for branch in value[1]]
        return None if None in parts else frozenset[str]().union(*(part for part in parts if part is not None))
    if name in REPEATS and value[1] <= 2:
        inner = _exact(value[2])
        if inner is not None and len(inner) ** value[1] <= _MOST_EXACT:
            return frozenset("".join(c) for n in range(value[0], value[1] + 1) for c in product(inner, repeat=n))
    return None


def _class(items: Sequence[Any]) -> frozenset[str] | None:
    """The members of a small class of characters."""
    letters: set[str] = set()
    for name, value in items:
        if name is op.LITERAL:
            letters.add(letter(value))
        elif name is op.RANGE and value[1] - value[0] < _MOST_OF_CLASS:
            letters |= {letter(code) for code in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(letters) if len(letters) <= _MOST_OF_CLASS else None
