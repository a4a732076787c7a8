"""`--format` and `--report`: where the report of a run goes, and in which format."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
import msgspec

from auditor.report import Report
from auditor.reporters import FORMATS, Reporter, reporter

_BINARY = frozenset({"docx"})


class Destination(msgspec.Struct, frozen=True):
    """A file that a report is written to."""

    format: str
    path: str


def destinations(values: Sequence[str]) -> tuple[Destination, ...]:
    """What `--report FORMAT=PATH` names. Raises BadParameter for an unknown format, no path, or a path named twice."""
    named: list[Destination] = []
    for value in values:
        kind, _, path = value.partition("=")
        if kind not in FORMATS or not path:
            raise click.BadParameter(f"{value!r} is not FORMAT=PATH; formats: {', '.join(FORMATS)}.", param_hint="--report")
        if path == "-":
            raise click.BadParameter(f"to print {kind} on standard output say --format {kind}.", param_hint="--report")
        if os.path.realpath(path) in (os.path.realpath(other.path) for other in named):
            raise click.BadParameter(f"{path!r} is named twice.", param_hint="--report")
        named.append(Destination(kind, path))
    return tuple(named)


def reporters(kinds: Sequence[str]) -> dict[str, Reporter]:
    """The function of each format. Raises ConfigError for one whose extra is not installed, before anything is audited."""
    return {kind: reporter(kind) for kind in kinds}


def check_output(kind: str) -> None:
    """Raises UsageError, before anything is audited or mended, for a format that is not text on a terminal."""
    if kind in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{kind} is not text; write it to a file with --report {kind}=PATH, or redirect it.")


def write(report: Report, named: Sequence[Destination], functions: dict[str, Reporter]) -> None:
    """Write each report whole, or not at all. Raises InputError for a path that cannot be written.

    The reader of a pipe may have enough before its end; that changes nothing of how the run ends.
    """
    from auditor.cli.output import written_whole

    for destination in named:
        rendered = functions[destination.format](report)
        with suppress(BrokenPipeError), written_whole(destination.path) as stream:
            stream.write(rendered if isinstance(rendered, bytes) else rendered.encode("utf-8", "replace"))


def root() -> str:
    """The directory that CI formats name files from: that of the repository around the current one, else the current one."""
    here = Path.cwd()
    return str(next((directory for directory in (here, *here.parents) if (directory / ".git").exists()), here))
