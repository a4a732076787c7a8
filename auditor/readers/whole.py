"""A whole file in memory, up to a size: what is read may come from strangers, or never end."""

from auditor.errors import InputError
from auditor.readers.plain import MAX_BYTES


def content(path: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises InputError when it cannot be read, or is larger than `most` bytes."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", place=path or repr(path)) from None
    if len(data) > most:
        raise InputError(f"larger than {most // 2**20} MiB", place=path)
    return data
