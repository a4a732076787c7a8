"""`--watch`: audit again whenever a file is saved."""

from pathlib import Path

import click

from auditor import readers
from auditor.cli.options import complain
from auditor.cli.run import Asked, run
from auditor.config import NAMES
from auditor.errors import AuditorError, ConfigError
from auditor.triage.suppress import SIDECAR

_WAIT = 100  # milliseconds until the first run, and between looks at the signals that end it


def watching(asked: Asked) -> int:
    """Run, and run again after each change, until interrupted. Raises ConfigError without the extra `watch`."""
    try:
        from watchfiles import watch
    except ImportError:
        raise ConfigError("--watch needs the extra `watch`: pip install 'mt-auditor[watch]'") from None
    named = [Path(path).absolute() for path in asked.paths]
    directories = [path for path in named if path.is_dir()]
    # Many editors save by putting a new file in the place of the old one, so not the file is watched.
    watched = {path if path.is_dir() else path.parent for path in named}
    for path in watched:
        if not path.is_dir():
            raise ConfigError("is not there to be watched", place=str(path))

    written = {Path(destination.path).resolve() for destination in asked.reports}

    def concerns(_: object, changed: str) -> bool:
        path = Path(changed)
        if path.resolve() in written:  # by the run itself
            return False
        if path in named or path.name in NAMES or path.name.endswith(SIDECAR):
            return True
        return path.suffix.lower() in readers.BY_SUFFIX and any(directory in path.parents for directory in directories)

    saves = watch(*watched, watch_filter=concerns, recursive=bool(directories), rust_timeout=_WAIT, yield_on_timeout=True)
    # The first answer comes without a change, when the watch stands: what is saved during the first run is not missed.
    for number, changes in enumerate(saves):
        if changes or not number:
            _run(asked)
    return 0


def _run(asked: Asked) -> None:
    """One run on a clear screen. What is wrong now may be mended by the next save."""
    click.clear()
    try:
        run(asked)
    except AuditorError as error:
        complain(error)
    click.echo("Watching for changes; Ctrl-C ends.", err=True)
