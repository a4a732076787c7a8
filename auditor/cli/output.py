"""Files that a command writes: whole, or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from auditor.errors import InputError


@contextmanager
def written_whole(path: str) -> Iterator[IO[bytes]]:
    """Standard output for `-`, or a file that appears under its name only when everything is in it.

    A pipe or a device is written to, never replaced. Raises InputError when the place cannot be written.
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
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", place=path) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(target)
    except BaseException as error:
        with suppress(OSError):
            Path(temporary).unlink()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise InputError(f"cannot be written: {error.strerror}", place=path) from None
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
