"""`check: terms`: a desk's own terminology, in any regular inflection."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from auditor.checks.literals import fold, follow_case, look
from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.rules.model import Hit, Match, Rule
from auditor.text.stems import stem
from auditor.text.words import is_whole

_WORD = re.compile(r"\w+(?:'\w+)?")
_JOINT = r"[ -]"
_JOINTS = re.compile(_JOINT)
_MOST_WORDS = 10
_LONGEST_ENDING = 6  # of an inflected form: a doubled consonant, -ing, 's
_ENDING = re.compile(r"(?:[a-z]?(?:ed|ing|er)|e?s|d|e|y|ie[sd])?(?:'s?)?")


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What to write, None for nothing in particular, and what not to. `exact`: also not `use` in another spelling."""

    use: str | None = None
    instead_of: list[str] = []
    exact: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        for wording in [*self.instead_of, *([self.use] if self.exact and self.use else [])]:
            words = _WORD.findall(Document(wording).view)
            if len(words) > _MOST_WORDS or max(map(len, words), default=0) < 2:
                raise ValueError(f"a term has one to {_MOST_WORDS} words, one of them of two letters or more, not {wording!r}")
        if not self.instead_of and not (self.exact and self.use):
            raise ValueError(f"the term {self.use!r} says neither what it replaces nor that its spelling is exact")


class Terms(Rule, frozen=True, kw_only=True, tag="terms"):
    """Flags the wordings of `instead_of` in each of `terms` and, where it is `exact`, its `use` otherwise spelled.

    Words are compared by their stems (Snowball, Porter 1980) and regular endings: "illegal alien" also stands for
    "illegal aliens". A wording with capitals of its own matches only with them.
    """

    terms: list[Term]
    safety: Safety = "unsafe"

    def anchors(self) -> Anchors:
        return Anchors(tuple(sorted({_form(wording, exact).anchor for wording, _, exact in self._wordings()})))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        places: dict[str, list[int]] = {}
        for start, literal in hits if hits is not None else look(document.folded, anchors.literals):
            places.setdefault(literal, []).append(start)
        found: dict[tuple[int, int], Match] = {}
        for wording, term, exact in self._wordings():
            form = _form(wording, exact)
            for place in places.get(form.anchor, ()):
                span = form.at(document.view, place)
                if span:
                    found.setdefault(span, self._match(document, *span, wording, term))
        yield from (match for _, match in sorted(found.items()))

    def _wordings(self) -> Iterator[tuple[str, Term, bool]]:
        """(wording, its term, whether the wording itself is right and only other spellings are not)."""
        for term in self.terms:
            for wording in term.instead_of:
                yield wording, term, False
            if term.exact and term.use:
                yield term.use, term, True

    def _match(self, document: Document, start: int, end: int, wording: str, term: Term) -> Match:
        text = document.view[start:end]
        plural = "'s" if text.endswith("'s") else "s" if text.endswith("s") and not wording.endswith("s") else ""
        fix = (follow_case(text, term.use) + plural,) if term.use else ()
        note = term.note or ("Not a term of this desk" if term.use is None else "The desk has another term, or spelling, for it")
        return Match(start, end, fix, self.safety, (("note", note),))


class _Form(msgspec.Struct, frozen=True):
    """How to find a wording in a text: by what every form of its longest word begins with, folded."""

    wording: str
    words: list[str]
    anchor: str
    before: re.Pattern[str]
    whole: re.Pattern[str]
    exact: bool

    def at(self, view: str, place: int) -> tuple[int, int] | None:
        """The span of a form whose anchor stands at a place."""
        head = self.before.search(view, max(0, place - len(self.wording) - _LONGEST_ENDING * _MOST_WORDS), place)
        found = self.whole.match(view, head.start()) if head else None
        if not found or not is_whole(view, *found.span()):
            return None
        if self.exact:
            return found.span() if _misspelled(found[0], self.wording) else None
        seen = _WORD.findall(found[0])
        return found.span() if len(seen) == len(self.words) and all(map(_same, seen, self.words)) else None


@cache
def _form(wording: str, exact: bool) -> _Form:
    words = _WORD.findall(Document(wording).view)
    longest = max(range(len(words)), key=lambda at: len(_root(words[at])))
    joint = f"{_JOINT}?" if exact else _JOINT
    forms = [rf"{re.escape(_root(word))}(?:\w|'){{0,{_LONGEST_ENDING}}}" for word in words]
    case = re.IGNORECASE if exact or wording == wording.lower() else 0
    before = re.compile("".join(form + joint for form in forms[:longest]) + "$", case)
    return _Form(wording, words, fold(_root(words[longest])), before, re.compile(joint.join(forms), case), exact)


def _same(seen: str, word: str) -> bool:
    """Whether a word is a regular form of another. Stems alone will not do: "university" and "universal" share one."""
    if seen.lower() == word.lower():
        return True
    root = _root(word)
    endings = (form[len(root) :] for form in (seen.lower().removesuffix("'s"), word.lower().removesuffix("'s")))
    return all(_ENDING.fullmatch(ending) for ending in endings) and stem(seen.lower()) == stem(word.lower())


def _misspelled(text: str, wording: str) -> bool:
    """Whether a form of the wording differs from it by more than a capital at its start, all capitals or an ending."""
    if not _same(_JOINTS.sub("", text), _JOINTS.sub("", wording)):
        return False
    right = (wording, wording[:1].upper() + wording[1:], wording.upper())
    return not any(text.startswith(form) and _ENDING.fullmatch(text[len(form) :]) for form in right)


@cache
def _root(word: str) -> str:
    """What all regular forms of a word begin with: without a final e or y."""
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word
