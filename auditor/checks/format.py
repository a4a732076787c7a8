"""`check: format`: numbers, times, dates and money written as another language writes them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from auditor.checks.literals import fold
from auditor.document import Document
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import compiled
from auditor.matching.windows import confirmed
from auditor.rules.model import Hit, Match, Rule

if TYPE_CHECKING:
    from auditor.text.conventions import Convention

ConventionName = Literal[
    "century-roman",
    "clock-24h",
    "clock-dot",
    "clock-hours",
    "currency-after",
    "currency-space",
    "date-dots",
    "date-year-comma",
    "decimal-comma",
    "magnitude",
    "number-sign",
    "ordinal-date",
    "ordinal-dot",
    "ordinal-suffix",
    "percent-space",
    "thousands-dot",
    "thousands-space",
]


class Format(Rule, frozen=True, kw_only=True, tag="format"):
    """Flags what follows the foreign `convention` and proposes the English form, worked out from the match.

    The conventions, with examples, are in auditor/text/conventions.py; a rule can be more careful with `unless`.
    """

    convention: ConventionName

    @property
    def _convention(self) -> "Convention":
        from auditor.text.conventions import CONVENTIONS  # a large table, and few texts need it

        return CONVENTIONS[self.convention]

    def anchors(self) -> Anchors:
        from auditor.matching.expression import analyze

        convention = self._convention
        width = analyze(convention.expression).width
        return Anchors(tuple(sorted({fold(trigger) for trigger in convention.triggers})), width, width)

    def expressions(self) -> list[str]:
        return [*self.unless, self._convention.expression]

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        convention = self._convention
        if hits is None:
            found = compiled(convention.expression).finditer(document.view)
        else:
            found = confirmed(convention.expression, document.view, document.folded, hits, anchors)
        for match in found:
            english = convention.rewrite(match)
            if english is not None:
                yield Match(*match.span(), (english,), "safe" if convention.safe else "unsafe")
