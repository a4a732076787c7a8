"""`auditor scan`: many documents, JSON Lines in and out, in input order and constant memory."""

import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO

import click

from auditor.cli.options import rule_options
from auditor.document import Document
from auditor.errors import AuditorError, InputError
from auditor.readers import jsonl

_CHUNK = 32  # documents handed to a process at a time
_AHEAD = 3  # chunks in flight for each process

Chunk = list[tuple[int, bytes]]
Result = tuple[bytes, list[str]]

_worker: Any = None  # the auditor of a worker process, set once when the process starts


@click.command("scan")
@click.argument("source", metavar="IN.jsonl", type=click.Path(path_type=str))
@click.option("--output", "-o", default="-", metavar="OUT.jsonl", help="Where to write; default standard output. Replaced only when complete.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=None, help="Processes. [default: as many as processors]")
@rule_options
def command(source: str, output: str, jobs: int | None, **rules: Any) -> int:
    """Audit each line of IN.jsonl (- for standard input).

    A line is {"id", "text"} or {"id", "segments"}, segments being joined by a line feed. One object is written for
    each document: its id, findings, scores and verdict. A malformed line is reported with its number, and the others
    are audited.
    """
    jobs = jobs or os.cpu_count() or 1
    problems = _preflight(source, rules)
    with _input(source) as stream, _output(output) as sink:
        for written, messages in _results(_chunks(stream), source, rules, jobs):
            sink.write(written)
            problems += messages
            for message in messages:
                click.echo(f"auditor: {message}", err=True)
    return 2 if problems else 0


def _preflight(source: str, rules: dict[str, Any]) -> list[str]:
    """Load the rules once here: a bad option stops the run before it starts, and workers find a warm cache."""
    from auditor.cli.options import Auditors

    auditors = Auditors(**rules)
    auditors.get(source)
    problems = [str(problem) for problem in auditors.problems()]
    for problem in problems:
        click.echo(f"auditor: {problem}", err=True)
    return problems


def _chunks(stream: BinaryIO) -> Iterator[Chunk]:
    numbered = jsonl.lines(stream)
    while chunk := list(islice(numbered, _CHUNK)):
        yield chunk


def _results(chunks: Iterator[Chunk], source: str, rules: dict[str, Any], jobs: int) -> Iterator[Result]:
    """Audited chunks in order. Never more than a few chunks for each process are in memory."""
    first = list(islice(chunks, 2))
    if jobs == 1 or len(first) < 2:
        _start(source, rules)
        for chunk in [*first, *chunks]:
            yield _audit(chunk)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(source, rules)) as pool:
        pending: deque[Future[Result]] = deque(pool.submit(_audit, chunk) for chunk in first)
        try:
            for chunk in chunks:
                if len(pending) >= jobs * _AHEAD:
                    yield pending.popleft().result()
                pending.append(pool.submit(_audit, chunk))
            while pending:
                yield pending.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start(source: str, rules: dict[str, Any]) -> None:
    from auditor.cli.options import Auditors

    global _worker
    _worker = (Auditors(**rules).get(source), source)


def _audit(chunk: Chunk) -> Result:
    from auditor.reporters.json import render_scanned

    auditor, source = _worker
    written: list[bytes] = []
    problems: list[str] = []
    for number, line in chunk:
        try:
            parsed = jsonl.parse(line, f"{source}:{number}")
            written.append(render_scanned(auditor.audit(Document(parsed.joined)), parsed.id))
        except AuditorError as error:
            problems.append(str(error))
    return b"".join(written), problems


@contextmanager
def _input(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(source, "rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=source) from None
    with stream:
        yield stream


@contextmanager
def _output(path: str) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears under its name only when everything is in it."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", place=path) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise InputError(f"cannot be written: {error.strerror}", place=path) from None
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
