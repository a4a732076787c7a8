"""Quotations as spans, in text whose marks may be mixed or missing."""

import re

from auditor.matching.compiled import Lazy

Span = tuple[int, int]

_OPENERS = "“«„"
_CLOSERS = "”»"
_MARKS = Lazy('[“”„«»"\n]')
_LONGEST = 3000  # code points; an unclosed mark must not swallow the article

_SINGLES = Lazy("['‘’\n]")
_NOT_OPENING = Lazy(r"['‘](?:\d\ds?|tis|twas|em|cause|til|till|n|bout|round|cos|cuz|kay|fraid)\b", re.IGNORECASE)


def quotations(text: str) -> tuple[Span, ...]:
    """Find quoted stretches, marks included; of one inside another only the outer one.

    Double marks are trusted, single ones have to come in pairs: most of them are apostrophes.
    """
    found = sorted([*_doubles(text), *_singles(text)], key=lambda span: (span[0], -span[1]))
    spans: list[Span] = []
    for start, end in found:
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)


def _doubles(text: str) -> list[Span]:
    """Quotations in double marks.

    A quotation may run over paragraphs: each of them then opens with a mark again and only the last one closes.
    A mark that is never closed, or that was never opened, quotes its own paragraph from there, or up to there.
    """
    spans: list[Span] = []
    opened = -1  # where the current quotation began
    line_start = 0
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if opened >= 0 and not _continues(text, at):
                spans.append((opened, at))
                opened = -1
            line_start = at + 1
            continue
        if opened >= 0 and at - opened > _LONGEST:
            opened = -1
        if mark in _OPENERS:
            closes = mark == "“" and opened >= 0 and _looks_closing(text, at)
        elif mark in _CLOSERS:
            closes = True
        else:
            closes = opened >= 0 and not _looks_opening(text, at)
        if closes:
            begin = opened if opened >= 0 else max(line_start, spans[-1][1] if spans else 0)
            spans.append((begin, at + 1))
            opened = -1
        elif opened < 0:
            opened = at
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans


def _singles(text: str) -> list[Span]:
    """Quotations in single marks, as British papers set them: ‘…’ or '…', each within one paragraph.

    A mark between letters is an apostrophe. One behind an s (the players' entrance) or a dropped g closes only if
    no better mark follows in the paragraph.
    """
    spans: list[Span] = []
    opened = doubtful = -1  # where a quotation began; the first mark that may close it

    def close(at: int) -> None:
        nonlocal opened, doubtful
        if opened >= 0 and at >= 0 and at - opened <= _LONGEST:
            spans.append((opened, at + 1))
        opened = doubtful = -1

    for match in _SINGLES.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            goes_on = text[at : at + 8].lstrip()[:1] in ("‘", "'")
            close(at - 1 if opened >= 0 and doubtful < 0 and goes_on else doubtful)
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if mark != "’" and (not before or before.isspace() or before in '([—–-“"/'):
            if after and not after.isspace() and not _NOT_OPENING.match(text, at):
                close(doubtful)
                opened = at
        elif opened >= 0 and mark != "‘" and not before.isspace() and not after.isalnum() and at - opened > 1:
            if after.isspace() and (before in "sS" or text[at - 2 : at].lower() == "in"):
                doubtful = at if doubtful < 0 else doubtful
            else:
                close(at)
    close(doubtful)
    return spans


def _continues(text: str, newline: int) -> bool:
    """Whether the next paragraph opens with a quotation mark, so that the quotation goes on."""
    following = text[newline : newline + 8].lstrip()
    return following[:1] in ("“", "«", '"', "„")


def _looks_opening(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()


def _looks_closing(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and (not after or after.isspace() or after in ",.;:!?)")
