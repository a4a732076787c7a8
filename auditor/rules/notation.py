"""The short notation of `check: replace`: one line for all forms of a wording.

<make> figure of: <look> like                      # makes, made, making …
put in '{prison|jail|custody}': null               # alternatives
lost ball{s|}: stray bullet{s|}                    # the same alternatives on both sides go together
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from auditor.text.verbs import forms

_GROUP = re.compile(r"\{([^{}|]*\|[^{}]*)\}|<([a-z]+)>")
_MOST = 2_000  # wordings of one line


def expanded(pairs: dict[Any, Any]) -> dict[Any, Any]:
    """Every wording that the keys stand for, with what replaces it. Raises ValueError for a notation that says too much."""
    found: dict[Any, Any] = {}
    for wrong, right in pairs.items():
        if not isinstance(wrong, str) or not _GROUP.search(wrong):
            found[wrong] = right
            continue
        for wording, replacement in _wordings(wrong, right):
            if wording in found and found[wording] != replacement:  # "put" is present and past
                replacement = list(dict.fromkeys([*_listed(found[wording]), *_listed(replacement)]))
            found[wording] = replacement
    return found


def _wordings(wrong: str, right: Any) -> Iterator[tuple[str, Any]]:
    groups = [_alternatives(match) for match in _GROUP.finditer(wrong)]
    count = 1
    for group in groups:
        count *= len(group)
    if count > _MOST:
        raise ValueError(f"{wrong!r} stands for {count:,} wordings; {_MOST:,} is the most")
    rights = [right] if isinstance(right, str) else right
    for choice in product(*(range(len(group)) for group in groups)):
        wording = _filled(wrong, groups, choice)
        yield wording, None if rights is None else _simple([_follow(text, wrong, choice) for text in rights])


def _follow(right: str, wrong: str, choice: tuple[int, ...]) -> str:
    """The replacement in the form that the wording has: each verb of it follows the first verb, each group its twin."""
    taken = dict(zip((m[0] for m in _GROUP.finditer(wrong)), choice, strict=True))
    verb = next((at for m, at in zip(_GROUP.finditer(wrong), choice, strict=True) if m[2]), None)

    def form(match: re.Match[str]) -> str:
        at = verb if match[2] else taken.get(match[0])
        if at is None:
            raise ValueError(f"{match[0]!r} has no counterpart in {wrong!r}")
        return _alternatives(match)[at]

    return _tidy(_GROUP.sub(form, right))


def _filled(wrong: str, groups: list[tuple[str, ...]], choice: tuple[int, ...]) -> str:
    parts = iter(group[at] for group, at in zip(groups, choice, strict=True))
    return _tidy(_GROUP.sub(lambda _: next(parts), wrong))


def _alternatives(match: re.Match[str]) -> tuple[str, ...]:
    return forms(match[2]) if match[2] else tuple(match[1].split("|"))


def _tidy(text: str) -> str:
    return re.sub(r" {2,}", " ", text).strip()


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _simple(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
