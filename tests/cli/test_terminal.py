"""What only a terminal shows: color, and progress when many files run. A real pseudo-terminal, the real command."""

import os
import select
import subprocess
from pathlib import Path

import pytest

from tests.support import ARTICLE, Command

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this platform")


def on_terminal(command: Command, *arguments: str | Path, **environment: str) -> str:
    """Everything the command writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command.line(*arguments),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=command.directory,
        env={**command.environment, "TERM": "xterm", **environment},
        close_fds=True,
    )
    os.close(theirs)
    written = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux tells the end of a pseudo-terminal so
            break
        if not part:
            break
        written += part
    process.wait(timeout=60)
    os.close(ours)
    return written.decode()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    directory = tmp_path / "wire"
    directory.mkdir()
    for number in range(6):
        (directory / f"{number}.txt").write_text(ARTICLE, encoding="utf-8")
    return directory


def test_progress_of_many_files_comes_before_the_findings(command: Command, many: Path) -> None:
    written = on_terminal(command, "check", many)
    assert "Auditing" in written
    assert "100%" in written
    assert written.rindex("100%") < written.index("en.city")


def test_no_progress_for_one_file_nor_when_quiet(command: Command, many: Path, article: Path) -> None:
    assert "Auditing" not in on_terminal(command, "check", article)
    assert on_terminal(command, "check", "--quiet", many) == ""


def test_color_only_on_a_terminal_and_not_against_the_users_will(command: Command, article: Path) -> None:
    assert "\x1b[" in on_terminal(command, "check", article)
    assert "\x1b[" not in on_terminal(command, "check", article, NO_COLOR="1")
    assert b"\x1b[" not in command("check", article).stdout
