"""A real client: pygls's, on the pipes of `python -m auditor lsp`, that keeps what the server sends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, Union

from cattrs import Converter
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter
from pygls.uris import to_fs_path

from tests.support import Command

T = TypeVar("T")
Steps = Callable[["Client"], Coroutine[Any, Any, None]]
Drive = Callable[..., None]
_LONG = 30  # seconds after which a server that does not answer has failed

CAPABILITIES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        apply_edit=True,
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
        ),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown, types.MarkupKind.PlainText]),
    ),
)


def _converter() -> Converter:
    """That of pygls, which takes a code action with a command for a bare command."""
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]

    def hook(value: Any, _: Any) -> types.Command | types.CodeAction:
        if isinstance(value.get("command"), str):
            return converter.structure(value, types.Command)
        return converter.structure(value, types.CodeAction)

    converter.register_structure_hook(Union[types.Command, types.CodeAction], hook)  # noqa: UP007 - as lsprotocol has it
    return converter


class Client(LanguageClient):
    """Keeps diagnostics, messages, registrations and edits, and wakes those who wait for them."""

    def __init__(self) -> None:
        super().__init__("tests", "1", converter_factory=_converter)
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.registered: list[types.Registration] = []
        self.edits: list[types.WorkspaceEdit] = []
        self.accepting = True
        self.creating = False
        """Whether files that an edit is to create are there at once, empty; else nothing of an edit is on disk."""
        self.broken: list[Exception] = []
        self._news = asyncio.Event()
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(self._on(self.published.append))
        self.feature(types.WINDOW_SHOW_MESSAGE)(self._on(lambda params: self.messages.append(params.message)))
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(self._on(lambda params: self.registered.extend(params.registrations)))
        self.feature(types.WORKSPACE_APPLY_EDIT)(self._on(self._apply))

    def _on(self, keep: Callable[[Any], T]) -> Callable[[Any], T]:
        def handler(params: Any) -> T:
            result = keep(params)
            self._news.set()
            return result

        return handler

    def _apply(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self.edits.append(params.edit)
        for change in (params.edit.document_changes or ()) if self.creating else ():
            if isinstance(change, types.CreateFile):
                Path(to_fs_path(change.uri) or "").touch()
        return types.ApplyWorkspaceEditResult(applied=self.accepting)

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - the interface of pygls
        self.broken.append(error)

    def forget(self) -> None:
        """What was said before; registrations last."""
        for kept in (self.published, self.messages, self.edits):
            kept.clear()
        self.accepting, self.creating = True, False

    async def until(self, found: Callable[[], T | None]) -> T:
        """Wait until something that is looked for has come."""
        async with asyncio.timeout(_LONG):
            while not (result := found()):
                self._news.clear()
                await self._news.wait()
            return result

    async def diagnostics(self, uri: str, version: int | None) -> list[types.Diagnostic]:
        """The first diagnostics for a version, which are then forgotten."""

        def found() -> types.PublishDiagnosticsParams | None:
            return next((params for params in self.published if params.uri == uri and params.version == version), None)

        params = await self.until(found)
        self.published.remove(params)
        return list(params.diagnostics)

    def open(self, uri: str, text: str, version: int = 1, language: str = "plaintext") -> None:
        self.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, version, text)))

    def change(self, uri: str, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
        identifier = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    async def actions(self, uri: str, where: types.Range, *only: str) -> list[types.CodeAction]:
        context = types.CodeActionContext([], list(only) or None)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        return [
            action for action in await self.text_document_code_action_async(params) or () if isinstance(action, types.CodeAction)
        ]

    async def hover(self, uri: str, position: types.Position) -> str | None:
        found = await self.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), position))
        if found is None:
            return None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value


@asynccontextmanager
async def start(
    *line: str,
    root: Path | None = None,
    capabilities: types.ClientCapabilities = CAPABILITIES,
    options: Any = None,
    **process: Any,
) -> AsyncIterator[Client]:
    """A client whose server is initialized, and ends well."""
    client = Client()
    await client.start_io(*line, **process)
    folders = [types.WorkspaceFolder(root.as_uri(), "root")] if root else None
    await client.initialize_async(types.InitializeParams(capabilities, workspace_folders=folders, initialization_options=options))
    client.initialized(types.InitializedParams())
    yield client
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    assert client._server
    assert client._server.stderr
    assert await client._server.stderr.read() == b""
    assert client._server.returncode == 0
    assert not client.broken


@asynccontextmanager
async def session(command: Command, *arguments: str, **options: Any) -> AsyncIterator[Client]:
    """The server with the tiny packs, in the directory of the test."""
    settings = {"root": command.directory, "env": command.environment, "cwd": command.directory, **options}
    async with start(*command.line("lsp", *arguments), **settings) as client:
        yield client


def span(line: int, start: int, end: int, end_line: int | None = None) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line if end_line is None else end_line, end))


def typed(where: types.Range, text: str) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(where, text)
