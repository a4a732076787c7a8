"""Fingerprints: the identity of a finding across edits. Its line number plays no part.

Its surroundings do, within its own sentence as punctuation and paragraphs tell it: a sentence keeps its words when its paragraph
is moved and when its lines are wrapped anew, and it knows nothing of the sentences beside it.
"""

from collections import Counter

from auditor.document import Document
from auditor.matching.compiled import Lazy

WORD = Lazy(r"\w+")
_BREAK = Lazy(r"[.!?…][\"'”’»)\]]{0,3}\s+|\n\s*\n|\r[^\S\n]*\r")
_MARKS = 4  # code points of a break before its white space
_LINE_END = Lazy(r"\r\n?|\n")
_SHORT, _LONG = 40, 120  # code points: what may be a hard-wrapped line
_NEIGHBORS = 2
_REACH = 60  # code points read on each side


class Fingerprints:
    """Hands out the fingerprints of one document's findings, which must come in order of place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: Counter[str] = Counter()

    def of(self, rule: str, start: int, end: int) -> str:
        """Hash of rule, matched text, neighboring words on either side, and an ordinal among equals."""
        from hashlib import blake2b  # a text without findings does without

        before, after = surroundings(self._document, start, end, _REACH)
        parts = [
            rule,
            " ".join(self._document.text[start:end].split()),
            " ".join(WORD.findall(before)[-_NEIGHBORS:]),
            " ".join(WORD.findall(after)[:_NEIGHBORS]),
        ]
        key = "\x1f".join(parts).casefold()
        self._seen[key] += 1
        return blake2b(f"{key}\x1f{self._seen[key]}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def surroundings(document: Document, start: int, end: int, reach: int) -> tuple[str, str]:
    """The text before and after `[start, end)` in its own sentence, at most `reach` code points of each."""
    text = document.text
    low, high = max(0, start - reach), min(len(text), end + reach)
    for found in _LINE_END.finditer(text, low, start):
        if _ends_paragraph(document, *found.span()):
            low = found.end()
    for found in _BREAK.finditer(text, low, start):
        low = found.end()
    breaks = [m.start() for m in _LINE_END.finditer(text, end, high) if _ends_paragraph(document, *m.span())]
    breaks += [m.start() for m in _BREAK.finditer(text, max(start, end - _MARKS), high) if m.end() > end]
    return text[low:start], text[end : max(end, min(breaks, default=high))]


def _ends_paragraph(document: Document, start: int, end: int) -> bool:
    """Whether a line break between two words is more than a wrapped line: below a headline, or beside a line that is too long
    for one, or below a short line where the next does not go on in lower case.
    """
    text = document.text
    line = text[max(0, start - _LONG - 1) : start].rpartition("\n")[2].strip()
    following = text[end : end + _LONG + 1].partition("\n")[0].strip()
    if max(len(line), len(following)) > _LONG:
        return True
    if following[:1].islower():
        return False
    headline = document.segments[0]
    return len(line) < _SHORT or (
        headline.kind == "headline" and not text[headline.end : start].strip() and headline.end <= start
    )
