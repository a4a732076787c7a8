"""`auditor baseline`."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ARTICLE, Command, Invoked

Invoke = Callable[..., Invoked]
FILE = "auditor-baseline.json"


def kept(path: Path) -> dict[str, list[str]]:
    """Files and the texts of their known findings."""
    files = json.loads((path / FILE).read_text())["files"]
    return {name: [entry["text"] for entry in entries] for name, entries in files.items()}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    home = tmp_path / "articles"
    (home / "sport").mkdir(parents=True)
    (home / "a.txt").write_text("They met in kyiv at teh end of the week\n")
    (home / "sport" / "b.txt").write_text("A game in kyiv was played without any goals\n")
    return home


def test_the_real_command(command: Command, article: Path, tmp_path: Path) -> None:
    made = command("baseline", "create", article)
    assert (made.returncode, made.stdout, made.stderr) == (0, b"auditor-baseline.json: 5 findings known in 1 file\n", b"")
    assert sorted(kept(tmp_path)["article.txt"]) == ["around fifteen", "kyiv", "launched Mr. Putin", "raged Mr. Medvedev", "teh"]
    checked = command("check", article, "--baseline", FILE)
    assert (checked.returncode, checked.stderr) == (0, b"")
    article.write_text("Another headline\n\nThey went to kyiv again.\n" + ARTICLE.replace("teh square", "the square"))
    checked = command("check", article, "--baseline", FILE, "--format", "json")
    assert checked.returncode == 1
    assert [(f["line"], f["text"]) for d in json.loads(checked.stdout)["documents"] for f in d["findings"]] == [(3, "kyiv")]
    updated = command("baseline", "update", article)
    assert updated.stdout == b"auditor-baseline.json: 4 findings known, 1 fixed and taken out, 1 new not added (use --add)\n"
    assert command("check", article, "--baseline", FILE).returncode == 1
    updated = command("baseline", "update", article, "--add")
    assert updated.stdout == b"auditor-baseline.json: 5 findings known, 1 new added\n"
    assert command("check", article, "--baseline", FILE).returncode == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_create_does_not_overwrite(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    assert invoke("baseline", "create", articles).code == 0
    before = (tmp_path / FILE).read_bytes()
    (articles / "a.txt").write_text("Nothing.")
    done = invoke("baseline", "create", articles)
    assert (done.code, done.out) == (2, "")
    assert "is there already" in done.err
    assert "--force" in done.err
    assert (tmp_path / FILE).read_bytes() == before
    assert invoke("baseline", "create", articles, "--force").code == 0
    assert kept(tmp_path) == {"articles/sport/b.txt": ["kyiv"]}


def test_nothing_changes_when_nothing_changed(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    invoke("baseline", "create", articles)
    before = (tmp_path / FILE).read_bytes()
    (articles / "a.txt").write_text("Another line.\n\n" + (articles / "a.txt").read_text())
    assert invoke("baseline", "update", articles).out == f"{FILE}: 3 findings known\n"
    assert (tmp_path / FILE).read_bytes() == before


def test_paths_are_relative_to_the_file(invoke: Invoke, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "config"
    home.mkdir()
    invoke("baseline", "create", articles, "--output", home / "b.json")
    assert set(json.loads((home / "b.json").read_text())["files"]) == {"../articles/a.txt", "../articles/sport/b.txt"}
    monkeypatch.chdir(articles / "sport")
    assert invoke("check", "b.txt", "../a.txt", "--baseline", home / "b.json").code == 0


def test_files_that_are_not_audited_stay_and_those_that_are_gone_leave(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    (articles / "c.txt").write_text("Snow fell in kyiv again and again.")
    invoke("baseline", "create", articles)
    (articles / "c.txt").unlink()
    (articles / "a.txt").write_text("They met in kyiv at the end of the week\n")
    done = invoke("baseline", "update", articles / "a.txt")
    assert done.out == f"{FILE}: 2 findings known, 1 fixed and taken out, 1 taken out with their files\n"
    assert kept(tmp_path) == {"articles/a.txt": ["kyiv"], "articles/sport/b.txt": ["kyiv"]}


def test_renamed(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    invoke("baseline", "create", articles)
    (articles / "a.txt").rename(articles / "sport" / "c.txt")
    assert invoke("check", articles, "--baseline", FILE).code == 0
    assert invoke("baseline", "update", articles).out == f"{FILE}: 3 findings known\n"
    assert set(kept(tmp_path)) == {"articles/sport/b.txt", "articles/sport/c.txt"}


def test_rules_that_do_not_run_keep_their_entries(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    invoke("baseline", "create", articles)
    for path in (articles / "a.txt", articles / "sport" / "b.txt"):
        path.write_text("Nothing.")
    assert invoke("baseline", "update", articles, "--select", "any").out == f"{FILE}: 2 findings known, 1 fixed and taken out\n"
    assert invoke("baseline", "update", articles, "--ignore", "en").out == f"{FILE}: 2 findings known\n"
    text = (tmp_path / FILE).read_text().replace('"en.city"', '"en.no-more"', 1)
    (tmp_path / FILE).write_text(text)
    assert invoke("baseline", "update", articles, "--ignore", "en").out == f"{FILE}: 1 finding known, 1 fixed and taken out\n"


def test_rules_that_do_not_run_on_a_file_keep_its_entries(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    invoke("baseline", "create", articles)
    (tmp_path / "auditor.toml").write_text('[[override]]\npaths = ["**/sport/**"]\nignore = ["en"]\n')
    for path in (articles / "a.txt", articles / "sport" / "b.txt"):
        path.write_text("Nothing.")
    assert invoke("baseline", "update", articles).out == f"{FILE}: 1 finding known, 2 fixed and taken out\n"
    assert kept(tmp_path) == {"articles/sport/b.txt": ["kyiv"]}


def test_what_cannot_be_read_keeps_its_entries(invoke: Invoke, articles: Path) -> None:
    (articles / "d.jsonl").write_text('{"id": 1, "text": "In kyiv."}\n{"id": 2, "text": "In teh end."}\n')
    invoke("baseline", "create", articles)
    (articles / "a.txt").write_bytes(b"\0\1\2")
    (articles / "d.jsonl").write_text('{"id": 1, "text": "In kyiv."}\n{"id": 2, "text": \n')
    done = invoke("baseline", "update", articles)
    assert (done.code, done.out) == (2, f"{FILE}: 5 findings known\n")
    assert "a.txt" in done.err
    assert "d.jsonl:2" in done.err


def test_json_lines(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text('{"id": 1, "text": "In kyiv."}\n{"id": "x", "text": "In teh end."}\n')
    assert invoke("baseline", "create", "d.jsonl").code == 0
    entries = json.loads((tmp_path / FILE).read_text())["files"]["d.jsonl"]
    assert [(entry["id"], entry["text"]) for entry in entries] == [("1", "kyiv"), ("x", "teh")]
    assert invoke("check", "d.jsonl", "--baseline", FILE).code == 0


def test_configured(invoke: Invoke, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('baseline = "known/b.json"\n')
    (tmp_path / "known").mkdir()
    assert invoke("baseline", "create", articles).out == f"{tmp_path}/known/b.json: 3 findings known in 2 files\n"
    assert invoke("baseline", "update", articles).code == 0
    assert "../articles/a.txt" in invoke("baseline", "show").out
    assert invoke("check", articles).code == 0


def test_show(invoke: Invoke, articles: Path) -> None:
    invoke("baseline", "create", articles)
    assert invoke("baseline", "show").out == (
        "articles/a.txt: 2 findings\n"
        "  any.teh  They met in kyiv at [teh] end of the week\n"
        "  en.city  They met in [kyiv] at teh end of the week\n"
        "\n"
        "articles/sport/b.txt: 1 finding\n"
        "  en.city  A game in [kyiv] was played without any goals\n"
        "\n"
        "     2  en.city\n"
        "     1  any.teh\n"
        "     3  in 2 files\n"
    )


def test_what_a_file_says_does_not_command_the_terminal(invoke: Invoke, tmp_path: Path) -> None:
    entry = {"rule": "r\u001b[2J", "before": "\u001b]0;x\u0007", "text": "\n::error::x", "after": "\r", "fingerprint": "f"}
    (tmp_path / FILE).write_text(json.dumps({"schema": 1, "files": {"::error::\u001b[1m\n.txt": [entry]}}))
    done = invoke("baseline", "show", FILE)
    assert done.code == 0
    assert "\u001b" not in done.out
    assert "\u0007" not in done.out
    assert not any(line.lstrip().startswith("::") for line in done.out.split("\n"))


@pytest.mark.parametrize("arguments", [("show",), ("update", "articles")])
def test_without_a_baseline_or_with_a_broken_one(
    invoke: Invoke, articles: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert articles.is_dir()
    done = invoke("baseline", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "`auditor baseline create` makes one" in done.err
    (tmp_path / FILE).write_text('{"schema": 9}')
    done = invoke("baseline", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "another version" in done.err
    assert (tmp_path / FILE).read_text() == '{"schema": 9}'


def test_nothing_to_audit(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path, said in (("empty", "no files to audit"), ("-", "standard input has no name")):
        done = invoke("baseline", "create", path)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    assert not (tmp_path / FILE).exists()


def test_a_place_that_cannot_be_written(invoke: Invoke, articles: Path) -> None:
    done = invoke("baseline", "create", articles, "--output", "nowhere/b.json")
    assert done.code == 2
    assert "cannot be written" in done.err


def test_standard_output(invoke: Invoke, articles: Path) -> None:
    done = invoke("baseline", "create", articles, "--output", "-")
    assert len(json.loads(done.out)["files"]) == 2
    assert "3 findings known" in done.err


def test_a_name_that_is_not_unicode(command: Command, tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")
    with open(path, "wb") as stream:
        stream.write(b"In kyiv.")
    assert command("baseline", "create", ".").returncode == 0
    assert command("check", ".", "--baseline", FILE).returncode == 0
    assert command("baseline", "update", ".").stdout == b"auditor-baseline.json: 1 finding known\n"
