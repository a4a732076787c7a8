"""JSON Lines: one document a line, `{"id", "text"}` or `{"id", "segments"}` (DESIGN §6)."""

from collections.abc import Iterator
from typing import Annotated, BinaryIO

import msgspec

from auditor.document import Document
from auditor.errors import InputError
from auditor.readers.plain import MAX_BYTES

SUFFIXES = (".jsonl", ".ndjson")


class Line(msgspec.Struct, frozen=True):
    """One line of input; what else it holds is ignored."""

    id: str | Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
    text: str | None = None
    segments: list[str] | None = None

    @property
    def joined(self) -> str:
        """The document's text: `text`, or its segments joined by a line feed."""
        if self.text is not None:
            return self.text
        return "\n".join(self.segments or ())


_decoder = msgspec.json.Decoder(Line)


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Non-empty lines with their 1-based number, never more than MAX_BYTES of one in memory."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while rest := stream.readline(MAX_BYTES):
                if rest.endswith(b"\n"):
                    break
        if line.strip():
            yield number, line


def parse(line: bytes, place: str) -> Line:
    """One line as a document. Raises InputError with the place when it is not one."""
    if len(line) > MAX_BYTES:
        raise InputError(f"longer than {MAX_BYTES // 2**20} MiB", place=place)
    try:
        parsed = _decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not a document: {error}", place=place) from None
    except RecursionError:
        raise InputError("not a document: nested too deeply", place=place) from None
    if parsed.text is None and parsed.segments is None:
        raise InputError("not a document: has neither `text` nor `segments`", place=place)
    return parsed


def read(stream: BinaryIO, path: str, _encoding: str | None) -> Iterator[Document | InputError]:
    """A document for each line; a bad line gives an InputError with its number, and reading goes on."""
    for number, line in lines(stream):
        try:
            parsed = parse(line, f"{path}:{number}")
        except InputError as error:
            yield error
        else:
            yield Document(parsed.joined, f"{path}#{parsed.id}", file=path, file_line=number)
