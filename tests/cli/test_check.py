"""`auditor check`."""

import codecs
import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ARTICLE, RULES, Command, Invoked, write_rules

Invoke = Callable[..., Invoked]


def article(tmp_path: Path, text: str | bytes, name: str = "a.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


class TestExitCodes:
    @pytest.mark.parametrize(
        ("text", "options", "code"),
        [
            ("In Kyiv.", [], 0),
            ("teh", [], 0),
            ("kyiv", [], 1),
            ("teh", ["--fail-on", "minor"], 1),
            ("kyiv", ["--fail-on", "critical"], 0),
            ("kyiv", ["--fail-on", "never"], 0),
            ("on the field of honor", ["--fail-on", "neutral"], 0),
            ("on the field of honor", ["--fail-on", "neutral", "--preview"], 1),
            ("kyiv", ["--ignore", "en"], 0),
            ("kyiv", ["--select", "any,fr"], 0),
            ("kyiv", ["--nonsense"], 2),
            ("kyiv", ["--fail-on", "bad"], 2),
            ("kyiv", ["--format", "xml"], 2),
            ("kyiv", ["--select", "en.citty"], 2),
            ("kyiv", ["--from", "xx"], 2),
            ("kyiv", ["--config", "missing.toml"], 2),
        ],
    )
    def test_codes(self, invoke: Invoke, tmp_path: Path, text: str, options: list[str], code: int) -> None:
        assert invoke("check", article(tmp_path, text), *options).code == code

    def test_real_process(self, command: Command, tmp_path: Path) -> None:
        assert command("check", article(tmp_path, "kyiv")).returncode == 1
        assert command("check", article(tmp_path, "Kyiv")).returncode == 0
        assert command("check", tmp_path / "missing").returncode == 2
        assert command("check").returncode == 2
        assert command("chek", "x").returncode == 2


class TestOptions:
    def test_unknown_rule_gets_the_nearest_names_once(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", article(tmp_path, "x"), article(tmp_path, "x", "b.txt"), "--ignore", "fr.lunched")
        assert done.err == "auditor: no rule or pack is named `fr.lunched`; near: fr.launched\n"

    def test_source_language(self, invoke: Invoke, tmp_path: Path) -> None:
        path = article(tmp_path, "around fifteen")
        assert "fr.fifteen" not in invoke("check", path).out
        assert "fr.fifteen" in invoke("check", path, "--from", "fr").out

    def test_statistics(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", article(tmp_path, ARTICLE), "--statistics")
        assert done.out.splitlines()[0] == "     2  fr.launched  Reporting verb before its subject"
        assert "^^^" not in done.out
        assert done.code == 1

    def test_statistics_of_json_are_refused(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", article(tmp_path, ARTICLE), "--statistics", "--format", "jsonl")
        assert (done.code, done.out) == (2, "")

    def test_quiet(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", article(tmp_path, ARTICLE), tmp_path / "missing", "--quiet")
        assert (done.code, done.out) == (2, "")
        assert done.err == f"auditor: {tmp_path}/missing: cannot be read: No such file or directory\n"

    @pytest.mark.parametrize("output", ["json", "jsonl", "text"])
    def test_quiet_in_every_format(self, invoke: Invoke, tmp_path: Path, output: str) -> None:
        assert invoke("check", article(tmp_path, ARTICLE), "-q", "--format", output).out == ""

    def test_json_and_jsonl(self, invoke: Invoke, tmp_path: Path) -> None:
        paths = [article(tmp_path, "kyiv"), article(tmp_path, "teh", "b.txt")]
        whole = json.loads(invoke("check", *paths, "--format", "json").out)
        lines = [json.loads(line) for line in invoke("check", *paths, "--format", "jsonl").out.splitlines()]
        assert whole["documents"] == lines
        assert [d["path"] for d in lines] == [str(path) for path in paths]

    def test_encoding(self, invoke: Invoke, tmp_path: Path) -> None:
        path = article(tmp_path, "Киев kyiv".encode("koi8-r"))
        assert "Киев" in invoke("check", path, "--encoding", "koi8-r").out
        assert "unknown encoding 'nope'" in invoke("check", path, "--encoding", "nope").err


class TestConfiguration:
    def test_found_upwards_from_the_file(self, invoke: Invoke, tmp_path: Path) -> None:
        article(tmp_path, 'fail-on = "never"\nignore = ["any"]\n', "auditor.toml")
        (tmp_path / "deep").mkdir()
        done = invoke("check", article(tmp_path / "deep", "kyiv teh"))
        assert (done.code, "any.teh" in done.out) == (0, False)

    def test_named(self, invoke: Invoke, tmp_path: Path) -> None:
        path = article(tmp_path, 'ignore = ["en"]\n', "other.toml")
        assert invoke("check", article(tmp_path, "kyiv"), "--config", path).code == 0

    def test_broken_one_is_named_once(self, invoke: Invoke, tmp_path: Path) -> None:
        path = article(tmp_path, 'preview = true\nignroe = ["en"]\n', "auditor.toml")
        done = invoke("check", article(tmp_path, "kyiv"), article(tmp_path, "kyiv", "b.txt"))
        assert done.code == 2
        assert done.err == f"auditor: {path}:2: unknown setting `ignroe`; did you mean `ignore`?\n"

    def test_unknown_rule_in_it_names_it(self, invoke: Invoke, tmp_path: Path) -> None:
        path = article(tmp_path, 'ignore = ["en.citty"]\n', "auditor.toml")
        done = invoke("check", article(tmp_path, "kyiv"))
        assert (done.code, done.err) == (2, f"auditor: {path}: no rule or pack is named `en.citty`; near: en.city\n")

    def test_extra_pack_with_a_broken_rule(self, invoke: Invoke, tmp_path: Path) -> None:
        write_rules(
            tmp_path, {"desk/good.yaml": RULES["any/teh.yaml"].replace("teh", "foo"), "desk/bad.yaml": "summary: x\nwhy: [\n"}
        )
        article(tmp_path, 'packs = ["desk"]\n', "auditor.toml")
        done = invoke("check", article(tmp_path, "foo kyiv"))
        assert done.code == 2
        assert "desk.good" in done.out
        assert "en.city" in done.out
        assert done.err.startswith(f"auditor: {tmp_path}/desk/bad.yaml:3: not valid YAML: ")

    def test_pack_that_could_run_for_ever(self, invoke: Invoke, tmp_path: Path) -> None:
        rule = RULES["fr/trial.yaml"].replace("on the field of honou?r", "(a{1,30}){1,30}honor", 1)
        write_rules(tmp_path, {"desk/evil.yaml": rule})
        article(tmp_path, 'packs = ["desk"]\n', "auditor.toml")
        done = invoke("check", article(tmp_path, "a" * 100_000 + " kyiv"))
        assert "can " in done.err
        assert f"{tmp_path}/desk/evil.yaml:7: `pattern`" in done.err
        assert "en.city" in done.out


class TestBadInput:
    @pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
    def test_nothing_in_it(self, invoke: Invoke, tmp_path: Path, data: bytes) -> None:
        done = invoke("check", article(tmp_path, data))
        assert (done.code, done.err) == (0, "")
        assert done.out == "0 findings in 1 document, 0 words; MQM penalty 0.0 per 1,000 words\n"

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"\x89PNG\r\n\x1a\n\0\0", "looks like a binary file"),
            (b"caf\xc3\xa9\nmid \xff \xc3\xa9\n", "line 2: byte 0xff is not valid utf-8"),
            (b"\xff\xfea", "is not valid utf-16"),
        ],
    )
    def test_not_text(self, invoke: Invoke, tmp_path: Path, data: bytes, message: str) -> None:
        done = invoke("check", article(tmp_path, data), article(tmp_path, "kyiv", "b.txt"))
        assert done.code == 2
        assert done.err.startswith(f"auditor: {tmp_path}/a.txt: ")
        assert message in done.err
        assert "b.txt:1:1: major en.city" in done.out

    @pytest.mark.parametrize(
        "data",
        [
            codecs.BOM_UTF8 + "é kyiv".encode(),
            codecs.BOM_UTF16_LE + "é kyiv".encode("utf-16-le"),
            "é kyiv".encode("cp1252"),
            b"\r\n\r\n1 kyiv\r\n",
        ],
    )
    def test_encodings_and_line_ends_keep_columns(self, invoke: Invoke, tmp_path: Path, data: bytes) -> None:
        assert ":3: major en.city" in invoke("check", article(tmp_path, data)).out

    def test_file_of_100_mb(self, command: Command, tmp_path: Path) -> None:
        path = tmp_path / "big.txt"
        with path.open("wb") as stream:
            stream.truncate(100 * 2**20)
        done = command("check", path)
        assert done.returncode == 2
        assert b"larger than 64 MiB" in done.stderr

    def test_one_line_of_20_mb(self, command: Command, tmp_path: Path) -> None:
        path = article(tmp_path, "Filler words go on and on here. " * (20 * 2**20 // 32) + "In kyiv. teh end")
        done = command("check", path)
        assert (done.returncode, done.stderr) == (1, b"")
        assert len(done.stdout) < 1_000

    @pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything; see the directory and /proc tests")
    def test_unreadable_file(self, invoke: Invoke, tmp_path: Path) -> None:
        article(tmp_path, "x").chmod(0)
        assert "cannot be read: Permission denied" in invoke("check", tmp_path / "a.txt").err

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
    def test_file_that_fails_while_it_is_read(self, invoke: Invoke) -> None:
        done = invoke("check", "/proc/self/mem")
        assert (done.code, done.err) == (2, "auditor: /proc/self/mem: cannot be read: Input/output error\n")

    def test_missing_path_does_not_stop_the_others(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", "missing.txt", article(tmp_path, "kyiv"), "--format", "json")
        found = json.loads(done.out)
        assert found["errors"] == [{"path": "missing.txt", "message": "cannot be read: No such file or directory"}]
        assert len(found["documents"]) == 1
        assert done.code == 2

    def test_directory_without_anything_to_audit(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", tmp_path)
        assert done.code == 0
        assert done.err.startswith(f"auditor: {tmp_path}: no files to audit; their names must end in .txt, ")

    def test_directory_loop(self, invoke: Invoke, tmp_path: Path) -> None:
        article(tmp_path, "kyiv")
        (tmp_path / "loop").symlink_to(tmp_path)
        assert "1 finding (1 major) in 1 document" in invoke("check", tmp_path).out

    def test_file_removed_while_running(self, command: Command, tmp_path: Path) -> None:
        """The command waits on the first file, a pipe; the second goes before it gets there."""
        os.mkfifo(tmp_path / "first")
        gone = article(tmp_path, "kyiv", "gone.txt")
        process = command.start("check", "first", "gone.txt", article(tmp_path, "kyiv", "last.txt"))
        with (tmp_path / "first").open("wb") as stream:  # opens when the command reads
            gone.unlink()
            stream.write(b"kyiv")
        out, err = process.communicate(timeout=60)
        assert process.returncode == 2
        assert err == b"auditor: gone.txt: cannot be read: No such file or directory\n"
        assert b"in 2 documents" in out

    def test_json_lines(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("check", article(tmp_path, '{"id": 1, "text": "kyiv"}\n{"id": \n{"id": 3, "text": "teh"}\n', "f.jsonl"))
        assert done.code == 2
        assert done.err.startswith(f"auditor: {tmp_path}/f.jsonl:2: not a document: ")
        assert "f.jsonl#1:1:1: major" in done.out
        assert "f.jsonl#3:1:1: minor" in done.out

    def test_broken_sidecar(self, invoke: Invoke, tmp_path: Path) -> None:
        article(tmp_path, "ignore = 3", "a.txt.auditor.toml")
        done = invoke("check", article(tmp_path, "kyiv"), article(tmp_path, "kyiv", "b.txt"))
        assert done.code == 2
        assert "a.txt.auditor.toml: cannot be used: " in done.err
        assert "b.txt:1:1" in done.out

    def test_names_that_command_a_terminal(self, invoke: Invoke, tmp_path: Path) -> None:
        path = article(tmp_path, "kyiv \x1b[2J\x07", "a\x1b[31m\x07.txt")
        done = invoke("check", path, "missing\x1b[0m")
        assert not {"\x1b", "\x07"} & set(done.out + done.err)

    def test_name_that_is_not_utf8(self, command: Command, tmp_path: Path) -> None:
        path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
        with open(path, "wb") as stream:
            stream.write(b"kyiv")
        for output in ("text", "json", "jsonl"):
            done = command("check", os.fsdecode(path), "--format", output)
            assert (done.returncode, done.stderr) == (1, b"")
            assert "caf\N{REPLACEMENT CHARACTER}.txt".encode() in done.stdout


class TestStandardInput:
    def test_article(self, command: Command) -> None:
        done = command("check", "-", stdin=b"In kyiv.")
        assert done.returncode == 1
        assert done.stdout.startswith(b"-:1:4: major en.city")

    def test_closed(self, command: Command) -> None:
        done = subprocess.run(
            ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *command.line("check", "-")],
            capture_output=True,
            env=command.environment,
            check=False,
        )
        assert (done.returncode, done.stderr) == (2, b"auditor: -: standard input is closed\n")


class TestOutput:
    def test_closed_pipe_is_no_error(self, command: Command, tmp_path: Path) -> None:
        paths = [article(tmp_path, "kyiv is here\n" * 2_000, f"{name}.txt") for name in "abc"]
        script = '"$@" | head -1; echo "${PIPESTATUS[0]}"'
        for output in ("text", "json", "jsonl"):
            line = command.line("check", *paths, "--format", output)
            done = subprocess.run(
                ["bash", "-c", script, "bash", *line], capture_output=True, env=command.environment, timeout=60, check=False
            )
            # One large write may be swallowed whole by the kernel; of many small ones some must meet the closed pipe.
            assert done.stdout.splitlines()[-1] in ((b"0",) if output == "text" else (b"0", b"1"))
            assert done.stderr == b""

    def test_pipe_closed_before_anything(self, command: Command, article: Path) -> None:
        for arguments in (["check", article], ["--help"]):
            line = command.line(*arguments)
            done = subprocess.run(
                ["bash", "-c", '"$@" | true; echo "${PIPESTATUS[0]}"', "bash", *line],
                capture_output=True,
                env=command.environment,
                check=False,
            )
            assert done.stderr == b""
            assert done.stdout == b"0\n" or (done.stdout == b"1\n" and arguments[0] == "check")  # may end before `true` does

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
    def test_full_disk(self, command: Command, article: Path) -> None:
        for arguments in (["check", article], ["check", article, "--format", "json"], ["rules", "list"]):
            with open("/dev/full", "wb") as full:
                process = command.start(*arguments, stdout=full)
                _, err = process.communicate(timeout=60)
            assert (process.returncode, err) == (2, b"auditor: cannot write: No space left on device\n")

    def test_no_color_in_a_pipe(self, command: Command, article: Path) -> None:
        assert b"\x1b" not in command("check", article).stdout

    def test_color_on_a_terminal_unless_no_color(self, command: Command, article: Path) -> None:
        assert b"\x1b[" in on_terminal(command, {}, "check", article)
        assert b"\x1b[" not in on_terminal(command, {"NO_COLOR": "1"}, "check", article)
        assert b"\x1b[" in on_terminal(command, {"NO_COLOR": ""}, "check", article)

    def test_the_same_input_gives_the_same_bytes(self, command: Command, article: Path) -> None:
        results = {command("check", article, env={"PYTHONHASHSEED": str(seed)}).stdout for seed in range(5)}
        assert len(results) == 1


def on_terminal(command: Command, env: dict[str, str], *arguments: str | Path) -> bytes:
    """What the command prints on a terminal."""
    ours, theirs = pty.openpty()
    process = command.start(*arguments, stdout=theirs, env={**command.environment, **env})
    os.close(theirs)
    printed = b""
    try:
        while chunk := os.read(ours, 4096):
            printed += chunk
    except OSError:  # how Linux tells that the other side closed
        pass
    process.communicate(timeout=60)
    os.close(ours)
    return printed
