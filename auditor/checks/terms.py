"""`check: terms`: a desk's own terminology, in any regular inflection; with capitals of its own, only in -s and -'s."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import normalize

import msgspec

from auditor.checks.literals import fold, follow_case, look
from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.rules.model import Hit, Match, Rule
from auditor.text.stems import stem
from auditor.text.verbs import forms, with_s

_MOST_WORDS = 10
_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # accents of the letter before them
_BEGIN, _END = rf"(?<![\w{_MARK}])", rf"(?![\w{_MARK}]|'\w)"
_SPLIT = re.compile(r"(?<=[^ ‑-])( {1,3}|[‑-])(?=[^ ‑-])")
_PLAIN = re.compile("[a-zß-öø-ÿ]{2,}")
_JOINT = "(?: {1,3}|[‑-])"
_WORD_BEFORE = re.compile(r"(?:^|[^\w-])[^\W\d_]+,? $")
# Nouns that make other verbs, as do those in -th: pasted, premiered, secreted; clothing, bathing.
_NO_VERBS = frozenset(("past", "premier", "secret"))
_PLURALS = {"child": "children", "man": "men", "woman": "women", "wife": "wives", "life": "lives", "quiz": "quizzes"}


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What to write, None for nothing in particular, and what not to. `exact`: also not `use` in another spelling."""

    use: str | None = None
    instead_of: list[str] = []
    exact: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        for wording in [*self.instead_of, *([self.use] if self.exact and self.use else [])]:
            plain = _spellings(wording)[0]
            if len(_SPLIT.split(plain)[::2]) > _MOST_WORDS or len(plain) < 2 or not any(map(str.isalnum, plain)):
                raise ValueError(f"a term has one to {_MOST_WORDS} words and two characters, not only signs, not {wording!r}")
            if wording in self.instead_of and self.use and plain == _spellings(self.use)[0]:
                raise ValueError(f"the term {self.use!r} would replace itself")
        if not self.instead_of and not (self.exact and self.use):
            raise ValueError(f"the term {self.use!r} says neither what it replaces nor that its spelling is exact")


class Terms(Rule, frozen=True, kw_only=True, tag="terms"):
    """Flags the wordings of `instead_of` in each of `terms` and, where it is `exact`, its `use` otherwise spelled.

    Words are compared by their stems (Snowball, Porter 1980) and regular endings: "illegal alien" also stands for
    "illegal aliens". A wording with capitals of its own matches with them or with more of them.
    """

    terms: list[Term]
    safety: Safety = "unsafe"

    def anchors(self) -> Anchors:
        return Anchors(tuple(sorted({_anchor(wording) for wording, _, _ in self._wordings()})))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        places: dict[str, list[int]] = {}
        for start, literal in hits if hits is not None else look(document.folded, anchors.literals):
            places.setdefault(literal, []).append(start)
        found: dict[tuple[int, int], Match] = {}
        for wording, term, exact in self._wordings():
            for place in places.get(_anchor(wording), ()):
                if seen := _at(document.view, place, wording, exact):
                    found.setdefault(seen.span(), self._match(seen, wording, term))
        yield from (match for _, match in sorted(found.items()))

    def _wordings(self) -> Iterator[tuple[str, Term, bool]]:
        """(spelling of a wording, its term, whether the wording itself is right and only other spellings are not)."""
        for term in self.terms:
            right = [(term.use, True)] if term.exact and term.use else []
            for wording, exact in [*((wording, False) for wording in term.instead_of), *right]:
                yield from ((spelling, term, exact) for spelling in _spellings(wording))

    def _match(self, seen: re.Match[str], wording: str, term: Term) -> Match:
        fix = _fix(seen, wording, term.use) if term.use else None
        note = term.note or ("Not a term of this desk" if term.use is None else "The desk has another term, or spelling, for it")
        return Match(*seen.span(), (fix,) if fix else (), self.safety, (("note", note),))


@cache
def _spellings(wording: str) -> tuple[str, ...]:
    """A wording as texts may spell it: with accented letters, or with accents after letters."""
    plain = Document(wording.strip()).view
    return tuple(dict.fromkeys(normalize(form, plain) for form in ("NFC", "NFD")))


def _at(view: str, place: int, wording: str, exact: bool) -> re.Match[str] | None:
    """The form of a wording, or other spelling where it is `exact`, whose anchor stands at a place."""
    pattern, reach = _pattern(wording, exact), 2 * len(wording) + 9 * _MOST_WORDS
    found = pattern.search(view, max(0, place - reach), place + reach)
    while found and found.end() <= place:
        found = pattern.search(view, found.start() + 1, place + reach)
    return found if found and found.start() <= place and not (exact and _right(found, wording)) else None


@cache
def _anchor(wording: str) -> str:
    """The longest of the roots in a wording, folded."""
    return fold(max(map(_root, _SPLIT.split(wording)[::2]), key=len))


