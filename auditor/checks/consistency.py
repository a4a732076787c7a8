"""`check: consistency`: a document that contradicts itself in spelling, names or quotations."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.checks.literals import fold, follow_case, occurrences
from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.rules.model import Hit, Match, Rule


class Consistency(Rule, frozen=True, kw_only=True, tag="consistency"):
    """Compares a document with itself: give either `variants` or `compare`.

    `variants` are groups of spellings of one name or term. Where a document has two or more of a group outside the
    scopes in `skip`, all but the commonest (of equals, the first to appear) are flagged, with that one as fix; with
    `keep: first`, all but the first of the group where the document has it. A
    spelling in lower case also stands for its forms in capitals and at the start of a sentence, not for parts of names
    ("World Health Organization"); phrases in `ignore` do not count at all. An item of `variants` may name a gazetteer:
    `'{gazetteer_places}'` stands for its names that English desks spell in several ways.

    `compare: names` flags a name that is spelt almost like another after the same given name or title;
    `compare: quotations` a quotation that repeats an earlier one in slightly different words;
    `compare: introductions` a person's full name that comes again in running text.
    """

    variants: list[list[str]] = []
    keep: Literal["commonest", "first"] = "commonest"
    ignore: list[str] = []
    """Phrases in which a spelling is fixed, such as "Chicken Kiev"."""
    compare: Literal["names", "quotations", "introductions"] | None = None
    safety: Safety = "unsafe"

    GROUPS = ("variants",)

    def __post_init__(self) -> None:
        if bool(self.variants) == (self.compare is not None):
            raise ValueError("give either `variants` or `compare`")
        spellings = [spelling for group in self.variants for spelling in group]
        twice = [folded for folded, count in Counter(map(fold, spellings)).items() if count > 1]
        if twice:
            raise ValueError(f"`variants` has {twice[0]!r} twice; capitals make no difference")
        if any(len(group) < 2 for group in self.variants):
            raise ValueError("each group of `variants` needs two spellings")
        if {fold(phrase) for phrase in self.ignore} & {fold(spelling) for spelling in spellings}:
            raise ValueError("`ignore` needs phrases that hold a spelling, not the spelling itself")
        if any(len(spelling) < 3 for spelling in spellings):
            raise ValueError("`variants` needs spellings of at least three characters")

    def anchors(self) -> Anchors:
        return Anchors(tuple(sorted({fold(s) for s in (*self.ignore, *(s for group in self.variants for s in group))})))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        if self.compare == "names":
            yield from _names(document)
        elif self.compare == "quotations":
            yield from _quotations(document)
        elif self.compare == "introductions":
            yield from _introductions(document)
        else:
            yield from self._variants(document, hits, anchors)

    def _variants(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        groups = {fold(spelling): (number, spelling) for number, group in enumerate(self.variants) for spelling in group}
        ignored = {fold(phrase) for phrase in self.ignore}
        places: dict[int, dict[str, list[int]]] = {}
        for start, literal in occurrences(document, anchors.literals, hits):
            end = start + len(literal)
            if literal in ignored or any(document.in_scope(scope, start, end) for scope in self.skip):
                continue
            number, spelling = groups[literal]
            if _is_form(document.view, start, spelling):
                places.setdefault(number, {}).setdefault(spelling, []).append(start)
        matches: list[Match] = []
        for number, found in places.items():
            commonest = max(found, key=lambda spelling: (len(found[spelling]), -found[spelling][0]))
            first = self.variants[number][0]
            kept = first if self.keep == "first" and first in found else commonest
            for spelling, starts in found.items():
                if spelling != kept:
                    for start in starts:
                        original = document.text[start : start + len(spelling)]
                        fix = follow_case(original, kept)
                        matches.append(Match(start, start + len(spelling), (fix,), self.safety, (("other", kept),)))
        yield from sorted(matches, key=lambda match: match.start)


def _is_form(view: str, start: int, spelling: str) -> bool:
    """Whether the word at `start` is this spelling, or a form of it that says nothing about its capitals."""
    text = view[start : start + len(spelling)]
    if text == spelling or text.isupper():
        return True
    before = view[max(0, start - 4) : start].rstrip(' "“«([')
    return spelling.islower() and text[1:] == spelling[1:] and (not before or before[-1] in ".!?:…”»\n")


def _names(document: Document) -> Iterator[Match]:
    from auditor.text.lookalikes import lookalikes

    matches: dict[int, Match] = {}
    for better, worse in lookalikes(document.view):
        for start in worse.places:
            end = start + len(worse.name)
            matches.setdefault(start, Match(start, end, (better.name,), "unsafe", (("other", better.name),)))
    yield from (matches[start] for start in sorted(matches))


def _quotations(document: Document) -> Iterator[Match]:
    from auditor.text.requotes import requotes

    for (first, first_end), (start, end) in requotes(document.view, document.quotations):
        yield Match(start, end, (), "unsafe", (("other", document.text[first:first_end]),))


def _introductions(document: Document) -> Iterator[Match]:
    from auditor.text.introductions import reintroductions

    seen: set[str] = set()
    for start, end, family in reintroductions(document.view):
        if document.in_scope("headline", start, end) or document.in_scope("quotation", start, end):
            continue
        if family in seen:
            yield Match(start, end, (family,), "unsafe", (("family", family),))
        seen.add(family)
