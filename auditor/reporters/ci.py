"""What the formats for CI share: text on one line and safe for XML, and findings told where their text is not shown."""

from typing import TYPE_CHECKING

from auditor.document import Document
from auditor.finding import Finding
from auditor.matching.compiled import Lazy
from auditor.report import Problem
from auditor.reporters import places
from auditor.reporters.terminal import LONGEST, short, visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_UNFIT = Lazy("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # https://www.w3.org/TR/xml/#charsets
_PLACE = Lazy(r"(?s)(.+):(\d{1,9})")
_MOST_FIXES = 3


def safe(text: str) -> str:
    """The text with U+FFFD for what XML 1.0 cannot hold: control characters, half surrogate pairs."""
    return str(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text))


def line(text: str) -> str:
    """The text on one line, without control or direction-changing characters; safe for XML and for a log of CI."""
    return safe(visible(text))


def shown(text: str, longest: int = LONGEST) -> str:
    """What a text or a rule says, on one line and no longer than anybody reads."""
    return line(short(text, longest))


def told(finding: Finding) -> str:
    """A finding in one line: message, what was flagged, the fixes. A paragraph is one line, so a place alone tells little."""
    flagged = f"“{shown(finding.text)}”" if finding.text else ""
    options = [f"“{shown(fix.replacement)}”" if fix.replacement else "delete" for fix in finding.fixes[:_MOST_FIXES]]
    if options:
        caution = "" if finding.fixes[0].safety == "safe" else ", check the meaning"
        flagged = f"{flagged} → {' or '.join(options)}{caution}".lstrip()
    message = shown(finding.message, 2 * LONGEST).rstrip(". ")
    return f"{message} ({flagged})" if flagged else message


def name(document: Document, root: str) -> str:
    """The document's file as `places.file` names it, and behind it which of the file's documents it is."""
    return places.file(document, root) + (safe(document.path[len(document.file) :]) if document.file else "")


def place(problem: Problem) -> tuple[Document, int | None]:
    """The file that a problem is in, as an empty document, and the line where its place tells one: `wire.jsonl:12`."""
    found = _PLACE.fullmatch(problem.path)
    return (Document("", found[1]), int(found[2])) if found else (Document("", problem.path), None)


def rendered(root: "Element") -> str:
    """An XML document, indented, with a declaration."""
    from xml.etree import ElementTree

    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
