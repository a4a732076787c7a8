"""Compiled expressions that survive the process.

Compiling an expression takes Python's `re` a hundred times as long as running it over an article. What `re` compiles to is a
list of numbers, which is kept with the cached rules and given back to `re`'s own constructor. That constructor checks the
numbers; what it does not take, or another version of Python wrote, is compiled anew from the expression.
"""

import re
import sys
from array import array
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from auditor.errors import ExpressionError

_sre: Any
_compiler: Any
try:
    import _sre  # type: ignore[import-not-found,no-redef]
    from re import _compiler  # type: ignore[attr-defined,no-redef]
except ImportError:  # not CPython
    _sre = _compiler = None

_VERSION = f"{sys.implementation.cache_tag} {getattr(_sre, 'MAGIC', '')} {array('I').itemsize} {sys.byteorder}"
_known: dict[str, bytes] = {}


class _Code(msgspec.Struct, frozen=True, array_like=True):
    version: str
    flags: int
    groups: int
    names: dict[str, int]
    numbers: bytes


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """An expression, compiled on first need."""
    code = _known.get(pattern)
    found = _restored(pattern, code) if code else None
    return found or re.compile(pattern)


def learn(codes: Mapping[str, bytes]) -> None:
    """Remember what `code` gave for some expressions, in case they are needed."""
    _known.update(codes)


def code(pattern: str) -> bytes:
    """What an expression compiles to, for another process; empty where that cannot be had.

    Raises ExpressionError when it is malformed.
    """
    from auditor.matching.tree import parse  # only compiling rules needs it

    tree = parse(pattern)
    try:
        if _compiler is None:
            re.compile(pattern)
            return b""
        numbers = array("I", _compiler._code(tree, 0))
    except (re.error, OverflowError, RecursionError) as error:
        raise ExpressionError(str(error)) from None
    state = tree.state
    return msgspec.msgpack.encode(_Code(_VERSION, state.flags, state.groups - 1, state.groupdict, numbers.tobytes()))


def _restored(pattern: str, stored: bytes) -> re.Pattern[str] | None:
    try:
        parts = msgspec.msgpack.decode(stored, type=_Code)
        if parts.version != _VERSION:
            return None
        names: list[str | None] = [None] * (parts.groups + 1)
        for name, number in parts.names.items():
            names[number] = name
        numbers = array("I")
        numbers.frombytes(parts.numbers)
        restored: re.Pattern[str] = _sre.compile(pattern, parts.flags, numbers.tolist(), parts.groups, parts.names, tuple(names))
    except (msgspec.DecodeError, RuntimeError, ValueError, IndexError, TypeError, OverflowError):
        return None
    return restored


class Lazy:
    """An expression of the code itself, compiled when it is first used: what no document needs costs no start-up."""

    def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        expression: re.Pattern[Any] = re.compile(self._pattern, self._flags)
        for method in ("finditer", "findall", "search", "match", "fullmatch", "sub"):
            setattr(self, method, getattr(expression, method))
        return getattr(expression, name)
