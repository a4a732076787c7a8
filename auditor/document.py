"""A document: one article's text, where it came from, and its parts."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from auditor.text.folding import fold, plain
from auditor.text.quotations import Span, quotations
from auditor.text.structure import Segment, segments

if TYPE_CHECKING:
    from auditor.text.marks import MarkProblem
    from auditor.text.tokens import Token

Scope = Literal["quotation", "headline"]


@dataclass(frozen=True)
class Document:
    """Text and its origin. All offsets are code points into `text`, end exclusive."""

    text: str
    path: str = "-"
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    """What the reader should know of how the text was read."""
    file: str = ""
    """The file that holds it among others, when `path` also says which of them it is."""
    file_line: int | None = None
    """The line of that file on which all of it stands."""

    @property
    def origin(self) -> str:
        """The file it was read from, alone or among others; `-` for standard input."""
        return self.file or self.path

    @cached_property
    def view(self) -> str:
        """The text as rules see it: same length, spaces and apostrophes made plain."""
        return plain(self.text)

    @cached_property
    def folded(self) -> str:
        """The view without case, same length: what literals are looked up in."""
        return fold(self.view)

    @cached_property
    def words(self) -> int:
        """Number of words: stretches without white space."""
        return len(self.text.split())

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Headline, dateline and paragraphs, in order."""
        return segments(self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans of the sentences, in order."""
        from auditor.text.sentences import sentences

        return sentences(self.text, self.segments)

    @cached_property
    def _tagged(self) -> "dict[Span, tuple[Token, ...]]":
        return {}

    def tagged(self, sentence: Span) -> "tuple[Token, ...]":
        """The tokens of one of `sentences`, with their parts of speech. Each sentence is tagged once."""
        if sentence not in self._tagged:
            from auditor.text.tagging import tagged

            self._tagged[sentence] = tagged(self.view, *sentence)
        return self._tagged[sentence]

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Quoted stretches, marks included, in order, none overlapping."""
        return quotations(self.text)

    @cached_property
    def mark_problems(self) -> "tuple[MarkProblem, ...]":
        """Double quotation marks that are missing, mixed or misplaced."""
        from auditor.text.marks import mark_problems

        return tuple(mark_problems(self.text))

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [start for start, _ in self.quotations]

    @cached_property
    def _headline(self) -> Span:
        for segment in self.segments[:1]:
            if segment.kind == "headline":
                return segment.start, segment.end
        return 0, 0

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0] + [m.end() for m in re.finditer(r"\r\n?|\n", self.text)]

    def in_scope(self, scope: Scope, start: int, end: int) -> bool:
        """Whether `[start, end)` lies inside a quotation or the headline."""
        if scope == "headline":
            return start < self._headline[1] and end > self._headline[0]
        before = bisect_right(self._quotation_starts, start) - 1
        return before >= 0 and end <= self.quotations[before][1]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both 1-based, columns in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_span(self, line: int) -> Span:
        """Where a 1-based line begins and ends, without its line end."""
        starts = self._line_starts
        begin = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        if line < len(starts):
            end -= 2 if self.text[end - 2 : end] == "\r\n" else 1
        return begin, end
