"""What may reach a terminal: no control characters, known widths."""

from unicodedata import category, combining, east_asian_width


def visible(text: str) -> str:
    """The text with control and direction-changing characters made visible, tabs and line ends as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char in "\t\n\r\u00a0\u202f\u2009":
        return " "
    if category(char) in ("Cc", "Cs", "Zl", "Zp") or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return "\N{REPLACEMENT CHARACTER}"
    return char


def width(text: str) -> int:
    """Columns the text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def excerpt(line: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """The part of a line around `[start, end)` that fits, with the offset and width of the span in columns."""
    room = max(20, columns - (end - start)) // 2
    low, high = max(0, start - room), min(len(line), end + room)
    head, tail = ("…" if low else ""), ("…" if high < len(line) else "")
    before, span, after = (visible(part) for part in (line[low:start], line[start:end], line[end:high]))
    while before and width(head + before + span) > max(columns - 12, 20):
        head, before = "…", before[1:]
    shown = head + before + span + after + tail
    while width(shown) > columns and len(after) > 0:
        after, tail = after[:-1], "…"
        shown = head + before + span + after + tail
    return shown, width(head + before), max(1, width(span))
