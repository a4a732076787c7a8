"""Elements of WordprocessingML (ECMA-376, part 1, clause 17), and text that they can hold."""

from unicodedata import bidirectional

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from auditor.matching.compiled import Lazy
from auditor.reporters.ci import safe

Element = BaseOxmlElement

_PIECE = Lazy(r"[\t\n]|[^\t\n]{1,1000000}")  # parsers refuse text of more than 10 MB in one element
_SPECIAL = {"\t": "tab", "\n": "br"}


def w(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of the main namespace. Its order of children is the caller's concern."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def clean(text: str) -> str:
    """The text as XML can hold it: a replacement character for each control character and half of a surrogate pair.

    For each carriage return too, which XML changes.
    """
    return safe(text).replace("\r", "\N{REPLACEMENT CHARACTER}")


def run(text: str, *properties: Element) -> Element:
    """A run of text, every space kept."""
    made = w("r", w("rPr", *properties)) if properties else w("r")
    for piece in _PIECE.finditer(clean(text)):
        if special := _SPECIAL.get(piece[0]):
            made.append(w(special))
        else:
            made.append(_text(piece[0]))
    return made


def paragraph(style: str | None, *children: Element, right_to_left: bool = False) -> Element:
    """A paragraph in a style, or in the default one."""
    properties = [w("pStyle", val=style)] if style else []
    if right_to_left:
        properties.append(w("bidi"))
    return w("p", w("pPr", *properties), *children) if properties else w("p", *children)


def mostly_right_to_left(text: str) -> bool:
    """Whether most letters of the text run from right to left."""
    if text.isascii():
        return False
    directions = [bidirectional(char) for char in text]
    return directions.count("R") + directions.count("AL") > directions.count("L")


def _text(piece: str) -> Element:
    made = w("t")
    made.text = piece
    made.set(_SPACE, "preserve")
    return made


_SPACE = qn("xml:space")
