"""`auditor scorecard`, and the weights of `check` and `scan`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.test_wmt import HEADER, row, write
from tests.support import Command, Invoked

Invoke = Callable[..., Invoked]
GOLDEN = Path(__file__).parent.parent / "golden"
HOUSE = "[profiles.house]\nminor = 2\ncritical = 10\n[profiles.house.types]\nstyle = 0.5\n"


@pytest.fixture
def annotated(tmp_path: Path) -> str:
    return write(
        tmp_path / "human.tsv",
        row(1, 1, "We went to <v>kyiv</v>.", "Fluency/Spelling", "Minor"),
        row(1, 1, "We went to kyiv<v>.</v>", "Fluency/Punctuation", "Minor"),
        row(2, 1, "All is <v>good</v>.", "Style/Awkward", "Major"),
        row(2, 2, "All is good.", "No-error", "No-error"),
        row(1, 1, "We went to Kyiv.", "No-error", "No-error", system="B"),
        row(2, 1, "In teh end, all is well.", "Accuracy/Omission", "Major", system="B"),
        row(1, 1, "To Kyiv we went.", "No-error", "No-error", system="C"),
        row(2, 1, "Tout va bien.", "Non-translation!", "Major", system="C"),
        row(2, 1, "Tout va bien.", "Some|thing\x1b[31m new", "Minor", system="C"),
    )


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_texts(invoke: Invoke, article: Path, name: str) -> None:
    Path("other.txt").write_text("All is well.\n" * 5, encoding="utf-8")
    done = invoke("scorecard", article.name, "other.txt", "--format", name, "--threshold", "95")
    assert done.code == 1
    assert done.out == (GOLDEN / f"scorecard-rules.{name}").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_annotations_and_rules_side_by_side(invoke: Invoke, annotated: str, name: str) -> None:
    done = invoke("scorecard", annotated, "--weights", "wmt", "--rules", "--format", name)
    assert (done.code, done.err) == (0, "")
    assert done.out == (GOLDEN / f"scorecard-people.{name}").read_text(encoding="utf-8")


def test_segments_are_tab_separated(invoke: Invoke, annotated: str) -> None:
    done = invoke("scorecard", annotated, "--weights", "wmt", "--level", "segment", "--rules")
    assert done.out.splitlines() == [
        "system\tdoc\tseg_id\traters\tscore\trules",
        "A\ttalk\t1\t1\t-1.100000\t-5.000000",
        "A\ttalk\t2\t2\t-2.500000\t0.000000",
        "B\ttalk\t1\t1\t0.000000\t0.000000",
        "B\ttalk\t2\t1\t-5.000000\t-1.000000",
        "C\ttalk\t1\t1\t0.000000\t0.000000",
        "C\ttalk\t2\t1\t-26.000000\t0.000000",
    ]
    assert "rules" not in invoke("scorecard", annotated, "--level", "segment").out


def test_json_of_annotations(invoke: Invoke, annotated: str) -> None:
    done = invoke("scorecard", annotated, "--weights", "wmt", "--format", "json", "--level", "document", "--threshold", "5")
    found = json.loads(done.out)
    assert (done.code, found["passed"], found["rules"], found["rank_correlation"]) == (1, False, None, None)
    assert found["weights"]["name"] == "wmt"
    assert found["people"]["source"] == "human MQM annotations"
    assert (found["people"]["penalty"], found["people"]["words"], found["people"]["score"]) == (34.6, 24, 0)
    assert found["people"]["by_type"]["linguistic-conventions/punctuation"]["penalty"] == 0.1
    assert [(d["system"], d["document"], d["mean_segment_score"]) for d in found["documents"]] == [
        ("A", "talk", -1.8),
        ("B", "talk", -2.5),
        ("C", "talk", -13),
    ]


def test_json_of_texts(invoke: Invoke, article: Path) -> None:
    found = json.loads(invoke("scorecard", article, "--format", "json").out)
    assert found["rules"]["source"] == "MQM-mapped findings of rules, not a human evaluation"
    checked = json.loads(invoke("check", article, "--format", "json", "--fail-on", "never").out)
    scores = checked["documents"][0]["scores"]["mqm"]
    (document,) = found["documents"]
    assert {**scores, "weights": ""} == {**{key: document[key] for key in scores if key != "weights"}, "weights": ""}
    assert found["passed"] is None


def test_threshold_decides_by_the_score_that_is_shown(invoke: Invoke) -> None:
    Path("a.txt").write_text("teh " + "word " * 99, encoding="utf-8")
    assert invoke("scorecard", "a.txt", "--threshold", "99").code == 0
    done = invoke("scorecard", "a.txt", "--threshold", "99.01")
    assert (done.code, done.out.splitlines()[-1]) == (1, "fail: quality score 99.00, threshold 99.01")
    assert invoke("scorecard", "a.txt", "--threshold", "nan").code == 2
    assert invoke("scorecard", "a.txt", "--threshold", "101").code == 2


class TestWeights:
    def test_of_check_and_scan(self, invoke: Invoke, article: Path) -> None:
        Path("auditor.toml").write_text('weights = "house"\n' + HOUSE, encoding="utf-8")
        Path("in.jsonl").write_text(json.dumps({"id": 1, "text": article.read_text(encoding="utf-8")}), encoding="utf-8")
        for more, weights, penalty in [((), "house", 18), (("--weights", "wmt"), "wmt", 17), (("--weights", "mqm"), "mqm", 57)]:
            checked = json.loads(invoke("check", article, "--format", "json", *more).out)
            scanned = json.loads(invoke("scan", "in.jsonl", "--jobs", "1", *more).out)
            for scores in (checked["documents"][0]["scores"]["mqm"], scanned["scores"]["mqm"]):
                assert (scores["weights"], scores["penalty"]) == (weights, penalty)
                assert sum(kind["penalty"] for kind in scores["by_type"].values()) == penalty
            mqm, summary = checked["documents"][0]["scores"]["mqm"], checked["summary"]
            assert [summary[key] for key in ("penalty_per_1000_words", "score")] == [mqm["penalty_per_1000_words"], mqm["score"]]

    def test_are_named_in_the_summary_unless_they_are_those_of_mqm(self, invoke: Invoke, article: Path) -> None:
        assert "per 1,000 words (weights: wmt);" in invoke("check", article, "--weights", "wmt").out
        assert "weights" not in invoke("check", article).out

    @pytest.mark.parametrize("name", ["check", "scorecard"])
    def test_unknown(self, invoke: Invoke, article: Path, name: str) -> None:
        done = invoke(name, article, "--weights", "house")
        assert (done.code, done.out) == (2, "")
        assert done.err == "auditor: no weights are named `house`; there are: mqm, wmt\n"

    def test_a_broken_profile(self, invoke: Invoke, article: Path) -> None:
        Path("auditor.toml").write_text("[profiles.house]\nminor = -2\n", encoding="utf-8")
        done = invoke("scorecard", article)
        assert done.code == 2
        assert "auditor.toml:2: `minor`: a weight is a number from 0 to 10,000, not -2" in done.err

    def test_that_differ_among_texts(self, invoke: Invoke, article: Path) -> None:
        Path("b").mkdir()
        Path("b/auditor.toml").write_text('weights = "wmt"\n', encoding="utf-8")
        Path("b/b.txt").write_text("In teh end.", encoding="utf-8")
        assert "different weights; choose with --weights" in invoke("scorecard", article, "b").err
        assert invoke("scorecard", article, "b", "--weights", "mqm").code == 0


class TestBadInput:
    def test_nothing_to_score(self, invoke: Invoke, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert "empty: nothing to score: no text whose name ends in .txt, " in invoke("scorecard", "empty").err
        assert "nothing to score" in invoke("scorecard", write(tmp_path / "a.tsv")).err
        assert invoke("scorecard").code == 2

    def test_no_words(self, invoke: Invoke, tmp_path: Path) -> None:
        Path("a.txt").write_text("", encoding="utf-8")
        done = invoke("scorecard", "a.txt")
        assert done.code == 0
        assert done.out.endswith("penalty: 0 points, 0.00 per 1,000 words\nquality score: none, for there are no words\n")
        assert json.loads(invoke("scorecard", "a.txt", "--format", "json").out)["rules"]["score"] is None
        judged = invoke("scorecard", "a.txt", "--threshold", "90")
        assert (judged.code, judged.out) == (2, "")
        assert "a.txt: no words to score" in judged.err
        omitted = write(tmp_path / "a.tsv", row(1, 1, "", "Accuracy/Omission", "Major"))
        assert "-5.000" in invoke("scorecard", omitted).out

    def test_one_file_of_annotations_at_a_time(self, invoke: Invoke, annotated: str, article: Path) -> None:
        for other in (article, write(article.parent / "b.TSV")):
            done = invoke("scorecard", annotated, other)
            assert done.code == 2
            assert "one file at a time" in done.err

    @pytest.mark.parametrize("option", [("--rules",), ("--level", "segment")])
    def test_options_of_annotations_go_with_annotations(self, invoke: Invoke, article: Path, option: tuple[str, ...]) -> None:
        done = invoke("scorecard", article, *option)
        assert (done.code, done.out) == (2, "")
        assert "--level and --rules go with annotations" in done.err

    def test_damaged_annotations(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("scorecard", write(tmp_path / "a.tsv", row(1, 1, "A", "Style", "Awful")))
        assert (done.code, done.out) == (2, "")
        assert "a.tsv:2: unknown severity 'Awful'" in done.err
        (tmp_path / "b.tsv").write_bytes(HEADER.encode() + b"caf\xe9\n")
        assert "b.tsv: not UTF-8" in invoke("scorecard", "b.tsv").err
        assert "cannot be read" in invoke("scorecard", "c.tsv").err

    def test_the_others_are_scored(self, invoke: Invoke, article: Path) -> None:
        done = invoke("scorecard", article, "missing.txt")
        assert done.code == 2
        assert "missing.txt: cannot be read" in done.err
        assert "words evaluated in 1 text\n" in done.out

    def test_a_long_name_does_not_widen_the_table(self, invoke: Invoke, tmp_path: Path) -> None:
        done = invoke("scorecard", write(tmp_path / "a.tsv", row(1, 1, "A", "x" * 5000, "Minor", system="y" * 5000)))
        assert max(map(len, done.out.splitlines())) < 250


def test_the_real_command(command: Command) -> None:
    done = command("scorecard", "-", "--threshold", "50", stdin=b"In teh end, all is well.")
    assert done.returncode == 0
    assert b"pass: quality score 83.33, threshold 50" in done.stdout
