"""From bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.readers.decode import decode


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"plain\r\n", "plain\r\n", "utf-8"),
        ("déjà".encode(), "déjà", "utf-8"),
        (codecs.BOM_UTF8 + "déjà".encode(), "déjà", "utf-8-sig"),
        (codecs.BOM_UTF16_LE + "déjà".encode("utf-16-le"), "déjà", "utf-16"),
        (codecs.BOM_UTF16_BE + "“😀”".encode("utf-16-be"), "“😀”", "utf-16"),
        ("“café”".encode("cp1252"), "“café”", "cp1252"),
        (b"tab\tand form\x0cfeed", "tab\tand form\x0cfeed", "utf-8"),
    ],
)
def test_recognizes(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data, "f.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_what_is_not_utf8_is_said() -> None:
    assert decode("café".encode("cp1252"), "f").note == "read as cp1252 (Windows Latin-1), for it is not UTF-8"
    assert decode("café".encode("utf-16"), "f").note == "read as UTF-16"
    assert decode("café".encode(), "f").note == ""


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0\0", b"\x7fELF\x02\x01\x01\0", "no mark".encode("utf-16-le"), b"PK\x03\x04", bytes(range(256))],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="looks like a binary file"):
        decode(data, "f")


def test_damage_in_the_middle_names_line_and_byte() -> None:
    data = "Première ligne\nDeuxième ".encode() + b"\xff\xfe" + b" mot\n"
    with pytest.raises(InputError) as caught:
        decode(data, "f.txt")
    assert str(caught.value) == "f.txt: line 2: byte 0xff is not valid utf-8; save the file as UTF-8, or name its --encoding"


def test_damage_behind_a_byte_order_mark_names_the_right_byte() -> None:
    with pytest.raises(InputError, match="line 3: byte 0xff"):
        decode(codecs.BOM_UTF8 + b"a\nb\n\xff", "f")


def test_damage_in_utf16_counts_lines_not_bytes() -> None:
    data = codecs.BOM_UTF16_LE + "Ċ\nĊ".encode("utf-16-le") + b"\x00\xd8" + "x".encode("utf-16-le")
    with pytest.raises(InputError, match="line 2: "):
        decode(data, "f")


def test_undefined_cp1252_bytes_are_refused() -> None:
    with pytest.raises(InputError, match="byte 0x81"):
        decode(b"caf\xe9 \x81", "f")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "koi8-r", "cp1251", "utf-8-sig"])
def test_named_encoding_is_used_and_its_mark_is_no_text(encoding: str) -> None:
    text = "Hello" if encoding in ("latin-1", "koi8-r", "cp1251") else "\ufeffHéllo"
    assert decode(text.encode(encoding), "f", encoding).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "encoding", ["nope", "rot13", "hex", "undefined", "idna", "punycode", "ascii", "mbcs", "raw_unicode_escape", "utf-7"]
)
def test_a_bad_encoding_is_an_error_never_a_crash(encoding: str) -> None:
    with pytest.raises(InputError):
        decode(b"\xff\\ud800 \xe9-+++-xn--\xff", "f", encoding)


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "utf-7"]))
def test_any_bytes_become_text_or_an_input_error(data: bytes, encoding: str | None) -> None:
    try:
        text = decode(data, "f", encoding).text
    except InputError:
        return
    text.encode()  # never half a surrogate pair


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200).filter(lambda t: not t.startswith("\ufeff")))
def test_utf8_and_utf16_are_lossless(text: str) -> None:
    assert decode(text.encode(), "f").text == text
    assert decode(codecs.BOM_UTF8 + text.encode(), "f").text == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "f").text == text
