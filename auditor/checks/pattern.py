"""`check: pattern`: a regular expression with lexicons."""

import re
from collections.abc import Iterator, Sequence

from auditor.checks.literals import fold, follow_case
from auditor.document import Document
from auditor.errors import ExpressionError
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import Lazy, compiled
from auditor.matching.windows import confirmed
from auditor.rules.model import FixSpec, Hit, Match, Rule

_FIELD = Lazy(r"\{(\w+)\}")


class Pattern(Rule, frozen=True, kw_only=True, tag="pattern"):
    """Flags what `pattern` matches, or the part in its group `flag`.

    The pattern sees straight apostrophes and plain spaces, keeps to whole words unless `partial`, and needs an
    upper bound on every repeat. Its anchor is the longest literal that every match must contain; where that
    is shorter than four characters, `trigger` names what to look for.
    """

    pattern: str
    ignore_case: bool = False
    partial: bool = False
    trigger: list[str] = []
    fix: FixSpec | None = None

    EXPRESSIONS = ("unless", "pattern")

    @property
    def expression(self) -> str:
        flags = "(?i)" if self.ignore_case else ""
        if self.partial:
            return flags + self.pattern
        return rf"{flags}(?:(?<!\w)|(?=\W))(?:{self.pattern})(?:(?!\w)|(?<=\W))"

    def anchors(self) -> Anchors:
        from auditor.matching.expression import anchors  # only compiling rules needs these
        from auditor.matching.tree import group_names

        found = anchors(self.expression, [fold(trigger) for trigger in self.trigger])
        for template in self.fix.templates if self.fix else ():
            for name in _FIELD.findall(template):
                if name not in group_names(self.expression):
                    raise ExpressionError(f"`fix` uses {{{name}}}, but `pattern` has no group of that name")
        return found

    def expressions(self) -> list[str]:
        return [*self.unless, self.expression]

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        if hits is None:
            found = compiled(self.expression).finditer(document.view)
        else:
            found = confirmed(self.expression, document.view, document.folded, hits, anchors)
        for match in found:
            yield self._match(document, match)

    def _match(self, document: Document, match: re.Match[str]) -> Match:
        """The group `flag` where it took part, else all."""
        groups = match.groupdict()
        start, end = match.span("flag" if groups.get("flag") is not None else 0)
        named = {name: document.text[slice(*match.span(name))] for name, value in groups.items() if value is not None}
        original = document.text[start:end]
        templates = self.fix.templates if self.fix else []
        replacements = tuple(follow_case(original, _fill(template, named)) for template in templates)
        return Match(start, end, replacements, self.fix.safety if self.fix else "unsafe", tuple(named.items()))


def _fill(template: str, named: dict[str, str]) -> str:
    filled: str = _FIELD.sub(lambda field: named.get(field[1], ""), template)
    return filled
