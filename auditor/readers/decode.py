"""From bytes to text: explicit and lossless, or a clear error. Nothing is guessed in silence."""

import codecs

import msgspec

from auditor.errors import InputError
from auditor.matching.compiled import Lazy

_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MULTIBYTE = Lazy(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HALF = Lazy("[\ud800-\udfff]")
_CONTROL = Lazy(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(msgspec.Struct, frozen=True):
    """Text, how it was encoded, and a note for the reader when that was not UTF-8."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, place: str, encoding: str | None = None) -> Decoded:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or cp1252, in that order; or `encoding` alone.

    Raises InputError for anything else: binary data, and UTF-8 with damage, which cp1252 would hide.
    """
    if encoding:
        return _with(data, place, encoding)
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_with(data, place, "utf-8").text, "utf-8-sig")
    for bom, name in _UTF16:
        if data.startswith(bom):
            return Decoded(_with(data, place, name).text, "utf-16", "read as UTF-16")
    if data.isascii() and not _CONTROL.search(data):
        return Decoded(data.decode("ascii"), "utf-8")
    if _CONTROL.search(data):
        raise InputError("looks like a binary file; if it is text, name its --encoding", place=place)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _MULTIBYTE.search(data):
            raise InputError(_damage(error), place=place) from None
    try:
        return Decoded(data.decode("cp1252"), "cp1252", "read as cp1252 (Windows Latin-1), for it is not UTF-8")
    except UnicodeDecodeError as error:
        raise InputError(_damage(error), place=place) from None


def _with(data: bytes, place: str, encoding: str) -> Decoded:
    """Decode strictly; a byte order mark is no part of the text."""
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
        text.encode()  # half a surrogate pair is no text
    except LookupError:
        raise InputError(f"unknown encoding {encoding!r}", place=place) from None
    except UnicodeDecodeError as error:
        raise InputError(_damage(error), place=place) from None
    except UnicodeError:
        raise InputError(f"not valid {encoding}", place=place) from None
    return Decoded(text, encoding)


def _damage(error: UnicodeDecodeError) -> str:
    line = error.object[: error.start].decode(error.encoding, "replace").count("\n") + 1
    byte = error.object[error.start]
    return f"line {line}: byte 0x{byte:02x} is not valid {error.encoding}; save the file as UTF-8, or name its --encoding"


def encodable(text: str) -> str:
    """The text with U+FFFD for half surrogate pairs: a path may hold them, for bytes that are not UTF-8; JSON may not."""
    return text if text.isascii() else str(_HALF.sub("\N{REPLACEMENT CHARACTER}", text))
