"""The parts of an article: headline, dateline, paragraphs."""

import re
from typing import Literal

import msgspec

from auditor.matching.compiled import Lazy

_COMMENT = Lazy(r"<!--\s{0,9}auditor-ignore[^\r\n]{0,500}?-->")  # a suppression is no part of the article
_LINE = Lazy(r"[^\r\n]+")
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŹŻŠŽČİ"
_DATELINE = Lazy(
    rf"(?:\([{_CAPITAL}][\w .'’-]{{1,30}}\)"  # (Paris)
    rf"|[{_CAPITAL}][{_CAPITAL} .'’-]{{2,30}}(?:, [\w .]{{2,30}})?(?: \([\w ./-]{{2,20}}\))?"  # PARIS, March 3 (AFP)
    r" ?(?:[—–]|--|-(?=\s)))"  # the dash behind it; NATO-led is no dateline
)
_HEADLINE_LENGTH = 200
_SENTENCE_END = (".", "!", "?", "…", '."', ".”", ".'", ".’", ".»")

SegmentKind = Literal["headline", "dateline", "paragraph"]


class Segment(msgspec.Struct, frozen=True):
    """A part of the document; `[start, end)` in code points."""

    kind: SegmentKind
    start: int
    end: int


def segments(text: str) -> tuple[Segment, ...]:
    """Split text into its non-empty lines and say what each is.

    The first line is the headline when it is short, does not end as a sentence does, carries no
    dateline and is followed by more text.
    """
    if "auditor-ignore" in text:
        text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    lines = [(start, end) for start, end in map(_trim, _LINE.finditer(text)) if end > start]
    found: list[Segment] = []
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        dateline = _DATELINE.match(line) if number < 3 else None
        if dateline:
            found.append(Segment("dateline", start, start + dateline.end()))
            start += dateline.end()
            while start < end and text[start].isspace():
                start += 1
            if start == end:
                continue
        is_headline = (
            number == 0 and len(lines) > 1 and not dateline and len(line) <= _HEADLINE_LENGTH and not line.endswith(_SENTENCE_END)
        )
        found.append(Segment("headline" if is_headline else "paragraph", start, end))
    return tuple(found)


def _trim(match: re.Match[str]) -> tuple[int, int]:
    line = match.group()
    return match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip())
