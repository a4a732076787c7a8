"""`--fix`, `--unsafe-fixes` and `--diff`: correct a file, or show how it would be corrected."""

import sys
from dataclasses import replace

import click

from auditor.cli.rewrite import encoded, rewrite
from auditor.document import Document
from auditor.errors import InputError
from auditor.fixing import Keep, fixed
from auditor.pipeline import Auditor
from auditor.report import DocumentReport


def fix(auditor: Auditor, document: Document, keep: Keep, *, unsafe: bool) -> DocumentReport:
    """Write the corrected text to the document's file, or to standard output for what came from standard input.

    Returns what remains. Raises InputError when the file cannot be written; it is as it was then.
    """
    _check(document)
    outcome = fixed(auditor, document, unsafe=unsafe, keep=keep)
    corrected = outcome.document.text
    if document.path == "-":
        sys.stdout.buffer.write(encoded(document, corrected))
        sys.stdout.flush()
    elif corrected != document.text:
        rewrite(document.path, document, corrected)
    return replace(outcome.report, fixed=outcome.fixed)


def show(auditor: Auditor, document: Document, keep: Keep, *, unsafe: bool) -> DocumentReport:
    """Print how the fixes would change the document. Returns what stands in it now."""
    from auditor.reporters.difference import unified

    _check(document)
    report = keep(auditor.audit(document))
    outcome = fixed(auditor, document, unsafe=unsafe, keep=lambda _: report)
    click.echo(unified(document.path, document.text, outcome.document.text), nl=False)
    return report


def _check(document: Document) -> None:
    if document.file_line is not None:
        raise InputError("fixes are written into text files only; correct what made the JSON Lines", place=document.path)
