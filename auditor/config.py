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
    directory: str = ""
    """Where the configuration was found; set by us."""

    def for_path(self, path: str) -> "Config":
        """These settings with every override that applies to a file, later ones on top."""
        config = self
        for override in self.override:
            if any(_matches(path, pattern, self.directory) for pattern in override.paths):
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
        return tuple(Path(self.directory) / pack for pack in self.packs)


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
    return msgspec.structs.replace(config, directory=str(path.parent))


def _located(error: msgspec.ValidationError, text: str, path: Path, data: Any) -> ConfigError:
    """Say the line of the offending key, and for an unknown key the nearest known one."""
    message = str(error)
    unknown = re.search(r"unknown field `([^`]+)`", message)
    at = re.search(r"\$((?:\.[\w-]+|\[[^]]*\])+)", message)
    key = unknown[1] if unknown else (re.findall(r"[\w-]+", at[1])[-1] if at else "")
    line = next((n for n, l in enumerate(text.splitlines(), 1) if key and re.match(rf'\s*"?{re.escape(key)}"?\s*=|\s*\[+[\w.]*{re.escape(key)}\]', l)), None)
    if unknown:
        from difflib import get_close_matches

        fields = [f.encode_name for f in msgspec.structs.fields(Config) + msgspec.structs.fields(Override) if f.name != "directory"]
        near = get_close_matches(key, sorted(set(fields)), n=1)
        message = f"unknown setting `{key}`" + (f"; did you mean `{near[0]}`?" if near else "")
    return ConfigError(message, place=f"{path}:{line}" if line else str(path))


def _matches(path: str, pattern: str, directory: str) -> bool:
    from fnmatch import fnmatch

    target = Path(path).absolute()
    base = Path(directory).absolute()
    relative = target.relative_to(base).as_posix() if target.is_relative_to(base) else target.as_posix()
    return fnmatch(relative, pattern.replace("**/", "*")) or fnmatch(relative, pattern.rstrip("/") + "/*")


def merged(config: Config, *, select: Sequence[str], ignore: Sequence[str], source: str | None, preview: bool) -> Config:
    """The configuration with what the command line says on top."""
    return msgspec.structs.replace(
        config,
        select=list(select) or config.select,
        ignore=config.ignore + list(ignore),
        source=source or config.source,
        preview=preview or config.preview,
    )
