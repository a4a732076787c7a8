"""The documents that an editor has open."""

import asyncio
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from lsprotocol import types
from pygls.uris import to_fs_path

from auditor.config import NAMES
from auditor.errors import AuditorError
from auditor.fixing import Fixed
from auditor.lsp.positions import Text
from auditor.pipeline import Auditor
from auditor.readers import jsonl
from auditor.report import DocumentReport
from auditor.triage.suppress import SIDECAR

SHORTEST_PAUSE = 0.01  # seconds
LONGEST = 1_000_000  # code points; auditing them takes about two seconds


class Outcome(NamedTuple):
    """What an audit gave: without a report where there was none."""

    diagnostics: list[types.Diagnostic]
    problems: tuple[AuditorError, ...] = ()
    """Of its configuration, and of the rules."""
    report: DocumentReport | None = None
    auditor: Auditor | None = None


class OpenDocument:
    """One document as its editor holds it, and what its last audit found."""

    def __init__(self, item: types.TextDocumentItem, *, utf16: bool) -> None:
        self.uri = item.uri
        self.path = to_fs_path(item.uri) or "-"
        """Where it lies, or is to lie once it is saved; `-` for a document without a file."""
        self.language = item.language_id
        self.version: int | None = item.version
        self.text = Text(item.text, utf16=utf16)
        self.serial = 0
        """Counts whatever makes an audit stale: changes of the text, and of the configuration."""
        self.audited = -1
        """The serial that the last audit was of."""
        self.outcome = Outcome([])
        """What it gave."""
        self.fixed: tuple[int, Fixed] | None = None
        """A serial, and what safe fixes make of the text of then."""
        self.closed = False
        self.changed_at = 0.0
        """By the clock of the event loop."""
        self.pause = SHORTEST_PAUSE
        """For how many seconds nobody must type before it is audited."""
        self.task: asyncio.Task[None] | None = None
        """What audits it until it is audited as it is."""

    @property
    def stale(self) -> bool:
        """Whether an audit of it is due."""
        return self.audited != self.serial and not self.closed

    @property
    def auditable(self) -> bool:
        """Whether it is an article: neither JSON Lines nor a configuration of ours, and not too long."""
        name = PurePath(self.path).name.lower()
        article = not name.endswith((*jsonl.SUFFIXES, SIDECAR)) and name not in NAMES and self.language != "jsonl"
        return article and not self.too_long

    @property
    def too_long(self) -> bool:
        return len(self.text.content) > LONGEST

    def change(self, version: int | None, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply changes in their order, each to what the one before it left."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                self.text = self.text.replaced(change.range, change.text)
            else:
                self.text = self.text.with_content(change.text)
        self.version = version
        self.serial += 1
