"""`check: spacing`: spaces that are missing, or stand where English has none."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from auditor.checks.faults import Fault
from auditor.document import Document
from auditor.matching.anchors import Anchors
from auditor.rules.model import Hit, Match, Rule

_LETTER = r"[^\W\d_]"
# Short words to which the next word sticks when a tag between them was lost.
_SMALL = (
    *("the", "an", "and", "or", "but", "of", "to", "in", "on", "at", "by", "for", "from", "with", "into", "after"),
    *("that", "which", "who", "as", "is", "are", "was", "were", "has", "had", "his", "her", "their", "said"),
)
# What may follow "two- " as in "two- and three-year terms".
_SUSPENDING = "and|or|to|und|y|et|ou|e|nor|but|versus|vs|as|than|through|year|old|half|time|related"
# What a sentence opens with, where a lost capital came with the lost space.
_OPENERS = "he|she|it|they|we|you|the|and|but|this|that|these|there|in|on|at|for|according"
_SUFFIXES = (
    "today|com|org|net|co|uk|io|ru|de|fr|es|it|eu|gov|info|tv|cn|js|ai|us|ua"
    "|php|html?|pdf|py|txt|jpe?g|png|mp3|exe|doc|xlsx?|csv|zip"
)


def _glued(view: str, start: int, end: int) -> bool:
    """Whether the capital at `start` begins a word that sticks to a lower-case one, not to the `Mac` of a name."""
    low, high = start, end
    while low > 0 and start - low < 24 and view[low - 1].islower():
        low -= 1
    while high < len(view) and high - end < 24 and view[high].islower():
        high += 1
    before = view[low - 1 : low]
    if before.isalnum() or before in ("_", "@", "#", ".", "/", "-", "'") or view[high : high + 1].isalnum():
        return False
    return view[low:start] in _SMALL or (start - low > 4 and high - end > 3)


def _sentence_end(view: str, start: int, _end: int) -> bool:
    """Whether the stop at `start` ends a sentence: no abbreviation, address or file name around it."""
    low = start
    while low > 0 and start - low < 30 and not view[low - 1].isspace():
        low -= 1
    high = start + 1
    while high < len(view) and high - start < 30 and not view[high].isspace():
        high += 1
    before, after = view[low:start].lstrip("“\"'(«"), view[start + 1 : high].rstrip("”\"').,;:!?»")
    if any(c in ".@/\\_:#=<>" for c in before + after):
        return False
    return len(before) > 2 and before.isalpha() and before[1:].islower() and after.replace("'", "").replace("-", "").isalpha()


def _after_number(digits: int) -> Callable[[str, int, int], bool]:
    """Whether a number of so many digits at most, and no part of a longer one, stands ahead of the match."""

    def accepts(view: str, start: int, _end: int) -> bool:
        low = start
        while low > 0 and start - low <= digits and view[low - 1].isdigit():
            low -= 1
        return 0 < start - low <= digits and view[low - 1 : low] not in (".", ",", ":")

    return accepts


# Each begins with what is rare: that makes reading a text fast.
_FAULTS: dict[str, tuple[Fault, ...]] = {
    "before-mark": (
        Fault(
            r" (?P<mark>[,;:!?.])(?<=[\w)”\"»%'] .)"
            r"(?:(?<=[,;])(?=\s|$)|(?<=[:!?])(?![\w!?.)(:;'/|=>-])|(?<=\.)(?=\s|$|[”\"»])(?! \.))",
            ("{mark}",),
            "safe",
        ),
    ),
    "after-comma": (Fault(rf"(?P<mark>[,;])(?<={_LETTER}{{2}}.)(?={_LETTER}{{2}}|a\b)", ("{mark} ",), "safe", widen=True),),
    "after-stop": (
        Fault(
            rf"(?P<mark>[.!?])(?<=[a-zà-ÿ]{{2}}.)(?<!Yahoo!)(?=[A-ZÀ-Þ][a-zà-ÿ]|A |I |(?:{_OPENERS})\b)(?!(?i:{_SUFFIXES})\b)",
            ("{mark} ",),
            accepts=_sentence_end,
            widen=True,
        ),
        Fault(rf"\.(?<=\b[ap]\.m\.)(?={_LETTER}{{2}})", (". ",), "safe", widen=True),
    ),
    "double": (Fault(r"  {1,7}(?<=[^\W\d_].{2})(?=[^\W\d_])", (" ",), "safe"),),
    "inside-bracket": (
        Fault(r"\( (?=[^\W_])(?<=[.,;”\"\s]\( )(?=[^\n)]{1,80}\))", ("(",), "safe"),
        Fault(r"\( (?=[^\W_])(?<=[^\W\d]\( )(?=[^\n)]{1,80}\))", (" (",), "safe"),
        Fault(r"\( (?=[^\W_])(?<=\d\( )(?=[^\n)]{1,80}\))", ("(", " (")),
        Fault(r" \)(?<=[\w.,%”\"] \))", (")",), "safe"),
    ),
    "split-time": (
        Fault(r" :(?P<m>[0-5]\d)(?!\d)", (":{m}",), accepts=_after_number(2), widen=True),
        Fault(r": (?P<m>[0-5]\d)(?![\d:%.,/-]\d|\d|%)(?! [a-z]{3,20}s\b)", (":{m}",), accepts=_after_number(2), widen=True),
    ),
    "split-number": (
        Fault(r", (?P<b>000)(?!\d)", (",{b}",), accepts=_after_number(3), widen=True),
        Fault(r" [,.](?P<b>000)(?!\d)", (",{b}",), accepts=_after_number(3), widen=True),
        Fault(r"\. (?P<b>\d{1,2} ?%)", (".{b}",), accepts=_after_number(2), widen=True),
    ),
    "glued-words": (
        Fault(r"(?P<b>[A-ZÀ-Þ])(?<=[a-zà-ÿ]{2}.)(?=[a-zà-ÿ]{2})", (" {b}",), accepts=_glued, widen=True),
        Fault(r"according(?<=\d.{9})(?= to\b)", (" according",), widen=True),
    ),
    "dash": (Fault(rf"- (?<=[a-z,]- )(?!(?:{_SUSPENDING})\b)(?=[a-z])", (" – ",), widen=True),),
}
_ANCHORS: dict[str, tuple[str, ...]] = {
    "double": ("  ",),
    "inside-bracket": ("( ", " )"),
    "split-time": (": ", " :"),
    "split-number": (", 000", " ,000", " .000", "%"),
    "dash": ("- ",),
}


class Spacing(Rule, frozen=True, kw_only=True, tag="spacing"):
    """Flags one `fault` of spacing inside a line.

    - `before-mark`: a space ahead of a comma, stop or other mark, as French writes some of them
    - `after-comma`: no space behind a comma or semicolon
    - `after-stop`: no space between two sentences; abbreviations, addresses and names of files excepted
    - `double`: two spaces or more between two words
    - `inside-bracket`: `( Paris )`
    - `split-time`: `12: 00` and `06 :55`
    - `split-number`: `3, 000`, `3 .000` and `6. 5%`
    - `glued-words`: a short word stuck to the next (`ofHostens`), or a figure to a word
    - `dash`: a hyphen for a dash, stuck to the word ahead of it
    """

    fault: Literal[
        "before-mark",
        "after-comma",
        "after-stop",
        "double",
        "inside-bracket",
        "split-time",
        "split-number",
        "glued-words",
        "dash",
    ]

    def anchors(self) -> Anchors:
        return Anchors(_ANCHORS.get(self.fault, ()))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        found = [match for fault in _FAULTS[self.fault] for match in fault.find(document)]
        yield from sorted(found, key=lambda match: match.start)
