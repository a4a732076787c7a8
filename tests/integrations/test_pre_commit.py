"""The hooks, by the real pre-commit: it clones the repository, installs it and runs it on what is committed."""

import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from auditor.readers import BY_SUFFIX
from tests.integrations.support import ROOT, context, offline, run

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
pytest.importorskip("pre_commit")


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    done = run(*PRE_COMMIT, "validate-manifest", MANIFEST, cwd=tmp_path, env=offline(tmp_path / "packages"))
    assert done.returncode == 0, done.stdout


def test_the_hooks_take_the_files_that_the_auditor_reads() -> None:
    def taken(hook: str) -> set[str]:
        pattern = re.compile(HOOKS[hook]["files"])
        return {
            suffix
            for suffix in (*BY_SUFFIX, ".py", ".html")
            if pattern.search(f"a{suffix}") and pattern.search(f"A{suffix.upper()}")
        }

    assert taken("auditor") == set(BY_SUFFIX)
    assert taken("auditor-fix") == set(BY_SUFFIX) - {".jsonl", ".ndjson"}
    assert not re.search(HOOKS["auditor"]["files"], "notes.txt.py")


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.skipif(sys.platform == "win32", reason="packages are linked, for which Windows asks for rights")
def test_commits_are_audited_and_mended(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="builds the wheel without a network")
    env = offline(tmp_path / "packages") | {
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": str(tmp_path / "none"),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "test@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def git(directory: Path, *arguments: str) -> str:
        done = run("git", *arguments, cwd=directory, env=env)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    hooks = context(tmp_path / "hooks")
    shutil.copy(MANIFEST, hooks)
    git(hooks, "init", "--quiet")
    git(hooks, "add", "--all", "--force")
    git(hooks, "commit", "--quiet", "--message", "hooks")
    desk = tmp_path / "desk"
    desk.mkdir()
    repository = {"repo": str(hooks), "rev": git(hooks, "rev-parse", "HEAD"), "hooks": [{"id": name} for name in HOOKS]}
    (desk / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repository]}), encoding="utf-8")
    (desk / "wire - copy.TXT").write_text("The talks in kyiv ended.\n", encoding="utf-8")
    (desk / "kyiv.py").write_text("# In kyiv.\n", encoding="utf-8")
    git(desk, "init", "--quiet")
    git(desk, "add", "--all")

    audited = run(*PRE_COMMIT, "run", "auditor", "--verbose", cwd=desk, env=env)
    assert audited.returncode == 1, audited.stdout
    assert re.search(r"^wire - copy\.TXT:1:14: \w+ en\.", audited.stdout, re.MULTILINE), audited.stdout
    assert "1 finding (" in audited.stdout
    assert "in 1 document" in audited.stdout

    mended = run(*PRE_COMMIT, "run", "auditor-fix", "--verbose", cwd=desk, env=env)
    assert mended.returncode == 1, mended.stdout
    assert "files were modified by this hook" in mended.stdout
    assert (desk / "wire - copy.TXT").read_text(encoding="utf-8") == "The talks in Kyiv ended.\n"
    assert (desk / "kyiv.py").read_text(encoding="utf-8") == "# In kyiv.\n"

    git(desk, "add", "--all")
    again = run(*PRE_COMMIT, "run", cwd=desk, env=env)
    assert again.returncode == 0, again.stdout
    assert again.stdout.count("Passed") == 2
