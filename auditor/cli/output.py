"""Files that a command writes: whole, or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from typing import IO

from auditor.errors import InputError


@contextmanager
def written_whole(path: str) -> Iterator[IO[bytes]]:
    """Standard output for `-`, or a file that appears under its name only when everything is in it.

    A file that is there keeps its owner and mode; a link to it stays one. A pipe or a device is written to, never replaced.
    Raises InputError when the place cannot be written.
    """
    if path == "-":
        if sys.stdout is None:
            raise InputError("standard output is closed", place=path)
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if os.path.exists(path) and not os.path.isfile(path):
        try:
            with open(path, "wb") as stream:
                yield stream
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", place=path) from None
        return
    target = Path(os.path.realpath(path))
    try:
        before = _writable(target)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".auditor.")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", place=path) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(handle)  # a crash leaves the old file or the new one, not an empty one
        if before is None:
            Path(temporary).chmod(0o666 & ~_umask())
        else:
            _like(temporary, before)
        Path(temporary).replace(target)
    except BaseException as error:
        with suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise InputError(f"cannot be written: {error.strerror}", place=path) from None
        raise


def _writable(target: Path) -> os.stat_result | None:
    """The state of an existing file. Raises OSError for one that may not be written: replacing it would not ask."""
    if not target.exists():
        return None
    with target.open("r+b") as stream:
        return os.fstat(stream.fileno())


def _like(path: str, before: os.stat_result) -> None:
    """Give a file the owner, as far as that is allowed, and the mode of another."""
    now = Path(path).stat()
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        for owner in ((before.st_uid, before.st_gid), (-1, before.st_gid)):
            with suppress(OSError):
                os.chown(path, *owner)
                break
    Path(path).chmod(S_IMODE(before.st_mode))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
