"""What the integrations are tested with: the repository as others fetch it, and installing from it without a network."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import Command

Completed = subprocess.CompletedProcess[str]
ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PIP_", "PRE_COMMIT", "GITHUB_"))
}


def run(*line: str | Path, cwd: Path, env: Mapping[str, str]) -> Completed:
    """A command with its output, standard error included."""
    return subprocess.run(
        list(map(str, line)),
        cwd=cwd,
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def context(target: Path) -> Path:
    """What of the repository `.dockerignore` lets into a build."""
    target.mkdir()
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")]
    for name in allowed:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target / name)
    return target


def offline(target: Path) -> dict[str, str]:
    """The environment in which pip installs without an index: what is installed here is there too, our own package excepted."""
    target.mkdir()
    for place in map(Path, sys.path):
        if place.name == "site-packages" and place.is_dir():
            for entry in place.iterdir():
                if not entry.name.lower().startswith(("mt_auditor", "auditor", "__editable__", "_mt_auditor")):
                    (target / entry.name).symlink_to(entry)
    return ENVIRONMENT | {
        "PYTHONPATH": str(target),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # to pip this means: no isolation
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }


def auditor_on_path(command: Command, directory: Path) -> dict[str, str]:
    """The environment in which `auditor` is the real command, with the tiny packs."""
    directory.mkdir(exist_ok=True)
    shim = directory / "auditor"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n', encoding="utf-8", newline="\n")
    shim.chmod(0o755)
    own = {name: command.environment[name] for name in ("PYTHONPATH", "AUDITOR_CACHE_DIR") if name in command.environment}
    return ENVIRONMENT | own | {"PATH": f"{directory}{os.pathsep}{ENVIRONMENT['PATH']}"}


def validated(schema: str, path: Path, *options: str) -> None:
    """Checks a file against a schema that check-jsonschema carries: nothing is fetched."""
    pytest.importorskip("check_jsonschema")
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, path, cwd=ROOT, env=ENVIRONMENT)
    assert done.returncode == 0, done.stdout
