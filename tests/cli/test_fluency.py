"""`auditor fluency`."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scoring.fluency.archive import article, articles
from tests.support import Command, Invoked

Invoke = Callable[..., Invoked]
GOLDEN = Path(__file__).parents[1] / "golden" / "fluency.txt"
STORY = """\
The law

The minister rejected the budget because the cost was too high. High too was cost the because budget the minister.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Forty articles, one of them twice, and a German one."""
    home = tmp_path / "archive"
    home.mkdir()
    for document in articles():
        (home / document.path).write_text(document.text, encoding="utf-8")
    (home / "copy.md").write_text(article(7).text, encoding="utf-8")
    (home / "de.txt").write_text("Die Regierung hat am Montag angekündigt, dass sie den Haushalt kürzen will.", encoding="utf-8")
    return home


@pytest.fixture
def model(invoke: Invoke, archive: Path, tmp_path: Path) -> Path:
    assert invoke("fluency", "train", archive, "-o", "house.lm").code == 0
    return tmp_path / "house.lm"


def test_as_people_see_it(invoke: Invoke, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    train = invoke("fluency", "train", archive, "--output", "house.lm")
    score = invoke("fluency", "score", "story.txt", "--model", "house.lm", "--worst", "1")
    assert (train.code, train.err, score.code, score.err) == (0, "", 0, "")
    assert train.out + "\n" + score.out == GOLDEN.read_text(encoding="utf-8")


def test_json_lines(invoke: Invoke, model: Path, tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(json.dumps({"id": 1, "text": STORY}) + "\n" + json.dumps({"id": 2, "text": STORY}))
    done = invoke("fluency", "score", "two.jsonl", "-m", model, "--format", "jsonl")
    first, second = map(json.loads, done.out.splitlines())
    assert (first.pop("path"), second.pop("path")) == ("two.jsonl#1", "two.jsonl#2")
    assert first == second
    assert [STORY[s["start"] : s["end"]].split()[0] for s in first["sentences"]] == ["The", "High"]
    assert first["sentences"][0]["cross_entropy"] < first["sentences"][1]["cross_entropy"]


def test_model_on_standard_output(command: Command, archive: Path) -> None:
    done = command("fluency", "train", archive, "-o", "-")
    assert done.returncode == 0
    assert done.stdout.startswith(b"auditor house model 1\n")
    assert b"read: 40 articles" in done.stderr


def test_the_same_archive_gives_the_same_file(invoke: Invoke, archive: Path, model: Path, tmp_path: Path) -> None:
    assert invoke("fluency", "train", archive, archive / "3.txt", "-o", "again.lm").code == 0
    assert (tmp_path / "again.lm").read_bytes() == model.read_bytes()


def test_too_small_an_archive_writes_nothing(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    done = invoke("fluency", "train", "one.txt", "-o", "house.lm")
    assert done.code == 2
    assert "too small to learn from: 1 article in English" in done.err
    assert not (tmp_path / "house.lm").exists()


def test_an_archive_of_one_article_many_times_and_of_foreign_ones(invoke: Invoke, tmp_path: Path) -> None:
    german = "Die Regierung hat am Montag angekündigt, dass sie den Haushalt kürzen will. "
    texts = [*[article(1).text] * 50, *(german * count for count in range(1, 8))]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"id": i, "text": t}) for i, t in enumerate(texts)), "utf-8")
    done = invoke("fluency", "train", "a.jsonl", "-o", "house.lm")
    assert done.code == 2
    assert "1 article in English" in done.err
    assert "left out were 7 in other languages and 49 with nothing but repeated paragraphs" in done.err


def test_what_cannot_be_read_is_named_and_the_rest_is_used(invoke: Invoke, archive: Path, tmp_path: Path) -> None:
    (archive / "photo.txt").write_bytes(b"\x89PNG\x00\x01\x02")
    done = invoke("fluency", "train", archive, "none.txt", "-o", "house.lm")
    assert done.code == 2
    assert "photo.txt: looks like a binary file" in done.err
    assert "none.txt: cannot be read" in done.err
    assert (tmp_path / "house.lm").stat().st_size > 1000


def test_no_files(invoke: Invoke, tmp_path: Path, model: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = invoke("fluency", "score", "empty", "-m", model)
    assert (done.code, done.out) == (2, "")
    assert "empty: no files to read; their names must end in .txt" in done.err
    assert "too small to learn from: 0 articles" in invoke("fluency", "train", "empty", "-o", "x.lm").err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_directory_that_cannot_be_written(invoke: Invoke, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "cannot be written" in invoke("fluency", "train", archive, "-o", "locked/house.lm").err


def test_place_that_cannot_be_written(invoke: Invoke, archive: Path) -> None:
    done = invoke("fluency", "train", archive, "-o", "nowhere/house.lm")
    assert done.code == 2
    assert "nowhere/house.lm: cannot be written: No such file or directory" in done.err


def test_models_that_cannot_be_used(invoke: Invoke, model: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    whole = model.read_bytes()
    for content, message in (
        (whole[:-5], "damaged or cut short"),
        (whole.replace(b"model 1", b"model 9", 1), "made by another version of auditor, or damaged; train it anew"),
        (b"", "not a house model"),
    ):
        model.write_bytes(content)
        done = invoke("fluency", "score", "story.txt", "-m", "house.lm")
        assert (done.code, done.out) == (2, "")
        assert f"house.lm: {message}" in done.err
    assert "none.lm: cannot be read" in invoke("fluency", "score", "story.txt", "-m", "none.lm").err


def test_text_without_words_and_one_enormous_line(invoke: Invoke, model: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "line.txt").write_text("a" * 1_000_000 + " the minister" * 100_000)
    done = invoke("fluency", "score", "empty.txt", "line.txt", "-m", model)
    assert done.code == 2
    assert "empty.txt: no words to score" in done.err
    assert done.out.startswith("line.txt: percentile 100, ")
    assert max(map(len, done.out.splitlines())) <= 100


def test_nothing_commands_the_terminal(invoke: Invoke, model: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(
        json.dumps({"id": "\x1b]0;x\x07", "text": "The \x1b[31mminister rejected the law of the land."})
    )
    done = invoke("fluency", "score", "bad.jsonl", "-m", model)
    assert done.code == 0
    assert "\x1b" not in done.out


def test_needs_a_model(invoke: Invoke) -> None:
    assert invoke("fluency", "score", "story.txt").code == 2
    assert invoke("fluency", "train", "archive").code == 2
