"""Quotations as spans, in text whose marks may be mixed or missing."""

import re

Span = tuple[int, int]

_OPENERS = "“«„"
_CLOSERS = "”»"
_MARKS = re.compile("[“”„«»\"\n]")
_LONGEST = 3000  # code points; an unclosed mark must not swallow the article


def quotations(text: str) -> tuple[Span, ...]:
    """Find quoted stretches, marks included.

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
    return tuple(spans)


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
