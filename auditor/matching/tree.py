"""The parse tree of a regular expression, as Python's own parser gives it."""

from functools import cache, lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

from auditor.errors import ExpressionError
from auditor.text.folding import fold

__all__ = ["ASSERTIONS", "REPEATS", "children", "group_names", "letter", "op", "parse", "width"]

ASSERTIONS = (op.ASSERT, op.ASSERT_NOT)
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


@lru_cache(maxsize=8)
def parse(pattern: str) -> Any:
    """The tree, which must not be changed. Raises ExpressionError when the pattern is malformed."""
    try:
        return sre.parse(pattern)
    except RecursionError:
        raise ExpressionError("is nested too deeply") from None
    except (sre.error, OverflowError, ValueError) as error:
        raise ExpressionError(f"{error}") from None


def width(tree: Any, item: Any) -> int:
    """Greatest number of characters that one item of a sequence consumes."""
    if item[0] in ASSERTIONS or item[0] is op.AT:
        return 0
    return int(sre.SubPattern(tree.state, [item]).getwidth()[1])


def group_names(pattern: str) -> set[str]:
    """Names of the groups of an expression."""
    return set(parse(pattern).state.groupdict)


@cache
def letter(code: int) -> str:
    """A character as it is looked up, without case."""
    return fold(chr(code))


def children(name: Any, value: Any) -> list[Any]:
    if name is op.BRANCH:
        return list(value[1])
    if name is op.SUBPATTERN:
        return [value[3]]
    if name in REPEATS:
        return [value[2]]
    if name in ASSERTIONS:
        return [value[1]]
    if name is op.ATOMIC_GROUP:
        return [value]
    if name is op.GROUPREF_EXISTS:
        return [child for child in value[1:] if child is not None]
    return []
