"""Lexicons: named word lists and expressions that rules share."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

_REFERENCE = re.compile(r"\{([a-z][a-z_]*)\}")
_DEPTH = 8
_LONGEST = 500_000  # code points of an expression with its lexicons


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Either `words`, which become one alternation, or a `pattern`."""

    summary: str
    source: str
    """Where the list comes from and under which licence."""
    words: list[str] = []
    pattern: str | None = None

    def __post_init__(self) -> None:
        if bool(self.words) == bool(self.pattern):
            raise ValueError("a lexicon has either `words` or a `pattern`")

    @property
    def expression(self) -> str:
        if self.pattern is not None:
            return f"(?:{self.pattern})"
        return (
            "(?:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(set(self.words), key=lambda w: (-len(w), w))) + ")"
        )


def expand(expression: str, lexicons: Mapping[str, Lexicon], depth: int = 0) -> str:
    """Replace each `{name}` by its lexicon. Raises ValueError for an unknown name or a circle."""
    if depth > _DEPTH:
        raise ValueError("lexicons refer to each other in a circle")
    length = 0

    def replace(reference: re.Match[str]) -> str:
        nonlocal length
        expanded = expand(_known(reference[1], lexicons).expression, lexicons, depth + 1)
        length += len(expanded)
        if length > _LONGEST:
            raise ValueError(f"becomes longer than {_LONGEST:,} characters")
        return expanded

    return _REFERENCE.sub(replace, expression)


def splice(values: Any, lexicons: Mapping[str, Lexicon]) -> Any:
    """In a list, and in the lists within it, replace each item `{name}` by the words of that lexicon."""
    if isinstance(values, dict):
        return {key: splice(value, lexicons) for key, value in values.items()}
    if not isinstance(values, list):
        return values
    spliced: list[Any] = []
    for value in values:
        whole = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
        spliced.extend(_known(whole[1], lexicons).words if whole else [splice(value, lexicons)])
    return spliced


def _known(name: str, lexicons: Mapping[str, Lexicon]) -> Lexicon:
    if name not in lexicons:
        from difflib import get_close_matches

        near = get_close_matches(name, lexicons, n=3)
        raise ValueError(f"unknown lexicon {{{name}}}" + (f"; near: {', '.join(near)}" if near else ""))
    return lexicons[name]
