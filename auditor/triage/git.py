"""Git's command, asked about one repository, none of whose own commands is run.

A repository may come from a stranger. Its configuration and attributes can name commands: diff drivers, text conversions,
filters, hooks, a file system monitor, remote helpers, a pager. All are switched off, so a file that a filter transforms, as
Git LFS does, differs from what is committed.
"""

import os
import subprocess
import tempfile
from threading import Timer

from auditor.errors import ConfigError
from auditor.matching.compiled import Lazy

_SECONDS = 120
_MOST = 256 * 2**20  # bytes that git may answer with
_FILTER = Lazy(r"(?s)(filter\..+)\.(?:clean|smudge|process|required)")
_SAFE = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "true",
    "diff.autoRefreshIndex": "true",
    "protocol.allow": "never",  # a partial clone would fetch what it lacks, by a command that its configuration names
}
_SETTINGS = [part for key, value in _SAFE.items() for part in ("-c", f"{key}={value}")]
_SHALLOW = "; this clone is shallow: fetch all of it (`fetch-depth: 0` of actions/checkout, or `git fetch --unshallow`)"


class Repository:
    """The repository that holds a file. Raises ConfigError where there is none, or no git."""

    def __init__(self, path: str) -> None:
        self._environment = _environment()
        self.directory = _parent(path)
        if not os.path.isdir(self.directory):
            raise ConfigError("--diff-from: there is no such directory", place=self.directory)
        try:
            found = self.ask("rev-parse", "--show-toplevel")
        except ConfigError as error:
            raise ConfigError(f"{error.message}; without --diff-from the files are audited wholly", place=error.place) from None
        self.directory = os.path.realpath(os.fsdecode(found.removesuffix(b"\n")))  # git writes slashes on Windows too
        self._switch_filters_off()

    def names(self, path: str) -> tuple[bytes, bytes]:
        """A file as git names it: what is read, and what may be a link to that.

        Raises ConfigError for one that lies elsewhere.
        """
        link = os.path.join(_parent(path), os.path.basename(path))  # noqa: PTH119
        found = []
        for name in (os.path.realpath(path), link):
            if not name.startswith(os.path.join(self.directory, "")):
                raise ConfigError(f"--diff-from: lies outside the repository {self.directory}; audit it by itself", place=path)
            found.append(os.fsencode(os.path.relpath(name, self.directory).replace(os.sep, "/")))
        return found[0], found[1]

    def commit(self, rev: str) -> str:
        """The commit that a revision names. Raises ConfigError for a name of none."""
        if rev.startswith("-") or "\0" in rev or "\n" in rev:
            raise ConfigError(f"--diff-from: no revision: {rev[:80]!r}")
        found = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}", may_fail=True)
        if not found:
            raise ConfigError(f"--diff-from: {rev[:80]!r} is no revision of {self.directory}{self._if_shallow()}")
        return found.decode().split()[-1]

    def base(self, one: str, other: str) -> str:
        """The commit where two parted. Raises ConfigError where there is none."""
        found = self.ask("merge-base", self.commit(one), self.commit(other), may_fail=True)
        if not found:
            raise ConfigError(f"--diff-from: {one[:80]!r} and {other[:80]!r} have no commit in common{self._if_shallow()}")
        return found.decode().split()[0]

    def ask(self, *arguments: str | bytes, may_fail: bool = False) -> bytes:
        """What git answers. Raises ConfigError where it fails, unless it may: then the answer is empty."""
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(
                    ["git", "--no-pager", "--literal-pathspecs", *_SETTINGS, *arguments],
                    cwd=self.directory,
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                )
            except (OSError, ValueError) as error:  # ValueError: NUL in an argument
                raise ConfigError(f"--diff-from needs git, which cannot be run: {error}") from None
            timer = Timer(_SECONDS, process.kill)
            timer.start()
            try:
                with process:
                    answer = process.stdout.read(_MOST + 1) if process.stdout else b""
                    if len(answer) > _MOST:
                        process.kill()
            finally:
                timer.cancel()
            if len(answer) > _MOST:
                raise ConfigError("--diff-from: too much changed for git's answer to be read; audit the files without it")
            if process.returncode < 0:
                raise ConfigError(f"--diff-from: git was killed; it may take {_SECONDS} seconds")
            if process.returncode and not may_fail:
                errors.seek(0)
                said = " ".join(errors.read(500).decode("utf-8", "replace").split())
                raise ConfigError(f"--diff-from: git says: {said}", place=self.directory)
        return b"" if process.returncode else answer

    def _if_shallow(self) -> str:
        return _SHALLOW if self.ask("rev-parse", "--is-shallow-repository").strip() == b"true" else ""

    def _switch_filters_off(self) -> None:
        """Filters are commands that git runs on files; an empty one is none."""
        keys = self.ask("config", "--null", "--name-only", "--get-regexp", r"^filter\.", may_fail=True).split(b"\0")
        filters = {found[1] for key in keys if (found := _FILTER.fullmatch(os.fsdecode(key)))}
        count = int(self._environment.get("GIT_CONFIG_COUNT", "0"))
        for name in sorted(filters):
            for key, value in (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")):
                self._environment[f"GIT_CONFIG_KEY_{count}"] = f"{name}.{key}"
                self._environment[f"GIT_CONFIG_VALUE_{count}"] = value
                count += 1
        self._environment["GIT_CONFIG_COUNT"] = str(count)


def _parent(path: str) -> str:
    return os.path.realpath(os.path.dirname(os.path.abspath(path)))  # noqa: PTH120


def _environment() -> dict[str, str]:
    """Ours without what names another repository, or commands to run; the user's own configuration of git stays."""
    kept = ("GIT_CONFIG_", "GIT_CEILING_", "GIT_DISCOVERY_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(kept)}
    environment.pop("GIT_CONFIG_PARAMETERS", None)
    if not environment.get("GIT_CONFIG_COUNT", "").isdecimal():
        environment.pop("GIT_CONFIG_COUNT", None)
    return environment | {
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
