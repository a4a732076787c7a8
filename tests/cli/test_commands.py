"""The command group, `rules`, `init`, completion."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import __version__
from tests.support import RULES, Command, Invoked, write_rules

Invoke = Callable[..., Invoked]


class TestGroup:
    def test_help_names_every_command(self, invoke: Invoke) -> None:
        done = invoke("--help")
        assert done.code == 0
        for name in ("check", "scan", "rules", "init"):
            assert f"\n  {name} " in done.out
        assert max(map(len, done.out.splitlines())) <= 80

    @pytest.mark.parametrize("name", ["check", "scan", "rules", "init", "rules list", "rules show", "rules test", "rules new"])
    def test_each_command_has_help(self, invoke: Invoke, name: str) -> None:
        done = invoke(*name.split(), "-h")
        assert done.code == 0
        assert f"auditor {name} " in done.out.splitlines()[0]

    def test_help_imports_no_command(self) -> None:
        code = (
            "import sys; from auditor.cli.main import cli; cli.main(['--help'], standalone_mode=False)\n"
            "print([m for m in sys.modules if 'yaml' in m or 'auditor.pipeline' in m], file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stderr == b"[]\n"

    def test_the_installed_script(self) -> None:
        script = Path(sys.executable).parent / "auditor"
        if not script.exists():
            pytest.skip("not installed as a script")
        done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == f"auditor, version {__version__}\n"

    def test_misspelt_command(self, invoke: Invoke) -> None:
        done = invoke("chekc", "x")
        assert done.code == 2
        assert "'chekc'" in done.err
        assert "check" in done.err.partition("'chekc'")[2]

    def test_internal_errors_are_told_without_traceback(
        self, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from auditor.cli import main as module

        assert tiny
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("auditor.pipeline.Auditor.audit", lambda *_: 1 // 0)
        (tmp_path / "a.txt").write_text("x")
        monkeypatch.setattr(sys, "argv", ["auditor", "check", "a.txt"])
        with pytest.raises(SystemExit) as done:
            module.main()
        assert done.value.code == 3
        told = "auditor: internal error: ZeroDivisionError: integer division or modulo by zero. Set AUDITOR_DEBUG=1"
        assert capsys.readouterr().err == f"{told} for the traceback.\n"

    def test_interrupt_while_reading(self, command: Command, tmp_path: Path) -> None:
        """The command waits for a pipe that nobody writes to when Ctrl-C comes."""
        os.mkfifo(tmp_path / "first")
        (tmp_path / "a.txt").write_text("kyiv")
        process = command.start("check", "a.txt", "first")
        assert process.stdout
        process.stdout.readline()  # the first article is done
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert err.strip() == b""


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_script(self, installation: Path, tmp_path: Path, shell: str) -> None:
        if shell == "bash" and not shutil.which("bash"):
            pytest.skip("needs bash")
        done = self.run(installation, tmp_path, {"_AUDITOR_COMPLETE": f"{shell}_source"})
        assert "_AUDITOR_COMPLETE" in done
        if shutil.which(shell):
            assert subprocess.run([shell, "-n"], input=done.encode(), capture_output=True, check=False).returncode == 0

    def test_commands_and_options(self, installation: Path, tmp_path: Path) -> None:
        def complete(words: str, at: int) -> str:
            return self.run(
                installation, tmp_path, {"_AUDITOR_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
            )

        assert complete("auditor ch", 1) == "plain,check\n"
        assert "plain,--statistics\n" in complete("auditor check --st", 2)
        assert complete("auditor rules sh", 2) == "plain,show\n"

    def run(self, installation: Path, tmp_path: Path, env: dict[str, str]) -> str:
        script = tmp_path / "auditor"
        script.write_text("from auditor.cli.main import main\nmain()\n")
        environment = {**os.environ, "PYTHONPATH": str(installation), **env}
        return subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=True).stdout


class TestRules:
    def test_list(self, invoke: Invoke) -> None:
        done = invoke("rules", "list")
        assert (done.code, done.err) == (0, "5 rules\n")
        assert done.out.splitlines()[0] == "any.teh      minor     A common slip"
        assert done.out.splitlines()[-1] == "fr.trial     neutral   A rule on trial (preview)"

    def test_list_chosen_as_json(self, invoke: Invoke) -> None:
        rows = json.loads(invoke("rules", "list", "fr.t*", "en", "--format", "json").out)
        assert [row["id"] for row in rows] == ["en.city", "fr.trial"]

    def test_unknown_rule(self, invoke: Invoke) -> None:
        for subcommand in ("list", "show", "test"):
            done = invoke("rules", subcommand, "fr.launchd")
            assert (done.code, done.err) == (2, "auditor: no rule or pack is named `fr.launchd`; near: fr.launched\n")

    def test_show(self, invoke: Invoke) -> None:
        out = invoke("rules", "show", "fr.launched").out
        for part in ("fr.launched", "French puts the verb first.", "critical", "style/unidiomatic", "headline", "fr (strong)"):
            assert part in out
        assert "✗ Why not, launched Mr. Putin then." in out
        assert "→ Why not, Mr. Putin said then." in out
        assert "✓ He launched the ship." in out

    def test_test(self, invoke: Invoke, tiny: Path) -> None:
        assert invoke("rules", "test").out == "5 rules, 15 examples, 0 failed\n"
        write_rules(tiny, {"any/teh.yaml": RULES["any/teh.yaml"].replace("pass: Tehran", "pass: For teh win")})
        done = invoke("rules", "test", "any")
        assert done.code == 1
        assert done.out == "any.teh: expected nothing, found “teh”\n    For teh win\n1 rules, 3 examples, 1 failed\n"

    def test_broken_rule_is_named_and_the_others_run(self, invoke: Invoke, tiny: Path) -> None:
        write_rules(tiny, {"any/bad.yaml": "summary: x\n"})
        for subcommand in (["list"], ["test"], ["show", "any.teh"]):
            done = invoke("rules", *subcommand)
            assert done.code == 2
            assert done.err.startswith(f"auditor: {tiny}/any/bad.yaml:1: `check` must be one of: ")
            assert "any.teh" in done.out or "5 rules" in done.out

    @pytest.mark.parametrize("check", ["pattern", "replace", "casing"])
    def test_new_fails_until_it_has_examples(self, invoke: Invoke, tmp_path: Path, check: str) -> None:
        done = invoke("rules", "new", "desk.no-hype", "--check", check)
        assert done.code == 0
        assert done.out.startswith("Wrote desk/no-hype.yaml. Next: ")
        (tmp_path / "auditor.toml").write_text('packs = ["desk"]\n')
        done = invoke("rules", "test", "desk.no-hype")
        assert done.code == 2
        assert "desk/no-hype.yaml:" in done.err
        assert "needs at least one `flag` and two `pass` examples; has 0 and 0" in done.err
        flag = {"pattern": "the words to [[flag]]", "replace": "[[wrong words]]", "casing": "[[kyiv]]"}[check]
        path = tmp_path / "desk/no-hype.yaml"
        path.write_text(path.read_text().partition("examples:")[0] + f"examples:\n  - flag: '{flag}'\n  - pass: a\n  - pass: b\n")
        done = invoke("rules", "test", "desk.no-hype")
        assert (done.code, done.out) == (0, "1 rules, 3 examples, 0 failed\n")

    @pytest.mark.parametrize("name", ["desk", "Desk.x", "desk.", ".x", "../etc.x", "desk.a/b", "desk.a b", "a.b.c"])
    def test_new_with_a_bad_name(self, invoke: Invoke, tmp_path: Path, name: str) -> None:
        done = invoke("rules", "new", name)
        assert done.code == 2
        assert "a rule is named PACK.NAME" in done.err
        assert list(tmp_path.iterdir()) == []

    def test_new_keeps_what_is_there(self, invoke: Invoke, tmp_path: Path) -> None:
        invoke("rules", "new", "desk.x")
        (tmp_path / "desk/x.yaml").write_text("mine")
        done = invoke("rules", "new", "desk.x")
        assert (done.code, done.err) == (2, "auditor: desk/x.yaml: exists already\n")
        assert (tmp_path / "desk/x.yaml").read_text() == "mine"

    def test_new_where_nothing_can_be_written(self, invoke: Invoke, tmp_path: Path) -> None:
        (tmp_path / "desk").write_text("a file")
        done = invoke("rules", "new", "desk.x")
        assert done.code == 2
        assert done.err.startswith("auditor: desk/x.yaml: ")


class TestInit:
    def test_writes_a_configuration_that_loads(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("init")
        assert (done.code, done.out) == (0, "Wrote auditor.toml. Next: auditor check ARTICLE.txt\n")
        (tmp_path / "a.txt").write_text("kyiv")
        assert invoke("check", "a.txt").code == 1

    def test_every_setting_in_it_is_real(self, invoke: Invoke, tmp_path: Path) -> None:
        """Without its comment signs the template is a configuration, too."""
        invoke("init")
        path = tmp_path / "auditor.toml"
        live = [line.removeprefix("# ") for line in path.read_text().splitlines() if " = " in line or line.startswith("# [")]
        live = [line for line in live if not line.startswith(("fluency", "baseline"))]  # there are no such files here
        path.write_text("\n".join(live).replace('"any.double-space"', '"any.teh"').replace('["desk-rules"]', "[]"))
        (tmp_path / "a.txt").write_text("kyiv")
        assert invoke("check", "a.txt").err == ""

    def test_keeps_what_is_there(self, invoke: Invoke, tmp_path: Path) -> None:
        (tmp_path / "auditor.toml").write_text("mine")
        done = invoke("init")
        assert (done.code, done.err) == (2, "auditor: auditor.toml: exists already; edit it, or remove it first\n")
        assert (tmp_path / "auditor.toml").read_text() == "mine"

    def test_where_nothing_can_be_written(self, invoke: Invoke) -> None:
        assert invoke("init", "/proc").code == 2
        assert invoke("init", "missing").code == 2
