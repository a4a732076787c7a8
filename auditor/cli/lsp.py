"""`auditor lsp`: the language server, which editors start."""

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from auditor.cli.options import complain, names, rule_options
from auditor.errors import ConfigError


@click.command("lsp")
@click.option("--stdio", is_flag=True, expose_value=False, help="What it does anyway; some editors add it.")
@rule_options
def command(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    source: str | None,
    glossaries: tuple[str, ...],
    preview: bool,
    config_path: Path | None,
) -> int:
    """Serve a text editor over standard input and output: findings while someone types, fixes, explanations.

    An editor starts this command. How to set one up: docs/editors.md.
    """
    if not all(find_spec(name) for name in ("pygls", "lsprotocol", "tomlkit")):
        raise ConfigError("the language server needs the extra `lsp`: pip install 'mt-auditor[lsp]'")
    if sys.stdin is None or sys.stdout is None:
        raise ConfigError("the language server needs standard input and output; an editor opens both when it starts it")
    if sys.stdin.isatty():
        complain("this is a language server, which an editor starts; Ctrl-C ends it")
    from auditor.lsp.features import create
    from auditor.lsp.settings import Settings
    from auditor.lsp.stdio import serve

    settings = Settings(
        select=names(select),
        ignore=names(ignore),
        source=source,
        glossaries=list(glossaries),
        preview=preview,
        config=str(config_path) if config_path else None,
    )
    return serve(create(settings))
