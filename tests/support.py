"""What several tests share: tiny packs, an article, the real command."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_FOREVER = 120  # seconds
Completed = subprocess.CompletedProcess[bytes]

# Small rules, one of each shape that the machinery knows; tests of the machinery do not depend on the built-in packs.
RULES = {
    "lexicons/verbs.yaml": "summary: Verbs\nsource: written for the tests\nwords: [launched, raged]\n",
    "any/teh.yaml": """\
summary: A common slip
why: Everybody knows the word. Nobody types it right.
type: linguistic-conventions/spelling
severity: minor
check: replace
map: {teh: the, recieve: receive}
safety: safe
examples:
  - flag: In [[teh]] end
    becomes: In the end
  - pass: In the end
  - pass: Tehran
""",
    "en/city.yaml": """\
summary: The name of a city in lower case
why: Names keep their capital in English. Engines lose it.
type: linguistic-conventions/spelling
severity: major
check: casing
names: [Kyiv]
message: "{text} keeps its capital: {fix}"
examples:
  - flag: In [[kyiv]]
    becomes: In Kyiv
  - pass: In Kyiv
  - pass: IN KYIV
""",
    "fr/launched.yaml": """\
summary: Reporting verb before its subject
why: French puts the verb first.
type: style/unidiomatic
severity: critical
check: pattern
pattern: '{verbs} (?P<who>(?:Mr|Mrs)\\. [A-Z][a-z]{1,20}+)'
fix: {replace: '{who} said', safety: unsafe}
evidence: {fr: strong}
skip: [headline]
examples:
  - flag: Why not, [[launched Mr. Putin]] then.
    becomes: Why not, Mr. Putin said then.
  - pass: Why not, Mr. Putin said then.
  - pass: He launched the ship.
""",
    "fr/fifteen.yaml": """\
summary: An approximation as French makes it
why: French says « une quinzaine ».
type: style/unidiomatic
severity: minor
check: pattern
pattern: around fifteen
when: translated
examples:
  - flag: There were [[around fifteen]] of them.
  - pass: There were about fifteen of them.
  - pass: There were some fifteen of them.
""",
    "fr/trial.yaml": """\
summary: A rule on trial
why: Nobody knows yet.
type: style/awkward
severity: neutral
status: preview
check: pattern
pattern: on the field of honou?r
unless: ['medal [a-z]{1,9} on the field of honou?r']
examples:
  - flag: He fell [[on the field of honor]].
  - pass: He fell on the battlefield.
  - pass: A medal won on the field of honor.
""",
}

# What the tiny pack finds in it: kyiv, launched Mr. Putin, around fifteen, teh.
ARTICLE = """\
A headline about kyiv

“Why not?”, launched Mr. Putin on Wednesday. Then raged Mr. Medvedev.
There were around fifteen people in teh square.
"""


def write_rules(home: Path, rules: Mapping[str, str]) -> Path:
    """Write rule files below a directory."""
    for name, content in rules.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return home


@contextmanager
def finishes() -> Iterator[None]:
    """Fails what would run for ever: a guard against quadratic and worse, a hundred times wider than what it needs."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(*_: object) -> None:
        raise TimeoutError(f"not done after {_FOREVER} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_FOREVER)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Command:
    """Runs `auditor` as a process of its own, as a shell does."""

    def __init__(self, installation: Path, directory: Path) -> None:
        self.directory = directory
        self.environment = {**os.environ, "PYTHONPATH": str(installation), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}

    def line(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "auditor", *map(str, arguments)]

    def __call__(self, *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Completed:
        done = subprocess.run(
            self.line(*arguments),
            input=stdin,
            capture_output=True,
            cwd=self.directory,
            env={**self.environment, **(env or {})},
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr + done.stdout
        return done

    def start(self, *arguments: str | Path, **options: object) -> "subprocess.Popen[bytes]":
        settings: dict[str, object] = {
            "stdin": subprocess.PIPE,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "cwd": self.directory,
            "env": self.environment,
        }
        return subprocess.Popen(self.line(*arguments), **(settings | options))  # type: ignore[call-overload, no-any-return]


class Invoked:
    """How a command ended."""

    def __init__(self, code: object, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in out + err
        assert "internal error" not in err

    def __repr__(self) -> str:
        return f"Invoked({self.code}, {self.out!r}, {self.err!r})"
