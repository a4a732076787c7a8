"""Code actions: fixes, suppressions, words for the house vocabulary."""

import re
from collections.abc import Iterator, Sequence

from lsprotocol import types

from auditor.finding import Finding, Fix
from auditor.fixing import Fixed
from auditor.lsp.diagnostics import of_finding
from auditor.lsp.documents import OpenDocument
from auditor.lsp.positions import Text
from auditor.report import DocumentReport
from auditor.reporters.terminal import visible
from auditor.triage.fixes import chosen, replaced

FIX_ALL = "source.fixAll.auditor"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
ADD_WORD = "auditor.addToVocabulary"
REASON = "checked by the desk"
_SHOWN = 60  # characters of a wording in a title


class Actions:
    """The actions on one audited document.

    Args:
        document: It.
        report: What was found in it.
        versioned: The client takes edits of a version, and refuses stale ones.
        writing: The client applies edits that the server asks for.
    """

    def __init__(self, document: OpenDocument, report: DocumentReport, *, versioned: bool, writing: bool) -> None:
        self._document = document
        self._text = document.text
        self._report = report
        self._versioned = versioned
        self._writing = writing

    def at(self, where: types.Range, only: Sequence[str] | None) -> list[types.CodeAction]:
        """The actions for a selection, of the kinds that the client asks for."""
        found: list[types.CodeAction] = []
        if wanted(types.CodeActionKind.QuickFix, only):
            start, end = sorted((self._text.offset(where.start), self._text.offset(where.end)))
            for finding in self._report.findings:
                if finding.start <= end and finding.end >= start:
                    found += self._on(finding)
        return found

    def fix_all(self, fixed: Fixed) -> types.CodeAction | None:
        """The action that makes of the document what `auditor check --fix` would; None where that is nothing."""
        before, after = self._text.readable, fixed.document.text
        if before == after:
            return None
        fixes = [fix for _, fix in chosen(fixed.fixed, unsafe=False)]
        if replaced(before, fixes) == after:
            edits = [self._replacement(fix) for fix in fixes]
        else:  # some were made where others had been
            edits = Text(before, utf16=self._text.utf16).difference(after)
        return types.CodeAction(f"Apply all safe fixes ({len(fixed.fixed)})", kind=FIX_ALL, edit=self._edit(edits))

    def _on(self, finding: Finding) -> Iterator[types.CodeAction]:
        diagnostics = [of_finding(finding, self._text)]
        for number, fix in enumerate(finding.fixes):
            safe = fix.safety == "safe"
            yield types.CodeAction(
                _title(fix, finding),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=diagnostics,
                is_preferred=True if safe and not number else None,
                edit=self._edit([self._replacement(fix)]),
            )
        yield types.CodeAction(
            f"Suppress here: {visible(finding.rule)}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=diagnostics,
            edit=self._edit([self._suppression(finding)]),
        )
        if self._writing and _is_term(finding.text):
            title = f"Add “{_short(finding.text)}” to the house vocabulary"
            yield types.CodeAction(
                title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=diagnostics,
                command=types.Command(title, ADD_WORD, arguments=[self._document.uri, finding.text]),
            )

    def _replacement(self, fix: Fix) -> types.TextEdit:
        return types.TextEdit(self._text.range(fix.start, fix.end), fix.replacement)

    def _suppression(self, finding: Finding) -> types.TextEdit:
        """A comment on a line of its own; in the line of a headline, which would else be the second line and no headline."""
        content = self._text.content
        comment = f"<!-- auditor-ignore {finding.rule}: {REASON} -->"
        start, end = self._text.line_span(self._text.line(finding.start))
        if self._report.document.in_scope("headline", finding.start, finding.end):
            if not content[finding.end : end].strip():  # the rule may want it to be the end of the line
                return types.TextEdit(self._text.range(start, start), f"{comment} ")
            return types.TextEdit(self._text.range(end, end), f" {comment}")
        line_end = re.search(r"\r\n?|\n", content)
        return types.TextEdit(self._text.range(start, start), comment + (line_end[0] if line_end else "\n"))

    def _edit(self, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        document = self._document
        if not self._versioned:
            return types.WorkspaceEdit(changes={document.uri: edits})
        identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, edits)])


def _is_term(text: str) -> bool:
    """Whether it may be a word or a name of the house: one word, or several in capitals."""
    words = text.split(" ")
    if len(text) > _SHOWN or not text.isprintable() or not all(word[:1].isalnum() for word in words):
        return False
    return len(words) == 1 or all(word[0].isupper() for word in words)


def _title(fix: Fix, finding: Finding) -> str:
    caution = "" if fix.safety == "safe" else " (check the meaning)"
    if not fix.replacement:
        return f"Delete “{_short(finding.text)}”{caution}"
    return f"Replace with “{_short(fix.replacement)}”{caution}"


def _short(text: str) -> str:
    return visible(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a client asks for a kind: by itself, or by a kind that it belongs to."""
    return only is None or any(kind == asked or asked == "" or kind.startswith(f"{asked}.") for asked in only)
