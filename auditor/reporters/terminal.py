"""What may reach a terminal or a log of CI: no control characters, no commands, known widths."""

from collections.abc import Iterator
from unicodedata import category, combining, east_asian_width

from click import unstyle

from auditor.matching.compiled import Lazy

_COMMAND = Lazy(r"\A(\s*):(?=:)|#(?=#\[)")  # what runners of GitHub and Azure obey, wherever it was printed
LONGEST = 300  # code points of what was flagged, of a message and of a fix, each of which may quote an article
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def visible(text: str) -> str:
    """The text with control and direction-changing characters made visible, tabs and line ends as spaces.

    So are the beginnings of commands to a CI runner: `::error` at the start, `##[error]` anywhere.
    """
    if "::" in text or "##[" in text:
        text = _COMMAND.sub(lambda found: (found[1] or "") + "\N{REPLACEMENT CHARACTER}", text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char in "\t\n\r\u00a0\u202f\u2009":
        return " "
    if category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _DIRECTIONS:
        return "\N{REPLACEMENT CHARACTER}"
    return char


def short(text: str, longest: int = LONGEST) -> str:
    """The text, or its beginning with an ellipsis, in at most `longest` code points."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def width(text: str) -> int:
    """Columns the text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def excerpt(text: str, line: tuple[int, int], span: tuple[int, int], columns: int) -> tuple[str, int, int]:
    """What fits of a line around a span of it, with the offset and width of the span in columns.

    `line` and `span` are offsets into `text`. A span too wide to fit is cut at its end.
    """
    (first, last), (start, end) = line, span
    span_text, lead_in = visible(text[start : min(end, start + columns)]), int(start > first)
    shown, rest = _fitting(span_text, columns - lead_in - (end < last))
    if cut := bool(rest) or end > start + columns:
        shown, _ = _fitting(span_text, columns - lead_in - 1)
    after = "" if cut else visible(text[end : min(last, end + columns)])
    before = visible(text[max(first, start - columns) : start])
    room = columns - width(shown) - cut
    lead = max(room - min(width(after), room // 2), 0)
    head, left = _fitting(before[::-1], lead)
    head = head[::-1]
    if left or start - columns > first:
        head = "…" + _fitting(head[::-1], lead - 1)[0][::-1]
    tail, left = _fitting(after, max(room - width(head), 0))
    if not cut and (left or end + columns < last):
        tail = _fitting(after, max(room - width(head) - 1, 0))[0] + "…"
    return head + shown + ("…" if cut else "") + tail, width(head), max(1, width(shown))


def _fitting(text: str, columns: int) -> tuple[str, str]:
    """The beginning of a text that fits, and the rest."""
    used = 0
    for at, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return text[:at], text[at:]
    return text, ""


def wrapped(head: str, text: str, columns: int) -> Iterator[str]:
    """Lines of the text behind `head`, which may be styled, the later ones indented to where the first begins.

    Guillemets, which reasons use for French, stay with what they enclose.
    """
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    indent = " " * width(unstyle(head))
    line, used = head, len(indent)
    for number, word in enumerate(text.split(" ")):
        if number and used + 1 + width(word) > columns:
            yield line.replace("\u00a0", " ")
            line, used = indent, len(indent)
        elif number:
            line, used = line + " ", used + 1
        line, used = line + word, used + width(word)
    yield line.replace("\u00a0", " ")
