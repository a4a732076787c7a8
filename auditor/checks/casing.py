"""`check: casing`: proper names that lost their capitals."""

from collections.abc import Iterator, Sequence

from auditor.checks.literals import fold, occurrences
from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.rules.model import Hit, Match, Rule


class Casing(Rule, frozen=True, kw_only=True, tag="casing"):
    """Flags each of `names` where it is written with fewer capitals than it has.

    ALL CAPS is no fault, nor is an abbreviation written as a word: "Nato" for `NATO`.
    """

    names: list[str]
    safety: Safety = "safe"

    WORD_LISTS = ("names",)

    def anchors(self) -> Anchors:
        return Anchors(tuple(sorted({fold(name) for name in self.names})))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        right = {fold(name): name for name in self.names}
        for start, literal in occurrences(document, anchors.literals, hits):
            end = start + len(literal)
            text, name = document.view[start:end], right[literal]
            is_word = name.isupper() and text == name.capitalize()
            if not is_word and any(n.isupper() and t.islower() for n, t in zip(name, text, strict=True)):
                yield Match(start, end, (name,), self.safety)
