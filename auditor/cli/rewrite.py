"""Writing a corrected text back into its file: byte for byte as it was, but for the corrections."""

import codecs
import os
from contextlib import suppress
from unicodedata import name

from auditor.cli.output import written_whole
from auditor.document import Document
from auditor.errors import InputError
from auditor.readers.decode import decode
from auditor.readers.plain import MAX_BYTES

_MARK = "\ufeff"  # byte order mark
_VARIANTS = {  # codecs of which a file need not have the mark, or the order of bytes, that Python would write
    "utf-8-sig": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}


def rewrite(path: str, document: Document, text: str) -> None:
    """Replace the text of the file that the document was read from.

    Encoding, byte order mark, line ends, mode and symbolic links stay; of hard links this one alone gets the new text, so that a
    copy which shares the old one keeps it. Raises InputError, with the file untouched, when it is not a
    text file, cannot be written, changed since it was read, or its encoding lacks a character of the new text.
    """
    if document.file_line is not None:
        raise InputError("fixes are written into text files only; put the article into a .txt file of its own", place=path)
    data = _read(path)
    form = _form(document, data)
    if form is None:
        if _means(data, path, document):
            message = f"cannot be written back in {document.encoding} without loss; save the file as UTF-8 first"
        else:
            message = "changed since it was read, so nothing is written; run the command again"
        raise InputError(message, place=path)
    written = _encoded(text, form, document, path)
    if written != data:
        with written_whole(path) as stream:
            stream.write(written)


def encoded(document: Document, text: str) -> bytes:
    """The text in the encoding that the document was read in, for a document that came from no file.

    UTF-16 gets a byte order mark. Raises InputError when the encoding lacks a character.
    """
    return _encoded(text, ("", document.encoding), document, document.path)


def _read(path: str) -> bytes:
    if os.path.exists(path) and not os.path.isfile(path):  # to open a pipe would wait for ever
        raise InputError("is no regular file; fixes are written into text files only", place=path)
    try:
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read again: {error.strerror}", place=path) from None


def _form(document: Document, data: bytes) -> tuple[str, str] | None:
    """The byte order mark, as text, and the codec that turn the document into these bytes."""
    codec = codecs.lookup(document.encoding).name
    for candidate in (codec, *_VARIANTS.get(codec, ())):
        for mark in ("", _MARK):
            with suppress(UnicodeError):
                if (mark + document.text).encode(candidate) == data:
                    return mark, candidate
    return None


def _means(data: bytes, path: str, document: Document) -> bool:
    """Whether these bytes still are the document's text."""
    for encoding in (None, document.encoding):
        with suppress(InputError):
            if decode(data, path, encoding).text == document.text:
                return True
    return False


def _encoded(text: str, form: tuple[str, str], document: Document, path: str) -> bytes:
    mark, codec = form
    try:
        return (mark + text).encode(codec)
    except UnicodeEncodeError as error:
        char = error.object[error.start]
        called = f"{char} (U+{ord(char):04X}, {name(char, 'without a name')})"
        remedy = "suppress the finding" if codec.lower().startswith("utf") else "save the file as UTF-8 first"
        raise InputError(f"{called}, which a fix needs, is not in {document.encoding}; {remedy}", place=path) from None
