"""Plain text: one file, one document."""

from collections.abc import Iterator
from typing import BinaryIO

from auditor.document import Document
from auditor.errors import InputError
from auditor.readers.decode import decode

MAX_BYTES = 64 * 2**20


def read(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[Document]:
    """The document in a stream. Raises InputError when it is larger than MAX_BYTES or cannot be decoded."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"larger than {MAX_BYTES // 2**20} MiB; split it, or give the articles as JSON Lines to `auditor scan`", place=path
        )
    decoded = decode(data, path, encoding)
    notes = (decoded.note,) if decoded.note else ()
    yield Document(decoded.text, path, encoding=decoded.encoding, notes=notes)
