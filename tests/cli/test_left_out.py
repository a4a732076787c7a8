"""What a run leaves out: a baseline and a git revision, together. Real git, the real command."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import Command

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.fixture
def committed(command: Command, tmp_path: Path) -> Path:
    """An article with one known finding, in a repository."""
    path = tmp_path / "a.txt"
    path.write_text("They met in kyiv on Monday to talk of grain.\n", encoding="utf-8")
    assert command("baseline", "create", "a.txt").returncode == 0
    (tmp_path / "auditor.toml").write_text('baseline = "auditor-baseline.json"\n', encoding="utf-8")
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a@b.c commit -qm first"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True)
    return path


def test_nothing_is_new_at_first(command: Command, committed: Path) -> None:
    done = command("check", committed)
    assert (done.returncode, done.stdout) == (
        0,
        b"0 findings in 1 document, 10 words; MQM penalty 0.0 per 1,000 words; 1 known finding left out\n",
    )
    done = command("check", committed, "--diff-from", "HEAD")
    assert (done.returncode, done.stdout) == (0, b"0 findings in 0 documents, 0 words; MQM penalty 0.0 per 1,000 words\n")


def test_an_entry_of_an_unchanged_line_does_not_stand_for_a_changed_one(command: Command, committed: Path) -> None:
    with committed.open("a", encoding="utf-8") as stream:
        stream.write("Nobody else had ever come to kyiv before the war.\n")
    for options in ([], ["--diff-from", "HEAD"]):
        done = command("check", committed, *options)
        assert done.returncode == 1
        assert b"a.txt:2:30: major en.city" in done.stdout
        assert b"1 finding (1 major)" in done.stdout
        assert b"1 known finding left out" in done.stdout


def test_a_baseline_on_the_command_line_takes_the_place_of_the_configured_one(command: Command, committed: Path) -> None:
    (committed.parent / "empty.json").write_text('{"schema": 1, "files": {}}', encoding="utf-8")
    assert command("check", committed, "--baseline", "empty.json").returncode == 1
    done = command("check", committed, "--baseline", "none.json")
    assert done.returncode == 2
    assert done.stderr.startswith(b"auditor: none.json: cannot be read: No such file or directory; `auditor baseline create`")


def test_an_unknown_revision(command: Command, committed: Path) -> None:
    done = command("check", committed, "--diff-from", "nothing")
    assert (done.returncode, b"is no revision" in done.stderr) == (2, True)
