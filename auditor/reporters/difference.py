"""A unified diff of one text and its corrected version, as `patch -p1` and `git apply` read it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from auditor.reporters.terminal import visible

_CONTEXT = 3  # lines around a change
_WINDOW = 8  # lines of both texts together in which equal lines are looked for after a change
_UNENDED = "\\ No newline at end of file\n"
_ESCAPES = {ord("\\"): r"\\", ord('"'): r"\"", 7: r"\a", 8: r"\b", 9: r"\t", 10: r"\n", 11: r"\v", 12: r"\f", 13: r"\r"}

Change = tuple[int, int, int, int]
"""Lines [a, b) of the old text become [c, d) of the new one."""


def unified(path: str, before: str, after: str, *, shown: bool = False) -> str:
    """The difference of two texts of one file; empty when there is none. Time is linear in their lengths.

    Lines end at line feeds alone, as they do for `patch`, and everything else is as it stands in the text; `shown`: is for
    people on a terminal, with control characters made visible, and may not apply.
    """
    old, new = _lines(before), _lines(after)
    name = PurePath(path).as_posix().lstrip("/")
    parts: list[str] = []
    for hunk in _hunks(_changes(old, new)):
        parts += _hunk(hunk, old, new, shown)
    return "".join([f"--- {_quoted('a/' + name)}\n+++ {_quoted('b/' + name)}\n", *parts]) if parts else ""


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """What differs, in order. Corrections are local, so equal lines are looked for near by; difflib is quadratic."""
    at, to = 0, 0
    while at < len(old) or to < len(new):
        if at < len(old) and to < len(new) and old[at] == new[to]:
            at, to = at + 1, to + 1
            continue
        start, into = at, to
        while at < len(old) or to < len(new):
            gone, come = next(_equal(old, new, at, to), (1, 1))
            at, to = min(at + gone, len(old)), min(to + come, len(new))
            if at < len(old) and to < len(new) and old[at] == new[to]:
                break
        yield start, at, into, to


def _equal(old: Sequence[str], new: Sequence[str], at: int, to: int) -> Iterator[tuple[int, int]]:
    """How many lines to leave out of each text to come to equal lines, or to both ends; the fewest first."""
    ends = len(old) - at, len(new) - to
    for both in range(1, _WINDOW + 1):
        for gone in sorted(range(both + 1), key=lambda gone: abs(2 * gone - both)):
            come = both - gone
            if (gone, come) == ends or (gone < ends[0] and come < ends[1] and old[at + gone] == new[to + come]):
                yield gone, come


def _hunks(changes: Iterator[Change]) -> Iterator[list[Change]]:
    """Changes whose contexts meet, together."""
    hunk: list[Change] = []
    for change in changes:
        if hunk and change[0] - hunk[-1][1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(hunk: Sequence[Change], old: Sequence[str], new: Sequence[str], shown: bool) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    lead, tail = min(_CONTEXT, first[0]), min(_CONTEXT, len(old) - last[1])
    removed = _range(first[0] - lead, last[1] + tail)
    added = _range(first[2] - lead, last[3] + tail)
    yield f"@@ -{removed} +{added} @@\n"
    yield from _printed(" ", old[first[0] - lead : first[0]], shown)
    for change, following in pairwise([*hunk, (last[1] + tail, 0, 0, 0)]):
        yield from _printed("-", old[change[0] : change[1]], shown)
        yield from _printed("+", new[change[2] : change[3]], shown)
        yield from _printed(" ", old[change[1] : following[0]], shown)


def _range(start: int, end: int) -> str:
    """Lines [start, end), 0-based, as a header of a hunk counts them."""
    length = end - start
    return f"{start + bool(length)}" if length == 1 else f"{start + bool(length)},{length}"


def _printed(sign: str, lines: Sequence[str], shown: bool) -> Iterator[str]:
    for line in lines:
        body = line.removesuffix("\n")
        yield f"{sign}{visible(body) if shown else body}\n"
        if body == line:
            yield _UNENDED


def _quoted(name: str) -> str:
    """A file name as git writes it: in quotes with octal bytes where it holds more than printable ASCII.

    A tab behind a name with spaces tells `patch` where it ends.
    """
    if name.isascii() and name.isprintable() and not {'"', "\\"} & set(name):
        return name + "\t" if " " in name else name
    data = name.encode("utf-8", "surrogateescape")
    return '"' + "".join(_ESCAPES.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in data) + '"'
