"""The protocol where pygls leaves it open: order of requests, answers to broken ones, our own documents and columns."""

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

_MOST = 2**31 - 1  # the greatest line and column there may be
_UNPREPARED = types.ResponseError(types.ErrorCodes.ServerNotInitialized, "initialize first")
_REPEATED = types.ResponseError(types.ErrorCodes.InvalidRequest, "initialized already")
_ENDED = types.ResponseError(types.ErrorCodes.InvalidRequest, "shut down")


class Protocol(LanguageServerProtocol):
    """LSP as pygls has it, without its documents, whose lines are not those of LSP."""

    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]
    lsp_notebook_document__did_open = None  # type: ignore[assignment]
    lsp_notebook_document__did_change = None  # type: ignore[assignment]
    lsp_notebook_document__did_close = None  # type: ignore[assignment]

    @property
    def shut_down(self) -> bool:
        """Whether the client has said that it is about to end."""
        return self._shutdown

    def handle_message(self, message: Any) -> None:
        """Refuse what comes before `initialize` or after `shutdown`."""
        method = getattr(message, "method", None)
        refusal = None
        if method == types.INITIALIZE:
            refusal = _REPEATED if self._workspace else None
        elif method and method != types.EXIT:
            refusal = _ENDED if self._shutdown else None if self._workspace else _UNPREPARED
        if refusal is None:
            if method == types.INITIALIZE:
                _choose_columns(message.params.capabilities.general)
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=refusal)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message, or a part of one, from JSON. A request that makes no sense is answered with why, not passed over."""
        if data.keys() == {"line", "character"}:  # a position: one out of bounds means the nearest there is
            return {key: max(0, min(value, _MOST)) if isinstance(value, int) else value for key, value in data.items()}
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), (int, str)):
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def refuse_unreadable(self) -> None:
        """Answer to what is no JSON."""
        error = {"code": types.ErrorCodes.ParseError.value, "message": "not valid JSON"}
        self._send_data({"jsonrpc": self.VERSION, "id": None, "error": error})  # pygls would leave out the id


def _choose_columns(general: types.GeneralClientCapabilities | None) -> None:
    """Of the units that the client can count columns in leave pygls the best: code points, or UTF-16 code units."""
    if general and general.position_encodings is not None:
        kinds = types.PositionEncodingKind
        general.position_encodings = [kinds.Utf32 if kinds.Utf32 in general.position_encodings else kinds.Utf16]
