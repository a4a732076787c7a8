"""Writing a corrected text back into its file."""

import codecs
import errno
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import readers
from auditor.cli.output import written_whole
from auditor.cli.rewrite import encoded, rewrite
from auditor.document import Document
from auditor.errors import InputError
from auditor.reporters.difference import unified
from tests.support import finishes

TEXT = "Une “dépêche”\r\nteh end\nlast line\rof all"


def read(path: Path, encoding: str | None = None) -> Document:
    (document,) = readers.read(str(path), encoding)
    assert isinstance(document, Document)
    return document


def written(path: Path, data: bytes, encoding: str | None = None) -> Document:
    path.write_bytes(data)
    return read(path, encoding)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.txt"


def refused(path: Path, document: Document, text: str) -> str:
    """The message, when nothing was done."""
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        rewrite(str(path), document, text)
    assert caught.value.place == str(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith(".")] == []
    return caught.value.message


FORMS = {  # how files are encoded: bytes in front, codec, the --encoding that is named
    "utf-8": (b"", "utf-8", None),
    "utf-8 with mark": (codecs.BOM_UTF8, "utf-8", None),
    "utf-8 with mark, named": (codecs.BOM_UTF8, "utf-8", "utf-8"),
    "utf-8-sig named, no mark": (b"", "utf-8", "utf-8-sig"),
    "utf-16 little": (codecs.BOM_UTF16_LE, "utf-16-le", None),
    "utf-16 big": (codecs.BOM_UTF16_BE, "utf-16-be", None),
    "utf-16 named": (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    "utf-16 named, no mark": (b"", "utf-16-le", "utf-16"),
    "utf-16-be named": (b"", "utf-16-be", "utf-16-be"),
    "utf-16-le named, with mark": (codecs.BOM_UTF16_LE, "utf-16-le", "utf_16_le"),
    "utf-32 named": (codecs.BOM_UTF32_BE, "utf-32-be", "utf_32"),
    "cp1252": (b"", "cp1252", None),
    "cp1251": (b"", "cp1251", "cp1251"),
    "mac": (b"", "mac_roman", "macintosh"),
}


class TestBytes:
    @pytest.mark.parametrize("form", FORMS)
    def test_only_the_correction_changes(self, path: Path, form: str) -> None:
        mark, codec, named = FORMS[form]
        text = TEXT if codec != "cp1251" else TEXT.replace("é", "е").replace("ê", "е")
        document = written(path, mark + text.encode(codec), named)
        assert document.text == text
        rewrite(str(path), document, text.replace("teh", "the"))
        assert path.read_bytes() == mark + text.replace("teh", "the").encode(codec)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
    @given(
        st.sampled_from(sorted(FORMS)),
        st.lists(st.sampled_from(["a", "é", "“", "\r", "\n", "\r\n", "\x0b", "\x85", "\u2028", "…", "😀", "\ufeff", " "])),
        st.text(max_size=9),
    )
    def test_any_text_is_written_as_it_is_or_refused(self, tmp_path: Path, form: str, parts: list[str], more: str) -> None:
        mark, codec, named = FORMS[form]
        path, text = tmp_path / "a.txt", "".join(parts)
        try:
            document = written(path, mark + text.encode(codec), named)
        except (UnicodeEncodeError, AssertionError):  # no such text in this encoding; maybe it reads as another
            return
        before = path.read_bytes()
        try:
            rewrite(str(path), document, document.text + more)
        except InputError:
            assert path.read_bytes() == before
            return
        assert path.read_bytes() == before + more.encode("utf-8" if not named and document.encoding[:5] == "utf-8" else codec)

    def test_character_that_the_encoding_lacks(self, path: Path) -> None:
        document = written(path, "caf\xe9 teh".encode("latin-1"), "latin-1")
        message = refused(path, document, "café “the”")
        assert message == (
            "“ (U+201C, LEFT DOUBLE QUOTATION MARK), which a fix needs, is not in latin-1; save the file as UTF-8 first"
        )

    def test_half_a_surrogate_pair(self, path: Path) -> None:
        message = refused(path, written(path, b"teh"), "the \ud800")
        assert message.endswith("(U+D800, without a name), which a fix needs, is not in utf-8; suppress the finding")

    def test_encoding_with_several_spellings_of_a_text(self, path: Path) -> None:
        document = written(path, b"+AGE- teh", "utf-7")
        assert document.text == "a teh"
        assert refused(path, document, "a the") == "cannot be written back in utf-7 without loss; save the file as UTF-8 first"

    @pytest.mark.parametrize(
        ("encoding", "data"), [("utf-8", b"\xc3\xa9"), ("utf-8-sig", codecs.BOM_UTF8 + b"\xc3\xa9"), ("cp1252", b"\xe9")]
    )
    def test_text_of_standard_input(self, encoding: str, data: bytes) -> None:
        assert encoded(Document("e", encoding=encoding), "é") == data
        with pytest.raises(InputError, match="which a fix needs, is not in "):
            encoded(Document("e", encoding=encoding), "\ud800")


class TestFiles:
    def test_changed_since_it_was_read(self, path: Path) -> None:
        document = written(path, b"teh one")
        path.write_bytes(b"teh other")
        assert refused(path, document, "the one") == "changed since it was read, so nothing is written; run the command again"
        path.write_bytes(b"\xff\x00\x80")
        assert "changed since it was read" in refused(path, document, "the one")

    def test_gone_since_it_was_read(self, path: Path) -> None:
        document = written(path, b"teh")
        path.unlink()
        with pytest.raises(InputError, match="cannot be read again: No such file"):
            rewrite(str(path), document, "the")
        assert not path.exists()

    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
    def test_mode_stays(self, path: Path, mode: int) -> None:
        document = written(path, b"teh")
        path.chmod(mode)
        rewrite(str(path), document, "the")
        assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"the", mode)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_owner_stays(self, path: Path) -> None:
        document = written(path, b"teh")
        os.chown(path, 65534, 65534)
        rewrite(str(path), document, "the")
        assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65534)

    def test_link_stays_a_link(self, tmp_path: Path, path: Path) -> None:
        written(path, b"teh")
        link = tmp_path / "link.txt"
        link.symlink_to("a.txt")
        rewrite(str(link), read(link), "the")
        assert link.is_symlink()
        assert path.read_bytes() == b"the"

    def test_nothing_is_written_when_nothing_changed(self, path: Path) -> None:
        document = written(path, b"teh")
        before = path.stat()
        rewrite(str(path), document, "teh")
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_json_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        document = written(path, b'{"id": 1, "text": "teh"}\n')
        assert refused(path, document, "the").startswith("fixes are written into text files only; ")

    def test_pipe(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with pytest.raises(InputError, match="is no regular file"):
            rewrite(str(pipe), Document("x", str(pipe)), "y")
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
    def test_read_only_file(self, path: Path) -> None:
        document = written(path, b"teh")
        path.chmod(0o444)
        assert refused(path, document, "the") == "cannot be written: Permission denied"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
    def test_read_only_directory(self, path: Path) -> None:
        document = written(path, b"teh")
        path.parent.chmod(0o555)
        try:
            assert refused(path, document, "the") == "cannot be written: Permission denied"
        finally:
            path.parent.chmod(0o755)

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
    def test_place_that_cannot_be_written(self) -> None:
        with pytest.raises(InputError):
            rewrite("/proc/version", Document("x", "/proc/version"), "y")

    @pytest.mark.parametrize("where", ["write", "fsync", "replace"])
    def test_full_disk(self, path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
        document = written(path, b"teh")

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        if where == "write":
            resource = pytest.importorskip("resource")
            signal = pytest.importorskip("signal")
            limits = resource.getrlimit(resource.RLIMIT_FSIZE)
            ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
            try:
                message = refused(path, document, "the" * 1000)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)
                signal.signal(signal.SIGXFSZ, ignored)
            assert message == "cannot be written: File too large"
            return
        monkeypatch.setattr(*((os, "fsync", full) if where == "fsync" else (Path, "replace", full)))
        assert refused(path, document, "the") == "cannot be written: No space left on device"

    def test_name_of_255_bytes(self, tmp_path: Path) -> None:
        path = tmp_path / ("é" * 125 + "a.txt")
        rewrite(str(path), written(path, b"teh"), "the")
        assert path.read_bytes() == b"the"

    def test_new_file_takes_the_umask(self, path: Path) -> None:
        before = os.umask(0o027)
        try:
            with written_whole(str(path)) as stream:
                stream.write(b"x")
        finally:
            os.umask(before)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


LINES = st.lists(st.sampled_from(["a", "b", "", "c\r", "-- d", "++ e", "\\ f", "@@ -1 +1 @@", "é\x0c"]), max_size=14).map(
    "\n".join
)
NAMES = ["a.txt", "with space.txt", "café.txt", 'quo"te.txt', "back\\slash.txt", "tab\there.txt", "line\nend.txt", "sub/dir.txt"]


@pytest.fixture(params=["git", "patch"])
def patch(request: pytest.FixtureRequest) -> list[str]:
    tool = str(request.param)
    if shutil.which(tool) is None:
        pytest.skip(f"needs {tool}")
    return ["git", "apply", "-p1", "--whitespace=nowarn"] if tool == "git" else ["patch", "-p1", "--binary", "--posix", "-s"]


def patched(tool: list[str], home: Path, name: str, before: str, after: str) -> bytes:
    path = home / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(before.encode())
    difference = unified(name, before, after).encode("utf-8", "surrogateescape")
    if difference:
        done = subprocess.run(tool, input=difference, cwd=home, capture_output=True, check=False)
        assert done.returncode == 0, (done.stderr, done.stdout, difference)
    return path.read_bytes() if path.exists() else b""


class TestDifference:
    def test_what_it_looks_like(self) -> None:
        before = "one\ntwo\nthree\nteh four\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\nteh end"
        assert unified("./desk/a.txt", before, before.replace("teh", "the")) == (
            "--- a/desk/a.txt\n+++ b/desk/a.txt\n"
            "@@ -1,7 +1,7 @@\n one\n two\n three\n-teh four\n+the four\n five\n six\n seven\n"
            "@@ -10,4 +10,4 @@\n ten\n eleven\n twelve\n-teh end\n\\ No newline at end of file\n+the end\n"
            "\\ No newline at end of file\n"
        )

    def test_no_difference_is_nothing(self) -> None:
        assert unified("a.txt", TEXT, TEXT) == ""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("teh", "the"),
            ("teh\n", "the\n"),
            ("teh\r\nend\r\n", "the\r\nend\r\n"),
            ("a\nteh\r\nb", "a\nthe\r\nb"),
            ("a\rteh\rb", "a\rthe\rb"),
            ("a\nb\n", "a\nb"),
            ("a\nb", "a\nb\n"),
            ("a\n\nb\n\nc\n", "a\n\nc\n"),
            ("a\nc\n", "a\nb\nb\n\n\nc\n"),
            ("x\u2028y\x0cz teh\x1b[31m\n", "x\u2028y\x0cz the\n"),
            ("-- a\n++ b\n@@ c\n", "-- a\n++ d\n@@ c\n"),
        ],
    )
    def test_applies(self, patch: list[str], tmp_path: Path, before: str, after: str) -> None:
        assert patched(patch, tmp_path, "a.txt", before, after) == after.encode()

    @pytest.mark.parametrize("name", NAMES)
    def test_names(self, patch: list[str], tmp_path: Path, name: str) -> None:
        assert patched(patch, tmp_path, name, "teh\n", "the\n") == b"the\n"

    def test_name_that_is_not_utf8(self) -> None:
        assert unified("caf\udce9.txt", "a", "b").startswith('--- "a/caf\\351.txt"\n+++ "b/caf\\351.txt"\n')

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
    @given(LINES, LINES)
    def test_any_texts_apply(self, tmp_path: Path, before: str, after: str) -> None:
        if before and after:
            tool = ["patch", "-p1", "--binary", "--posix", "-s"] if shutil.which("patch") else ["git", "apply", "-p1"]
            assert patched(tool, tmp_path, "a.txt", before, after) == after.encode()

    def test_on_a_terminal_nothing_commands_it(self) -> None:
        shown = unified("a\x1b[31m.txt", "teh \x1b[2J\r\n\x07\n", "the \x1b[2J\r\n\x07\n", shown=True)
        assert shown == (
            '--- "a/a\\033[31m.txt"\n+++ "b/a\\033[31m.txt"\n@@ -1,2 +1,2 @@\n'
            "-teh \N{REPLACEMENT CHARACTER}[2J \n+the \N{REPLACEMENT CHARACTER}[2J \n \N{REPLACEMENT CHARACTER}\n"
        )

    @pytest.mark.parametrize("line", ["teh {}\n", "\nteh {}\n"])
    def test_long_texts(self, line: str) -> None:
        before = "".join(line.format("word " * 15) for _ in range(10_000))
        after = "&".join(before.replace("teh", "the").split("the", 1))
        with finishes():
            for new in (before.replace("teh", "the"), after.replace("&", "\n"), before.replace("teh", "t\nh"), before[::-1]):
                assert unified("a.txt", before, new).startswith("--- a/a.txt\n")
