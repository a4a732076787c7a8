"""The container file: no engine runs here, so its instructions are read, and its commands run by hand."""

import json
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.integrations.support import ROOT, context, offline, run

JOINED = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
INSTRUCTIONS = [tuple(line.split(None, 1)) for line in JOINED.splitlines() if line and not line.startswith("#")]
STAGES = [number for number, (name, _) in enumerate(INSTRUCTIONS) if name == "FROM"]
LAST = INSTRUCTIONS[STAGES[-1] :]


def one(name: str) -> str:
    """The only instruction of this name in the last stage."""
    (value,) = [value for instruction, value in LAST if instruction == name]
    return value


def test_the_image_is_small_and_runs_without_rights() -> None:
    assert len(STAGES) == 2
    assert {INSTRUCTIONS[number][1].split()[0] for number in STAGES} == {"docker.io/library/python:3.13-slim"}
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", one("USER"))
    assert json.loads(one("ENTRYPOINT")) == ["auditor"]
    assert not [name for name, _ in LAST if name in ("RUN", "ADD")]  # nothing but what the first stage made
    assert one("COPY").startswith("--from=build ")


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("sh"), reason="runs the commands of a Linux image")
def test_the_commands_build_what_the_image_runs(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="builds the wheel without a network")
    env = offline(tmp_path / "packages") | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    source = context(tmp_path / "source")
    (script,) = [value for name, value in INSTRUCTIONS if name == "RUN"]
    built = tmp_path / "opt"
    done = run("sh", "-ec", script.replace("/opt/auditor", shlex.quote(str(built))), cwd=source, env=env)
    assert done.returncode == 0, done.stdout
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "a.txt").write_text("The talks in kyiv ended.\n", encoding="utf-8")
    audited = run(built / "bin" / "auditor", "check", ".", cwd=tmp_path / "work", env=env | {"AUDITOR_CACHE_DIR": "/proc/no"})
    assert audited.returncode in (0, 1), audited.stdout
    assert "a.txt:1:14:" in audited.stdout
