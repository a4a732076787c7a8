"""The Word file: a package of parts around the paragraphs and comments.

python-docx makes the package. Its own ways to add a paragraph and a comment look at all those before (10,000 comments
take minutes), so elements are appended here.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from auditor.reporters.docx import styles
from auditor.reporters.docx.elements import Element, clean, paragraph, w

AUTHOR = "auditor"
INITIALS = "A"
_LONGEST_TITLE = 255  # code points, as python-docx allows
_LEFTOVERS = (  # of python-docx's template
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP.EXTENDED_PROPERTIES,
    RELATIONSHIP.CUSTOM_XML,
)


class WordFile:
    """A Word file that grows at its end."""

    def __init__(self, title: str) -> None:
        self._word = _template()
        styles.apply(self._word)
        properties = self._word.core_properties
        properties.title, properties.author = clean(title)[:_LONGEST_TITLE], AUTHOR
        self._end = cast(Element, self._word.element.body.sectPr)
        _ = self._word.comments  # which makes the part
        self._comments = _element(self._word.part.part_related_by(RELATIONSHIP.COMMENTS))

    def add(self, paragraph: Element) -> None:
        self._end.addprevious(paragraph)

    def comment(self, lines: Iterable[Sequence[Element]]) -> int:
        """Add a comment, not yet anchored, of paragraphs of runs. Returns its id."""
        name = len(self._comments)
        mark = w("r", w("rPr", w("rStyle", val=styles.REFERENCE)), w("annotationRef"))
        comment = w("comment", id=str(name), author=AUTHOR, initials=INITIALS)
        for number, line in enumerate(lines):
            comment.append(paragraph(styles.COMMENT, *([] if number else [mark]), *line))
        self._comments.append(comment)
        return name

    def saved(self) -> bytes:
        """As bytes that do not depend on the time."""
        dated, undated = BytesIO(), BytesIO()
        self._word.save(dated)
        with ZipFile(dated) as parts, ZipFile(undated, "w") as package:
            for name in parts.namelist():
                package.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
        return undated.getvalue()


def _template() -> Word:
    """python-docx's empty document, without what tells of the one it was made from."""
    word = docx.Document()
    package = word.part.package
    assert package is not None
    for relationships in (package.rels, word.part.rels):
        for name in [name for name, related in relationships.items() if related.reltype in _LEFTOVERS]:
            del relationships[name]
    properties = _element(package.part_related_by(RELATIONSHIP.CORE_PROPERTIES))
    for old in list(properties):
        properties.remove(old)
    settings = word.settings.element
    settings.remove_all("w:proofState")  # "no mistakes": nobody looked
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it in "compatibility mode", with comments as they were in 2010
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # which the schema asks for
    return word


def _element(part: object) -> Element:
    return cast(Element, cast(XmlPart, part).element)
