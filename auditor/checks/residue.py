"""`check: residue`: what the page left around the article."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.checks.lines import lines
from auditor.document import Document
from auditor.errors import ExpressionError
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import compiled
from auditor.rules.model import Hit, Match, Rule


class Residue(Rule, frozen=True, kw_only=True, tag="residue"):
    """Flags a line that one of `lines` matches as a whole or, `at: start` or `at: end`, its part there; the fix deletes it.

    The expressions see lines as `pattern` sees text, without the white space around them, and obey the same
    bounds. They are not kept to whole words: leftovers are often glued to what follows them.
    """

    lines: list[str]
    at: Literal["line", "start", "end"] = "line"
    ignore_case: bool = False
    safety: Safety = "unsafe"

    EXPRESSIONS = ("unless", "lines")

    @property
    def whole_lines(self) -> list[str]:
        flags = "(?i)" if self.ignore_case else ""
        end = "" if self.at == "start" else r"\Z"
        return [f"{flags}(?:{line}){end}" for line in self.lines]

    def anchors(self) -> Anchors:
        from auditor.matching.expression import analyze  # only compiling rules needs it

        literals: set[str] = set()
        width = 0
        for line, expression in zip(self.lines, self.whole_lines, strict=True):
            bounds = analyze(expression)
            if bounds.literals is None:
                raise ExpressionError(f"in `lines`: {line!r} has no literal of four characters in every match")
            literals |= bounds.literals.strings
            width = max(width, bounds.width)
        return Anchors(tuple(sorted(literals)), width, width)

    def expressions(self) -> list[str]:
        return [*self.unless, *self.whole_lines]

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        expressions = [compiled(expression) for expression in self.whole_lines]
        for start, end in lines(document.view, None if hits is None else (place for place, _ in hits)):
            found = [m for m in (self._look(e, document.view, start, end, anchors.width) for e in expressions) if m]
            if found:
                longest = max(found, key=lambda m: m.end() - m.start())
                yield Match(*longest.span(), ("",), self.safety)

    def _look(self, expression: re.Pattern[str], text: str, start: int, end: int, width: int) -> re.Match[str] | None:
        if self.at == "end":
            return expression.search(text, max(start, end - width), end)
        return expression.match(text, start, end)
