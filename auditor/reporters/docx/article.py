"""An article as paragraphs of a Word file, one for each of its lines, with the marks of comments in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from auditor.document import Document
from auditor.reporters.docx.elements import Element, mostly_right_to_left, paragraph, run, w
from auditor.reporters.docx.styles import BLANK, FILE, HEADLINE, REFERENCE
from auditor.text.quotations import Span

Range = tuple[int, int, int]
"""Start, end and the id of the comment on what lies between."""


class _Mark(NamedTuple):
    """Where the range of a comment begins or ends. They sort as they must follow each other."""

    offset: int
    opened: bool
    """Comments that began before end first: those that begin here come after."""
    number: int
    ends: bool


def headline(document: Document) -> Span:
    """The span of the headline; (0, 0) without one."""
    return next(((part.start, part.end) for part in document.segments[:1] if part.kind == "headline"), (0, 0))


def opening(document: Document) -> Span:
    """Where a comment on the whole article stands: its headline, or else its first word."""
    start, end = headline(document)
    if start < end or not document.segments:
        return start, end
    first = document.segments[0]
    return first.start, first.start + len(document.text[first.start : first.end].split(maxsplit=1)[0])


def heading(text: str) -> Element:
    """The name of a file, above its article, on a new page."""
    return paragraph(FILE, run(text))


def line(text: str) -> Element:
    return paragraph(None, run(text))


def paragraphs(document: Document, ranges: Iterable[Range]) -> Iterator[Element]:
    """The lines of the document, whose text stays as it is. A line end behind the last line makes no further one.

    Ranges may overlap, and may reach over line ends, which are in no paragraph: a range that is nothing else is a point.
    """
    last, _ = document.position(len(document.text))
    if last > 1 and document.line_span(last)[0] == len(document.text):
        last -= 1
    marks = _marks(document, ranges, last)
    title_start, title_end = headline(document)
    for number in range(1, last + 1):
        start, end = document.line_span(number)
        text = document.text[start:end]
        style = None if text.strip() else BLANK
        if start <= title_start < min(title_end, end):
            style = HEADLINE
        right_to_left = mostly_right_to_left(text)
        yield paragraph(style, *_runs(text, start, sorted(marks[number]), right_to_left), right_to_left=right_to_left)


def _runs(text: str, start: int, marks: Iterable[_Mark], right_to_left: bool) -> Iterator[Element]:
    at = 0
    for mark in marks:
        if mark.offset - start > at:
            yield _run(text[at : mark.offset - start], right_to_left)
            at = mark.offset - start
        if mark.ends:
            yield w("commentRangeEnd", id=str(mark.number))
            yield w("r", w("rPr", w("rStyle", val=REFERENCE)), w("commentReference", id=str(mark.number)))
        else:
            yield w("commentRangeStart", id=str(mark.number))
    if at < len(text):
        yield _run(text[at:], right_to_left)


def _run(text: str, right_to_left: bool) -> Element:
    return run(text, w("rtl")) if right_to_left else run(text)


def _marks(document: Document, ranges: Iterable[Range], last: int) -> dict[int, list[_Mark]]:
    """The marks in each line. What would stand in a line end stands before it."""
    marks: dict[int, list[_Mark]] = defaultdict(list)

    def place(offset: int, within: int) -> tuple[int, int]:
        number = min(document.position(within)[0], last)
        return number, min(offset, document.line_span(number)[1])

    for start, end, name in ranges:
        begins, ends = place(start, start), place(end, max(start, end - 1))
        marks[begins[0]].append(_Mark(begins[1], True, name, False))
        marks[ends[0]].append(_Mark(ends[1], begins == ends, name, True))
    return marks
