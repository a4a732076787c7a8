"""A progress line for long work."""

import sys
import time
from collections.abc import Callable
from typing import IO

_LONG = 2.0  # seconds
_PAUSE = 0.1


class Progress:
    """Counts steps on standard error; silent unless that is a terminal, and for the first two seconds.

    Call it after each step. Used as a context, it removes its line at the end.
    """

    def __init__(
        self, label: str, steps: int, stream: IO[str] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._label, self._steps, self._clock = label, steps, clock
        self._stream = stream or sys.stderr
        self._on_terminal = self._stream is not None and self._stream.isatty()
        self._done = 0
        self._next = clock() + _LONG
        self._shown = False

    def __call__(self) -> None:
        self._done += 1
        if self._on_terminal and self._clock() >= self._next:
            self._next = self._clock() + _PAUSE
            self._shown = True
            self._stream.write(f"\r{self._label}: {self._done / self._steps:4.0%} of {self._steps:,}")
            self._stream.flush()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
