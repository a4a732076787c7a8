"""`check: pattern`: a regular expression with lexicons."""

import re
from collections.abc import Iterator, Sequence

from auditor.checks.literals import fold, follow_case
from auditor.document import Document
from auditor.matching.expression import ExpressionError, analyze, reach
from auditor.matching.windows import compiled, confirmed
from auditor.rules.model import Anchors, FixSpec, Hit, Match, Rule

_RARE = 4  # letters from which a literal is rare enough to look for
_FIELD = re.compile(r"\{(\w+)\}")


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
        bounds = analyze(self.expression)
        for template in self.fix.templates if self.fix else ():
            for name in _FIELD.findall(template):
                if name not in compiled(self.expression).groupindex:
                    raise ExpressionError(f"`fix` uses {{{name}}}, but `pattern` has no group of that name")
        if self.trigger:
            triggers = tuple(sorted({fold(t) for t in self.trigger}))
            common = [t for t in triggers if len(t.strip()) < _RARE and t.replace(" ", "").isalpha()]
            if common:
                raise ExpressionError(f"`trigger` {common[0]!r} is in every other line; name {_RARE} letters or a rare mark")
            before = reach(self.expression, triggers)
            return Anchors(triggers, bounds.width if before is None else before, bounds.width)
        if bounds.literals is None:
            raise ExpressionError("has no literal of four characters in every match; name what to look for in `trigger`")
        return Anchors(tuple(sorted(bounds.literals.strings)), bounds.literals.before, bounds.width)

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        expression, text = compiled(self.expression), document.view
        if hits is None:
            found = expression.finditer(text)
        else:
            found = confirmed(expression, text, hits, anchors.before, anchors.width)
        group = "flag" if "flag" in expression.groupindex else 0
        for match in found:
            start, end = match.span(group)
            if start < 0:
                continue
            named = {name: document.text[slice(*match.span(name))] for name, value in match.groupdict().items() if value is not None}
            original = document.text[start:end]
            templates = self.fix.templates if self.fix else []
            replacements = tuple(follow_case(original, _fill(template, named)) for template in templates)
            safety = self.fix.safety if self.fix else "unsafe"
            yield Match(start, end, replacements, safety, tuple(named.items()))


def _fill(template: str, named: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: named.get(field[1], ""), template)
