"""The user's cache directory: small files that speed up the next start, written atomically, never needed."""

import os
from contextlib import suppress
from pathlib import Path


def directory() -> Path:
    """Where cached files are kept; the environment variable `AUDITOR_CACHE_DIR` overrides it."""
    if own := os.environ.get("AUDITOR_CACHE_DIR"):
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("mt-auditor", appauthor=False)


def read(name: str) -> bytes | None:
    """Content of a cached file, or None."""
    try:
        return (directory() / name).read_bytes()
    except OSError:
        return None


def write(name: str, content: bytes, replaces: str) -> None:
    """Store a file and remove its predecessors, which match the glob `replaces`. A full or read-only disk is no error."""
    import tempfile

    home = directory()
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=home)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            os.replace(temporary, home / name)
        except OSError:
            os.unlink(temporary)
            raise
        for old in home.glob(replaces):
            if old.name != name:
                old.unlink(missing_ok=True)
