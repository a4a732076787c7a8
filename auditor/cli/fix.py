"""`--fix`, `--unsafe-fixes` and `--diff`: correct a file, or show how it would be corrected."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from auditor.cli.rewrite import encoded, rewrite
from auditor.document import Document
from auditor.errors import InputError
from auditor.fixing import Keep, fixed
from auditor.pipeline import Auditor
from auditor.report import DocumentReport
from auditor.reporters.terminal import visible

_SIGNS = "+-@\\ \n"  # what a diff is made of: where it is encoded as in ASCII, the diff can be in the encoding of its file
_RUNNERS = ("GITHUB_ACTIONS", "TF_BUILD")  # obey commands in what is printed


def fix(auditor: Auditor, document: Document, keep: Keep, *, unsafe: bool) -> DocumentReport:
    """Write the corrected text to the document's file; to standard output for what came from standard input.

    Returns what remains. Raises InputError when the file cannot be written; it is as it was then.
    """
    _check(document)
    outcome = fixed(auditor, document, unsafe=unsafe, keep=keep)
    corrected = outcome.document.text
    if document.path == "-":
        click.echo(encoded(document, corrected), nl=False)
    elif corrected != document.text:
        rewrite(document.path, document, corrected)
    if outcome.held:
        _say(document, f"{len(outcome.held):,} not fixed: that would bring other findings")
    return replace(outcome.report, fixed=outcome.fixed)


def show(auditor: Auditor, document: Document, keep: Keep, *, unsafe: bool) -> DocumentReport:
    """Print how the fixes would change the document. Returns what stands in it now."""
    from auditor.reporters.difference import unified

    _check(document)
    outcome = fixed(auditor, document, unsafe=unsafe, keep=keep)
    shown = sys.stdout.isatty() or any(name in os.environ for name in _RUNNERS)
    mark = "\ufeff" if document.encoding == "utf-8-sig" else ""
    difference = unified(_name(document.path), mark + document.text, mark + outcome.document.text, shown=shown)
    bytewise = not shown and _SIGNS.encode(document.encoding) == _SIGNS.encode()
    click.echo(encoded(document, difference) if bytewise else difference.encode("utf-8", "replace"), nl=False)
    if outcome.fixed:
        _say(document, f"{len(outcome.fixed):,} of {len(outcome.before.findings):,} findings would be fixed")
        if not (shown or bytewise or mark):
            _say(document, f"the diff is in UTF-8 and does not apply to a file in {document.encoding}; --fix writes it")
    return outcome.before


def _name(path: str) -> str:
    """The file as tools find it that apply the diff in the current directory: no link, and no way round."""
    file, here = Path(path).resolve(), Path.cwd().resolve()
    return str(file.relative_to(here)) if path != "-" and file.is_relative_to(here) else path


def _check(document: Document) -> None:
    if document.file_line is not None:
        raise InputError("fixes are written into text files only; correct what made the JSON Lines", place=document.path)


def _say(document: Document, text: str) -> None:
    click.echo(f"{visible(document.path)}: {text}", err=True)
