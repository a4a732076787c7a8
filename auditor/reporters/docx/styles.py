"""The styles of the Word file, over those of python-docx's template, which has none for comments."""

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

HEADLINE = "Title"
FILE = "Heading1"
"""Ranks above the headline in Word's navigation, which lists no titles; small, for it is not part of the article."""
BLANK = "BlankLine"
COMMENT = "CommentText"
REFERENCE = "CommentReference"

_GRAY = RGBColor(0x59, 0x59, 0x59)
_ADDED = (
    f"""<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{BLANK}"><w:name w:val="Blank Line"/>
    <w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:style>""",
    f"""<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{COMMENT}"><w:name w:val="annotation text"/>
    <w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>
    <w:pPr><w:spacing w:after="60" w:line="240" w:lineRule="auto"/></w:pPr>
    <w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>""",
    f"""<w:style {nsdecls("w")} w:type="character" w:styleId="{REFERENCE}"><w:name w:val="annotation reference"/>
    <w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
    <w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>""",
)


def apply(word: Word) -> None:
    """Plain paragraphs and a plain headline; a blank line lower than a line of text."""
    for style in _ADDED:
        word.styles.element.append(parse_xml(style))
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    title = word.styles["Title"]
    title.element.get_or_add_pPr().remove_all("w:pBdr", "w:contextualSpacing")
    title.paragraph_format.space_after = Pt(12)
    title.font.size, title.font.bold, title.font.color.rgb = Pt(20), True, RGBColor(0, 0, 0)
    heading = word.styles["Heading 1"]
    heading.paragraph_format.page_break_before = True
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(0), Pt(12)
    heading.font.size, heading.font.bold, heading.font.color.rgb = Pt(10), False, _GRAY
