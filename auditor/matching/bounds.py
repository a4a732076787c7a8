"""Bounds on what an expression can cost at one place of the text, worked out before it runs."""

from collections.abc import Sequence
from typing import Any

from auditor.errors import ExpressionError
from auditor.matching.tree import ASSERTIONS, REPEATS, children, letter, op

MAX_WIDTH = 600  # code points
MAX_PATHS = 5_000  # ways to match from one place
MAX_BEGUN = 200_000  # groups begun on all these ways
_MAX_DEPTH = 60


def greatest_width(tree: Any) -> tuple[int, int]:
    """The most characters a match can have, and how far it can look beyond them.

    Raises ExpressionError for a repeat without upper bound, a match of nothing, one wider than MAX_WIDTH, and an
    expression that can backtrack over too many paths.
    """
    _refuse_unbounded(tree)
    least, greatest = tree.getwidth()
    if least == 0:
        raise ExpressionError("can match the empty string")
    if greatest > MAX_WIDTH:
        raise ExpressionError(f"can match {greatest} characters; the most is {MAX_WIDTH}")
    _paths(tree)
    return int(greatest), _lookaround(tree)


def _refuse_unbounded(tree: Any, depth: int = 0) -> None:
    if depth > _MAX_DEPTH:
        raise ExpressionError("is nested too deeply")
    for name, value in tree:
        if name in (op.GROUPREF, op.GROUPREF_EXISTS):
            raise ExpressionError("refers back to a group, which has no linear bound")
        if name in REPEATS and value[1] == op.MAXREPEAT:
            raise ExpressionError("has a repeat without upper bound; write {1,40} instead of + and {0,40} instead of *")
        if name in ASSERTIONS and value[0] < 0 and len(set(value[1].getwidth())) > 1:
            raise ExpressionError("looks behind at a stretch of varying length")
        for child in children(name, value):
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
            inside = sum(_paths(child)[1] for child in children(name, value))
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
            word = "".join(letter(code) for _, code in items)
            doubled += word in words
            words.add(word)
        else:
            first = letter(items[0][1]) if items and items[0][0] is op.LITERAL else None
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
        beyond = int(value[1].getwidth()[1]) if name in ASSERTIONS else 0
        for child in children(name, value):
            reach = max(reach, beyond + _lookaround(child))
    return reach
