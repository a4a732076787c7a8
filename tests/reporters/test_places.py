"""How machine formats name the place of a finding."""

import os
from pathlib import Path

import pytest

from auditor import Document
from auditor.reporters import places
from auditor.reporters.places import Region
from tests.reporters.test_text import report


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("wire/a.txt", "wire/a.txt"),
        ("./wire/../a.txt", "a.txt"),
        ("-", "stdin"),
        ("a b\n.txt", "a b\n.txt"),
        ("\udcff.txt", "\ufffd.txt"),
    ],
)
def test_a_file_is_named_from_the_root(path: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert places.file(Document("", path), str(tmp_path)) == shown


def test_a_file_outside_the_root_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "newsroom").mkdir()
    monkeypatch.chdir(tmp_path)
    outside = os.path.join(str(tmp_path), "newsroom", "a.txt")
    assert places.file(Document("", outside), str(tmp_path / "news")) == Path(outside).as_posix()
    assert places.file(Document("", "newsroom/a.txt"), "") == "newsroom/a.txt"


def test_a_region_is_that_of_the_finding() -> None:
    one = report("One\ntwo three", 4, 7)
    assert places.region(one.document, one.findings[0]) == Region(2, 2, 1, 4)


def test_a_document_among_others_is_a_line_of_its_file() -> None:
    one = report("One\ntwo three", 4, 7)
    held = Document(one.document.text, "a.jsonl#x", file="a.jsonl", file_line=9)
    assert places.file(held, "") == "a.jsonl"
    assert places.region(held, one.findings[0]) == Region(9, 9)
