"""Standard input and output as the line to the editor."""

import logging
import os
import re
import sys
from contextlib import redirect_stdout
from typing import BinaryIO, cast

from auditor.lsp.server import Server

_LONGEST_LINE = 1_000_000  # bytes
_LONGEST_MESSAGE = 64_000_000
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,12})[ \t]*\r?\n\Z", re.IGNORECASE)


class Output:
    """Standard output. Once nobody reads it any more, the session is over."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.gone = False

    def write(self, data: bytes) -> None:
        try:
            if not self.gone:
                self._stream.write(data)
                self._stream.flush()
        except OSError:
            self.gone = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())  # Python flushes the rest of it when it ends

    def flush(self) -> None:
        """Nothing is left to write."""

    def close(self) -> None:
        self.gone = True


class Input:
    """Standard input as pygls reads it, bounded, from a client that may count wrongly.

    After a body that is longer than its header says, pygls would take the rest of it and the next header for one line, and never
    find a message again. Here a header may stand at the end of any line. One that announces more than 64 MB is passed over.
    """

    def __init__(self, stream: BinaryIO, output: Output) -> None:
        self._stream = stream
        self._output = output

    def readline(self) -> bytes:
        if self._output.gone:
            return b""
        line = self._stream.readline(_LONGEST_LINE)
        if length := _LENGTH.search(line):
            return b"Content-Length: %d\r\n" % int(length[1]) if int(length[1]) <= _LONGEST_MESSAGE else b"\r\n"
        return line

    def read(self, size: int) -> bytes:
        return self._stream.read(size)


def serve(server: Server) -> int:
    """Serve until the client says `exit` or is gone. The exit code: 0 if it said `shutdown` before, as LSP wants, else 1.

    Whatever else prints, prints to standard error. What pygls logs is not kept, since it quotes messages, and so articles.
    """
    logging.getLogger("pygls").propagate = False
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    level = logging.DEBUG if os.environ.get("AUDITOR_DEBUG") else logging.WARNING
    logging.basicConfig(stream=sys.stderr, format="auditor: %(message)s")
    logging.getLogger("auditor").setLevel(level)
    output = Output(sys.stdout.buffer)
    with redirect_stdout(sys.stderr):
        server.start_io(cast(BinaryIO, Input(sys.stdin.buffer, output)), cast(BinaryIO, output))
    return 0 if server.protocol.shut_down else 1
