"""What git says changed, asked of the real git."""

import os
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import Auditor, Document
from auditor.errors import ConfigError
from auditor.triage.changed import Changed, Lines

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's configuration, and none of git's variables."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    (tmp_path / "repo").mkdir()
    monkeypatch.chdir(tmp_path / "repo")
    git("init", "--quiet", "--initial-branch", "main")


def git(*arguments: str, directory: str = ".") -> str:
    return subprocess.run(["git", *arguments], cwd=directory, check=True, capture_output=True, text=True).stdout.strip()


def write(name: str | bytes, content: str | bytes) -> None:
    path = Path(os.fsdecode(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(**files: str) -> str:
    """Write `files` (by stem) and commit everything."""
    for name, content in files.items():
        write(f"{name}.txt", content)
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message", "x")
    return git("rev-parse", "HEAD")


def spans(rev: str, *files: str) -> dict[str, tuple[tuple[int, int], ...] | None]:
    changed = Changed.since(rev, files)
    assert changed.files == list(changed.lines)
    return {path: lines.spans if lines else None for path, lines in changed.lines.items()}


def numbered(count: int, **other: str) -> str:
    """Lines `line 1` and so on, some replaced: `n3="x"`."""
    return "".join(other.get(f"n{n}", f"line {n}") + "\n" for n in range(1, count + 1))


def test_changed_lines() -> None:
    commit(a=numbered(9), b=numbered(9), same="x\n")
    write("a.txt", numbered(9, n2="new", n7="new\nand another"))
    write("b.txt", numbered(9).replace("line 4\nline 5\n", ""))
    write("new.txt", "all of it\n")
    assert spans("HEAD", "same.txt", "new.txt", "b.txt", "a.txt") == {
        "new.txt": None,
        "b.txt": ((4, 3),),
        "a.txt": ((2, 2), (7, 8)),
    }


def test_meeting_changed_lines() -> None:
    lines = Lines(((3, 4), (7, 6), (9, 9)))
    met = {(first, last) for first in range(1, 12) for last in range(first, 12) if lines.meet(first, last)}
    assert met == {
        (first, last)
        for first in range(1, 12)
        for last in range(first, 12)
        if {3, 4, 9} & set(range(first, last + 1)) or first <= 6 < last
    }


def test_only_findings_on_changed_lines_stay(tiny: Path) -> None:
    assert tiny.is_dir()
    commit(a="In teh end.\r\nIn kyiv.\r\nOne\rteh\r\n")
    write("a.txt", "In teh end.\r\nIn kyiv today.\r\nOne\rteh\r\n")
    changed = Changed.since("HEAD", ["a.txt"])
    report = Auditor().audit(Document(Path("a.txt").read_bytes().decode(), "a.txt"))
    kept = changed.without(report)
    assert ([f.text for f in kept.findings], kept.known) == (["kyiv"], 2)


def test_a_finding_over_a_place_where_lines_were_deleted(tiny: Path) -> None:
    assert tiny.is_dir()
    commit(a="So teh\nold\ncat sat.\nThen teh\ncat\n")
    write("a.txt", text := "So teh\ncat sat.\nThen teh\ncat\n")
    report = Auditor().audit(Document(text, "a.txt"))
    longer = tuple(replace(finding, end=finding.end + len("\ncat")) for finding in report.findings)
    kept = Changed.since("HEAD", ["a.txt"]).without(replace(report, findings=longer))
    assert (kept.findings, kept.known) == (longer[:1], 1)


def test_json_lines_go_by_the_line_of_the_file(tiny: Path) -> None:
    assert tiny.is_dir()
    write("a.jsonl", b'{"id": 1, "text": "teh"}\n{"id": 2, "text": "x"}\n')
    commit()
    write("a.jsonl", b'{"id": 1, "text": "teh"}\n{"id": 2, "text": "x\\n\\nteh"}\n')
    changed = Changed.since("HEAD", ["a.jsonl"])
    documents = [Document(text, f"a.jsonl#{n}", file="a.jsonl", file_line=n) for n, text in ((1, "teh"), (2, "x\n\nteh"))]
    reports = [changed.without(Auditor().audit(document)) for document in documents]
    assert [(len(report.findings), report.known) for report in reports] == [(0, 1), (1, 0)]


def test_utf_16_is_changed_wholly(tiny: Path) -> None:
    assert tiny.is_dir()
    write("a.txt", "teh\nok\n".encode("utf-16"))
    commit()
    write("a.txt", "teh\nok Ċ\n".encode("utf-16"))
    changed = Changed.since("HEAD", ["a.txt"])
    report = changed.without(Auditor().audit(Document("teh\nok Ċ\n", "a.txt", encoding="utf-16")))
    assert (len(report.findings), report.known) == (1, 0)
    write("a.txt", "teh\nok\n".encode("utf-16"))
    assert Changed.since("HEAD", ["a.txt"]).files == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_other_encodings_have_lines(tiny: Path, encoding: str) -> None:
    assert tiny.is_dir()
    write("a.txt", "teh\né\n".encode(encoding))
    commit()
    write("a.txt", "teh\né ü\n".encode(encoding))
    report = Auditor().audit(Document("teh\né ü\n", "a.txt", encoding=encoding))
    assert Changed.since("HEAD", ["a.txt"]).without(report).known == 1


NAMES = [
    b"with space.txt",
    b'quo"te\\.txt',
    b"line\nbreak.txt",
    b"tab\t.txt",
    b"\xe9.txt",
    "é😀.txt".encode(),
    b"-x.txt",
    b":(top)*.txt",
    b"*.txt",
]


def test_any_file_name() -> None:
    for name in NAMES:
        write(name, numbered(3))
    commit()
    for name in NAMES[1:]:
        write(name, numbered(3, n2="diff --git a/x b/x\n+++ b/with space.txt\n@@ -1 +1 @@"))
    files = [os.fsdecode(name) for name in NAMES]
    assert spans("HEAD", *files) == dict.fromkeys(files[1:], ((2, 4),))
    assert spans("HEAD", "*.txt") == {"*.txt": ((2, 4),)}


def test_lines_that_look_like_a_patch() -> None:
    commit(a="--- x\n++ b/b.txt\n", b="x\n")
    write("a.txt", "-- y\n++ b/b.txt\n+++ b/b.txt\n@@ -1,9 +1,9 @@\ndiff --git a/b.txt b/b.txt")
    assert spans("HEAD", "a.txt", "b.txt") == {"a.txt": ((1, 1), (3, 5))}


def test_renamed_with_a_change() -> None:
    commit(a=numbered(20), b=numbered(20, n1="b"))
    git("mv", "a.txt", "c.txt")
    git("mv", "b.txt", "d.txt")
    write("c.txt", numbered(20, n5="new"))
    assert spans("HEAD", "c.txt", "d.txt") == {"c.txt": ((5, 5),)}


def test_from_a_subdirectory_and_in_a_linked_work_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("sub/deep/a.txt", "x\n")
    commit(b="x\n")
    git("worktree", "add", "--quiet", str(tmp_path / "other"))
    for home in (tmp_path / "repo", tmp_path / "other"):
        monkeypatch.chdir(home / "sub")
        for name in ("deep/a.txt", "../b.txt"):
            Path(name).write_text("y\n")
        files = ["deep/a.txt", "../b.txt", str(home / "b.txt")]
        assert spans("HEAD", *files) == dict.fromkeys(files, ((1, 1),))
        git("config", "diff.relative", "true")
        assert spans("HEAD", *files) == dict.fromkeys(files, ((1, 1),))


def test_inside_a_hook_of_git(monkeypatch: pytest.MonkeyPatch) -> None:
    commit(a="x\n")
    write("a.txt", "y\n")
    write("sub/new.txt", "y\n")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_PREFIX", "")
    monkeypatch.chdir("sub")
    assert spans("HEAD", "../a.txt", "new.txt") == {"../a.txt": ((1, 1),), "new.txt": None}


def test_only_the_mode_changed() -> None:
    commit(a="x\n")
    Path("a.txt").chmod(0o755)
    assert spans("HEAD", "a.txt") == {}
    git("add", "a.txt")
    assert spans("HEAD", "a.txt") == {}


def test_touched_deleted_empty_and_staged() -> None:
    commit(touched="x\n", deleted="x\n", untracked="x\n", staged="x\n")
    os.utime("touched.txt", (1, 1))
    Path("deleted.txt").unlink()
    git("rm", "--quiet", "--cached", "untracked.txt")
    write("staged.txt", "y\n")
    write("empty.txt", "")
    git("add", "staged.txt", "empty.txt")
    files = ["touched.txt", "deleted.txt", "untracked.txt", "staged.txt", "empty.txt"]
    assert spans("HEAD", *files) == {"untracked.txt": None, "staged.txt": ((1, 1),)}


def test_ignored_and_nested_files_are_untracked() -> None:
    commit(a="x\n")
    write(".gitignore", "*.txt\n")
    write("ignored.txt", "x\n")
    write("nested/b.txt", "x\n")
    git("init", "--quiet", directory="nested")
    assert spans("HEAD", "ignored.txt", "nested/b.txt") == {"ignored.txt": None, "nested/b.txt": None}


def test_submodules_are_passed_over(tmp_path: Path) -> None:
    first = commit(a="x\n")
    git("clone", "--quiet", str(tmp_path / "repo"), "sub")
    git("add", "sub")
    git("commit", "--quiet", "--message", "x")
    write("sub/a.txt", "y\n")
    write("sub/new.txt", "y\n")
    assert spans(first, "a.txt", "sub/a.txt", "sub/new.txt") == {}
    git("config", "diff.submodule", "diff")
    git("config", "diff.ignoreSubmodules", "none")
    assert spans(first, "a.txt", "sub/a.txt") == {}


def test_links() -> None:
    commit(a=numbered(3), b="b\n")
    for name in ("to-a.txt", "turned.txt"):
        Path(name).symlink_to("a.txt")
    commit()
    write("a.txt", numbered(3, n2="new"))
    Path("turned.txt").unlink()
    Path("turned.txt").symlink_to("b.txt")
    Path("new.txt").symlink_to("b.txt")
    assert spans("HEAD", "to-a.txt", "turned.txt", "new.txt", "b.txt") == {
        "to-a.txt": ((2, 2),),
        "turned.txt": None,
        "new.txt": None,
    }
    Path("to-a.txt").unlink()
    write("to-a.txt", "a file now\n")
    assert spans("HEAD", "to-a.txt") == {"to-a.txt": None}


def test_a_file_in_conflict() -> None:
    commit(a=numbered(9))
    git("checkout", "--quiet", "-b", "side")
    commit(a=numbered(9, n2="side"))
    git("checkout", "--quiet", "main")
    commit(a=numbered(9, n2="main"))
    assert subprocess.run(["git", "merge", "side"], capture_output=True, check=False).returncode == 1
    assert spans("HEAD", "a.txt") == {"a.txt": ((2, 2), (4, 6))}  # its markers, and what came in


def test_ranges() -> None:
    base = commit(a=numbered(9))
    git("checkout", "--quiet", "-b", "side")
    commit(a=numbered(9, n2="side"))
    git("checkout", "--quiet", "main")
    commit(a=numbered(9, n8="main"))
    write("untracked.txt", "x\n")
    files = ("a.txt", "untracked.txt")
    assert spans("side...main", *files) == {"a.txt": ((8, 8),)}
    assert spans("side...", *files) == {"a.txt": ((8, 8),)}
    assert spans("side..main", *files) == {"a.txt": ((2, 2), (8, 8))}
    assert spans(f"{base}..HEAD", *files) == spans("HEAD~..", *files) == {"a.txt": ((8, 8),)}
    assert spans("HEAD..", *files) == spans("..main", *files) == {}


def test_a_range_must_end_with_what_the_work_tree_holds() -> None:
    commit(a="x\n", b="x\n")
    commit(a="y\n")
    with pytest.raises(ConfigError, match=r"a\.txt is not as it is in 'HEAD~'\. Check that revision out"):
        Changed.since("HEAD~..HEAD~", ["a.txt", "b.txt"])
    assert spans("HEAD~..HEAD~", "b.txt") == {}
    write("b.txt", "z\n")
    with pytest.raises(ConfigError, match=r"b\.txt is not as it is in 'HEAD'"):
        Changed.since("HEAD~..", ["a.txt", "b.txt"])
    assert spans("HEAD~..", "a.txt") == {"a.txt": ((1, 1),)}


@pytest.mark.parametrize(
    "rev",
    [
        "nowhere",
        "",
        "--output=stolen",
        "-O",
        "HEAD:a.txt",
        "HEAD^{tree}",
        "a\nb",
        "a\0b",
        "nowhere..HEAD",
        "HEAD...nowhere",
        "--all..HEAD",
        "x" * 9999,
    ],
)
def test_no_revision(rev: str) -> None:
    commit(a="x\n")
    with pytest.raises(ConfigError, match="no revision"):
        Changed.since(rev, ["a.txt"])
    assert sorted(os.listdir()) == [".git", "a.txt"]


def test_no_common_commit() -> None:
    commit(a="x\n")
    git("checkout", "--quiet", "--orphan", "other")
    commit(a="y\n")
    with pytest.raises(ConfigError, match=r"'main' and 'HEAD' have no commit in common$"):
        Changed.since("main...HEAD", ["a.txt"])


def test_a_shallow_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = commit(a="x\n")
    commit(a="y\n")
    git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}/repo", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(ConfigError, match="fetch-depth: 0"):
        Changed.since(first, ["a.txt"])


def test_outside_of_any_or_of_this_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(a="x\n")
    elsewhere = str(tmp_path / "b.txt")
    write(elsewhere, "x\n")
    with pytest.raises(ConfigError, match=r"lies outside the repository .*; audit it by itself"):
        Changed.since("HEAD", ["a.txt", elsewhere])
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ConfigError, match=r"not a git repository.*; without --diff-from the files are audited wholly"):
        Changed.since("HEAD", [elsewhere])
    with pytest.raises(ConfigError, match="no such directory"):
        Changed.since("HEAD", [str(tmp_path / "no" / "c.txt")])
    with pytest.raises(ConfigError, match="standard input"):
        Changed.since("HEAD", ["-"])
    assert Changed.since("HEAD", []).files == []


