"""`auditor check --fix`, `--unsafe-fixes` and `--diff`: the real command, as people and their scripts call it."""

import json
import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import ARTICLE, Command

SAFE = ARTICLE.replace("kyiv", "Kyiv").replace("teh", "the")
UNSAFE = SAFE.replace("launched Mr. Putin", "Mr. Putin said").replace("raged Mr. Medvedev", "Mr. Medvedev said")
SHORT = "The café of kyiv\n\n“They met in teh café.”\n"  # what cp1252 holds too
FIXED = SHORT.replace("kyiv", "Kyiv").replace("teh", "the")
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(directory: Path, *arguments: str, stdin: bytes = b"") -> None:
    done = subprocess.run(["git", *arguments], input=stdin, cwd=directory, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


class TestFix:
    @pytest.mark.parametrize(("option", "text", "code"), [("--fix", SAFE, 1), ("--unsafe-fixes", UNSAFE, 0)])
    def test_a_file(self, command: Command, article: Path, option: str, text: str, code: int) -> None:
        done = command("check", option, "article.txt")
        assert (done.returncode, done.stderr) == (code, b"")
        assert done.stdout.startswith(b"article.txt: fixed: any.teh, en.city")
        assert article.read_text(encoding="utf-8") == text
        before = article.stat()
        again = command("check", option, "article.txt")
        assert (again.returncode, b"fixed" in again.stdout) == (code, False)
        assert (article.stat().st_ino, article.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_one_file_of_several_names_is_fixed_once(self, command: Command, article: Path, tmp_path: Path) -> None:
        (tmp_path / "link.txt").symlink_to("article.txt")
        done = command("check", "--fix", "link.txt", "article.txt", ".", "./article.txt")
        assert b"in 1 document, 23 words" in done.stdout
        assert (tmp_path / "link.txt").is_symlink()
        assert article.read_text(encoding="utf-8") == SAFE

    def test_a_hard_link_keeps_the_old_text(self, command: Command, article: Path, tmp_path: Path) -> None:
        copy = tmp_path / "backup" / "article.txt"
        copy.parent.mkdir()
        copy.hardlink_to(article)
        command("check", "--fix", "article.txt")
        assert (article.read_text(encoding="utf-8"), copy.read_text(encoding="utf-8")) == (SAFE, ARTICLE)

    @pytest.mark.parametrize("name", ["-fix.txt", "a space.txt", "line\nend.txt", os.fsdecode(b"caf\xe9.txt"), "::error::.txt"])
    def test_names(self, command: Command, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text(SHORT, encoding="utf-8")
        assert command("check", "--fix", "--", name).returncode == 0
        assert (tmp_path / name).read_text(encoding="utf-8") == FIXED

    def test_what_machines_are_told(self, command: Command, article: Path) -> None:
        done = command("check", "--fix", article, "--format", "json")
        report = json.loads(done.stdout)
        assert report["summary"]["fixed"] == 2
        (document,) = report["documents"]
        assert [finding["text"] for finding in document["fixed"]] == ["kyiv", "teh"]
        assert [finding["rule"] for finding in document["findings"]] == ["fr.launched", "fr.launched", "fr.fifteen"]

    def test_the_gate_and_the_limit_speak_of_what_remains(self, command: Command, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(SHORT, encoding="utf-8")
        assert command("check", "a.txt", "--fail-on", "minor").returncode == 1
        assert command("check", "a.txt", "b.txt", "--fix", "--fail-on", "minor", "--max-findings", "0").returncode == 0

    def test_what_a_baseline_knows_is_left(self, command: Command, article: Path) -> None:
        assert command("baseline", "create", article).returncode == 0
        done = command("check", "--fix", "--baseline", "auditor-baseline.json", article)
        assert (done.returncode, article.read_text(encoding="utf-8")) == (0, ARTICLE)

    def test_nothing_is_written_without_the_baseline(self, command: Command, article: Path, tmp_path: Path) -> None:
        assert command("check", "--fix", "--baseline", "missing.json", article).returncode == 2
        (tmp_path / "auditor.toml").write_text('baseline = "missing.json"\n', encoding="utf-8")
        assert command("check", "--fix", article).returncode == 2
        assert article.read_text(encoding="utf-8") == ARTICLE

    def test_a_full_disk_leaves_what_was(self, command: Command, tmp_path: Path) -> None:
        long, short = tmp_path / "a.txt", tmp_path / "b.txt"
        long.write_text(SHORT * 500, encoding="utf-8")
        short.write_text(SHORT, encoding="utf-8")
        limited = command.start(
            *("check", "--quiet", "--fix", long, short),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000)),
        )
        _, err = limited.communicate(timeout=60)
        assert (limited.returncode, err) == (2, f"auditor: {long}: cannot be written: File too large\n".encode())
        assert (long.read_text(encoding="utf-8"), short.read_text(encoding="utf-8")) == (SHORT * 500, FIXED)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]

    def test_json_lines(self, command: Command, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text('{"id": 1, "text": "In teh end"}\n', encoding="utf-8")
        done = command("check", "--fix", path)
        assert (done.returncode, b"fixes are written into text files only" in done.stderr) == (2, True)
        assert path.read_text(encoding="utf-8") == '{"id": 1, "text": "In teh end"}\n'

    def test_not_beside_a_reference(self, command: Command, article: Path) -> None:
        assert command("check", "--fix", article, "--reference", article).returncode == 2
        assert article.read_text(encoding="utf-8") == ARTICLE


class TestStandardInput:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_the_corrected_text_alone_is_printed(self, command: Command, encoding: str) -> None:
        done = command("check", "--fix", "-", stdin=SHORT.replace("\n", "\r\n").encode(encoding))
        assert done.stdout == FIXED.replace("\n", "\r\n").encode(encoding)
        assert (done.returncode, b"2 fixed" in done.stderr) == (0, True)

    @pytest.mark.parametrize("quiet", [[], ["--quiet"]])
    def test_a_text_without_faults_passes_through(self, command: Command, quiet: list[str]) -> None:
        assert command("check", "--fix", *quiet, "-", stdin=FIXED.encode()).stdout == FIXED.encode()

    def test_a_report_goes_elsewhere(self, command: Command, tmp_path: Path) -> None:
        for output in ("json", "jsonl", "github"):
            done = command("check", "--fix", "-", "--format", output, stdin=SHORT.encode())
            assert (done.returncode, done.stdout) == (2, b"")
        assert command("check", "--fix", "-", "--report", "json=a.json", stdin=SHORT.encode()).stdout == FIXED.encode()
        assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["summary"]["fixed"] == 2

    def test_closed_output(self, command: Command) -> None:
        line = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command.line("check", "--fix", "--quiet", "-")]
        done = subprocess.run(line, input=SHORT.encode(), stderr=subprocess.PIPE, env=command.environment, check=False)
        assert (done.returncode, done.stderr) == (2, b"auditor: -: standard output is closed\n")


class TestDiff:
    def test_is_printed_alone_and_nothing_is_written(self, command: Command, article: Path) -> None:
        done = command("check", "--diff", "article.txt")
        assert done.returncode == 1  # what stands in the file counts
        assert done.stdout.startswith(b"--- a/article.txt\n+++ b/article.txt\n@@ -1,4 +1,4 @@\n-A headline about kyiv\n")
        assert b"\n+There were around fifteen people in the square.\n" in done.stdout
        assert done.stderr.startswith(b"article.txt: 2 of 5 findings would be fixed\n5 findings (")
        assert article.read_text(encoding="utf-8") == ARTICLE

    @pytest.mark.parametrize("more", [["--quiet"], ["--statistics"], ["--format", "json"]])
    def test_nothing_goes_between(self, command: Command, article: Path, more: list[str]) -> None:
        done = command("check", "--diff", article, *more)
        assert (done.returncode, done.stdout) == (2, b"")

    @needs_git
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_git_applies_it_in_any_encoding(self, command: Command, tmp_path: Path, encoding: str, ends: str) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(SHORT.replace("\n", ends).encode(encoding))
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "apply", "-", stdin=command("check", "--diff", "a.txt").stdout)
        assert path.read_bytes() == FIXED.replace("\n", ends).encode(encoding)

    def test_what_no_tool_applies_is_told(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(SHORT.encode("utf-16"))
        done = command("check", "--diff", "a.txt")
        assert "+“They met in the café.”\n" in done.stdout.decode()
        assert b"a.txt: the diff is in UTF-8 and does not apply to a file in utf-16; --fix writes it\n" in done.stderr

    @needs_git
    @pytest.mark.parametrize("named", ["{home}/desk/a.txt", "../desk/a.txt", "./x/../a.txt", "link.txt", "linked/a.txt", "."])
    def test_git_finds_the_file_however_it_was_named(self, command: Command, tmp_path: Path, named: str) -> None:
        desk = tmp_path / "desk"
        (desk / "x").mkdir(parents=True)
        (desk / "a.txt").write_text(SHORT, encoding="utf-8")
        (desk / "link.txt").symlink_to("a.txt")
        (desk / "linked").symlink_to(".")
        git(tmp_path, "init", "--quiet")
        command.directory = desk
        git(desk, "apply", "-", stdin=command("check", "--diff", named.format(home=tmp_path)).stdout)
        assert (desk / "a.txt").read_text(encoding="utf-8") == FIXED

    def test_no_command_reaches_the_log_of_a_runner(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("In teh end.\r::error::x\n##[error]teh y\n", encoding="utf-8", newline="")
        shown = command("check", "--diff", "a.txt", env={"GITHUB_ACTIONS": "true"}).stdout
        assert (b"##[" in shown, b"\r" in shown) == (False, False)
