"""`auditor lsp` before a session begins."""

from collections.abc import Callable

import pytest

from tests.support import Command, Invoked


def test_without_the_extra_it_says_how_to_get_it(invoke: Callable[..., Invoked], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.cli.lsp.find_spec", lambda _: None)
    done = invoke("lsp")
    assert (done.code, done.out) == (2, "")
    assert "pip install 'mt-auditor[lsp]'" in done.err


def test_help_needs_no_editor(command: Command) -> None:
    done = command("lsp", "--help")
    assert done.returncode == 0
    assert b"--stdio" in done.stdout


def test_standard_input_at_its_end_is_the_end(command: Command) -> None:
    done = command("lsp", "--stdio")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
