"""The GitHub Action: its steps run by bash, as the runner runs them, with the real command."""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.cli import job_summary
from tests.integrations.support import ENVIRONMENT, ROOT, Completed, auditor_on_path, offline, run, validated
from tests.support import ARTICLE, Command

ACTION = ROOT / "action.yml"
PARSED = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in PARSED["runs"]["steps"]}
DEFAULTS = {name: value.get("default", "") for name, value in PARSED["inputs"].items()}
HOSTILE = "$(touch pwned) `touch pwned`; touch pwned \"' *.txt ${{ 1 }} \\ "
SMALL = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "small"
version = "1"
[project.scripts]
auditor = "small:main"
"""
needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")


class Runner:
    """Runs one step in a directory of its own, with the variables that GitHub sets."""

    def __init__(self, home: Path) -> None:
        self.workspace, self.temporary = home / "workspace", home / "temporary"
        self.output, self.summary = home / "output", home / "summary"
        for directory in (self.workspace, self.temporary):
            directory.mkdir()

    def step(self, name: str, steps: dict[str, str], env: dict[str, str], **inputs: str) -> Completed:
        """A step, given the inputs and the outputs of earlier steps."""
        known = {f"inputs.{key}": value for key, value in (DEFAULTS | inputs).items()}
        known |= {f"steps.{key}": value for key, value in steps.items()}
        step = STEPS[name]
        assert step["shell"] == "bash"
        script = self.temporary / "step.sh"
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        self.output.write_text("", encoding="utf-8")
        github = {"RUNNER_TEMP": str(self.temporary), "RUNNER_OS": {"win32": "Windows"}.get(sys.platform, "Linux")}
        github |= {"GITHUB_OUTPUT": str(self.output), "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_ACTIONS": "true"}
        own = {key: evaluated(value, known) for key, value in step["env"].items()}
        return run("bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=self.workspace, env=env | github | own)

    @property
    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text(encoding="utf-8").splitlines())


def evaluated(value: str, known: dict[str, str]) -> str:
    expression = re.fullmatch(r"\$\{\{ ([\w.-]+) \}\}", value)
    return known[expression[1]] if expression else value


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_the_action_is_valid() -> None:
    validated("github-actions", ACTION)


def test_no_input_is_written_into_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
    used = {name for step in STEPS.values() for name in re.findall(r"inputs\.([\w-]+)", json.dumps(step))}
    assert used == set(PARSED["inputs"])


@needs_bash
def test_findings_fail_the_step_and_are_reported(runner: Runner, command: Command) -> None:
    (runner.workspace / "wire").mkdir()
    (runner.workspace / "wire" / "a news.txt").write_text(ARTICLE, encoding="utf-8")
    env = auditor_on_path(command, runner.temporary)
    done = runner.step("audit", {"install.outputs.auditor": "auditor"}, env, paths="wire/a news.txt\n")
    assert done.returncode == 1, done.stdout
    assert "::error file=wire/a news.txt,line=1,endLine=1,col=18,endColumn=21,title=major%3A en.city::kyiv keeps" in done.stdout
    assert runner.outputs["exit-code"] == "1"
    sarif: dict[str, Any] = json.loads(Path(runner.outputs["sarif"]).read_text(encoding="utf-8"))
    assert sarif["runs"][0]["results"]
    markdown = Path(runner.outputs["markdown"]).read_text(encoding="utf-8")
    assert "<b>`kyiv`</b>" in markdown
    assert runner.summary.read_text(encoding="utf-8") == markdown


@needs_bash
def test_the_gate_of_the_input_counts(runner: Runner, command: Command) -> None:
    (runner.workspace / "a.txt").write_text("In kyiv.\n", encoding="utf-8")
    env = auditor_on_path(command, runner.temporary)
    done = runner.step("audit", {"install.outputs.auditor": "auditor"}, env, **{"fail-on": "critical\npenalty:999999\n"})
    assert done.returncode == 0, done.stdout
    assert runner.outputs["exit-code"] == "0"
    done = runner.step("audit", {"install.outputs.auditor": "auditor"}, env, paths="missing.txt")
    assert done.returncode == 2
    assert runner.outputs["exit-code"] == "2"
    assert "::error title=auditor::missing.txt: cannot be read" in done.stdout


@needs_bash
def test_reports_that_were_not_written_are_not_named(runner: Runner, command: Command) -> None:
    (runner.workspace / "a.txt").write_text(ARTICLE, encoding="utf-8")
    env = auditor_on_path(command, runner.temporary)
    (runner.temporary / "auditor.sarif").write_text("of an earlier step", encoding="utf-8")
    done = runner.step("audit", {"install.outputs.auditor": "auditor"}, env, **{"fail-on": "everything"})
    assert done.returncode == 2, done.stdout
    assert runner.outputs == {"exit-code": "2"}


@needs_bash
@pytest.mark.skipif(sys.platform == "win32", reason="the recorder is a script with a first line of Unix")
def test_inputs_arrive_as_they_are_and_run_nothing(runner: Runner) -> None:
    recorder = runner.temporary / "recorder"
    recorder.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n", encoding="utf-8")
    recorder.chmod(0o755)
    (runner.workspace / "a.txt").touch()
    hostile = {
        "paths": f"{HOSTILE}\n*\n--version\n",
        "fail-on": HOSTILE,
        "baseline": HOSTILE,
        "diff-from": HOSTILE,
        "args": HOSTILE,
    }
    done = runner.step("audit", {"install.outputs.auditor": str(recorder)}, ENVIRONMENT, **hostile)
    assert done.returncode == 0, done.stdout
    reports = [f"sarif={runner.temporary}/auditor.sarif", f"markdown={runner.temporary}/auditor.md"]
    options = ["check", "--format", "github", "--report", reports[0], "--report", reports[1]]
    options += ["--fail-on", HOSTILE, "--baseline", HOSTILE, "--diff-from", HOSTILE, HOSTILE]
    assert json.loads(done.stdout) == [*options, "--", HOSTILE, "*", "--version"]
    assert set(runner.outputs) == {"exit-code"}
    assert [path.name for path in runner.workspace.iterdir()] == ["a.txt"]


@needs_bash
@pytest.mark.skipif(sys.platform == "win32", reason="packages are linked, for which Windows asks for rights")
def test_the_command_is_installed_beside_the_python_of_the_job(runner: Runner, tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="builds the wheel without a network")
    source = tmp_path / "action path"  # a small package in place of ours, which takes long to build
    source.mkdir()
    (source / "small.py").write_text("def main() -> None:\n    print('installed')\n", encoding="utf-8")
    (source / "pyproject.toml").write_text(SMALL, encoding="utf-8")
    env = offline(tmp_path / "packages") | {"GITHUB_ACTION_PATH": str(source)}
    done = runner.step("install", {"python.outputs.python-path": sys.executable}, env)
    assert done.returncode == 0, done.stdout
    command = Path(runner.outputs["auditor"])
    assert command.is_relative_to(runner.temporary)
    assert run(command, cwd=tmp_path, env=ENVIRONMENT).stdout == "installed\n"


def test_the_job_summary_is_appended_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    job_summary.append("nowhere")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    job_summary.append("one « \udcff\n")
    job_summary.append("two\n")
    assert summary.read_bytes() == "one « ?\ntwo\n".encode()
    assert capsys.readouterr() == ("", "")


def test_a_summary_that_github_would_drop_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    summary.write_text("x" * 990_000, encoding="utf-8")
    job_summary.append("y" * 20_000)
    assert summary.stat().st_size == 990_000
    assert "no room for the report" in capsys.readouterr().err
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    job_summary.append("z")
    assert "cannot be written" in capsys.readouterr().err
