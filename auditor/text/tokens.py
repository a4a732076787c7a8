"""Words of a sentence in the manner of the Penn and Universal Dependencies treebanks, which the tagger learned from.

Contractions are two tokens (`do|n't`, `John|'s`), punctuation is apart, and so are hyphens (`Russian|-|made`) except after
a prefix (`co-founder`). NLTK has such a tokenizer, but it works by rewriting the text, and the offsets that it recovers
afterwards go astray around quotation marks. This one is a single expression run over the text, so offsets hold.
"""

from collections.abc import Iterator

import msgspec

from auditor.matching.compiled import Lazy

_PREFIXES = (
    "anti|bi|co|counter|de|e|ex|extra|hyper|inter|intra|macro|mega|micro|mid|mini|multi|neo|non|over|pan|post|pre|pro|proto|pseudo|re|"
    "semi|socio|sub|super|tri|ultra|un|under|uni"
)
_ABBREVIATIONS = (
    "mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|adm|sen|rep|gov|pres|hon|rev|st|jr|sr|mt|ft|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|"
    "nov|dec|inc|ltd|co|corp|bros|vs|etc|no|nos"
)
_TOKEN = Lazy(
    r"(?i:"
    r"(?:https?://|www\.)\S+"
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    rf"|(?:{_ABBREVIATIONS})\.(?=\s*\S)"  # at the end of a sentence the full stop is the sentence's
    r"|(?-i:[A-Z])\.(?=\s*(?-i:[A-Z]))"  # John F. Kennedy
    r"|\d+(?:[.,:]\d+)*(?:(?=(?:bn|tn|m|k|am|pm)\b)|\w*)"  # 19th, 1990s, but 16|bn
    rf"|(?:{_PREFIXES})-\w+"
    r"|can(?=not\b)"
    r"|\w+?(?=n't\b)|n't\b"
    r"|'(?:s|m|d|re|ve|ll)\b"
    r"|\w+(?:'(?!(?:s|m|d|re|ve|ll)\b)\w+)*"  # O'Neill, d'Estaing
    r"|\.{2,}|-{2,}"
    r"|\S)"
)


class Token(msgspec.Struct, frozen=True):
    """A word or mark; `[start, end)` in code points of the document. `tag` is its Penn tag once it has one."""

    text: str
    start: int
    end: int
    tag: str = ""


def tokens(view: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of `view[start:end]`, a view of one sentence. Nothing but white space is between them."""
    for match in _TOKEN.finditer(view[start:end]):
        yield Token(match.group(), start + match.start(), start + match.end())
