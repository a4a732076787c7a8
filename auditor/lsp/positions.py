"""Positions of LSP: lines that end only at `\\n`, `\\r\\n` and `\\r`, columns in UTF-16 code units or code points.

pygls has positions of its own, but takes U+2028, U+0085 and other separators for line ends; one of them in a text would shift
every later finding by a line.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from lsprotocol.types import Position, Range, TextEdit

_LINE_END = re.compile(r"\r\n?|\n")
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")


class Text:
    """A text with the positions in it. Offsets are code points.

    Args:
        content: The text. It may hold halves of surrogate pairs, which JSON can say.
        utf16: Columns count UTF-16 code units; otherwise code points.
    """

    def __init__(self, content: str, *, utf16: bool = True) -> None:
        self.content = content
        self.utf16 = utf16

    @cached_property
    def readable(self) -> str:
        """The text with each half of a pair replaced by U+FFFD, which takes as much room."""
        try:
            self.content.encode()
        except UnicodeEncodeError:
            return _HALF.sub("\N{REPLACEMENT CHARACTER}", self.content)
        return self.content

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.content))]

    @cached_property
    def _wide(self) -> list[int]:
        """Offsets of the characters that take two units."""
        if not self.utf16 or self.content.isascii():
            return []
        return [found.start() for found in _TWO_UNITS.finditer(self.content)]

    def line(self, offset: int) -> int:
        """The line that an offset is on, from 0."""
        return bisect_right(self._starts, offset) - 1

    def line_span(self, line: int) -> tuple[int, int]:
        """Where a line begins and ends, without its line end. A line behind the last is empty."""
        if line >= len(self._starts):
            return len(self.content), len(self.content)
        start = self._starts[line]
        if line + 1 == len(self._starts):
            return start, len(self.content)
        end = self._starts[line + 1] - 1
        return start, end - (end > start and self.content[end - 1 : end + 1] == "\r\n")

    def position(self, offset: int) -> Position:
        line = self.line(offset)
        start, end = self.line_span(line)
        offset = min(offset, end)
        pairs = bisect_left(self._wide, offset) - bisect_left(self._wide, start)
        return Position(line, offset - start + pairs)

    def range(self, start: int, end: int) -> Range:
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Where a position is. One behind the end of its line is that end; one inside a pair is its beginning."""
        return self._split(position)[0]

    def replaced(self, where: Range, new: str) -> "Text":
        """The text after a change. A reversed range means the same as the right way around."""
        first, last = sorted((self._split(where.start), self._split(where.end)))
        head, tail = self.content[: first[0]], self.content[last[0] + last[1] :]
        if first[1]:
            head += _halves(self.content[first[0]])[0]
        if last[1]:
            tail = _halves(self.content[last[0]])[1] + tail
        return self.with_content(_joined(head + new + tail))

    def with_content(self, content: str) -> "Text":
        return Text(content, utf16=self.utf16)

    def difference(self, after: str) -> list[TextEdit]:
        """The one stretch that differs from another text; no line end is cut in two, since no position lies inside one."""
        old = self.content
        if old == after:
            return []
        start = next((at for at, (a, b) in enumerate(zip(old, after, strict=False)) if a != b), min(len(old), len(after)))
        room = min(len(old), len(after)) - start
        same = next((n for n in range(room) if old[-1 - n] != after[-1 - n]), room)
        start -= old[:start].endswith("\r") and old.startswith("\n", start)
        same -= old[: len(old) - same].endswith("\r") and old.startswith("\n", len(old) - same)
        return [TextEdit(self.range(start, len(old) - same), after[start : len(after) - same])]

    def _split(self, position: Position) -> tuple[int, bool]:
        """Offset of a position, and whether it lies inside the pair that begins there."""
        start, end = self.line_span(position.line)
        first = bisect_left(self._wide, start)
        before = bisect_right(
            range(first, len(self._wide)),
            position.character,
            key=lambda number: self._wide[number] - start + number - first + 2,  # the unit behind that pair
        )
        offset = start + position.character - before
        following = first + before
        if following < len(self._wide) and self._wide[following] == offset - 1 < end:
            return offset - 1, True
        return min(offset, end), False


def _halves(char: str) -> tuple[str, str]:
    high, low = divmod(ord(char) - 0x10000, 0x400)
    return chr(0xD800 + high), chr(0xDC00 + low)


def _joined(text: str) -> str:
    """The text, with halves that have met as the character they make."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text
