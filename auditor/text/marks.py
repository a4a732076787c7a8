"""Double quotation marks: which of them belong together, and what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Problem = Literal["unpaired", "mixed", "reversed", "low-nine", "guillemet"]
_Role = Literal["open", "close", "either"]

_MARKS = re.compile("[“”„«»\"\n]")
_CLOSER = {"“": "”", "«": "»", '"': '"', "„": "“"}
_DEPTH = 3  # quotations inside quotations; more are a sign of damage
_LONGEST = 3000  # code points from an opening mark to its closing one


@dataclass(frozen=True, slots=True)
class MarkProblem:
    """A mark at `at`, what is wrong with it, and the mark to write instead (empty: no suggestion)."""

    problem: Problem
    at: int
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    at: int
    sure: bool


def mark_problems(text: str) -> Iterator[MarkProblem]:
    """Everything wrong with the double marks of a text, in one pass, not quite in order.

    A quotation may run over lines. Where a line opens with a mark while a quotation is open, that one goes on,
    as English sets quotations of several paragraphs. Marks after a number (6", 5'10") are inches. Of a line's
    unpaired marks only the first is reported: the others may follow from it.
    """
    curly = "“" in text or "”" in text
    opened: list[_Open] = []
    reported = False  # an unpaired mark in this line
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            reported = False
            if opened and _starts_with_mark(text, at):
                opened.clear()
            continue
        if opened and at - opened[-1].at > _LONGEST:
            opened.clear()
            reported = True
        role = _role(text, at, mark)
        if mark == '"' and _is_inches(text, at, opened):
            continue
        sure = role != "either" or mark != '"'
        if role == "either":
            role = "close" if opened else "open"
        if mark in "«»":
            yield MarkProblem("guillemet", at, ("“" if role == "open" else "”") if curly else '"')
        elif mark == "„":
            yield MarkProblem("low-nine", at, "“" if curly else '"')
        if role == "open":
            if mark == "”":
                yield MarkProblem("reversed", at, "“")
            if opened and opened[-1].at < text.rfind("\n", at - _LONGEST if at > _LONGEST else 0, at) and opened[-1].sure:
                # Left open in an earlier line, and the next line did not take it up.
                if not reported:
                    yield MarkProblem("unpaired", opened[-1].at)
                opened.clear()
            if len(opened) >= _DEPTH:
                opened.clear()
                reported = True
            opened.append(_Open("“" if mark == "”" else mark, at, sure))
            continue
        if not opened:
            if not reported and sure and mark != "“":
                yield MarkProblem("unpaired", at)
            reported = True
            continue
        opener = _closed(opened, mark)
        if mark == "“":
            low = opener.mark == "„"
            yield MarkProblem("low-nine" if low else "reversed", at, "”" if curly else '"')
        elif _CLOSER[opener.mark] != mark and opener.mark in '“"':
            yield MarkProblem("mixed", at, _CLOSER[opener.mark])
    for left in opened[:1]:
        if left.sure and not reported:
            yield MarkProblem("unpaired", left.at)


def _closed(opened: list[_Open], mark: str) -> _Open:
    """Take the quotation that `mark` closes from the stack: the innermost of its kind, else the innermost."""
    for depth in range(len(opened) - 1, -1, -1):
        if _CLOSER[opened[depth].mark] == mark:
            opener = opened[depth]
            del opened[depth:]
            return opener
    return opened.pop()


def _role(text: str, at: int, mark: str) -> _Role:
    """What a mark does, by its kind and its neighbours."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    loose_before = not before or before.isspace() or before in "([{—–-/‘'“«\"…"
    loose_after = not after or after.isspace()
    opens = loose_before and not loose_after and (after.isalnum() or after in "‘'“«\"([$£€#@…¿¡.-–—")
    closes = not (not before or before.isspace()) and (loose_after or after in ".,;:!?)]}…—–-/’'”»\"")
    if mark == "„":
        return "open"
    if opens != closes:
        return "open" if opens else "close"
    if mark in "“«" and (mark == "«" or not (loose_after and loose_before)):
        return "open"
    if mark in "”»":
        return "close"
    return "either"


def _is_inches(text: str, at: int, opened: list[_Open]) -> bool:
    return at > 0 and text[at - 1] in "0123456789½¼¾" and not any(o.mark in '“"' for o in opened)


def _starts_with_mark(text: str, newline: int) -> bool:
    following = text[newline : newline + 12].lstrip()
    return following[:1] in ("“", "«", '"', "„", "”")
