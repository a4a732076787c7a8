"""Text of strangers as HTML can hold it: nothing invisible that acts, nothing that HTML would change."""

import re
from unicodedata import name

from markupsafe import Markup, escape

_LINE_END = re.compile(r"\r\n?")
_HARMFUL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff"  # what cannot be seen; joiners are part of letters and emoji
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # what changes direction, or ends lines for some programs only
    "\ud800-\udfff]"
)
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def lines(text: str) -> str:
    """The text with every line end as `\\n`."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def plain(text: str) -> str:
    """For attributes, labels and messages: harmful characters replaced, one for one after line ends are made `\\n`."""
    text = lines(text)
    return text if text.isascii() and text.isprintable() else _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(text: str) -> Markup:
    """For the text of an article: the same, but each replacement tells what it stands for, so that a copy is exact."""
    text = lines(text)
    parts, end = [], 0
    for found in () if text.isascii() and text.isprintable() else _HARMFUL.finditer(text):
        parts += [escape(text[end : found.start()]), _character(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def exact(text: str) -> Markup:
    """For an attribute that a script reads: all characters but those that HTML cannot hold."""
    return escape(_IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", lines(text)))


def described(char: str) -> str:
    """Its code and its name: "U+200B zero width space"."""
    return f"U+{ord(char):04X} {name(char, 'unnamed character').lower()}"


def _character(char: str) -> Markup:
    return Markup('<span class="char" data-code="{:04X}" title="{}">\N{REPLACEMENT CHARACTER}</span>').format(
        ord(char), described(char)
    )
