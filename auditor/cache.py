"""The user's cache directory: small files that speed up the next start, written atomically, never needed."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_CHECKSUM = 4  # bytes
_KEPT = 8  # files of a family: projects with packs of their own, and other versions, each have one


def directory() -> Path:
    """Where cached files are kept; the environment variable `AUDITOR_CACHE_DIR` overrides it."""
    if own := os.environ.get("AUDITOR_CACHE_DIR"):
        return Path(own)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local")
    elif sys.platform == "darwin":
        base = home / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "mt-auditor"


def sealed(content: bytes) -> bytes:
    """The content behind its checksum."""
    return crc32(content).to_bytes(_CHECKSUM, "big") + content


def read(path: Path) -> memoryview | None:
    """The content of a sealed file; None when there is none or it is damaged."""
    try:
        with open(path, "rb") as stream:
            stored = memoryview(stream.read())
    except OSError:
        return None
    content = stored[_CHECKSUM:]
    return content if stored[:_CHECKSUM] == crc32(content).to_bytes(_CHECKSUM, "big") else None


def write(name: str, content: bytes, family: str) -> None:
    """Store a file and drop the oldest of those that match the glob `family`. A full or read-only disk is no error."""
    import tempfile

    home = directory()
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=home)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(sealed(content))
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
