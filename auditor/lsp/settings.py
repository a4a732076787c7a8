"""The auditor for each document, by its configuration as it now is. A broken one leaves the last good one in use."""

import threading
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from auditor import config as configuration
from auditor.config import Config
from auditor.errors import AuditorError, ConfigError
from auditor.pipeline import Auditor

Stamp = tuple[int, int] | None


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the editor sets on top of `auditor.toml`, by the same names."""

    select: list[str] = []
    ignore: list[str] = []
    source: str | None = msgspec.field(default=None, name="from")
    glossaries: list[str] = []
    preview: bool = False
    config: str | None = None
    """Use this configuration instead of the one found upwards from each document."""

    def changed(self, values: Any) -> "Settings":
        """These settings with those of an editor on top. Raises ConfigError for what is no setting."""
        try:
            msgspec.convert(values, Settings)
        except msgspec.ValidationError as error:
            raise ConfigError(f"settings of the editor: {error}") from None
        return msgspec.convert({**msgspec.to_builtins(self), **values}, Settings)

    def on(self, config: Config) -> Config:
        return configuration.merged(
            config,
            select=self.select,
            ignore=self.ignore,
            source=self.source,
            glossaries=self.glossaries,
            preview=self.preview,
        )


class Governing(NamedTuple):
    """The auditor of a document, and why it is not as someone configured it."""

    auditor: Auditor
    problems: tuple[AuditorError, ...]


class Auditors:
    """One auditor for each configuration, made anew when its file changes. Safe to share among threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._held: dict[Path | None, tuple[Stamp, Governing]] = {}
        self._words: dict[Path, tuple[Stamp, list[str]]] = {}
        """Words that are allowed while a configuration is as it was then; in a directory without one, while it has none."""

    def get(self, directory: Path) -> Governing:
        """The auditor for documents in a directory."""
        with self._lock:
            try:
                found = self.found(directory)
            except ConfigError as error:
                return Governing(self._fallback(None), (error,))
            words = self._words.get(found or directory)
            key = directory if words and not found else found
            now = stamp(found)
            if key not in self._held or self._held[key][0] != now:
                self._held[key] = now, self._governing(found, words[1] if words and words[0] == now else [])
            return self._held[key][1]

    def found(self, directory: Path) -> Path | None:
        """The configuration that governs a directory. Raises ConfigError for one that cannot be read."""
        return Path(self._settings.config).absolute() if self._settings.config else configuration.find(directory)

    def use(self, settings: Settings) -> None:
        """From now on with other settings."""
        with self._lock:
            self._settings = settings
        self.reload()

    def reload(self) -> None:
        """Read configurations, packs and glossaries again when they are next needed."""
        with self._lock:
            self._outdate()

    def allow(self, word: str, directory: Path) -> None:
        """Never flag a word, until the configuration, into which an editor was asked to write it, is saved."""
        with self._lock:
            found = self.found(directory)
            now = stamp(found)
            then, words = self._words.get(found or directory, (now, []))
            self._words[found or directory] = now, [*words, word] if then == now else [word]
            self._outdate()

    def _outdate(self) -> None:
        self._held = {found: ((-1, -1), governing) for found, (_, governing) in self._held.items()}

    def _governing(self, found: Path | None, words: list[str]) -> Governing:
        try:
            config = self._settings.on(configuration.load(found) if found else Config())
            auditor = Auditor(msgspec.structs.replace(config, vocabulary=config.vocabulary + words))
        except ConfigError as error:
            problem = error if error.place or not found else ConfigError(error.message, place=str(found))
            return Governing(self._fallback(found), (problem,))
        return Governing(auditor, tuple(auditor.problems))

    def _fallback(self, found: Path | None) -> Auditor:
        """The last auditor that worked, or one without a configuration."""
        if found in self._held:
            return self._held[found][1].auditor
        try:
            return Auditor(self._settings.on(Config()))
        except ConfigError:
            return Auditor()


def stamp(found: Path | None) -> Stamp:
    """What changes with a file."""
    try:
        state = found.stat() if found else None
    except OSError:
        return 0, 0
    return (state.st_mtime_ns, state.st_size) if state else None
