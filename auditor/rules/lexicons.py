"""Lexicons: named word lists, expressions and gazetteers that rules share."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from auditor.rules.notation import expanded

_REFERENCE = re.compile(r"\{([a-z][a-z_]*)\}")
_SPELLINGS = re.compile(r"\{([a-z][a-z_]*):([a-z]{2}|shared)\}")
_DEPTH = 8
_LONGEST = 500_000  # code points of an expression with its lexicons


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name in the news as English desks spell it.

    `also`: other spellings that English desks use. `foreign`: what betrays a source language, by its code.
    """

    name: str
    also: list[str] = []
    foreign: dict[str, list[str]] = {}


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of: `words`, which become one alternation; a `pattern`; a gazetteer of `names`."""

    summary: str
    source: str
    """Where the list comes from and under which licence."""
    words: list[str] = []
    pattern: str | None = None
    names: list[Name] = []

    def __post_init__(self) -> None:
        if sum(map(bool, (self.words, self.pattern, self.names))) != 1:
            raise ValueError("a lexicon has either `words`, a `pattern` or `names`")

    @property
    def expression(self) -> str:
        if self.names:
            raise ValueError("a gazetteer has no expression")
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


def spellings(value: Any, lexicons: Mapping[str, Lexicon]) -> Any:
    """A mapping from wrong to right, or a list of such, with the short notation written out.

    `{gazetteer:de}` stands for the spellings of that language in a gazetteer, `{gazetteer:shared}` for those of two
    languages or more, which betray none of them.
    """
    if isinstance(value, dict):
        return expanded(value)
    merged: dict[str, Any] = {}
    for part in value if isinstance(value, list) else [value]:
        reference = _SPELLINGS.fullmatch(part) if isinstance(part, str) else None
        if reference:
            merged |= _foreign(_known(reference[1], lexicons), reference[2])
        elif isinstance(part, dict):
            merged |= expanded(part)
        else:
            raise ValueError("a mapping, or references to gazetteers such as {gazetteer_places:de}")
    return merged


def groups(values: Any, lexicons: Mapping[str, Lexicon]) -> Any:
    """In a list of groups, replace `{gazetteer}` by the names in it that English desks spell in several ways."""
    grouped: list[Any] = []
    for value in values if isinstance(values, list) else [values]:
        reference = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
        names = _known(reference[1], lexicons).names if reference else []
        grouped += [[name.name, *name.also] for name in names if name.also] if reference else [value]
    return grouped


def _foreign(gazetteer: Lexicon, language: str) -> dict[str, str]:
    languages: dict[str, set[str]] = {}
    right: dict[str, str] = {}
    for name in gazetteer.names:
        for code, forms in name.foreign.items():
            for form in forms:
                languages.setdefault(form, set()).add(code)
                right[form] = name.name
    if language == "shared":
        return {form: right[form] for form, codes in languages.items() if len(codes) > 1}
    return {form: right[form] for form, codes in languages.items() if codes == {language}}


def _known(name: str, lexicons: Mapping[str, Lexicon]) -> Lexicon:
    if name not in lexicons:
        from difflib import get_close_matches

        near = get_close_matches(name, lexicons, n=3)
        raise ValueError(f"unknown lexicon {{{name}}}" + (f"; near: {', '.join(near)}" if near else ""))
    return lexicons[name]
