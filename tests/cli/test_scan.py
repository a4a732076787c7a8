"""`auditor scan`: JSON Lines in and out."""

import json
import os
import signal
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ARTICLE, RULES, Command, Invoked, write_rules

Invoke = Callable[..., Invoked]


def lines(count: int, text: str = ARTICLE) -> bytes:
    return b"".join(
        json.dumps({"id": n, "text": f"{text} Number {n}, {'teh ' * (n % 5)}"}).encode() + b"\n" for n in range(count)
    )


def feed(tmp_path: Path, data: bytes, name: str = "in.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_contract(invoke: Invoke, tmp_path: Path) -> None:
    data = b'{"id": "a", "text": "In kyiv."}\n\n{"id": 2, "segments": ["One", "teh two"], "x": 1}\n{"id": 3, "text": ""}\n'
    done = invoke("scan", feed(tmp_path, data), "-o", tmp_path / "out.jsonl", "-j", "1")
    assert (done.code, done.out, done.err) == (0, "", "")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [d["id"] for d in found] == ["a", 2, 3]
    assert set(found[0]) >= {"id", "findings", "scores", "verdict"}
    assert [(f["rule"], f["start"], f["line"]) for d in found for f in d["findings"]] == [("en.city", 3, 1), ("any.teh", 4, 2)]


def test_processes_and_repetition_give_the_same_bytes(command: Command, tmp_path: Path) -> None:
    path = feed(tmp_path, lines(200))
    results = {command("scan", path, "--jobs", str(jobs), env={"PYTHONHASHSEED": str(jobs)}).stdout for jobs in (1, 2, 1, 2, 3)}
    assert len(results) == 1
    assert [json.loads(line)["id"] for line in results.pop().splitlines()] == list(range(200))


def test_ten_runs_give_the_same_bytes(invoke: Invoke, tmp_path: Path) -> None:
    path = feed(tmp_path, lines(40))
    results = set()
    for _ in range(10):
        assert invoke("scan", path, "-o", tmp_path / "out", "-j", "1").code == 0
        results.add((tmp_path / "out").read_bytes())
    assert len(results) == 1


def test_large_documents_are_spread_and_stay_in_order(command: Command, tmp_path: Path) -> None:
    path = feed(tmp_path, lines(6, "Filler words. " * 40_000))
    assert command("scan", path, "-j", "2").stdout == command("scan", path, "-j", "1").stdout


def test_standard_input_and_output(command: Command) -> None:
    done = command("scan", "-", stdin=b'{"id": 1, "text": "kyiv"}\n')
    assert (done.returncode, json.loads(done.stdout)["findings"][0]["text"]) == (0, "kyiv")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_nothing_in(invoke: Invoke, tmp_path: Path, data: bytes) -> None:
    invoke("scan", feed(tmp_path, data), "-o", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_malformed_lines_are_numbered_and_the_others_audited(command: Command, tmp_path: Path, jobs: str) -> None:
    bad = (
        b'{"id": 1, "text"\n{"id": 2}\n\xff\xfe\n{"id": 3, "text": "\\ud800"}\n'
        + b'{"id": 4, "text": "", "m": '
        + b"[" * 50_000
        + b"\n"
    )
    path = feed(tmp_path, lines(40) + bad + lines(40))
    done = command("scan", path, "-j", jobs, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert [line.split(b":")[2] for line in done.stderr.splitlines()] == [b"41", b"42", b"43", b"44", b"45"]
    assert done.stderr.startswith(f"auditor: {path}:41: not a document: ".encode())
    assert len((tmp_path / "out").read_bytes().splitlines()) == 80


class TestOptions:
    def test_rules(self, invoke: Invoke, tmp_path: Path) -> None:
        path = feed(tmp_path, b'{"id": 1, "text": "kyiv teh around fifteen on the field of honor"}\n')

        def found(*options: str) -> list[str]:
            assert invoke("scan", path, "-o", tmp_path / "out", "-j", "1", *options).code == 0
            return [f["rule"] for f in json.loads((tmp_path / "out").read_bytes())["findings"]]

        assert found() == ["en.city", "any.teh"]
        assert found("--select", "any") == ["any.teh"]
        assert found("--ignore", "any", "--from", "fr", "--preview") == ["en.city", "fr.fifteen", "fr.trial"]

    @pytest.mark.parametrize(
        "options", [["--select", "zz"], ["--from", "zz"], ["--jobs", "0"], ["--config", "none"], ["-o", "no/where/out"]]
    )
    def test_that_are_wrong_stop_the_run(self, invoke: Invoke, tmp_path: Path, options: list[str]) -> None:
        done = invoke("scan", feed(tmp_path, lines(2)), "-o", "out", *options)
        assert (done.code, done.out) == (2, "")
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]

    def test_broken_rules_are_told_once_and_the_others_run(self, command: Command, tmp_path: Path) -> None:
        write_rules(tmp_path, {"desk/bad.yaml": RULES["any/teh.yaml"].replace("minor", "small")})
        feed(tmp_path, b'packs = ["desk"]', "auditor.toml")
        done = command("scan", feed(tmp_path, lines(80)), "-j", "2", "-o", "out")
        assert done.returncode == 2
        assert done.stderr.splitlines()[1:] == []
        assert done.stderr.startswith(f"auditor: {tmp_path}/desk/bad.yaml:4: `severity`".encode())
        assert len((tmp_path / "out").read_bytes().splitlines()) == 80


class TestFiles:
    @pytest.mark.parametrize(
        ("source", "message"),
        [("missing", "missing: cannot be read: No such file or directory"), (".", ".: cannot be read: Is a directory")],
    )
    def test_input_that_cannot_be_read(self, invoke: Invoke, tmp_path: Path, source: str, message: str) -> None:
        done = invoke("scan", source, "-o", "out")
        assert (done.code, done.err) == (2, f"auditor: {message}\n")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
    def test_input_that_fails_while_it_is_read_leaves_the_output_alone(self, invoke: Invoke, tmp_path: Path) -> None:
        feed(tmp_path, b"before", "out")
        done = invoke("scan", "/proc/self/mem", "-o", "out")
        assert (done.code, done.err) == (2, "auditor: /proc/self/mem: cannot be read: Input/output error\n")
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out", b"before")]

    @pytest.mark.parametrize(
        ("output", "reason"),
        [
            ("no/where", "No such file or directory"),
            (".", "Is a directory"),
            ("in.jsonl/x", "Not a directory"),
            ("/proc/nowhere", ""),
        ],
    )
    def test_output_that_cannot_be_written(self, invoke: Invoke, tmp_path: Path, output: str, reason: str) -> None:
        done = invoke("scan", feed(tmp_path, lines(2)), "-o", output)
        assert done.code == 2
        assert done.err.startswith(f"auditor: {output}: cannot be written: {reason}")
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]

    def test_output_has_ordinary_rights(self, invoke: Invoke, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            invoke("scan", feed(tmp_path, lines(2)), "-o", "out")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640

    def test_output_over_input(self, invoke: Invoke, tmp_path: Path) -> None:
        path = feed(tmp_path, lines(3))
        assert invoke("scan", path, "-o", path).code == 0
        assert len(path.read_bytes().splitlines()) == 3
        assert "findings" in path.read_text()

    def test_link_stays_a_link(self, invoke: Invoke, tmp_path: Path) -> None:
        target = feed(tmp_path, b"old", "target")
        (tmp_path / "out").symlink_to("target")
        assert invoke("scan", feed(tmp_path, lines(2)), "-o", "out").code == 0
        assert (tmp_path / "out").is_symlink()
        assert len(target.read_bytes().splitlines()) == 2

    def test_pipe_is_written_to_and_never_replaced(self, command: Command, tmp_path: Path) -> None:
        """As must be /dev/null, or /dev/stdout."""
        fifo = tmp_path / "out"
        os.mkfifo(fifo)
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
        reader.start()
        assert command("scan", feed(tmp_path, lines(3)), "-o", fifo).returncode == 0
        reader.join(10)
        assert stat.S_ISFIFO(fifo.stat().st_mode)
        assert len(read[0].splitlines()) == 3

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
    def test_full_disk(self, command: Command, tmp_path: Path) -> None:
        path = feed(tmp_path, lines(3))
        done = command("scan", path, "-o", "/dev/full")
        assert (done.returncode, done.stderr) == (2, b"auditor: /dev/full: cannot be written: No space left on device\n")
        with open("/dev/full", "wb") as full:
            process = command.start("scan", path, stdout=full)
            _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (2, b"auditor: cannot write: No space left on device\n")
        assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_closed_pipe_is_no_error(command: Command, tmp_path: Path, jobs: str) -> None:
    line = command.line("scan", feed(tmp_path, lines(600)), "-j", jobs)
    done = subprocess.run(
        ["bash", "-c", '"$@" | head -1; echo "${PIPESTATUS[0]}"', "bash", *line],
        capture_output=True,
        env=command.environment,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.splitlines()[-1] == b"0"


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(command: Command, tmp_path: Path, jobs: str, number: int, code: int) -> None:
    """Ctrl-C goes to all processes of a terminal. Nothing half-written stays, nobody prints a traceback."""
    feed(tmp_path, b"before", "out")
    process = command.start("scan", "-", "-j", jobs, "-o", "out", start_new_session=True)
    assert process.stdin
    assert process.stderr
    # A bad line behind many good ones: its message tells that the run is under way, while standard input stays open.
    process.stdin.write(lines(32) + b"bad\n" + lines(300))
    process.stdin.flush()
    first = process.stderr.readline()
    assert b"not a document" in first
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert err.strip() == b""
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out": b"before"}
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # no process is left


def test_memory_is_constant(command: Command, tmp_path: Path) -> None:
    script = (
        "import resource, runpy, sys\nsys.argv = ['auditor', *sys.argv[1:]]\n"
        "try: runpy.run_module('auditor', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )

    def peak(count: int) -> int:
        path = feed(tmp_path, lines(count, "Nothing to see here. " * 50))
        line = [command.line()[0], "-c", script, "scan", str(path), "-j", "1", "-o", str(tmp_path / "out")]
        return int(subprocess.run(line, capture_output=True, env=command.environment, check=True).stderr)

    assert peak(4_000) < peak(200) * 1.15
