"""`check: repetition`: words and passages that an engine wrote twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import Lazy
from auditor.rules.model import Hit, Match, Rule

# Read in the folded text. The space in front makes it fast.
_PAIR = r"(?P<first>\w{1,20}+) (?P=first)(?![\w'-])"
_TWICE = (Lazy(" " + _PAIR), Lazy("\n" + _PAIR))
_GRAM = 4  # words: the shortest passage
_LONG = 8  # words: a passage that need not follow itself at once
_BETWEEN = 3  # words between a long passage and its repetition
_NEAR = 30  # words between the beginnings of the two
_SHOUTS = 2  # calls and questions that make a passage a chant


class Repetition(Rule, frozen=True, kw_only=True, tag="repetition"):
    """Flags what stands twice; which `unit` says what.

    - `word`: a word twice in a row, inside a line; not `allow`, not names, not three times or more
    - `passage`: four words or more that follow themselves, eight or more that come again soon, or a line that does;
      chants excepted
    """

    unit: Literal["word", "passage"]
    allow: list[str] = []
    safety: Safety = "unsafe"

    WORD_LISTS = ("allow",)

    def anchors(self) -> Anchors:
        return Anchors()

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        yield from self._words(document) if self.unit == "word" else _passages(document)

    def _words(self, document: Document) -> Iterator[Match]:
        allowed, folded, view = frozenset(self.allow), document.folded, document.view
        padded = "\n" + folded
        found = sorted((m.start("first") - 1, m.end() - 1, m["first"]) for twice in _TWICE for m in twice.finditer(padded))
        for start, end, word in found:
            name = view[end - len(word)].isupper()  # Duran Duran; a headline
            if word in allowed or name or not word.isalpha() or (len(word) == 1 and word != "a") or _thrice(folded, start, word):
                continue
            yield Match(start, end, (document.text[start : start + len(word)],), self.safety)


def _thrice(folded: str, start: int, word: str) -> bool:
    """Whether a pair that begins at `start` is part of three: emphasis or a chant."""
    before, after = folded[max(0, start - len(word) - 1) : start], folded[start + 2 * len(word) + 1 : start + 3 * len(word) + 2]
    return before.strip() == word or after.strip() == word


def _passages(document: Document) -> Iterator[Match]:
    view, at = document.view, 0
    previous = ""
    for line in view.split("\n"):
        if len(line) > 60:
            words = line.split()
            if len(words) - len(set(words)) >= _GRAM:
                pairs = set(pairwise(words))
                if len(words) - 1 - len(pairs) >= _GRAM - 1:
                    yield from _stutters(line, at, words)
            if line == previous:
                yield Match(at, at + len(line.rstrip()))
        if line:
            previous = line
        at += len(line) + 1


def _stutters(line: str, at: int, words: list[str]) -> Iterator[Match]:
    """The second of two equal passages, in a line that may have some."""
    grams = list(zip(*(words[n:] for n in range(_GRAM)), strict=False))
    if len(set(grams)) == len(grams):
        return
    places = [match.span() for match in re.finditer(r"\S+", line)]
    seen: dict[tuple[str, ...], int] = {}
    number = 0
    while number < len(grams):
        first = seen.get(grams[number])
        seen[grams[number]] = number
        if first is None or not _GRAM <= number - first <= _NEAR:
            number += 1
            continue
        last = number
        while last + 1 < len(grams) and grams[last + 1] == grams[first + last + 1 - number]:
            last += 1
            seen[grams[last]] = last
        length = last - number + _GRAM
        if number - first > length + (_BETWEEN if length >= _LONG else 0):
            number += 1
            continue
        start, end = places[number][0], places[last + _GRAM - 1][1]
        if sum(line.count(mark, start, end) for mark in "!?") < _SHOUTS:
            yield Match(at + start, at + end)
        number = last + _GRAM
