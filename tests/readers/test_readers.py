"""Files and directories in."""

import os
from pathlib import Path

import pytest

from auditor import readers
from auditor.document import Document
from auditor.errors import InputError


def read(path: Path) -> list[Document | InputError]:
    return list(readers.read(str(path)))


def only(path: Path) -> Document:
    (document,) = read(path)
    assert isinstance(document, Document)
    return document


def message(path: Path) -> str:
    (error,) = read(path)
    assert isinstance(error, InputError)
    return str(error)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n \xc2\xa0\n"])
def test_empty_and_white_space(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document = only(path)
    assert document.words == 0
    assert document.segments == ()


def test_missing_path(tmp_path: Path) -> None:
    assert message(tmp_path / "a.txt") == f"{tmp_path}/a.txt: cannot be read: No such file or directory"


def test_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert "Not a directory" in message(tmp_path / "a.txt" / "b.txt")


def test_file_of_100_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)
    assert message(path).startswith(f"{path}: larger than 64 MiB; split it")


def test_unknown_suffix_is_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "article.odd"
    path.write_text("a")
    assert only(path).text == "a"


def test_suffix_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "A.JSONL"
    path.write_text('{"id": 1, "text": "a"}\n')
    assert only(path).path == f"{path}#1"


class TestDirectories:
    def test_sorted_and_only_what_has_a_reader(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.md", "sub/c.jsonl", "sub/d.png", ".hidden/e.txt", "f"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        found = [os.path.relpath(path, tmp_path) for path in readers.expand([str(tmp_path)])]
        assert found == ["a.md", "b.txt", "sub/c.jsonl"]

    def test_loop_by_symlink_is_entered_once(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "a.txt").write_text("x")
        (tmp_path / "sub" / "up").symlink_to(tmp_path)
        (tmp_path / "self").symlink_to(tmp_path / "self")
        (tmp_path / "again").symlink_to("sub")
        assert len(readers.expand([str(tmp_path)])) == 1

    def test_pipe_does_not_block(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert readers.expand([str(tmp_path)]) == []

    def test_dangling_link_is_reported(self, tmp_path: Path) -> None:
        (tmp_path / "gone.txt").symlink_to("nowhere")
        (path,) = readers.expand([str(tmp_path)])
        assert "No such file" in message(Path(path))

    def test_file_removed_after_listing(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt", "c.txt"):
            (tmp_path / name).write_text(name)
        results = []
        for path in readers.expand([str(tmp_path)]):
            results += list(readers.read(path))
            (tmp_path / "b.txt").unlink(missing_ok=True)
        assert [type(result) for result in results] == [Document, InputError, Document]

    def test_each_path_once_and_in_order(self) -> None:
        assert readers.expand(["-", "b", "a", "b", "-"]) == ["-", "b", "a"]
