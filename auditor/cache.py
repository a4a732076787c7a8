"""The user's cache directory: small files that speed up the next start, written atomically, never needed."""

import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_CHECKSUM = 4  # bytes
_KEPT = 8  # files of a family: projects with packs of their own, and other versions, each have one


def directory() -> Path:
    """Where cached files are kept; the environment variable `AUDITOR_CACHE_DIR` overrides it."""
    if own := os.environ.get("AUDITOR_CACHE_DIR"):
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("mt-auditor", appauthor=False)


def read(name: str) -> bytes | None:
    """Content of a cached file; None when there is none or it is damaged."""
    try:
        with open(directory() / name, "rb") as stream:
            stored = stream.read()
    except OSError:
        return None
    content = stored[_CHECKSUM:]
    return content if crc32(content).to_bytes(_CHECKSUM, "big") == stored[:_CHECKSUM] else None


def write(name: str, content: bytes, family: str) -> None:
    """Store a file and drop the oldest of those that match the glob `family`. A full or read-only disk is no error."""
    import tempfile

    home = directory()
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=home)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(crc32(content).to_bytes(_CHECKSUM, "big") + content)
            Path(temporary).replace(home / name)
        except BaseException:
            Path(temporary).unlink()
            raise
        for old in sorted(home.glob(family), key=_modified, reverse=True)[_KEPT:]:
            old.unlink(missing_ok=True)


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # another process removed it
        return 0