@cache
def _pattern(wording: str, exact: bool) -> re.Pattern[str]:
    """Finds the forms of a wording: a group p0, p1… for each part, and `own` for an 's that the wording has not.

    With `exact` in any case, and also without the spaces and hyphens between all parts.
    """
    parts = _SPLIT.split(wording)[::2]
    first, *others = _groups(parts)
    joints = [f"(?P<joint>{_JOINT})?", *[f"(?(joint){_JOINT})"] * len(others)] if exact else [_JOINT] * len(others)
    body = first + "".join(joint + part for joint, part in zip(joints, others, strict=False))
    own = "" if _is_possessive(parts[-1]) else "(?P<own>'[sS])?"
    return re.compile(_BEGIN + body + own + _END, re.IGNORECASE if exact else 0)


@cache
def _rightly(wording: str) -> re.Pattern[str]:
    """Matches the right forms of a wording: with its capitals, or more of them, and its own joints."""
    pieces = _SPLIT.split(wording)
    pieces[::2] = _groups(pieces[::2])
    pieces[1::2] = (" {1,3}" if joint.isspace() else "[‑-]" for joint in pieces[1::2])
    return re.compile("".join(pieces) + "(?:'[sS])?")


def _groups(parts: Sequence[str]) -> Iterator[str]:
    for at, part in enumerate(parts):
        words = [cased for word in _forms(part) for cased in (word, word[:1].upper() + word[1:], word.upper())]
        yield f"(?{'i' * (part == part.lower())}:(?P<p{at}>{'|'.join(map(re.escape, words))}))"


def _right(seen: re.Match[str], wording: str) -> bool:
    """Whether a form is no misspelling. "polish" and "It" are words of their own, whatever "Polish" and "IT" are."""
    if _rightly(wording).fullmatch(seen[0]):
        return True
    if not normalize("NFC", wording).replace("'", "").isalpha() or seen[0][1:] != seen[0][1:].lower():
        return False
    before = _WORD_BEFORE.search(seen.string, max(0, seen.start() - 40), seen.start())
    return seen[0].islower() or not before or not before[0].islower()


def _is_possessive(word: str) -> bool:
    return word.lower().endswith(("'s", "s'"))


@cache
def _forms(word: str) -> dict[str, str]:
    """The regular forms of a word and what was added: "", "s", "ed" or "ing". "news" is none of "new", by their stems."""
    if _is_possessive(word) or not normalize("NFC", word)[-1:].isalnum():
        return {word: ""}
    if not _PLAIN.fullmatch(word):
        return {word: "", word + "s": "s"}
    more = [(_plural(word), "s"), (word + ("es" if word.endswith("o") else "s"), "s")]
    if word not in _NO_VERBS and not word.endswith("th"):
        doubled = word + word[-1] if re.search("[aeiou][^aeiouwxy]$", word) else word
        past, _, present = forms(word)[2:]
        more += [(past, "ed"), (doubled + "ed", "ed"), (present, "ing"), (doubled + "ing", "ing")]
    likely = {form: ending for form, ending in more if form.startswith(_root(word)) and form.endswith(ending)}
    odd = word.endswith(("s", "z", "o"))  # the stems of "gas" and "gases" differ
    return {word: ""} | {form: end for form, end in likely.items() if stem(form) == stem(word) or (odd and form.endswith("es"))}


def _root(word: str) -> str:
    """What all regular forms of a word begin with."""
    return re.sub("ie$|(?<=[sx])is$|[ey]$", "", word) if len(word) > 2 and _PLAIN.fullmatch(word) else word


def _plural(noun: str) -> str:
    if noun.endswith(("sis", "xis")):
        return noun[:-2] + "es"
    is_name = noun.endswith("y") and noun != noun.lower()  # two Kennedys
    return _PLURALS.get(noun) or (noun + "s" if is_name else with_s(noun))


def _fix(seen: re.Match[str], wording: str, use: str) -> str | None:
    """The right term in the form and with the capitals of what was seen; None where that form cannot be told."""
    parts = _SPLIT.split(wording)[::2]
    changed = [at for at, part in enumerate(parts) if seen[f"p{at}"].lower() != part.lower()]
    first, space, rest = use.partition(" ")
    at = changed[0] if changed else 0
    added = _forms(parts[at]).get(seen[f"p{at}"].lower(), "s") if changed else ""
    if len(changed) > 1 or (added == "s" and at < len(parts) - 1 and space):
        return None
    if added == "s":
        use = use[: use.rfind(" ") + 1] + _plural(use[use.rfind(" ") + 1 :])
    elif added:
        past, participle, present = forms(first)[2:]
        if at or past != participle or past.endswith("ed"):  # not known to be a verb, or not which form
            return None
        use = (past if added == "ed" else present) + space + rest
    if seen.groupdict().get("own") and not _is_possessive(use):
        use += "'s"
    return use if use[:1].islower() and use[1:2].isupper() else follow_case(seen[0], use)
