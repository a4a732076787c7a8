"""When documents are audited: after a short pause in typing, off the event loop, one at a time for each; the latest text wins."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from auditor.document import Document
from auditor.errors import AuditorError, ConfigError
from auditor.fixing import Fixed, fixed
from auditor.lsp import diagnostics
from auditor.lsp.documents import SHORTEST_PAUSE, OpenDocument, Outcome
from auditor.lsp.positions import Text
from auditor.lsp.settings import Auditors
from auditor.pipeline import Auditor

_LONGEST_PAUSE = 1.0  # seconds
_SHARE = 0.25  # of the time that the last audit took: a long document can wait longer
_PATIENCE = 8  # pauses after which someone who types without one sees findings all the same, if an audit is quicker than a key

# An article with something for each part of an audit, sentences and parts of speech among them.
_SAMPLE = """A headline

“Why not?”, launched Mr. Putin, according to him. Three men succeeded to enter the building.
They crossed a village where live 300 people. He won the elections legislative of June.
"""

log = logging.getLogger(__name__)


class Audits:
    """Audits documents when they have changed, and hands over what is not stale by then.

    `publish` is called on the event loop with each document that has an outcome.
    """

    def __init__(self, auditors: Auditors, executor: Executor, publish: Callable[[OpenDocument], None]) -> None:
        self._auditors = auditors
        self._executor = executor
        self._publish = publish

    def changed(self, document: OpenDocument, directory: Path) -> None:
        """Audit a document soon. `directory` decides on the configuration."""
        document.changed_at = asyncio.get_running_loop().time()
        if document.task is None or document.task.done():
            document.task = asyncio.create_task(self._work(document, directory))

    async def settled(self, document: OpenDocument) -> bool:
        """Wait until the document is audited as it now is. False when it was closed before, or cannot be."""
        while document.stale and document.task and not document.task.done():
            await asyncio.wait([document.task])
        return not document.stale and not document.closed

    async def fixed(self, document: OpenDocument) -> Fixed | None:
        """What safe fixes make of a document that is audited as it is; None when it is no longer, or cannot be fixed."""
        serial, outcome = document.serial, document.outcome
        if outcome.auditor is None or outcome.report is None:
            return None
        if document.fixed is None or document.fixed[0] != serial:
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(self._executor, _fixed, outcome.auditor, outcome.report.document)
            document.fixed = (serial, made) if made else None
        return document.fixed[1] if document.fixed and document.fixed[0] == document.serial else None

    async def _work(self, document: OpenDocument, directory: Path) -> None:
        loop = asyncio.get_running_loop()
        while document.stale:
            await _quiet(document)
            serial, text = document.serial, document.text
            begun = loop.time()
            if document.auditable:
                outcome = await loop.run_in_executor(self._executor, _audited, self._auditors, directory, document.path, text)
            else:
                outcome = Outcome(diagnostics.too_long() if document.too_long else [])
            document.pause = min(max(SHORTEST_PAUSE, _SHARE * (loop.time() - begun)), _LONGEST_PAUSE)
            if serial == document.serial and not document.closed:
                document.audited, document.outcome = serial, outcome
                self._publish(document)


async def _quiet(document: OpenDocument) -> None:
    """Wait until nobody has typed for a moment, but not for ever."""
    loop = asyncio.get_running_loop()
    latest = loop.time() + _PATIENCE * document.pause
    while (wait := min(document.changed_at + document.pause, latest) - loop.time()) > 0:
        await asyncio.sleep(wait)


def _audited(auditors: Auditors, directory: Path, path: str, text: Text) -> Outcome:
    """Audit one text. Runs in a thread."""
    problems: tuple[AuditorError, ...] = ()
    try:
        auditor, problems = auditors.get(directory)
        content = text.readable
        try:
            report = auditor.audit(Document(content, path))
        except ConfigError as error:  # of the sidecar file: go without
            problems += (error,)
            report = auditor.audit(Document(content, file=path))
        return Outcome(diagnostics.of_report(report, text), problems, report, auditor)
    except Exception as error:
        log.error("internal error in an audit: %s", type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG))
        return Outcome([], problems)


def _fixed(auditor: Auditor, document: Document) -> Fixed | None:
    """Fix one text. Runs in a thread."""
    try:
        return fixed(auditor, document)
    except Exception as error:
        log.error("internal error in a fix: %s", type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG))
        return None


def warm(auditors: Auditors, directory: Path) -> None:
    """Load the rules, and import what only some of them need."""
    auditors.get(directory).auditor.audit(_SAMPLE)
