"""What can be known about a regular expression before it runs.

Rules come from strangers, and Python's `re` backtracks. Three bounds make its cost linear in the length of
the document: a match has a greatest width, an attempt at one place follows a bounded number of paths, and
attempts are made only around literals ("anchors") that every match contains. The idea of required literals is
that of RE2's FilteredRE2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

from auditor.text.folding import fold

MAX_WIDTH = 600  # code points
MAX_PATHS = 5_000  # ways to match from one place
MAX_BEGUN = 200_000  # groups begun on all these ways
_MAX_LITERALS = 1_000
_SMALL_SET = 60
_MAX_DEPTH = 60
_GOOD_ANCHOR = 4


class ExpressionError(ValueError):
    """The expression is malformed or unbounded."""


@dataclass(frozen=True, slots=True)
class Literals:
    """A set of strings one of which every match contains, starting at most `before` after its start."""

    strings: frozenset[str]
    before: int

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Better sets have no short members (few false candidates), are small (the scanner is built at every start), and
        have long members."""
        shortest, small = min(map(len, self.strings)), len(self.strings) <= _SMALL_SET
        return shortest >= _GOOD_ANCHOR, small, min(shortest, 12) if small else 0, -len(self.strings)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Greatest width of a match with what it looks at around it, and its best anchors, if any are long enough."""

    width: int
    behind: int
    literals: Literals | None


def analyze(pattern: str) -> Analysis:
    """Bound an expression and find its anchors.

    Raises ExpressionError when it is malformed, has a repeat without upper bound, can match nothing, or
    can backtrack over too many paths.
    """
    try:
        tree = sre.parse(pattern)
    except RecursionError:
        raise ExpressionError("is nested too deeply") from None
    except (re.error, OverflowError, ValueError) as error:
        raise ExpressionError(f"{error}") from None
    _refuse_unbounded(tree)
    least, greatest = tree.getwidth()
    if least == 0:
        raise ExpressionError("can match the empty string")
    if greatest > MAX_WIDTH:
        raise ExpressionError(f"can match {greatest} characters; the most is {MAX_WIDTH}")
    _paths(tree)
    around = _lookaround(tree)
    found = _required(tree)
    good = found if found and min(map(len, found.strings)) >= _GOOD_ANCHOR else None
    return Analysis(int(greatest) + around, around, good)


def reach(pattern: str, triggers: Sequence[str]) -> int | None:
    """How far behind the start of a match one of `triggers` (folded) begins, at most; None when that cannot be told."""
    offsets = [
        candidate.before + max(min(string.find(t) for t in triggers if t in string) for string in candidate.strings)
        for candidate in _candidates(sre.parse(pattern))
        if all(any(t in string for t in triggers) for string in candidate.strings)
    ]
    return min(offsets, default=None)


def _children(name: Any, value: Any) -> list[Any]:
    if name is op.BRANCH:
        return list(value[1])
    if name is op.SUBPATTERN:
        return [value[3]]
    if name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [value[2]]
    if name in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if name is op.ATOMIC_GROUP:
        return [value]
    if name is op.GROUPREF_EXISTS:
        return [child for child in value[1:] if child is not None]
    return []


def _refuse_unbounded(tree: Any, depth: int = 0) -> None:
    if depth > _MAX_DEPTH:
        raise ExpressionError("is nested too deeply")
    for name, value in tree:
        if name in (op.GROUPREF, op.GROUPREF_EXISTS):
            raise ExpressionError("refers back to a group, which has no linear bound")
        if name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[1] == op.MAXREPEAT:
            raise ExpressionError("has a repeat without upper bound; write {1,40} instead of + and {0,40} instead of *")
        if name in (op.ASSERT, op.ASSERT_NOT) and value[0] < 0 and len(set(value[1].getwidth())) > 1:
            raise ExpressionError("looks behind at a stretch of varying length")
        for child in _children(name, value):
            _refuse_unbounded(child, depth + 1)


def _paths(tree: Any) -> tuple[int, int]:
    """Upper bounds on the ways a sequence can match from one place, and on the groups begun on all these ways.

    What is possessive, atomic or an assertion is never re-entered: it is one way. It is begun anew on each way to it.
    """
    ways = begun = 1
    for name, value in tree:
        if name is op.BRANCH:
            own, inside = _branch_paths(value[1])
        elif name in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, greatest, body = value
            inner, inside = _paths(body)
            own = greatest - least + 1 if inner == 1 else _repeated(inner, least, greatest)
            inside *= greatest if inner == 1 else _repeated(inner, 0, greatest - 1)
        elif name is op.SUBPATTERN:
            own, inside = _paths(value[3])
        else:
            own = 1
            inside = sum(_paths(child)[1] for child in _children(name, value))
            if name is op.POSSESSIVE_REPEAT:
                inside *= value[1]
        begun += ways * inside
        ways *= own
        _refuse_explosive(ways, begun)
    return ways, begun


def _refuse_explosive(ways: int, begun: int = 1) -> None:
    if ways > MAX_PATHS:
        raise ExpressionError(
            f"can backtrack over more than {MAX_PATHS:,} paths; make inner repeats possessive ({{1,20}}+) or tighter"
        )
    if begun > MAX_BEGUN:
        raise ExpressionError(
            f"can begin its groups more than {MAX_BEGUN:,} times at one place; nest fewer repeats and assertions"
        )


def _repeated(inner: int, least: int, greatest: int) -> int:
    """Ways to match between `least` and `greatest` rounds of something that has `inner` ways each."""
    total, ways = 0, 1
    for count in range(greatest + 1):
        if count >= least:
            total += ways
        _refuse_explosive(max(total, ways))
        ways *= inner
    return total


def _branch_paths(branches: Sequence[Any]) -> tuple[int, int]:
    """Alternatives that begin with different characters exclude each other, and so do words, unless one begins another."""
    words: set[str] = set()
    doubled = 0
    inside = 1
    others: dict[str | None, int] = {}
    for branch in branches:
        items = list(branch)
        if items and all(name is op.LITERAL for name, _ in items):
            word = "".join(_fold(code) for _, code in items)
            doubled += word in words
            words.add(word)
        else:
            first = _fold(items[0][1]) if items and items[0][0] is op.LITERAL else None
            ways, begun = _paths(branch)
            others[first] = others.get(first, 0) + ways
            inside += begun
    anywhere = others.pop(None, 0)
    nested: dict[str, int] = {}
    for word in words:
        starts = sum(word[:length] in words for length in range(1, len(word) + 1))
        nested[word[0]] = max(nested.get(word[0], 0), starts)
    most = max((nested.get(key, 0) + others.get(key, 0) for key in {*nested, *others} if key), default=0)
    return anywhere + doubled + most, inside


def _lookaround(tree: Any) -> int:
    """How far assertions look beyond the match, at most."""
    reach = 0
    for name, value in tree:
        if name is op.AT:
            reach = max(reach, 2)  # `$` looks past a line end
        beyond = int(value[1].getwidth()[1]) if name in (op.ASSERT, op.ASSERT_NOT) else 0
        for child in _children(name, value):
            reach = max(reach, beyond + _lookaround(child))
    return reach


def _exact(tree: Any) -> frozenset[str] | None:
    """All strings a small expression matches, folded, or None when there are too many."""
    strings = frozenset([""])
    for name, value in tree:
        options: frozenset[str] | None
        if name is op.LITERAL:
            options = frozenset([_fold(value)])
        elif name is op.IN:
            options = _class(value)
        elif name is op.BRANCH:
            parts = [_exact(branch) for branch in value[1]]
            options = None if any(p is None for p in parts) else frozenset().union(*(p for p in parts if p is not None))
        elif name is op.SUBPATTERN:
            options = _exact(value[3])
        elif name in (op.ASSERT, op.ASSERT_NOT, op.AT):
            continue
        elif name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[1] <= 2:
            inner = _exact(value[2])
            small = inner is not None and len(inner) ** value[1] <= _MAX_LITERALS
            options = frozenset("".join(c) for c in _powers(inner, value[0], value[1])) if inner is not None and small else None
        elif name is op.ATOMIC_GROUP:
            options = _exact(value)
        else:
            options = None
        if options is None or len(strings) * len(options) > _MAX_LITERALS:
            return None
        strings = frozenset(s + o for s in strings for o in options)
    return strings


def _powers(options: frozenset[str], least: int, greatest: int) -> list[tuple[str, ...]]:
    from itertools import product

    return [c for n in range(least, greatest + 1) for c in product(sorted(options), repeat=n)]


def _class(items: Sequence[Any]) -> frozenset[str] | None:
    letters: set[str] = set()
    for name, value in items:
        if name is op.LITERAL:
            letters.add(_fold(value))
        elif name is op.RANGE and value[1] - value[0] < 12:
            letters |= {_fold(code) for code in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(letters) if len(letters) <= 12 else None


def _fold(code: int) -> str:
    return fold(chr(code))


def _required(tree: Any) -> Literals | None:
    """The best set of strings of which every match of the sequence contains one."""
    return max(_candidates(tree), key=lambda c: c.rank, default=None)


def _candidates(tree: Any) -> list[Literals]:
    """Sets of strings such that every match of the sequence contains one of each set."""
    candidates: list[Literals] = []
    run: frozenset[str] = frozenset([""])
    run_start = offset = 0

    def close() -> None:
        if all(run):
            candidates.append(Literals(run, run_start))

    for item in tree:
        name, value = item
        width = 0 if name in (op.ASSERT, op.ASSERT_NOT, op.AT) else int(sre.SubPattern(tree.state, [item]).getwidth()[1])
        strings = None if name in (op.ASSERT, op.ASSERT_NOT) else _exact([item])
        if name in (op.ASSERT, op.ASSERT_NOT, op.AT):
            continue
        if strings is not None and len(run) * len(strings) <= max(_SMALL_SET, len(run), len(strings)):
            run = frozenset(r + s for r in run for s in strings)
        else:
            close()
            run, run_start = (strings, offset) if strings is not None else (frozenset([""]), offset + width)
            inner = None if strings is not None else _inner(name, value)
            if inner:
                candidates.append(Literals(inner.strings, offset + inner.before))
        offset += width
    close()
    return candidates


def _inner(name: Any, value: Any) -> Literals | None:
    if name is op.SUBPATTERN:
        return _required(value[3])
    if name is op.ATOMIC_GROUP:
        return _required(value)
    if name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[0] >= 1:
        return _required(value[2])
    if name is op.BRANCH:
        parts = [_required(branch) for branch in value[1]]
        known = [p for p in parts if p is not None]
        if len(known) == len(parts) and sum(len(p.strings) for p in known) <= _MAX_LITERALS:
            return Literals(frozenset().union(*(p.strings for p in known)), max(p.before for p in known))
    return None
