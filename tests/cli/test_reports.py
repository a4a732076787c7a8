"""Reports of `auditor check`: several in one run, whole or not at all; and how many findings are too many."""

import json
import os
import pty
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ARTICLE, Command, Invoked

Invoke = Callable[..., Invoked]


class TestReport:
    def test_several_beside_what_is_printed(self, invoke: Invoke, article: Path, tmp_path: Path) -> None:
        done = invoke("check", article, "--report", "json=out/a.json", "--report", "text=a.txt")
        assert (done.code, done.err.count("auditor:")) == (2, 1)  # no directory is made
        (tmp_path / "out").mkdir()
        done = invoke("check", article, "--report", "json=out/a.json", "--report", "text=a.txt")
        assert done.code == 1
        findings = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))["documents"][0]["findings"]
        assert [finding["rule"] for finding in findings] == ["en.city", "fr.launched", "fr.launched", "fr.fifteen", "any.teh"]
        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == done.out

    def test_written_when_nothing_is_printed(self, invoke: Invoke, article: Path, tmp_path: Path) -> None:
        assert invoke("check", article, "--quiet", "--report", "jsonl=a.jsonl").out == ""
        assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 1

    @pytest.mark.parametrize("value", ["json", "json=", "xml=a.xml", "=a", "json=-"])
    def test_what_names_no_report(self, invoke: Invoke, article: Path, value: str) -> None:
        done = invoke("check", article, "--report", value)
        assert (done.code, done.out) == (2, "")
        assert "--report" in done.err

    def test_two_reports_do_not_share_a_file(self, invoke: Invoke, article: Path) -> None:
        assert "named twice" in invoke("check", article, "--report", "json=a", "--report", "jsonl=./a").err

    def test_a_directory(self, invoke: Invoke, article: Path, tmp_path: Path) -> None:
        done = invoke("check", article, "--report", f"json={tmp_path}")
        assert (done.code, done.err) == (2, f"auditor: {tmp_path}: cannot be written: Is a directory\n")

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this platform")
    def test_a_full_device(self, command: Command, article: Path) -> None:
        done = command("check", article, "--report", "json=/dev/full")
        assert done.returncode == 2
        assert done.stderr == b"auditor: /dev/full: cannot be written: No space left on device\n"

    def test_a_full_disk_leaves_the_old_report(self, command: Command, article: Path, tmp_path: Path) -> None:
        report = tmp_path / "a.json"
        report.write_text("the old one", encoding="utf-8")
        before = sorted(path.name for path in tmp_path.iterdir())
        limited = command.start(
            *("check", article, "--quiet", "--report", f"json={report}"),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        )
        _, err = limited.communicate(timeout=60)
        assert (limited.returncode, err) == (2, f"auditor: {report}: cannot be written: File too large\n".encode())
        assert report.read_text(encoding="utf-8") == "the old one"
        assert sorted(path.name for path in tmp_path.iterdir()) == before

    def test_a_report_never_replaces_an_article(self, invoke: Invoke, article: Path) -> None:
        done = invoke("check", article, "--report", "text=./article.txt")
        assert (done.code, done.out) == (2, "")
        assert "would replace it" in done.err
        assert article.read_text(encoding="utf-8") == ARTICLE

    def test_a_report_among_articles_is_no_article(self, invoke: Invoke, article: Path, tmp_path: Path) -> None:
        first = invoke("check", ".", "--report", "text=report.txt")
        assert "in 1 document" in first.out
        assert invoke("check", ".", "--report", "text=report.txt").out == first.out
        assert (tmp_path / "report.txt").read_text(encoding="utf-8") == first.out
        assert article.read_text(encoding="utf-8") == ARTICLE

    def test_a_pipe_whose_reader_has_enough(self, command: Command, article: Path, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        article.write_text(ARTICLE * 200, encoding="utf-8")  # more than the pipe holds
        process = command.start("check", "--quiet", article, "--report", "json=pipe", "--report", "jsonl=a.jsonl")
        with open(tmp_path / "pipe", "rb") as pipe:
            pipe.read(1)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (1, b"")
        assert (tmp_path / "a.jsonl").stat().st_size

    def test_the_reader_of_what_is_printed_has_enough(self, command: Command, article: Path, tmp_path: Path) -> None:
        article.write_text(ARTICLE * 200, encoding="utf-8")
        for output in ("text", "json"):
            process = command.start("check", article, "article.txt", "--format", output, "--report", "jsonl=a.jsonl")
            assert process.stdout
            process.stdout.read(1)
            process.stdout.close()
            assert process.wait(timeout=60) == 1
            assert (tmp_path / "a.jsonl").stat().st_size
            (tmp_path / "a.jsonl").unlink()

    def test_closed_output(self, command: Command, article: Path) -> None:
        for options, code, err in ((["--quiet"], 1, b""), ([], 2, b"auditor: -: standard output is closed\n")):
            line = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command.line("check", article, *options)]
            done = subprocess.run(line, stderr=subprocess.PIPE, env=command.environment, check=False)
            assert (done.returncode, done.stderr) == (code, err)

    def test_what_is_no_text_does_not_go_to_a_terminal(self, command: Command, article: Path) -> None:
        pytest.importorskip("docx", reason="needs the extra `docx`")
        ours, theirs = pty.openpty()
        process = command.start("check", "--fix", article, "--format", "docx", stdout=theirs)
        os.close(theirs)
        _, err = process.communicate(timeout=60)
        os.close(ours)
        assert (process.returncode, b"docx is not text" in err) == (2, True)
        assert article.read_text(encoding="utf-8") == ARTICLE  # said before anything was done

    def test_names_of_any_bytes(self, command: Command, tmp_path: Path) -> None:
        name = os.fsdecode(b"a \n\xff::error::.txt")
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
        done = command("check", tmp_path / name, "--report", "json=a.json")
        assert done.returncode == 1
        shown = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["documents"][0]["path"]
        assert shown == f"{tmp_path}/a \n\N{REPLACEMENT CHARACTER}::error::.txt"


class TestMaxFindings:
    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (["--fail-on", "never", "--max-findings", "5"], 0),
            (["--fail-on", "never", "--max-findings", "4"], 1),
            (["--fail-on", "never", "--max-findings", "0"], 1),
            (["--max-findings", "100"], 1),  # the gate still stands
            (["--max-findings", "-1"], 2),
        ],
    )
    def test_of_all_files_together(self, invoke: Invoke, article: Path, options: list[str], code: int) -> None:
        assert invoke("check", article, *options).code == code
