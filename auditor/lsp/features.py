"""What the server does on each message of LSP."""

from lsprotocol import types
from pygls.capabilities import get_capability

from auditor.config import NAMES
from auditor.lsp import hover
from auditor.lsp.actions import ADD_WORD, FIX_ALL, KINDS, Actions, wanted
from auditor.lsp.documents import OpenDocument
from auditor.lsp.server import Server
from auditor.lsp.settings import Settings
from auditor.triage.suppress import SIDECAR

_WATCHED = (*(f"**/{name}" for name in NAMES), f"**/*{SIDECAR}", "**/*.{yaml,yml,csv,tsv,tbx}")
_RELOADING = (*NAMES, SIDECAR, ".yaml", ".yml", ".csv", ".tsv", ".tbx")


def create(settings: Settings) -> Server:
    """A server that is ready to start."""
    server = Server(settings)
    for name, handler in (
        (types.INITIALIZE, _initialize),
        (types.INITIALIZED, _initialized),
        (types.TEXT_DOCUMENT_DID_OPEN, _did_open),
        (types.TEXT_DOCUMENT_DID_CHANGE, _did_change),
        (types.TEXT_DOCUMENT_DID_SAVE, _did_save),
        (types.TEXT_DOCUMENT_DID_CLOSE, _did_close),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _did_change_configuration),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _did_change_watched_files),
        (types.TEXT_DOCUMENT_HOVER, _hover),
    ):
        server.feature(name)(handler)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=KINDS))(_code_action)
    server.command(ADD_WORD)(_add_word)
    return server


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    if params.initialization_options:
        ls.use(params.initialization_options)
    ls.warm()


def _initialized(ls: Server, params: types.InitializedParams) -> None:  # noqa: ARG001 - the interface of pygls
    if ls.can("workspace.did_change_watched_files.dynamic_registration"):
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        ls.client_register_capability(types.RegistrationParams([types.Registration("auditor.watch", method, options)]))


def _did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.close(params.text_document.uri)
    document = OpenDocument(params.text_document, utf16=ls.utf16)
    ls.documents[document.uri] = document
    ls.audit(document)


def _did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    if document := ls.documents.get(params.text_document.uri):
        document.change(params.text_document.version, params.content_changes)
        ls.audit(document)


def _did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    if params.text_document.uri.endswith(_RELOADING):
        ls.reload()


def _did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _did_change_watched_files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:  # noqa: ARG001
    ls.reload()


def _did_change_configuration(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    if isinstance(params.settings, dict) and (values := params.settings.get("auditor")):
        ls.use(values)


async def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    document = await ls.settled(params.text_document.uri)
    if not document or not document.outcome.report or not document.outcome.auditor:
        return None
    offset = document.text.offset(params.position)
    findings = [finding for finding in document.outcome.report.findings if finding.start <= offset <= finding.end]
    if not findings:
        return None
    finding = findings[-1]  # where two meet, the one that begins there
    rules = document.outcome.auditor.rules((finding.rule,))
    summary = rules[0].rule.summary if rules else finding.message
    formats = get_capability(ls.client_capabilities, "text_document.hover.content_format", None) or ()
    if types.MarkupKind.Markdown in formats:
        content = types.MarkupContent(types.MarkupKind.Markdown, hover.markdown(finding, summary))
    else:
        content = types.MarkupContent(types.MarkupKind.PlainText, hover.plain(finding, summary))
    return types.Hover(content, document.text.range(finding.start, finding.end))


async def _code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    document = await ls.settled(params.text_document.uri)
    if not document or not document.outcome.report:
        return []
    actions = Actions(document, document.outcome.report, versioned=ls.versioned, writing=ls.can("workspace.apply_edit"))
    found = actions.at(params.range, params.context.only)
    automatic = params.context.trigger_kind == types.CodeActionTriggerKind.Automatic and not params.context.only
    if wanted(FIX_ALL, params.context.only) and not automatic:  # the pointer alone is not worth more audits
        fixed = await ls.audits.fixed(document)
        if fixed and (action := actions.fix_all(fixed)):
            found.append(action)
    return found


async def _add_word(ls: Server, uri: str, word: str) -> None:
    await ls.add_word(uri, word)
