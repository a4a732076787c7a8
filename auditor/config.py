"""Configuration: `auditor.toml`, or `[tool.auditor]` in `pyproject.toml`, found upwards from the audited file."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from auditor.errors import ConfigError

NAMES = ("auditor.toml", "pyproject.toml")
SeverityName = Literal["neutral", "minor", "major", "critical"]
FailOn = Literal["neutral", "minor", "major", "critical", "never"]


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Settings for the files that match one of `paths` (patterns such as `sport/**`, relative to the configuration)."""

    paths: list[str]
    select: list[str] | None = None
    ignore: list[str] = []
    source: str | None = msgspec.field(default=None, name="from")
    vocabulary: list[str] = []
    severity: dict[str, SeverityName] = {}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What a newsroom sets once. Lists of rules take pack names, rule ids and patterns such as `fr.format-*`."""

    select: list[str] | None = None
    """Only these rules; default: every stable rule."""
    ignore: list[str] = []
    source: str | None = msgspec.field(default=None, name="from")
    """Source language of the copy, when it is always the same."""
    fail_on: FailOn = "major"
    preview: bool = False
    """Run preview rules too."""
    packs: list[str] = []
    """Directories of rule files, relative to the configuration."""
    vocabulary: list[str] = []
    """Words and names that are never flagged."""
    severity: dict[str, SeverityName] = {}
    """Severity of single rules, by id."""
    override: list[Override] = []

    def for_path(self, path: str) -> "Config":
        """These settings with every override that applies to a file, later ones on top."""
        config = self
        for override in self.override:
            if any(_matches(path, pattern) for pattern in override.paths):
                config = msgspec.structs.replace(
                    config,
                    select=override.select if override.select is not None else config.select,
                    ignore=config.ignore + override.ignore,
                    source=override.source or config.source,
                    vocabulary=config.vocabulary + override.vocabulary,
                    severity=config.severity | override.severity,
                )
        return config

    def pack_paths(self) -> tuple[Path, ...]:
        return tuple(map(Path, self.packs))


def find(start: Path) -> Path | None:
    """The configuration that governs a directory: the nearest one in it or above it."""
    for directory in (start, *start.parents):
        for name in NAMES:
            candidate = directory / name
            if candidate.is_file() and (name != "pyproject.toml" or b"[tool.auditor" in candidate.read_bytes()):
                return candidate
    return None


@cache
def load(path: Path) -> Config:
    """Read one configuration file. Raises ConfigError naming file, line and key."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8")
        data: Any = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", place=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}", place=str(path)) from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("auditor", {})
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        raise _located(error, text, path, data) from None
    return _anchored(config, path.parent.absolute())


def _anchored(config: Config, directory: Path) -> Config:
    """The same settings with absolute paths, so that they mean the same from everywhere."""
    return msgspec.structs.replace(
        config,
        packs=[str(directory / pack) for pack in config.packs],
        override=[msgspec.structs.replace(o, paths=[str(directory / pattern) for pattern in o.paths]) for o in config.override],
    )


def _located(error: msgspec.ValidationError, text: str, path: Path, data: Any) -> ConfigError:
    """Say the line of the offending key, and for an unknown key the nearest known one."""
    message = str(error)
    unknown = re.search(r"unknown field `([^`]+)`", message)
    at = re.search(r"\$((?:\.[\w-]+|\[[^]]*\])+)", message)
    key = unknown[1] if unknown else (re.findall(r"[\w-]+", at[1])[-1] if at else "")
    line = next((n for n, l in enumerate(text.splitlines(), 1) if key and re.match(rf'\s*"?{re.escape(key)}"?\s*=|\s*\[+[\w.]*{re.escape(key)}\]', l)), None)
    if unknown:
        from difflib import get_close_matches

        fields = [f.encode_name for f in msgspec.structs.fields(Config) + msgspec.structs.fields(Override)]
        near = get_close_matches(key, sorted(set(fields)), n=1)
        message = f"unknown setting `{key}`" + (f"; did you mean `{near[0]}`?" if near else "")
    return ConfigError(message, place=f"{path}:{line}" if line else str(path))


def _matches(path: str, pattern: str) -> bool:
    """Whether a file is what an absolute pattern names, or lies below it; `*` and `**` also cross directories."""
    from fnmatch import fnmatch

    target = Path(path).absolute().as_posix()
    pattern = Path(pattern).as_posix().replace("**/", "*")
    return fnmatch(target, pattern) or fnmatch(target, f"{pattern.rstrip('*').rstrip('/')}/*")


def merged(config: Config, *, select: Sequence[str], ignore: Sequence[str], source: str | None, preview: bool) -> Config:
    """The configuration with what the command line says on top."""
    return msgspec.structs.replace(
        config,
        select=list(select) or config.select,
        ignore=config.ignore + list(ignore),
        source=source or config.source,
        preview=preview or config.preview,
    )
