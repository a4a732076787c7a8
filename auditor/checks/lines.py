"""Shared by the checks that read whole lines."""

from collections.abc import Iterable, Iterator

from auditor.text.quotations import Span


def lines(text: str, places: Iterable[int] | None) -> Iterator[Span]:
    """The lines with something in them, without the white space around; given places in order, only the lines these are in."""
    end = -1
    for place in places if places is not None else _starts(text):
        if place <= end:
            continue
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        if end < 0:
            end = len(text)
        line = text[start:end]
        if not line.isspace() and line:
            yield start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _starts(text: str) -> Iterator[int]:
    at = 0
    while at >= 0:
        yield at
        at = text.find("\n", at) + 1 or -1
