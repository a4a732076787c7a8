"""Double quotation marks: which of them belong together, and what is wrong with them."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from auditor.matching.compiled import Lazy

Problem = Literal["unpaired", "mixed", "reversed", "low-nine", "guillemet"]
_Role = Literal["open", "close", "either"]

_MARKS = Lazy('[“”„«»"]')
_CLOSER = {"“": "”", "«": "»", "»": "«", '"': '"', "„": "“"}
_DEPTH = 3  # quotations inside quotations; more are a sign of damage
_LONGEST = 3000  # code points from an opening mark to its closing one


class MarkProblem(msgspec.Struct, frozen=True):
    """A mark at `at`, what is wrong with it, and the mark to write instead (empty: no suggestion)."""

    problem: Problem
    at: int
    instead: str = ""


class _Open(msgspec.Struct, frozen=True):
    mark: str
    at: int
    sure: bool


def mark_problems(text: str) -> Iterator[MarkProblem]:
    """Everything wrong with the double marks of a text, in one pass, not quite in order.

    A quotation may run over lines. Where a sentence opens with a mark while a quotation is open, that one goes on,
    as English sets quotations of several paragraphs. Marks after a number (6", 5'10") are inches. After an
    unpaired mark, and after a straight one that may be either, nothing is called unpaired until the next line:
    it may follow from it.
    """
    curly = "“" in text or "”" in text
    opened: list[_Open] = []
    line_start = previous = 0
    doubtful = False  # whether the marks of this line are beyond pairing
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        newline = text.rfind("\n", previous, at)
        starts_line = (newline >= 0 or not previous) and not text[newline + 1 : at].strip()
        previous = at + 1
        if newline >= 0:
            doubtful = False
            line_start = newline + 1
        if starts_line:
            opened.clear()
        if opened and at - opened[-1].at > _LONGEST:
            opened.clear()
            doubtful = True
        if mark == '"' and _is_inches(text, at, opened):
            continue
        role = _role(text, at, mark)
        if role == "either":
            doubtful = True
            role = "close" if opened else "open"
        if mark in "«»":
            yield MarkProblem("guillemet", at, ("“" if role == "open" else "”") if curly else '"')
        elif mark == "„":
            yield MarkProblem("low-nine", at, "“" if curly else '"')
        if role == "open":
            if mark == "”":
                yield MarkProblem("reversed", at, "“")
            if opened and (opened[-1].at < line_start or _ends_sentence(text, at)):
                left = opened[-1]
                if left.sure and not doubtful and left.at < line_start and not _ends_sentence(text, at):
                    yield MarkProblem("unpaired", left.at)
                opened.clear()
            if len(opened) >= _DEPTH:
                opened.clear()
                doubtful = True
            # A straight mark that begins a line may go on with a quotation of the line before.
            sure = not doubtful and not (mark == '"' and starts_line)
            opened.append(_Open("“" if mark == "”" else mark, at, sure))
        elif not opened:
            if mark == "“" and not text[at - 1].isspace():
                yield MarkProblem("reversed", at, "”")
            elif not doubtful and mark not in '“"':
                yield MarkProblem("unpaired", at)
            doubtful = True
        else:
            opener = _closed(opened, mark)
            if mark == "“" and text[at - 1 : at].isspace() and opener.mark != "„":
                pass  # as likely an opening mark with a space behind it
            elif mark == "“":
                yield MarkProblem("low-nine" if opener.mark == "„" else "reversed", at, "”" if curly else '"')
            elif opener.mark in '“"' and _CLOSER[opener.mark] != mark:
                yield MarkProblem("mixed", at, _CLOSER[opener.mark])
    for left in opened[:1]:
        if left.sure and not doubtful:
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
    opens = loose_before and not loose_after and (after.isalnum() or after in "‘'“«\"([$£€#@…¿¡–—")
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


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence, or the words that announce a quotation, ended ahead of `at`."""
    return text[max(0, at - 4) : at].rstrip()[-1:] in ("", ".", "!", "?", "…", ":")
