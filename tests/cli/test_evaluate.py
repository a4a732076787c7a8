"""`auditor evaluate`."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Command, Invoked

Invoke = Callable[..., Invoked]

GOLD = """\
A headline about {~~kyiv~>Kyiv~~}{>>linguistic-conventions/spelling minor<<}

“Why not?”, {~~launched Mr. Putin on~>Mr. Putin said on~~}{>>style/unidiomatic major<<} Wednesday.
He {~~did make~>made~~}{>>style/awkward minor<<} teh point in Kyiv.
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold" / "fr" / "story.txt"
    path.parent.mkdir(parents=True)
    path.write_text(GOLD, encoding="utf-8")
    return tmp_path / "gold"


def cells(out: str, name: str) -> list[str]:
    return next(line.split() for line in out.splitlines() if line.startswith(name + " "))


def test_tables(invoke: Invoke, gold: Path) -> None:
    done = invoke("evaluate", gold, "--by", "rule", "--by", "language")
    assert done.code == 0
    # three findings, of which "teh" is on no mark; "launched Mr. Putin" is a part of its mark
    assert cells(done.out, "all") == ["all", "3", "2", "1", "0.667", "0.21–0.94", "3", "2", "0.667", "0.21–0.94", "0.667"]
    assert cells(done.out, "any.teh")[1:5] == ["1", "0", "0", "0.000"]
    assert cells(done.out, "fr")[6] == "3"
    assert "edited versions: 1 findings in 1 texts" in done.out
    assert "stated for 0 of 1 passages" in done.out


def test_single_cases(invoke: Invoke, gold: Path) -> None:
    done = invoke("evaluate", gold, "--show", "wrong", "--show", "missed", "--show", "alarms")
    assert "any.teh: teh" in done.out.partition("wrong: 1\n")[2]
    assert "style/awkward: did make" in done.out.partition("missed: 1\n")[2]
    assert "any.teh: teh" in done.out.partition("alarms: 1\n")[2]


def test_markdown(invoke: Invoke, gold: Path) -> None:
    done = invoke("evaluate", gold, "--format", "markdown", "--by", "severity")
    assert "| all | 3 | 2 | 1 | 0.667 | 0.21–0.94 | 3 | 2 | 0.667 | 0.21–0.94 | 0.667 |" in done.out
    assert "| severity | findings |" in done.out


