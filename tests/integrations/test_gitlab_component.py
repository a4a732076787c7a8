"""The GitLab component: its script run by sh, as the runner runs it, with the real command."""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.integrations.support import ENVIRONMENT, ROOT, Completed, auditor_on_path, run, validated
from tests.support import ARTICLE, Command

TEMPLATE = ROOT / "templates" / "auditor.yml"
HEADER, JOBS = TEMPLATE.read_text(encoding="utf-8").split("\n---\n")
JOB: dict[str, Any] = yaml.safe_load(JOBS)["auditor"]
INPUTS: dict[str, dict[str, Any]] = yaml.safe_load(HEADER)["spec"]["inputs"]
needs_sh = pytest.mark.skipif(not shutil.which("sh"), reason="sh is not installed")


def scripted(directory: Path, env: dict[str, str], **inputs: str) -> Completed:
    """The script with the inputs in place, as GitLab puts them: into the parsed file."""
    known = {name: str(value["default"]).lower() for name, value in INPUTS.items()} | inputs
    variables = {}
    for name, variable in JOB["variables"].items():
        value = variable["value"] if isinstance(variable, dict) else variable
        variables[name] = re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: known[found[1]], value)
    script = "\n".join(JOB["script"])
    return run("sh", "-ec", script, cwd=directory, env=env | variables)


def test_the_template_is_valid(tmp_path: Path) -> None:
    for name, content in (("header.yml", HEADER), ("jobs.yml", JOBS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        validated("gitlab-ci", tmp_path / name, "--data-transform", "gitlab-ci")


def test_no_input_is_written_into_a_script() -> None:
    assert "$[[" not in json.dumps([JOB["before_script"], JOB["script"]])
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", JOBS)) == set(INPUTS)
    raw = {name for name, value in JOB["variables"].items() if isinstance(value, dict) and value["expand"] is False}
    assert raw == {"AUDITOR_PACKAGE", "AUDITOR_PATHS", "AUDITOR_ARGS"}


@needs_sh
def test_findings_fail_the_job_and_stand_in_its_artifacts(tmp_path: Path, command: Command) -> None:
    (tmp_path / "a news.txt").write_text(ARTICLE, encoding="utf-8")
    env = auditor_on_path(command, tmp_path / "bin")
    done = scripted(tmp_path, env, paths="a news.txt\n", args="--ignore\nfr.launched\n")
    assert done.returncode == 1, done.stdout
    assert "a news.txt:1:18: major en.city" in done.stdout
    assert "fr.launched" not in done.stdout
    reports = JOB["artifacts"]["reports"]
    quality = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert "a news.txt" in {entry["location"]["path"] for entry in quality}
    assert ElementTree.parse(tmp_path / reports["junit"]).getroot().tag == "testsuites"  # noqa: S314 - our own
    assert JOB["artifacts"]["when"] == "always"


@needs_sh
def test_inputs_arrive_as_they_are_and_run_nothing(tmp_path: Path) -> None:
    recorder = tmp_path / "bin" / "auditor"
    recorder.parent.mkdir()
    recorder.write_text('#!/bin/sh\nprintf "<%s>\\n" "$@"\n', encoding="utf-8")
    recorder.chmod(0o755)
    env = ENVIRONMENT | {"PATH": f"{recorder.parent}:{ENVIRONMENT['PATH']}", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc"}
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.txt").touch()
    hostile = "$(touch pwned) `touch pwned`; touch pwned \"' * \\ "
    reports = ["check", "--report", "gitlab=gl-code-quality-report.json", "--report", "junit=auditor-junit.xml"]
    for more, changed in (({}, []), ({"changed-only": "true"}, ["--diff-from", "abc"])):
        done = scripted(work, env, paths=f"{hostile}\n*\n--version", args=f"{hostile}\n-x", **more)
        assert done.returncode == 0, done.stdout
        assert done.stdout.splitlines() == [
            f"<{word}>" for word in [*reports, *changed, hostile, "-x", "--", hostile, "*", "--version"]
        ]
        assert [path.name for path in work.iterdir()] == ["a.txt"]
