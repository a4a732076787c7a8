"""`check: format`: numbers, times, dates and money written as another language writes them."""

from collections.abc import Iterator, Sequence

from auditor.checks.literals import fold
from auditor.document import Document
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import compiled
from auditor.matching.expression import analyze
from auditor.matching.windows import confirmed
from auditor.rules.model import Hit, Match, Rule
from auditor.text.conventions import CONVENTIONS, ConventionName


class Format(Rule, frozen=True, kw_only=True, tag="format"):
    """Flags what follows the foreign `convention` and proposes the English form, worked out from the match.

    The conventions, with examples, are in auditor/text/conventions.py; a rule can be more careful with `unless`.
    """

    convention: ConventionName

    def anchors(self) -> Anchors:
        convention = CONVENTIONS[self.convention]
        width = analyze(convention.expression).width
        return Anchors(tuple(sorted({fold(trigger) for trigger in convention.triggers})), width, width)

    def expressions(self) -> list[str]:
        return [*self.unless, CONVENTIONS[self.convention].expression]

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        convention = CONVENTIONS[self.convention]
        if hits is None:
            found = compiled(convention.expression).finditer(document.view)
        else:
            found = confirmed(convention.expression, document.view, document.folded, hits, anchors)
        for match in found:
            english = convention.rewrite(match)
            if english is not None:
                yield Match(*match.span(), (english,), "safe" if convention.safe else "unsafe")
