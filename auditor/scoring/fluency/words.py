"""The words that the model counts: cased, with numbers and names as classes.

Reading and training share this file, so that they cannot differ. Sentences are found by a plain expression, not by
Punkt, which takes longer than all the rest of scoring; a boundary missed costs little here.
"""

import re
from collections.abc import Iterator, Sequence

from auditor.document import Document
from auditor.text.quotations import Span
from auditor.text.sentences import ABBREVIATIONS, pieces

UNKNOWN, START, END = 0, 1, 2
CLASSES = (
    *("<unknown>", "<s>", "</s>", "<name>", "<acronym>", "<day>", "<month>"),
    *("<number>", "<year>", "<ordinal>", "<decade>", "<time>"),
)
MOST_WORDS = 2**16 - 1  # ids are of 16 bits
_CLASS = {name: number for number, name in enumerate(CLASSES)}
_NAME, _ACRONYM = _CLASS["<name>"], _CLASS["<acronym>"]

_INITIAL = "\0"  # before a word whose capital may be that of its sentence
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", "–"), (_INITIAL, " "))
_END = re.compile(r"[.!?…][\"')\]]*+\s++(?=[\"'(\[]*+[^\W_a-z])")
_WORD = re.compile(
    r"[^\W\d_]{1,50}(?:'(?!s\b)[^\W\d_]{1,20}){0,2}"  # don't, O'Neill, but Putin|'s
    r"|'s\b"
    r"|\d{1,20}(?:[.,:]\d{1,20}){0,5}(?:(?:st|nd|rd|th|s)\b)?"
    r"|[^\w\s]|_"
)
_LONGEST_ABBREVIATION = 12

# Capitalized words that are no names.
KEPT = frozenset("I I'm I've I'd I'll Mr Mrs Ms Dr Sir Lord Lady".split())
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = frozenset("January February March April May June July August September October November December".split())


def plain(text: str) -> str:
    """The text, of the same length, with one kind of quotation mark, apostrophe and dash."""
    for mark, usual in _PLAIN:  # much faster than `translate` where marks are many
        text = text.replace(mark, usual)
    return text


def paragraphs(document: Document) -> Iterator[Span]:
    """The headline and the paragraphs. Datelines are left out: copy from an agency has them, a translation may not."""
    return ((segment.start, segment.end) for segment in document.segments if segment.kind != "dateline")


def all_sentences(view: str, paragraph: Span) -> Iterator[tuple[Span, list[str]]]:
    """Each sentence of a paragraph of plain text, and its words; a line without an end is cut."""
    for piece in pieces(view, *paragraph):
        for start, end in sentences(view, *piece):
            if found := words(view[start:end]):
                yield (start, end), found


def sentences(view: str, start: int, end: int) -> Iterator[Span]:
    """Where the sentences of a paragraph of plain text are."""
    for match in _END.finditer(view, start, end):
        if not _abbreviated(view, start, match.start()):
            yield start, match.end()
            start = match.end()
    yield start, end


def words(sentence: str) -> list[str]:
    """The words and marks of a plain sentence; marked where a capital says nothing: first, and after a quotation mark."""
    found = _WORD.findall(sentence)
    if found and found[0] != '"':
        found[0] = _INITIAL + found[0]
    if '"' in found:
        at = -1
        for _ in range(found.count('"')):
            at = found.index('"', at + 1)
            if at + 1 < len(found) and found[at + 1] != '"':
                found[at + 1] = _INITIAL + found[at + 1]
    return found


def spans(sentence: str) -> list[Span]:
    """Where in the sentence its `words` are."""
    return [match.span() for match in _WORD.finditer(sentence)]


class Lexicon(dict[str, int]):
    """The number of each word. `vocabulary`: known words, the most frequent first; classes come before them.

    No word of a text is the name of a class: `words` gives marks one by one.

    Words that are asked for are kept, up to a bound, so that the shape of each is looked at once.
    """

    _MOST_KEPT = 200_000

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__((word, number) for number, word in enumerate((*CLASSES, *vocabulary)))
        self.vocabulary = tuple(vocabulary)
        self._most = len(self) + self._MOST_KEPT

    def __missing__(self, word: str) -> int:
        number = self._initial(word[1:]) if word[0] == _INITIAL else self._shaped(word)
        if len(self) < self._most:
            self[word] = number
        return number

    def _initial(self, word: str) -> int:
        """The commoner of the capitalized and the lower-case form, as a word in the middle of a sentence."""
        lower = word[:1].lower() + word[1:]
        return min((n for n in (self[lower], self[word]) if n >= len(CLASSES)), default=self[word])

    def _shaped(self, word: str) -> int:
        if word[0].isdigit():
            return _CLASS[_number(word)]
        if word in _DAYS:
            return _CLASS["<day>"]
        if word in _MONTHS:
            return _CLASS["<month>"]
        if word[0].isupper():
            return _ACRONYM if len(word) > 1 and word.isupper() else _NAME
        return UNKNOWN


def is_abstracted(word: str) -> bool:
    """Whether a word is a number, or a day, a month or a marked one: never in the vocabulary."""
    return word[0] == _INITIAL or word[0].isdigit() or word in _DAYS or word in _MONTHS


def _number(word: str) -> str:
    if word.isdigit():
        return "<year>" if len(word) == 4 and word[:2] in ("19", "20") else "<number>"
    if word[-1].isdigit():
        return "<time>" if ":" in word else "<number>"
    return "<decade>" if word[-2:-1].isdigit() else "<ordinal>"


def _abbreviated(view: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial."""
    if view[stop] != ".":
        return False
    before = view[max(start, stop - _LONGEST_ABBREVIATION) : stop].rpartition(" ")[2].lstrip("\"'([")
    return before.lower() in ABBREVIATIONS or (len(before) == 1 and before.isupper())
