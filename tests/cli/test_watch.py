"""`auditor check --watch`: the real command over real files."""

import select
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support import ARTICLE, Command

pytest.importorskip("watchfiles", reason="needs the extra `watch`")

READY = b"Watching for changes; Ctrl-C ends.\n"


def until(process: "subprocess.Popen[bytes]", end: bytes) -> str:
    """What the process writes up to `end`."""
    assert process.stdout
    written = b""
    while not written.endswith(end):
        assert select.select([process.stdout], [], [], 60)[0], written
        part = process.stdout.read1(65536)  # type: ignore[attr-defined]
        assert part, written
        written += part
    return written.decode()


@pytest.mark.parametrize("named", ["article.txt", "."])
def test_each_save_is_audited_until_interrupted(command: Command, article: Path, named: str) -> None:
    process = command.start("check", "--watch", named, stderr=subprocess.STDOUT)
    try:
        assert "5 findings" in until(process, READY)
        article.write_text("They met in Kyiv.", encoding="utf-8")
        assert "0 findings" in until(process, READY)
        replacement = article.with_name("other.tmp")
        replacement.write_text(ARTICLE, encoding="utf-8")
        replacement.replace(article)  # as many editors save
        assert "5 findings" in until(process, READY)
        (article.parent / "auditor.toml").write_text("ignore = [", encoding="utf-8")
        assert "not valid TOML" in until(process, READY)
        (article.parent / "auditor.toml").write_text("ignore = ['fr']", encoding="utf-8")
        assert "2 findings" in until(process, READY)
    finally:
        process.send_signal(signal.SIGINT)
        _, _ = process.communicate(timeout=60)
    assert process.returncode == 130


def test_its_own_report_is_no_save(command: Command, article: Path) -> None:
    process = command.start("check", "--watch", ".", "--report", "text=report.txt", stderr=subprocess.STDOUT)
    try:
        assert "5 findings" in until(process, READY)
        article.write_text("They met in Kyiv.", encoding="utf-8")
        assert "0 findings" in until(process, READY)
        article.write_text("They met in kyiv.", encoding="utf-8")
        assert "1 finding " in until(process, READY)  # a run for the report in between would tell none
    finally:
        process.send_signal(signal.SIGINT)
        _, _ = process.communicate(timeout=60)
    assert "in 1 document" in article.with_name("report.txt").read_text(encoding="utf-8")


def test_what_cannot_be_watched(command: Command, tmp_path: Path) -> None:
    assert command("check", "--watch", "-").returncode == 2
    done = command("check", "--watch", tmp_path / "missing" / "a.txt")
    assert done.returncode == 2
    assert done.stderr == f"auditor: {tmp_path}/missing: is not there to be watched\n".encode()