def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="needs git"):
        Changed.since("HEAD", ["a.txt"])


def test_file_not_yet_committed_anything() -> None:
    write("a.txt", "x\n")
    with pytest.raises(ConfigError, match="'HEAD' is no revision"):
        Changed.since("HEAD", ["a.txt"])


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A command that leaves a trace when it is run."""
    path = tmp_path / "trap"
    path.write_text(f'#!/bin/sh\necho "$0" >> {tmp_path}/sprung\nexit 1\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


# What arms each trap, and the plain command of git that springs it.
TRAPS: dict[str, tuple[Sequence[str], str, Sequence[str]]] = {
    "fsmonitor": (["core.fsmonitor"], "", ["status"]),
    "external diff": (["diff.external"], "", ["diff", "HEAD"]),
    "diff driver": (["diff.evil.command"], "*.txt diff=evil\n", ["diff", "HEAD"]),
    "text conversion": (["diff.evil.textconv"], "*.txt diff=evil\n", ["diff", "HEAD"]),
    "clean filter": (["filter.evil.clean"], "*.txt filter=evil\n", ["diff", "HEAD"]),
    "oddly named filter": (["filter.e=v.i#l.clean"], "*.txt filter=e=v.i#l\n", ["diff", "HEAD"]),
    "filter process": (["filter.evil.process"], "*.txt filter=evil\n", ["diff", "HEAD"]),
    "pager": (["core.pager", "pager.diff"], "", ["--paginate", "diff", "HEAD"]),
}


@pytest.mark.parametrize("name", TRAPS)
def test_nothing_that_a_repository_names_is_run(name: str, trap: Path, tmp_path: Path) -> None:
    keys, attributes, springing = TRAPS[name]
    commit(a="x\n", b="x\n")
    write("a.txt", "y\n")
    os.utime("b.txt", (1, 1))
    write(".git/info/attributes", attributes)
    for key in keys:
        git("config", key, str(trap))
    assert spans("HEAD", "a.txt", "b.txt") == {"a.txt": ((1, 1),)}
    assert not (tmp_path / "sprung").exists()
    if springing:  # the trap is armed
        subprocess.run(["git", *springing], capture_output=True, check=False, env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"})
        assert (tmp_path / "sprung").exists() or name == "pager"  # which needs a terminal


def test_no_hook_is_run(trap: Path, tmp_path: Path) -> None:
    commit(a="x\n", b="x\n")
    write("a.txt", "y\n")
    os.utime("b.txt", (1, 1))
    hook = Path(".git/hooks/post-index-change")
    hook.parent.mkdir(exist_ok=True)
    shutil.copy(trap, hook)
    assert spans("HEAD", "a.txt") == {"a.txt": ((1, 1),)}
    assert not (tmp_path / "sprung").exists()
    git("status")
    assert (tmp_path / "sprung").exists()


def test_no_variable_names_a_command(trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(a="x\n")
    write("a.txt", "y\n")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    assert spans("HEAD", "a.txt") == {"a.txt": ((1, 1),)}
    assert not (tmp_path / "sprung").exists()
    subprocess.run(["git", "diff", "HEAD"], capture_output=True, check=False)
    assert (tmp_path / "sprung").exists()


def test_nothing_is_fetched(trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone without contents asks its remote for them, by a command that its configuration may name."""
    first = commit(a="x\n" * 50)
    commit(a="y\n")
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "--quiet", "--filter=blob:none", f"file://{tmp_path}/repo", str(tmp_path / "partial"))
    monkeypatch.chdir(tmp_path / "partial")
    git("config", "remote.origin.uploadpack", str(trap))
    with pytest.raises(ConfigError, match="git says"):
        Changed.since(first, ["a.txt"])
    assert not (tmp_path / "sprung").exists()
    assert subprocess.run(["git", "diff", first], capture_output=True, check=False).returncode
    assert (tmp_path / "sprung").exists()
