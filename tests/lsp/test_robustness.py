"""A client that sends nonsense, floods, or dies; and texts that are hostile."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

from lsprotocol import types

from tests.lsp.client import Client, Drive, span, typed
from tests.support import Command

_LONG = 30  # seconds after which a process that has not ended has failed
URI = "untitled:Untitled-1"


def framed(body: bytes, length: int | None = None) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length) + body


def message(method: str, params: Any = None, identity: Any = None) -> bytes:
    content = {"jsonrpc": "2.0", "method": method, "params": params} | ({} if identity is None else {"id": identity})
    return framed(json.dumps(content).encode())


INITIALIZE = message("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
SHUTDOWN = message("shutdown", None, 99) + message("exit")


def opening(text: str) -> bytes:
    return message("textDocument/didOpen", {"textDocument": {"uri": URI, "languageId": "plaintext", "version": 1, "text": text}})


def messages(output: bytes) -> Iterator[dict[str, Any]]:
    """All messages in what a server printed, which is nothing else."""
    while output:
        header, _, rest = output.partition(b"\r\n\r\n")
        length = int(header.split(b"\r\n")[0].removeprefix(b"Content-Length: "))
        yield json.loads(rest[:length])
        output = rest[length:]


class Talk:
    """A server with a client that writes bytes."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def ask(self, *content: bytes) -> dict[str, Any]:
        """The answer to the last of some messages, which is a request."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(b"".join(content))
        self.process.stdin.flush()
        identity = json.loads(content[-1].partition(b"\r\n\r\n")[2])["id"]
        while True:
            length = int(self.process.stdout.readline().removeprefix(b"Content-Length: "))
            while self.process.stdout.readline().strip():
                pass
            answer: dict[str, Any] = json.loads(self.process.stdout.read(length))
            if "method" not in answer and answer["id"] == identity:
                return answer

    def ended(self, *content: bytes) -> tuple[int, list[dict[str, Any]], str]:
        """The exit code after some last words, what was answered, and what was logged."""
        output, errors = self.process.communicate(b"".join(content))
        assert b"Traceback" not in errors
        return self.process.returncode, list(messages(output)), errors.decode()


@contextmanager
def talking(command: Command) -> Iterator[Talk]:
    process = command.start("lsp")
    watchdog = Timer(_LONG, process.kill)
    watchdog.start()
    try:
        yield Talk(process)
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()


def answer(answers: list[dict[str, Any]], identity: Any) -> dict[str, Any]:
    (found,) = (answer for answer in answers if "method" not in answer and answer["id"] == identity)
    return found


def test_the_order_of_requests_is_kept(command: Command) -> None:
    with talking(command) as talk:
        code, answers, _ = talk.ended(
            message("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}, "early"),
            opening("In teh end"),
            INITIALIZE,
            message("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 2),
            message("no/suchMethod", {}, 3),
            message("textDocument/hover", {"position": 5}, 5),
            message("$/noSuchNotification", {}),
            message("shutdown", None, 4),
            message("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}, "late"),
            message("exit"),
        )
        assert code == 0
        assert answer(answers, "early")["error"]["code"] == types.ErrorCodes.ServerNotInitialized.value
        assert answer(answers, 1)["result"]["capabilities"]["textDocumentSync"]["change"] == 2
        assert answer(answers, 1)["result"]["capabilities"]["positionEncoding"] == "utf-16"
        assert answer(answers, 2)["error"]["code"] == types.ErrorCodes.InvalidRequest.value
        assert answer(answers, 3)["error"]["code"] == types.ErrorCodes.MethodNotFound.value
        assert answer(answers, 5)["error"]["code"] == types.ErrorCodes.InvalidParams.value
        assert answer(answers, "late")["error"]["code"] == types.ErrorCodes.InvalidRequest.value


NONSENSE = {
    "malformed JSON": framed(b'{"jsonrpc": "2.0", "method"'),
    "bytes that are no text": framed(b"\xff\xfe\x00"),
    "nesting without end": framed(b"[" * 100_000),
    "a number without end": framed(b'{"jsonrpc": "2.0", "id": ' + b"9" * 10_000 + b"}"),
    "no object": framed(b"[1, 2]"),
    "an empty object": framed(b"{}"),
    "another version": framed(b'{"jsonrpc": "1.0", "id": 7, "method": "shutdown"}'),
    "no header at all": b"hello\r\n\r\n",
    "a length that is none": b"Content-Length: many\r\n\r\n",
    "a length of zero": framed(b""),
    "a length of a terabyte": b"Content-Length: 999999999999\r\n\r\n",
    "a length too small": framed(b'{"jsonrpc": "2.0", "method": "$/any", "params": {}}', 10),
    "a length too great": framed(b'{"jsonrpc": "2.0", "method": "$/any", "params": {}}', 90),
    "an answer nobody waits for": framed(b'{"jsonrpc": "2.0", "id": 12, "result": null}'),
    "parameters that are wrong": message("textDocument/didChange", {"textDocument": 1}),
    "a change of what is not open": message(
        "textDocument/didChange", {"textDocument": {"uri": "file:///x", "version": 2}, "contentChanges": [{"text": "teh"}]}
    ),
    "settings that are none": message("workspace/didChangeConfiguration", {"settings": {"auditor": [1]}}),
}


def test_nonsense_does_not_end_the_session_or_lose_the_thread(command: Command) -> None:
    spoken = [INITIALIZE]
    for number, nonsense in enumerate(NONSENSE.values()):
        # A wrong length may swallow the message behind it, but not the next.
        spoken += [nonsense, message("no/such", {}, f"swallowed {number}"), message("no/such", {}, f"heard {number}")]
    with talking(command) as talk:
        code, answers, errors = talk.ended(*spoken, SHUTDOWN)
        assert code == 0
        for number, name in enumerate(NONSENSE):
            assert answer(answers, f"heard {number}")["error"]["code"] == types.ErrorCodes.MethodNotFound.value, name
        unreadable = [found for found in answers if "method" not in found and found["id"] is None]
        assert {found["error"]["code"] for found in unreadable} == {types.ErrorCodes.ParseError.value}
        assert "teh" not in errors


def test_the_server_ends_when_its_client_is_gone(command: Command) -> None:
    with talking(command) as talk:
        code, answers, errors = talk.ended(INITIALIZE, opening("In teh end"))
        assert code == 1
        assert answer(answers, 1)["result"]
        assert errors == ""
    with talking(command) as talk:
        code, _, _ = talk.ended(INITIALIZE, message("exit"))
        assert code == 1


def test_the_server_ends_when_nobody_reads_what_it_says(command: Command) -> None:
    with talking(command) as talk:
        assert talk.process.stdout
        talk.process.stdout.close()
        talk.process.stdout = None
        code, _, _ = talk.ended(INITIALIZE, opening("In teh end"), SHUTDOWN)
        assert code in (0, 1)


def test_positions_that_are_none_mean_the_nearest(command: Command) -> None:
    cases = [
        ((0, 99), (99, 99), " teh", (11, 14)),
        ((99, 0), (99, 0), " teh", (11, 14)),
        ((0, 6), (0, 3), "teh", (3, 6)),
        ((-1, -5), (0, 3), "teh ", (0, 3)),
        ((0, 3), (0, 10**20), "teh", (3, 6)),
    ]
    with talking(command) as talk:
        talk.ask(INITIALIZE)
        for number, (start, end, text, place) in enumerate(cases):
            where = {side: {"line": at[0], "character": at[1]} for side, at in (("start", start), ("end", end))}
            change = {"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"range": where, "text": text}]}
            asked = {"textDocument": {"uri": URI}, "range": where, "context": {"diagnostics": [], "only": ["source.fixAll"]}}
            found = talk.ask(
                opening("In the end"),
                message("textDocument/didChange", change),
                message("textDocument/codeAction", asked, number + 2),
            )
            (edit,) = found["result"][0]["edit"]["changes"][URI]
            assert (edit["range"]["start"]["character"], edit["range"]["end"]["character"]) == place


def test_a_flood_of_changes_gives_few_audits_and_the_right_end(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "In the end. " * 100)
        await client.diagnostics(uri, 1)
        for version in range(2, 1002):
            client.change(uri, version, typed(span(0, 3, 3), "teh "))
        assert len(await client.diagnostics(uri, 1001)) == 1000
        assert len(client.published) < 100
        assert all(params.version and len(params.diagnostics) == params.version - 1 for params in client.published)

    drive(steps)


HOSTILE = [
    "In \x00\x07\x1b[31m teh\x1b[0m end \x7f\x9b31m",
    "In teh \ud800 end \udc00\ud83d",
    "\ufeffIn teh\u2028end\u2029of\x85all\x0b\x0c",
    "\u202eIn teh end\u202c ]]> </script> ::error",
    "teh" + " \u0301" * 1000,
    "\r\n" * 1000 + "teh",
]


def test_hostile_text_is_audited_as_any_other(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        client.open(uri, "")
        assert await client.diagnostics(uri, 1) == []
        for version, text in enumerate(HOSTILE, 2):
            client.change(uri, version, types.TextDocumentContentChangeWholeDocument(text))
            found = await client.diagnostics(uri, version)
            (slip,) = (diagnostic for diagnostic in found if diagnostic.code == "any.teh")
            actions = await client.actions(uri, slip.range)
            assert actions[0].title == "Replace with “the”"
            assert await client.hover(uri, slip.range.start)

    drive(steps)


def test_a_line_of_a_megabyte_is_edited_and_audited(drive: Drive, uri: str) -> None:
    async def steps(client: Client) -> None:
        content = "The end of it. " * 60_000 + "😀 teh"
        client.open(uri, content)
        (slip,) = await client.diagnostics(uri, 1)
        assert slip.range == span(0, 900_003, 900_006)
        client.change(uri, 2, typed(span(0, 900_003, 900_006), "the"), typed(span(0, 0, 0), "teh "))
        (slip,) = await client.diagnostics(uri, 2)
        assert slip.range == span(0, 0, 3)

    drive(steps)
