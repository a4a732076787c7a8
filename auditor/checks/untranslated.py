"""`check: untranslated`: passages left in another language."""

import re
from collections.abc import Iterator, Sequence

from auditor.checks.lines import lines
from auditor.checks.literals import fold, look
from auditor.document import Document
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import Lazy
from auditor.rules.model import Hit, Match, Rule
from auditor.text.quotations import Span

_TOKEN = Lazy(r"[^\W\d_]+'?|[.!?;:«»“”„\"()\[\]]|\d+")
# Where a passage in another language surely ends, unless that language has the same word.
_ENGLISH = frozenset(
    "the of and to in is was that for on with by said has had his her their from at it he she they this which who will would are "
    "were be as an but not".split()
)
# Words of other languages that English text is full of: not worth reading a line for.
_COMMON = _ENGLISH | frozenset("a i to do so me an on no over met of am war son men or we was her she us".split())
_GAP = 3  # words that may stand between two function words
_LEAST_QUOTED = 9  # words: what is quoted and shorter may be the title of a work
_SURE = 0.9
# A quotation in the original, with its translation beside it or announced as such.
_TRANSLATED = Lazy(
    r"[.!?…]?[”\"»')]{0,2},? ?(?:\(|\[|[–—=] ?[“\"]|or [“\"]|meaning|which (?:means|translates)|literally|in English|translated)"
)
_ANNOUNCED = Lazy(
    r"(?:original|titled|entitled|called|named|slogan|motto|lyrics?|song|film|book|novel|hashtag|[“”\"»] ?[(\[])"
    r"[:,]? ?[“\"«(\[‘']{0,2} ?$"
)


class Untranslated(Rule, frozen=True, kw_only=True, tag="untranslated"):
    """Flags stretches with at least `least` of the function `words` of `language` that langdetect says are in it.

    Names and titles (capitalized or quoted and short) and originals with their translation beside them are no fault.
    `words` that end in an apostrophe are elided ones, as in « l'État ».
    """

    language: str
    words: list[str]
    least: int = 4

    WORD_LISTS = ("words",)

    def anchors(self) -> Anchors:
        telling = [word for word in self.words if word.lower() not in _COMMON]
        return Anchors(tuple(sorted({fold(f" {word}" if word.endswith("'") else f" {word} ") for word in telling})))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        places = sorted(place for place, _ in (hits if hits is not None else look(document.folded, anchors.literals)))
        words = frozenset(fold(word) for word in self.words)
        for start, end in lines(document.view, places):
            for passage in self._passages(document, words, start, end):
                if self._is_foreign(document.view, passage):
                    yield Match(*passage)

    def _passages(self, document: Document, words: frozenset[str], start: int, end: int) -> Iterator[Span]:
        """Dense runs of function words, with the words around them up to punctuation or an English word."""
        run: list[re.Match[str]] = []  # since the last token that no passage contains
        own: list[int] = []  # places in `run` of function words
        for token in (*_TOKEN.finditer(document.folded, start, end), None):
            ends = token is None or not token[0][0].isalpha() or (token[0] in _ENGLISH and token[0] not in words)
            if ends or (own and len(run) - 1 - own[-1] > _GAP):
                if len(own) >= self.least:
                    first, last = run[max(0, own[0] - 1)], run[min(own[-1] + 2, len(run) - 1)]
                    if self._is_prose(document.view, run[own[0] : own[-1] + 1], words):
                        yield first.start(), last.end()
                run, own = ([], []) if ends else (run[own[-1] + 1 :], [])
            if token is not None and not ends:
                if token[0] in words:
                    own.append(len(run))
                run.append(token)

    @staticmethod
    def _is_prose(view: str, tokens: list[re.Match[str]], words: frozenset[str]) -> bool:
        """Whether most of the words are in lower case, as those of a name are not."""
        content = [view[token.start()] for token in tokens if token[0] not in words]
        return sum(map(str.isupper, content)) * 2 <= len(content)

    def _is_foreign(self, view: str, passage: Span) -> bool:
        from auditor.text.language import identify

        start, end = passage
        before, after = view[max(0, start - 40) : start], view[end : end + 40]
        if before.rstrip().endswith(("“", '"', "«", "‘", "'")) and view[start:end].count(" ") + 1 < _LEAST_QUOTED:
            return False
        if _TRANSLATED.match(after) or _ANNOUNCED.search(before):
            return False
        language = identify(view[start:end])
        return language is not None and language.code == self.language and language.probability >= _SURE
