"""`auditor check` with references, with a house model, and its verdict."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor.schemas import DIRECTORY
from auditor.scoring.fluency.storage import dump
from auditor.scoring.fluency.training import Archive
from tests.scoring.fluency import archive
from tests.scoring.story import HUMAN, MACHINE
from tests.support import Invoked

Invoke = Callable[..., Invoked]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return write(tmp_path / "story.txt", "\n".join(MACHINE))


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    return write(tmp_path / "human.txt", "\n".join(HUMAN))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    known = Archive()
    for document in archive.articles():
        known.add(document)
    path = tmp_path_factory.mktemp("house") / "house.lm"
    path.write_bytes(dump(known.model()))
    return path


def report(done: Invoked) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.validate(found, json.loads((DIRECTORY / "report.schema.json").read_text("utf-8")))
    document: dict[str, Any] = found["documents"][0]
    return document


class TestReference:
    def test_scores_and_the_words_that_differ(self, invoke: Invoke, story: Path, reference: Path) -> None:
        shown = invoke("check", story, "--reference", reference).out
        assert "chrF" in shown
        assert "[-deplores-]" in shown or "[-denounces-]" in shown or "[-quarter-]" in shown
        assert "furthest from the reference" in shown

    def test_json_has_what_score_says(self, invoke: Invoke, story: Path, reference: Path) -> None:
        scores = report(invoke("check", story, "--reference", reference, "--format", "json"))["scores"]["reference"]
        scored = json.loads(invoke("score", story, "--ref", reference, "--articles", "--format", "json").out)["systems"][0]
        assert [(s["metric"], s["value"]) for s in scores["scores"]] == [(s["metric"], s["score"]) for s in scored["scores"]]
        assert scores["quality"] == scored["alignment_quality"]

    def test_what_is_left_out_makes_work(self, invoke: Invoke, tmp_path: Path) -> None:
        told = [
            f"On day {n} the council of town number {n} met to discuss item {n * 7} of its plan for {2000 + n}."
            for n in range(12)
        ]
        whole, part = write(tmp_path / "whole.txt", "\n".join(told)), write(tmp_path / "part.txt", "\n".join(told[:7] + told[8:]))
        found = report(invoke("check", part, "--reference", whole, "--format", "json", "--ignore", "any,en,fr"))
        assert found["scores"]["reference"]["omitted"] == [told[7]]
        assert "1 sentence of the reference left out" in found["verdict"]["reasons"]

    def test_another_story_is_refused(self, invoke: Invoke, story: Path, tmp_path: Path) -> None:
        other = write(tmp_path / "other.txt", "The cup final was decided by a late penalty.\nFans sang all night in the rain.")
        done = invoke("check", story, "--reference", other)
        assert done.code == 2
        assert done.err.startswith(f"auditor: {other}: does not tell the story of {story}")

    @pytest.mark.parametrize(
        ("content", "message"), [("", "is empty"), ("Le maire de Lyon a présenté mardi le projet de la ville. " * 5, "language")]
    )
    def test_bad_references(self, invoke: Invoke, story: Path, tmp_path: Path, content: str, message: str) -> None:
        done = invoke("check", story, "--reference", write(tmp_path / "r.txt", content))
        assert done.code == 2
        assert message in done.err
        assert str(tmp_path / "r.txt") in done.err

    def test_missing_and_several(self, invoke: Invoke, story: Path, reference: Path) -> None:
        assert "none.txt: cannot be read" in invoke("check", story, "--reference", "none.txt").err
        done = invoke("check", story, reference, "--reference", reference)
        assert done.code == 2
        assert "2 files are named. --reference is of one article; `auditor score --articles` takes several" in done.err

    def test_several_articles_in_one_file(self, invoke: Invoke, story: Path, tmp_path: Path) -> None:
        feed = write(tmp_path / "in.jsonl", "".join(json.dumps({"id": n, "text": "\n".join(MACHINE)}) + "\n" for n in (1, 2)))
        done = invoke("check", feed, "--reference", story)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"auditor: {feed}: holds several articles. --reference is of one article")
        assert invoke("check", story, "--reference", feed).err == done.err

    @pytest.mark.parametrize("arguments", [["-", "--reference", "-"], ["story.txt", "--reference", "-", "--reference", "-"]])
    def test_standard_input_is_read_once(self, invoke: Invoke, story: Path, arguments: list[str]) -> None:
        assert story.name == "story.txt"
        done = invoke("check", *arguments)
        assert done.code == 2
        assert "standard input holds one text" in done.err


class TestFluency:
    def test_percentile_in_text_and_json(self, invoke: Invoke, story: Path, house: Path) -> None:
        assert "story.txt: percentile " in invoke("check", story, "--fluency", house).out
        fluency = report(invoke("check", story, "--fluency", house, "--format", "json"))["scores"]["fluency"]
        assert fluency["percentile"] == 100.0
        assert len(fluency["worst"]) == 3

    def test_set_in_the_configuration(self, invoke: Invoke, story: Path, house: Path, tmp_path: Path) -> None:
        write(tmp_path / "auditor.toml", "fluency = 'house.lm'\n")
        (tmp_path / "house.lm").write_bytes(house.read_bytes())
        assert report(invoke("check", story, "--format", "json"))["scores"]["fluency"]["percentile"] == 100.0

    def test_a_file_that_is_no_model(self, invoke: Invoke, story: Path) -> None:
        done = invoke("check", story, "--fluency", story)
        assert done.code == 2
        assert done.err == f"auditor: {story}: not a house model; `auditor fluency train` makes one\n"

    def test_no_file_is_not_no_model(self, invoke: Invoke, story: Path) -> None:
        assert (done := invoke("check", story, "--fluency", "")).code == 2
        assert "auditor: '': cannot be read" in done.err
        assert (done := invoke("check", story, "--weights", "")).code == 2
        assert "no weights are named" in done.err

    @pytest.mark.parametrize(("name", "message"), [("", ": cannot be read: Is a directory"), ("a\\u0000b", "b: cannot be read:")])
    def test_names_of_no_file_in_the_configuration(
        self, invoke: Invoke, story: Path, tmp_path: Path, name: str, message: str
    ) -> None:
        write(tmp_path / "auditor.toml", f'fluency = "{name}"\n')
        done = invoke("check", story)
        assert done.code == 2
        assert message in done.err

    def test_scan_takes_it_too(self, invoke: Invoke, tmp_path: Path, house: Path) -> None:
        feed = write(tmp_path / "in.jsonl", json.dumps({"id": 1, "text": "\n".join(MACHINE)}) + "\n")
        found = json.loads(invoke("scan", feed, "--fluency", house, "-j", "1").out)
        assert found["scores"]["fluency"]["percentile"] == 100.0


class TestVerdict:
    RAW = "\n".join(MACHINE * 3)

    def test_shown_with_reasons_and_in_json(self, invoke: Invoke, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", self.RAW + "\nThe talks in kyiv ended.")
        found = report(invoke("check", path, "--format", "json"))["verdict"]
        shown = invoke("check", path).out
        assert f"a.txt: verdict: {found['level']} (probability " in shown
        assert f"{found['probability']:.2f})" in shown
        assert "- 1 major finding: penalty" in shown

    def test_short_texts_have_none(self, invoke: Invoke, tmp_path: Path) -> None:
        found = report(invoke("check", write(tmp_path / "a.txt", "The talks in kyiv ended."), "--format", "json"))
        assert (found["verdict"], found["scores"]["style"]) == (None, None)

    def test_fails_a_run(self, invoke: Invoke, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", self.RAW)
        write(tmp_path / "auditor.toml", "[verdict]\nlight-edit-probability = 0\n")
        assert invoke("check", path).code == 0
        assert invoke("check", path, "--fail-on", "verdict:light-edit").code == 1
        assert invoke("check", path, "--fail-on", "major", "--fail-on", "verdict:light-edit").code == 1
        write(tmp_path / "auditor.toml", "fail-on = ['major', 'verdict:light-edit']\n[verdict]\nlight-edit-probability = 0\n")
        assert invoke("check", path).code == 1

    def test_thresholds_that_do_not_rise_are_refused(self, invoke: Invoke, tmp_path: Path) -> None:
        config = write(tmp_path / "auditor.toml", "preview = false\n[verdict]\nraw-probability = 0.1\n")
        done = invoke("check", write(tmp_path / "a.txt", "x"))
        assert done.code == 2
        assert done.err.startswith(f"auditor: {config}:2: `verdict`: these must not fall, and lie between 0 and 1: `light-edit-")

    def test_many_texts_are_counted(self, invoke: Invoke, tmp_path: Path) -> None:
        write(tmp_path / "auditor.toml", "[verdict]\nlight-edit-probability = 0\n")
        paths = [write(tmp_path / f"{name}.txt", self.RAW) for name in "ab"]
        level = report(invoke("check", paths[0], "--format", "json"))["verdict"]["level"]
        assert invoke("check", *paths).out.rstrip().endswith(f"; 2 {level}")
