"""Configuration: `auditor.toml`, or `[tool.auditor]` in `pyproject.toml`, found upwards from the audited file."""

import os
import re
from collections.abc import Sequence
from glob import escape
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from auditor.config_errors import located, place
from auditor.errors import ConfigError
from auditor.matching.compiled import Lazy
from auditor.scoring.profiles import BUILT_IN, MQM, Profile, Weights, named
from auditor.scoring.verdict import Thresholds
from auditor.triage.gate import PATTERN, Gate

NAMES = ("auditor.toml", "pyproject.toml")
_SECTION = Lazy(rb"^\s*\[+tool\.auditor[\].]", re.MULTILINE)
_WHERE = Lazy(r" ?\(at line (\d+), column \d+\)")
SeverityName = Literal["neutral", "minor", "major", "critical"]
Condition = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": PATTERN})]
Conditions = Annotated[list[Condition], msgspec.Meta(extra_json_schema={"minItems": 1})]


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
    fail_on: Condition | Conditions = "major"
    """What makes a check fail: the least severity of a finding, `penalty:NUMBER`, `verdict:LEVEL`, or `never`; or a list."""
    preview: bool = False
    """Run preview rules too."""
    packs: list[str] = []
    """Directories of rule files, relative to the configuration."""
    glossaries: list[str] = []
    """Files of the desk's own terms, CSV or TBX, relative to the configuration."""
    vocabulary: list[str] = []
    """Words and names that are never flagged."""
    severity: dict[str, SeverityName] = {}
    """Severity of rules, by id, pack or pattern; of several that name a rule the last counts."""
    weights: str = MQM.name
    """The weights of errors in MQM scores: `mqm`, `wmt` or one of `profiles`."""
    profiles: dict[str, Weights] = {}
    """Weights of your own, by name."""
    fluency: str | None = None
    """A house model that `auditor fluency train` made, relative to the configuration."""
    baseline: str | None = None
    """A file of known findings that `auditor baseline create` made, relative to the configuration."""
    verdict: Thresholds = Thresholds()
    """From where on a text is called raw machine translation, or in need of post-editing, or of a light edit."""
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

    def glossary_paths(self) -> tuple[Path, ...]:
        return tuple(map(Path, self.glossaries))

    def gate(self) -> Gate:
        """What makes a check fail. Raises ConfigError for a condition that is none."""
        return Gate.of([self.fail_on] if isinstance(self.fail_on, str) else self.fail_on)

    def profile(self) -> Profile:
        """The weights in use. Raises ConfigError for a name that stands for none."""
        return named(self.weights, self.profiles)


def find(start: Path) -> Path | None:
    """The configuration that governs a directory: the nearest one in it or above it."""
    for directory in (start, *start.parents):
        for name in NAMES:
            candidate = directory / name
            if os.path.isfile(candidate) and (name != "pyproject.toml" or _SECTION.search(_content(candidate))):
                return candidate
    return None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", place=str(path)) from None


def load(path: Path) -> Config:
    """Read one configuration file. Raises ConfigError naming file, line and key."""
    import tomllib

    try:
        text = _content(path).decode("utf-8").replace("\r\n", "\n")
        data: Any = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"byte 0x{error.object[error.start]:02x} is not UTF-8", place=f"{path}:{line}") from None
    except RecursionError:
        raise ConfigError("nested too deeply", place=str(path)) from None
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        where = _WHERE.search(str(error))
        what = _WHERE.sub("", str(error)).strip()
        raise ConfigError(f"not valid TOML: {what}", place=f"{path}:{where[1]}" if where else str(path)) from None
    if path.name == "pyproject.toml":
        for key in ("tool", "auditor"):
            data = data.get(key, {}) if isinstance(data, dict) else data
    _check_profiles(data, text, path)
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        raise located(error, text, path, _names()) from None
    for key, check in ("weights", config.profile), ("fail-on", config.gate):
        try:
            check()
        except ConfigError as error:
            raise ConfigError(f"`{key}`: {error.message}", place=place(path, text, key)) from None
    return _anchored(config, path.parent.absolute())


def _anchored(config: Config, directory: Path) -> Config:
    """The same settings with absolute paths, so that they mean the same from everywhere."""
    home = Path(escape(str(directory)))
    return msgspec.structs.replace(
        config,
        packs=[str(directory / pack) for pack in config.packs],
        glossaries=[str(directory / glossary) for glossary in config.glossaries],
        fluency=str(directory / config.fluency) if config.fluency is not None else None,
        baseline=str(directory / config.baseline) if config.baseline is not None else None,
        override=[msgspec.structs.replace(o, paths=[str(home / pattern) for pattern in o.paths]) for o in config.override],
    )


def _check_profiles(data: Any, text: str, path: Path) -> None:
    """Check each profile by itself: the error of one then stands at a line of its own."""
    tables = data.get("profiles") if isinstance(data, dict) else None
    for name, table in tables.items() if isinstance(tables, dict) else ():
        header = re.compile(rf"\s*\[[^\]]*\bprofiles\.[\"']?{re.escape(name)}[\"']?\s*[\].]")
        before = next((n for n, content in enumerate(text.split("\n")) if header.match(content)), 0)
        if name in BUILT_IN:
            raise ConfigError(
                f"`{name}`: these weights are built in; give yours another name", place=place(path, text, name, before)
            )
        if not isinstance(table, dict):
            continue  # an error of `profiles` itself
        try:
            msgspec.convert(table, Weights)
        except msgspec.ValidationError as error:
            raise located(error, text, path, _names(), before) from None


def _names() -> set[str]:
    """Every setting there is."""
    return {f.encode_name for kind in (Config, Override, Weights, Thresholds) for f in msgspec.structs.fields(kind)}


def _matches(path: str, pattern: str) -> bool:
    """Whether a file is what an absolute pattern names, or lies below it; `*` and `**` also cross directories."""
    from fnmatch import fnmatch

    target = Path(os.path.abspath(path)).as_posix()
    pattern = Path(pattern).as_posix().replace("**/", "*")
    return fnmatch(target, pattern) or fnmatch(target, f"{pattern.rstrip('*').rstrip('/')}/*")


def merged(
    config: Config,
    *,
    select: Sequence[str],
    ignore: Sequence[str],
    source: str | None,
    preview: bool,
    glossaries: Sequence[str],
    weights: str | None = None,
    fluency: str | None = None,
) -> Config:
    """The configuration with what the command line says on top."""
    return msgspec.structs.replace(
        config,
        select=list(select) or config.select,
        ignore=config.ignore + list(ignore),
        source=source or config.source,
        preview=preview or config.preview,
        glossaries=config.glossaries + list(glossaries),
        weights=config.weights if weights is None else weights,
        fluency=config.fluency if fluency is None else fluency,
    )
