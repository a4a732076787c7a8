"""The language server: the state of a session, and what it sends."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from auditor import __version__
from auditor.errors import ConfigError
from auditor.lsp import vocabulary
from auditor.lsp.audits import Audits, warm
from auditor.lsp.documents import OpenDocument
from auditor.lsp.positions import Text
from auditor.lsp.problems import Problems
from auditor.lsp.protocol import Protocol
from auditor.lsp.settings import Auditors, Settings, Stamp, stamp
from auditor.reporters.terminal import visible

_THREADS = 2  # so that a long document does not keep a short one waiting

log = logging.getLogger(__name__)


class Server(LanguageServer):
    """One session with one editor."""

    protocol: Protocol

    def __init__(self, settings: Settings) -> None:
        super().__init__("auditor", __version__, types.TextDocumentSyncKind.Incremental, protocol_cls=Protocol)
        self.settings = settings
        self.auditors = Auditors(settings)
        self.documents: dict[str, OpenDocument] = {}
        self._audit_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="audit")
        self.audits = Audits(self.auditors, self._audit_pool, self._publish)
        self._problems = Problems(self._tell, self._mark)
        self._unsaved: dict[Path, tuple[Stamp, Text]] = {}
        """Configurations as the client was asked to change them, and the state of their files by then."""

    # What the client can do

    def can(self, capability: str) -> bool:
        """Whether the client has a capability, such as `workspace.apply_edit`."""
        return bool(get_capability(self.client_capabilities, capability, False))

    @property
    def versioned(self) -> bool:
        """Whether the client takes edits of a version of a document, and refuses stale ones."""
        return self.can("workspace.workspace_edit.document_changes")

    @property
    def creating(self) -> bool:
        """Whether the client creates files that an edit names."""
        operations = get_capability(self.client_capabilities, "workspace.workspace_edit.resource_operations", None)
        return types.ResourceOperationKind.Create in (operations or ())

    @property
    def utf16(self) -> bool:
        return self.workspace.position_encoding != types.PositionEncodingKind.Utf32

    def root(self, document: OpenDocument | None = None) -> Path:
        """The workspace folder that holds a document, or else its own; without one the first, or where the server was started."""
        folders = [Path(path) for folder in self.workspace.folders.values() if (path := to_fs_path(folder.uri))]
        folders += [Path(self.workspace.root_path)] if self.workspace.root_path else []
        if document is None or document.path == "-":
            return (folders or [Path.cwd()])[0]
        holding = [folder for folder in folders if Path(document.path).is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts)) if holding else Path(document.path).parent

    def directory(self, document: OpenDocument) -> Path:
        """Where the search for the configuration of a document begins."""
        return self.root() if document.path == "-" else Path(document.path).absolute().parent

    # Settings

    def warm(self) -> None:
        """Load rules and what they import, so that the first keystroke need not wait for it."""
        self._audit_pool.submit(warm, self.auditors, self.root())

    def use(self, values: Any) -> None:
        """Take settings of the editor. Those that are none are told, and the ones before stay."""
        try:
            self.settings = self.settings.changed(values)
        except ConfigError as error:
            self._tell(str(error))
            return
        self.auditors.use(self.settings)
        self.audit_all()

    def reload(self) -> None:
        """Read all configurations again."""
        self.auditors.reload()
        self.audit_all()

    # Audits

    def audit(self, document: OpenDocument) -> None:
        self.audits.changed(document, self.directory(document))

    def audit_all(self) -> None:
        for document in self.documents.values():
            document.serial += 1
            self.audit(document)

    async def settled(self, uri: str) -> OpenDocument | None:
        """An open document once it is audited as it now is; None when it is not open."""
        document = self.documents.get(uri)
        return document if document and await self.audits.settled(document) else None

    def close(self, uri: str) -> None:
        document = self.documents.pop(uri, None)
        if document:
            document.closed = True
            self._show_problems()
            self._send(uri, document.path, [])

    def _publish(self, document: OpenDocument) -> None:
        self._show_problems()
        self._send(document.uri, document.path, document.outcome.diagnostics, document.version)

    def _show_problems(self) -> None:
        self._problems.show(problem for document in self.documents.values() for problem in document.outcome.problems)

    def _mark(self, path: Path) -> None:
        """Send the marks of a file; with its findings, where it is open."""
        document, uri = self._opened(path), from_fs_path(str(path)) or ""
        if document is None or document.uri != uri:  # marked before it was opened, maybe
            self._send(uri, str(path), [])
        if document and not document.stale:  # else its audit sends them
            self._send(document.uri, document.path, document.outcome.diagnostics, document.version)

    def _send(self, uri: str, path: str, findings: list[types.Diagnostic], version: int | None = None) -> None:
        found = [*self._problems.marks(Path(path)), *findings]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _opened(self, path: Path) -> OpenDocument | None:
        """A file that is open, whichever way the editor writes its URI."""
        return next((document for document in self.documents.values() if Path(document.path) == path), None)

    def _tell(self, text: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, visible(f"auditor: {text}")))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - the interface of pygls
        """Log an error of ours, or of the client, by its name: what it says may quote an article."""
        log.error("%s", type(error).__name__, exc_info=error if log.isEnabledFor(logging.DEBUG) else None)
        if isinstance(error, ValueError | RecursionError):  # of JSON, or of its encoding
            self.protocol.refuse_unreadable()

    # The house vocabulary

    async def add_word(self, uri: str, word: str) -> None:
        """Have the client write a word into the configuration, and do without findings of it from now on."""
        document = self.documents.get(uri)
        if document is None:
            return
        try:
            target = self._configuration(document)
            after = target.text.with_content(vocabulary.with_word(target.text.content, target.path.name, word))
        except ConfigError as error:
            self._tell(str(error))
            return
        if after.content != target.text.content:
            edit = vocabulary.edit(target, after.content, versioned=self.versioned, creating=self.creating)
            parameters = types.ApplyWorkspaceEditParams(edit, label=f"Add “{visible(word)}” to the house vocabulary")
            if not (await self.workspace_apply_edit_async(parameters)).applied:
                return
            self._unsaved[target.path] = stamp(target.path), after
        self.auditors.allow(word, self.directory(document))
        self.audit_all()

    def _configuration(self, document: OpenDocument) -> vocabulary.Target:
        """The configuration that governs a document, or the one that is to. Raises ConfigError for one that cannot be read."""
        found = self.auditors.found(self.directory(document))
        path = found or self.root(document) / "auditor.toml"
        if opened := self._opened(path):
            return vocabulary.Target(path, opened.uri, opened.text, opened.version, new=False)
        uri = from_fs_path(str(path)) or ""
        changed_at, text = self._unsaved.get(path, (None, None))
        if text is None or changed_at != stamp(path):
            text = Text(_read(path) if found else "", utf16=self.utf16)
        return vocabulary.Target(path, uri, text, None, new=found is None)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", place=str(path)) from None
