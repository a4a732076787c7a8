"""JSON Lines in."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.document import Document
from auditor.errors import InputError
from auditor.readers import jsonl


def documents(data: bytes) -> list[Document]:
    return [d for d in jsonl.read(io.BytesIO(data), "f.jsonl", None) if isinstance(d, Document)]


def errors(data: bytes) -> list[str]:
    return [str(e) for e in jsonl.read(io.BytesIO(data), "f.jsonl", None) if isinstance(e, InputError)]


def test_text_and_segments() -> None:
    data = b'{"id": 1, "text": "a b"}\n\n{"id": "x", "segments": ["a", "b"], "more": [1, {}]}\r\n{"id": "", "segments": []}'
    assert [(d.path, d.file, d.text) for d in documents(data)] == [
        ("f.jsonl#1", "f.jsonl", "a b"),
        ("f.jsonl#x", "f.jsonl", "a\nb"),
        ("f.jsonl#", "f.jsonl", ""),
    ]


def test_bad_lines_are_numbered_and_do_not_hide_the_others() -> None:
    data = b'{"id": 1, "text": "a"}\n\n{"id": 2, "text": \nnot json\n{"id": 3}\n{"text": "x"}\n{"id": 4, "text": "b"}\n'
    assert [d.path for d in documents(data)] == ["f.jsonl#1", "f.jsonl#4"]
    assert [e.partition(" ")[0] for e in errors(data)] == ["f.jsonl:3:", "f.jsonl:4:", "f.jsonl:5:", "f.jsonl:6:"]


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": 1, "text": "\\ud800"}',
        b'{"id": 1, "text": "\\ud83d x"}',
        b'{"id": 1, "text": "\xff"}',
        b'{"id": 1, "text": "a\x00b"}',
        b'{"id": 1, "text": 3}',
        b'{"id": 1, "segments": ["a", null]}',
        b'{"id": null, "text": "a"}',
        b'{"id": true, "text": "a"}',
        b'{"id": 1.5, "text": "a"}',
        b'{"id": ' + b"9" * 30 + b', "text": "a"}',
        b'{"id": ' + b"9" * 5000 + b', "text": "a"}',
        b'["id", "text"]',
        b'"text"',
        b"\xff\xfe{\x00",
        b'{"id": 1, "text": "a", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"[" * 100_000,
    ],
)
def test_a_malformed_line_is_an_error_with_its_number(line: bytes) -> None:
    found = errors(b'{"id": 0, "text": "ok"}\n' + line + b"\n")
    assert len(found) == 1
    assert found[0].startswith("f.jsonl:2: not a document: ")


def test_whole_surrogate_pairs_and_nul_are_text() -> None:
    assert documents(b'{"id": 1, "text": "\\ud83d\\ude00 a\\u0000b"}')[0].text == "😀 a\0b"


def test_byte_order_mark() -> None:
    assert documents(b'\xef\xbb\xbf{"id": 1, "text": "a"}')[0].text == "a"


def test_a_line_that_is_too_long_is_skipped_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_BYTES", 50)
    long = json.dumps({"id": 2, "text": "x" * 500}).encode()
    data = b'{"id": 1, "text": "a"}\n' + long + b'\n{"id": 3, "text": "b"}\n'
    assert [d.path for d in documents(data)] == ["f.jsonl#1", "f.jsonl#3"]
    assert errors(data) == ["f.jsonl:2: longer than 0 MiB"]


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(-(2**63), 2**63 - 1), st.text(st.characters(codec="utf-8"))),
            st.text(st.characters(codec="utf-8")),
        )
    )
)
def test_what_json_writes_is_read(rows: list[tuple[int | str, str]]) -> None:
    data = b"".join(json.dumps({"id": i, "text": t}).encode() + b"\n" for i, t in rows)
    assert [d.text for d in documents(data)] == [text for _, text in rows]


@given(st.binary(max_size=100))
def test_any_bytes_give_documents_or_errors(data: bytes) -> None:
    list(jsonl.read(io.BytesIO(data), "f", None))
