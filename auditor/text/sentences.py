"""Sentences: NLTK's Punkt with parameters of ours for news, so that no data is downloaded.

Kiss and Strunk (2006), "Unsupervised Multilingual Sentence Boundary Detection". Punkt learns abbreviations from a
corpus; we name those that news uses. NLTK takes half a second to import, so only what asks for sentences pays.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from auditor.text.quotations import Span
from auditor.text.structure import Segment

_TITLES = (
    "mr mrs ms dr prof gen lt col maj capt cpl sgt pvt adm cmdr sen rep gov pres hon rev fr sr jr st mme mlle messrs supt insp"
)
_PLACES = (
    "u.s u.k u.n e.u u.s.a d.c mt ft ave blvd rd calif fla ariz ala ark colo conn del ga ill ind kan ky la mass md mich "
    "minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo n.y n.j n.c s.c n.d s.d n.h n.m r.i w.va ont que"
)
_TIMES = "a.m p.m jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
_OTHERS = "no nos vs v etc e.g i.e cf ca approx inc ltd co corp plc bros assn dept univ est fig vol ed pp op al ph.d m.d b.a m.a"
ABBREVIATIONS = frozenset(f"{_TITLES} {_PLACES} {_TIMES} {_OTHERS}".split())

_INITIALS = re.compile(r"[^\W\d](?:\.[^\W\d]){1,3}")

# Words that begin a sentence when they follow an abbreviation with a capital: "in the U.S. The president".
_STARTERS = frozenset(
    [
        "the",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "but",
        "and",
        "in",
        "on",
        "at",
        "this",
        "that",
        "these",
        "those",
        "there",
        "after",
        "a",
        "an",
        "his",
        "her",
        "their",
        "if",
        "when",
        "while",
    ]
)


_LONGEST = 20_000  # code points that are given to NLTK at once


class _Abbreviations(set[str]):
    """The abbreviations we name, and all initials: `j.k`."""

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or (isinstance(word, str) and _INITIALS.fullmatch(word) is not None)


def sentences(text: str, paragraphs: tuple[Segment, ...]) -> tuple[Span, ...]:
    """Spans of the sentences of each segment, in code points. Datelines are left out."""
    tokenizer = _tokenizer()
    spans: list[Span] = []
    for part in paragraphs:
        if part.kind != "dateline":
            for start, end in pieces(text, part.start, part.end):
                spans += [(start + s, start + e) for s, e in tokenizer.span_tokenize(text[start:end])]
    return tuple(spans)


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A segment in pieces that NLTK reads well within the time that it allows itself: no article has such a paragraph."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        cut = space + 1 if space > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


@cache
def _tokenizer() -> Any:
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class NewsVars(PunktLanguageVars):  # type: ignore[misc]
        """Typographic quotation marks close a sentence as straight ones do."""

        re_boundary_realignment = re.compile(r"[\"')\]}”’»]+?(?:\s+|(?=--)|$)", re.MULTILINE)
        internal_punctuation = ",:;—–"

    parameters = PunktParameters()
    parameters.abbrev_types = _Abbreviations(ABBREVIATIONS)
    parameters.sent_starters = set(_STARTERS)
    return PunktSentenceTokenizer(parameters, lang_vars=NewsVars())
