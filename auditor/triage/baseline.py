"""The baseline file: the findings that a newsroom knows of and lives with. `known.py` tells them from new ones."""

import os
from contextlib import suppress
from pathlib import Path, PurePath

import msgspec

from auditor.errors import ConfigError, InputError
from auditor.matching.compiled import Lazy
from auditor.readers.decode import encodable
from auditor.readers.whole import content

FILE = "auditor-baseline.json"
SCHEMA_VERSION = 1
_AFRESH = "make it afresh with `auditor baseline create --force`"
_CONFLICT = b"\n<<<<<<< "  # as git marks it
_BYTE = Lazy(r" ?\(byte (\d+)\)")
_QUOTED = 200  # characters of an error that a message repeats

Kind = tuple[str, str, str]  # article, rule, words


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A known finding."""

    rule: str
    before: str
    """Up to eight words before it in its sentence."""
    text: str
    after: str
    """Up to eight words behind it in its sentence."""
    fingerprint: str
    id: str = ""
    """In JSON Lines, the article."""
    twin: bool = False
    """The nearest words stand elsewhere in the article too, without the finding: they do not tell its place."""

    @property
    def order(self) -> tuple[str, ...]:
        return self.id, self.rule, self.text, self.before, self.after, self.fingerprint

    @property
    def kind(self) -> Kind:
        return self.id, self.rule, self.text.casefold()


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Known findings by file; names of files are relative to the directory of the baseline, with forward slashes."""

    schema: int
    files: dict[str, list[Entry]]

    @property
    def count(self) -> int:
        return sum(map(len, self.files.values()))


class _Head(msgspec.Struct):
    schema: object


def read(path: str) -> Baseline:
    """A baseline that `encoded` gave. Raises ConfigError for anything else."""
    try:
        data = content(path).removeprefix(b"\xef\xbb\xbf")
    except InputError as error:
        remedy = "" if os.path.lexists(path) else "; `auditor baseline create` makes one"
        raise ConfigError(error.message + remedy, place=error.place) from None
    try:
        if msgspec.json.decode(data, type=_Head).schema != SCHEMA_VERSION:
            raise ConfigError(f"a baseline of another version of auditor; {_AFRESH}", place=path)
        return msgspec.json.decode(data, type=Baseline)
    except msgspec.ValidationError as error:
        raise ConfigError(f"not a baseline: {str(error)[:_QUOTED]}; {_AFRESH}", place=path) from None
    except RecursionError:
        raise ConfigError(f"not a baseline: nested too deeply; {_AFRESH}", place=path) from None
    except (msgspec.DecodeError, ValueError) as error:
        at = _BYTE.search(str(error))
        place = f"{path}:{data[: int(at[1])].count(10) + 1}" if at else path
        if _CONFLICT in data:
            raise ConfigError("in conflict: keep the lines of both sides, with commas between them", place=place) from None
        raise ConfigError(f"damaged: {_BYTE.sub('', str(error))[:_QUOTED]}; restore it, or {_AFRESH}", place=place) from None


def encoded(baseline: Baseline) -> bytes:
    """JSON with one finding a line, in an order of its own: articles may be edited with few lines changing here."""
    files = []
    for name, entries in sorted(baseline.files.items()):
        lines = [msgspec.json.format(msgspec.json.encode(entry), indent=0) for entry in sorted(entries, key=lambda e: e.order)]
        files.append(msgspec.json.encode(name) + b": [\n" + b",\n".join(lines) + b"\n]")
    return b'{\n"schema": %d,\n"files": {\n' % SCHEMA_VERSION + b",\n".join(files) + b"\n}\n}\n"


def file_name(path: str, directory: str | Path) -> str:
    """A file as baselines in a directory name it."""
    if path == "-":
        return path
    target, home = os.path.abspath(path), os.path.abspath(directory)
    for whole, base in ((target, home), (os.path.realpath(target), os.path.realpath(home))):
        if whole.startswith(os.path.join(base, "")):
            return encodable(PurePath(os.path.relpath(whole, base)).as_posix())
    with suppress(ValueError):  # on another drive
        target = os.path.relpath(target, home)
    return encodable(PurePath(target).as_posix())


def exists(name: str, directory: str | Path) -> bool:
    """Whether the file that a baseline names is there. Of a name that JSON cannot hold nobody knows: yes."""
    return name == "-" or "\ufffd" in name or os.path.lexists(os.path.join(directory, name))
