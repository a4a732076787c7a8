"""`auditor scan`: many documents, JSON Lines in and out, in input order and constant memory."""

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO

import click

from auditor.cli.options import Auditors, complain, fluency_option, rule_options, weights_option
from auditor.cli.output import written_whole
from auditor.document import Document
from auditor.errors import AuditorError, InputError
from auditor.readers import jsonl

_CHUNK = 32  # documents handed to a process at a time, at most
_CHUNK_BYTES = 2**20
_AHEAD = 3  # chunks in flight for each process
_TERMINATED = 143

Chunk = list[tuple[int, bytes]]
Result = tuple[bytes, list[str]]

_worker: Any = None  # the auditor of a worker process, set once when the process starts


@click.command("scan")
@click.argument("path", metavar="IN.jsonl", type=click.Path(path_type=str))
@click.option(
    "--output",
    "-o",
    default="-",
    metavar="OUT.jsonl",
    help="Where to write; default standard output. Replaced only when complete.",
)
@click.option("--jobs", "-j", type=click.IntRange(1, 64), default=None, help="Processes. [default: as many as processors]")
@weights_option
@fluency_option
@rule_options
def command(path: str, output: str, jobs: int | None, **rules: Any) -> int:
    """Audit each line of IN.jsonl (- for standard input).

    A line is {"id", "text"} or {"id", "segments"}, segments being joined by a line feed. One object is written for
    each document: its id, findings, scores and verdict. A malformed line is reported with its number, and the others
    are audited.
    """
    jobs = jobs or os.cpu_count() or 1
    failed = _preflight(path, rules)
    signal.signal(signal.SIGTERM, _terminated)
    with _input(path) as stream, written_whole(output) as sink:
        for written, messages in _results(_chunks(stream, path), path, rules, jobs):
            sink.write(written)
            failed = failed or bool(messages)
            for message in messages:
                complain(message)
    return 2 if failed else 0


def _terminated(*_: object) -> None:
    """End as an exception does, so that nothing half-written and no process is left behind."""
    sys.exit(_TERMINATED)


def _preflight(source: str, rules: dict[str, Any]) -> bool:
    """Load the rules once here: a bad option stops the run before it starts, and workers find a warm cache.

    Returns whether there are rules that cannot be used.
    """
    auditors = Auditors(**rules)
    auditors.get(source)
    for problem in auditors.problems():
        complain(problem)
    return bool(auditors.problems())


def _chunks(stream: BinaryIO, source: str) -> Iterator[Chunk]:
    chunk: Chunk = []
    size = 0
    try:
        for number, line in jsonl.lines(stream):
            chunk.append((number, line))
            size += len(line)
            if len(chunk) == _CHUNK or size >= _CHUNK_BYTES:
                yield chunk
                chunk, size = [], 0
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=source) from None
    if chunk:
        yield chunk


def _results(chunks: Iterator[Chunk], source: str, rules: dict[str, Any], jobs: int) -> Iterator[Result]:
    """Audited chunks in order. Never more than a few chunks for each process are in memory."""
    first = list(islice(chunks, 2))
    if jobs == 1 or len(first) < 2:
        _start(source, rules)
        for chunk in chain(first, chunks):
            yield _audit(chunk)
        return
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(source, rules)) as pool:
        pending: deque[Future[Result]] = deque()
        try:
            for chunk in chain(first, chunks):
                if len(pending) >= jobs * _AHEAD:
                    yield pending.popleft().result()
                with _uninterrupted():  # submitting starts processes, which keep this mask
                    pending.append(pool.submit(_audit, chunk))
            while pending:
                yield pending.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C. It is for the main process to answer; the others would print a traceback each."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(source: str, rules: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _start(source, rules)


def _start(source: str, rules: dict[str, Any]) -> None:
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
        if sys.stdin is None:
            raise InputError("standard input is closed", place=source)
        yield sys.stdin.buffer
        return
    try:
        stream = open(source, "rb")  # noqa: SIM115 - only opening it may fail here
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=source) from None
    with stream:
        yield stream
