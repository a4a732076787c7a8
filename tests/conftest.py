"""Shared fixtures: a cache of its own for each test, a tiny pack in place of the built-in ones, the real command."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor
from tests.support import ARTICLE, RULES, Command, Invoked, write_rules

PACKAGE = Path(auditor.__file__).parent


@pytest.fixture(autouse=True)
def cache_directory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's cache, or that of another test."""
    directory = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(directory))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return directory


@pytest.fixture
def tiny(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny packs in place of the built-in ones, in this process."""
    home = write_rules(tmp_path_factory.mktemp("packs"), RULES)
    monkeypatch.setattr("auditor.rules.packs.built_in_directory", lambda: home)
    return home


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our package as a wheel lays it out, but with the tiny packs inside: what the real command runs from."""
    home = tmp_path_factory.mktemp("installation")
    package = home / "auditor"
    package.mkdir()
    for entry in PACKAGE.iterdir():
        if entry.name not in ("_rules", "__pycache__"):
            (package / entry.name).symlink_to(entry)
    write_rules(package / "_rules", RULES)
    return home


@pytest.fixture
def command(installation: Path, tmp_path: Path) -> Command:
    """The real command, in `tmp_path`."""
    return Command(installation, tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with findings, in `tmp_path`."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def invoke(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Invoked]:
    """The command in this process, where speed matters more than being real: same `main`, captured output."""
    import contextlib
    import io

    from auditor.cli import main as module

    assert tiny.is_dir()
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Invoked:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        monkeypatch.setattr(sys, "argv", ["auditor", *map(str, arguments)])
        code: object = 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                module.main()
            except SystemExit as done:
                code = done.code
        out.flush()
        err.flush()
        return Invoked(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())

    return run