def test_clean_text_counts_alarms(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text("Four words in kyiv.\n" * 5, encoding="utf-8")
    done = invoke("evaluate", "--clean", tmp_path / "clean.txt")
    assert done.code == 0
    assert "clean text: 5 alarms in 1 documents, 20 words: 250000.0 per million words" in done.out
    assert cells(done.out, "en.city") == ["en.city", "5", "250000.0"]
    assert "precision" not in done.out


def test_default_is_the_gold_of_the_project(invoke: Invoke, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = gold.parent / "project"
    (home / "corpora").mkdir(parents=True)
    monkeypatch.chdir(home)
    assert "corpora/gold: no such directory" in invoke("evaluate").err
    (home / "corpora" / "gold").symlink_to(gold)
    assert cells(invoke("evaluate").out, "all")[1] == "3"


def test_a_saved_run_is_a_baseline(invoke: Invoke, gold: Path, tmp_path: Path) -> None:
    saved = tmp_path / "before.json"
    saved.write_text(invoke("evaluate", gold, "--format", "json").out, encoding="utf-8")
    assert json.loads(saved.read_text())["figures"]["total"]["correct"] == 2
    same = invoke("evaluate", gold, "--baseline", saved)
    assert same.code == 0
    assert "no figure is worse" in same.out
    worse = invoke("evaluate", gold, "--ignore", "en.city", "--baseline", saved)
    assert worse.code == 1
    assert "marks lost: 1" in worse.out
    assert "kyiv" in worse.out.partition("marks lost: 1")[2]
    assert "worse: recall: 0.3333, before 0.6667" in worse.out
    better = invoke("evaluate", gold, "--ignore", "any.teh", "--baseline", saved)
    assert better.code == 0
    assert "false alarms gone: 2" in better.out


def test_baseline_is_compared_on_unchanged_passages_only(invoke: Invoke, gold: Path, tmp_path: Path) -> None:
    saved = tmp_path / "before.json"
    saved.write_text(invoke("evaluate", gold, "--format", "json").out, encoding="utf-8")
    (gold / "fr" / "story.txt").write_text(GOLD.replace("kyiv", "Kyiv city"), encoding="utf-8")
    done = invoke("evaluate", gold, "--baseline", saved)
    assert done.code == 2
    assert "nothing to compare: no passage is the same as in the saved run" in done.err


def test_more_alarms_on_clean_text_are_a_loss(invoke: Invoke, tmp_path: Path) -> None:
    clean, saved = tmp_path / "clean.txt", tmp_path / "before.json"
    clean.write_text("All is well in Kyiv.\n", encoding="utf-8")
    saved.write_text(invoke("evaluate", "--clean", clean, "--format", "json").out, encoding="utf-8")
    clean.write_text("All is well in kyiv.\n", encoding="utf-8")
    done = invoke("evaluate", "--clean", clean, "--baseline", saved)
    assert done.code == 1
    assert "worse: alarms per million words" in done.out


def test_a_comparison_tells_what_it_leaves_out(invoke: Invoke, gold: Path, tmp_path: Path) -> None:
    clean, saved = tmp_path / "clean.txt", tmp_path / "before.json"
    clean.write_text("All is well in Kyiv.\n", encoding="utf-8")
    saved.write_text(invoke("evaluate", gold, "--clean", clean, "--format", "json").out, encoding="utf-8")
    without = invoke("evaluate", gold, "--baseline", saved)
    assert without.code == 0
    assert "left out: the saved run counts alarms on clean text, of which this one has none" in without.out
    only = invoke("evaluate", "--clean", clean, "--baseline", saved)
    assert only.code == 0
    assert "left out: no passage is the same as in the saved run" in only.out
    (tmp_path / "empty").mkdir()
    nothing = invoke("evaluate", tmp_path / "empty", "--baseline", saved)
    assert nothing.code == 2
    assert "nothing to evaluate" in nothing.err
    assert invoke("evaluate", "--clean", tmp_path / "empty").code == 2


def test_a_baseline_without_findings_hides_no_false_alarm(invoke: Invoke, gold: Path, tmp_path: Path) -> None:
    saved = tmp_path / "before.json"
    (gold / "fr" / "story.txt").write_text("He {--saw--}{>>style/awkward minor<<} teh point.", encoding="utf-8")
    saved.write_text(invoke("evaluate", gold, "--ignore", "any.teh", "--format", "json").out, encoding="utf-8")
    done = invoke("evaluate", gold, "--baseline", saved)
    assert done.code == 1
    assert "worse: precision: 0.0000, before no findings" in done.out


def test_marks_on_one_span_are_compared_one_by_one(invoke: Invoke, tmp_path: Path) -> None:
    header = "system\tdoc\tseg_id\ttarget\tcategory\tseverity\n"
    rows = (f"A\tdoc\t1\tIn <v>kyiv</v>.\t{kind}\tMajor\n" for kind in ("Style", "Fluency"))
    (tmp_path / "a.TSV").write_text(header + "".join(rows), encoding="utf-8")
    saved = tmp_path / "before.json"
    saved.write_text(invoke("evaluate", "a.TSV", "--format", "json").out, encoding="utf-8")
    assert "marks lost: 2" in invoke("evaluate", "a.TSV", "--ignore", "en.city", "--baseline", saved).out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_baseline_as_other_shells_save_it(invoke: Invoke, gold: Path, tmp_path: Path, encoding: str) -> None:
    saved = tmp_path / "before.json"
    saved.write_text(invoke("evaluate", gold, "--format", "json").out, encoding=encoding)
    assert "no figure is worse" in invoke("evaluate", gold, "--baseline", saved).out


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_baseline_is_refused(invoke: Invoke, gold: Path) -> None:
    done = invoke("evaluate", gold, "--baseline", "/dev/zero")
    assert (done.code, done.out) == (2, "")
    assert "larger than 64 MiB" in done.err


@pytest.mark.parametrize("count", ["1" + "0" * 400, "1" + "0" * 5000, "-1"])
@pytest.mark.parametrize("clean", ['{"documents": 1, "words": %s}', '{"documents": 1, "words": 9, "by_rule": {"a": %s}}'])
def test_counts_of_a_baseline_are_sane(invoke: Invoke, gold: Path, tmp_path: Path, clean: str, count: str) -> None:
    saved = tmp_path / "before.json"
    saved.write_text(f'{{"passages": [], "clean": {clean % count}}}', encoding="utf-8")
    done = invoke("evaluate", "--clean", gold, "--baseline", saved)
    assert (done.code, done.out) == (2, "")
    assert "before.json: not a saved evaluation: " in done.err


def test_a_name_that_is_not_utf8(invoke: Invoke, gold: Path) -> None:
    try:
        (gold / "fr" / "story.txt").rename(os.fsdecode(os.fsencode(gold / "fr") + b"/caf\xe9.txt"))
    except OSError:
        pytest.skip("this file system takes no such name")
    for output in ("json", "text"):
        done = invoke("evaluate", gold, "--format", output, "--show", "wrong")
        assert done.code == 0
    path = json.loads(invoke("evaluate", gold, "--format", "json").out)["passages"][0]["path"]
    assert path.endswith("caf\ufffd.txt")


def test_a_file_of_several_names_counts_once(invoke: Invoke, gold: Path) -> None:
    (gold.parent / "link.txt").symlink_to(gold / "fr" / "story.txt")
    done = invoke("evaluate", gold / "fr" / "story.txt", "gold/fr/story.txt", "gold/fr/../fr/story.txt", "link.txt", gold)
    assert cells(done.out, "all")[1] == "3"


def test_standard_input_is_gold(command: Command) -> None:
    done = command("evaluate", "-", stdin=GOLD.encode())
    assert done.returncode == 0
    assert cells(done.stdout.decode(), "all")[1] == "3"


def test_configuration_is_that_of_this_directory(invoke: Invoke, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = gold.parent / "here"
    here.mkdir()
    (gold.parent / "auditor.toml").write_text('ignore = ["en.city"]', encoding="utf-8")
    (here / "auditor.toml").write_text('ignore = ["any.teh", "fr.launched"]', encoding="utf-8")
    monkeypatch.chdir(here)
    done = invoke("evaluate", gold, "--by", "rule")
    assert cells(done.out, "en.city")[1] == "1"
    assert cells(done.out, "all")[1] == "1"


def test_characters_have_no_interval(invoke: Invoke, gold: Path) -> None:
    assert len(cells(invoke("evaluate", gold).out, "characters")) == 9
    figures = json.loads(invoke("evaluate", gold, "--format", "json").out)["figures"]
    assert figures["characters"]["precision_interval"] is None
    assert figures["total"]["precision_interval"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 1}', "\ufffd", '{"passages": [], "schema": 99}'])
def test_a_baseline_of_another_kind(invoke: Invoke, gold: Path, tmp_path: Path, content: str) -> None:
    saved = tmp_path / "before.json"
    saved.write_text(content, encoding="utf-8")
    done = invoke("evaluate", gold, "--baseline", saved)
    assert done.code == 2
    assert "before.json: " in done.err
    assert done.out == ""


def test_bad_gold_is_named_and_the_rest_measured(invoke: Invoke, gold: Path) -> None:
    (gold / "fr" / "bad.txt").write_text("One {~~two~>three~~}.", encoding="utf-8")
    (gold / "other.tsv").write_text("a\tb\n", encoding="utf-8")
    done = invoke("evaluate", gold, gold / "absent.txt")
    assert done.code == 2
    for name in ("bad.txt:1: ", "other.tsv:1: ", "absent.txt: "):
        assert name in done.err
    assert cells(done.out, "all")[1] == "3"
