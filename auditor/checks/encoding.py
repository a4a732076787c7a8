"""`check: encoding`: text decoded with the wrong encoding, and characters that should not be in a text."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.document import Document
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import Lazy
from auditor.rules.model import Hit, Match, Rule

# What the bytes 80-BF of UTF-8 become in Windows-1252 and Latin-1. A no-break space often turned into a plain one.
_CP1252 = "".join(bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0))
_TRAIL = "\x80-\xbf" + _CP1252
_LEAD = "[ÂÃÄÅÐÑâïð‚√]"
_UNIT = (
    f"{_LEAD}(?:(?<=Ã)(?:[ƒ‚Â][{_TRAIL}Â]{{1,6}}|[{_TRAIL}])|(?<=Â)[\xa0-\xbf]|(?<=[ÄÅ])[\x80-\xbf‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]"
    f'|(?<=[ÐÑ])[{_TRAIL}][ÐÑ][{_TRAIL}]|(?<=â)(?:€[{_TRAIL}"]?|[‚„†ˆ]\\S)|(?<=ï)»¿|(?<=ð)Ÿ[{_TRAIL}]{{1,2}}'
    '|(?<=‚)Ä[ôúùìîæ¶¢"]|(?<=√)[©®´±≠ß†°∫ºªº¥∂])'
)
# After one damaged character, others are damaged for certain.
_MOJIBAKE = Lazy(f"{_UNIT}(?:{_UNIT}|[ÂÄÅ][{_TRAIL}]){{0,40}}|Â(?=[ \xa0](?:[£€$°«»:;!?]|\\d))")
_ENTITY = Lazy(r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d?);|&(?:nbsp|amp|quot|rsquo|lsquo|rdquo|ldquo|eacute)\b")
_REPLACEMENT = Lazy("\ufffd{1,40}")
_CONTROLS = "".join(map(chr, [*range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x2028, 0x2029, 0xFEFF]))
_CONTROL = Lazy(f"[{re.escape(_CONTROLS)}]{{1,40}}")
_CAPITAL_TRAP = Lazy("[A-ZÀ-Þ][ÃÄÅ][”“’‘…–—™]$")  # SÃO in capitals ahead of a mark: IRMÃ”


class Encoding(Rule, frozen=True, kw_only=True, tag="encoding"):
    """Flags one `fault` of encoding, and works out what the text was.

    - `mojibake`: UTF-8 read as Windows-1252, Latin-1 or Mac Roman, once or more often (`â€™`, `Ã©`, `Â°`)
    - `entity`: an HTML entity left as it was (`&nbsp;`, `&#8217;`)
    - `replacement`: the character that stands for an unreadable one
    - `control`: control characters, soft hyphens and spaces without width
    """

    fault: Literal["mojibake", "entity", "replacement", "control"]

    def anchors(self) -> Anchors:
        literals = {
            "mojibake": ("â", "ã", "ä", "å", "ð", "ñ", "ï»¿", "‚ä", "√"),
            "entity": ("&",),
            "replacement": ("\ufffd",),
            "control": tuple(_CONTROLS),
        }
        return Anchors(literals[self.fault])

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        text = document.text
        if self.fault == "mojibake":
            yield from _mojibake(text)
        elif self.fault == "entity":
            import html

            for match in _ENTITY.finditer(text):
                read = html.unescape(html.unescape(match[0]))
                if read != match[0]:
                    yield Match(match.start(), match.end(), (read.replace("\xa0", " "),), "safe")
        elif self.fault == "replacement":
            yield from (Match(match.start(), match.end()) for match in _REPLACEMENT.finditer(text))
        else:
            yield from (Match(match.start(), match.end(), ("",), "safe") for match in _CONTROL.finditer(text))


def _mojibake(text: str) -> Iterator[Match]:
    if text.isascii():
        return
    for match in _MOJIBAKE.finditer(text):
        start, end = match.span()
        if end - start == 2 and _CAPITAL_TRAP.search(text[max(0, start - 1) : end]):
            continue
        read = _read_again(match[0])
        yield Match(start, end, () if read is None else (read,), "safe")


def _read_again(damaged: str) -> str | None:
    """The text as it was before it was decoded wrongly, or None."""
    if damaged == "Â":
        return ""
    encodings = ("mac_roman",) if damaged[0] in "‚√" else ("cp1252",)
    text, done = damaged, False
    for _ in range(3):
        for encoding in encodings:
            try:
                text, done = b"".join(_byte(c, encoding) for c in text).decode("utf-8"), True
            except (UnicodeDecodeError, UnicodeEncodeError):
                return text if done else None
        if text.isascii():
            break
    return text


def _byte(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")
