"""`auditor compare`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import __version__
from tests import sacrebleu_command as sacrebleu
from tests.support import Command, Invoked

NEWS = Path(__file__).parent.parent / "golden" / "news"
FEW = ("--samples", "100", "--trials", "100")
Invoke = Callable[..., Invoked]


@pytest.fixture(autouse=True)
def news(tmp_path: Path) -> None:
    shutil.copytree(NEWS, tmp_path, dirs_exist_ok=True)


def test_figures_are_those_of_the_command(command: Command) -> None:
    done = command("compare", "alpha.txt", "beta.txt", "--ref", "reference.txt", "--format", "json", *FEW)
    assert (done.returncode, done.stderr) == (0, b"")
    read = json.loads(done.stdout)
    assert (read["signature"], read["notes"]) == (f"auditor:{__version__}|unit:line|segments:12", [])
    assert [(system["name"], system["baseline"]) for system in read["systems"]] == [("alpha.txt", True), ("beta.txt", False)]
    files = [NEWS / "reference.txt"], [NEWS / "alpha.txt", NEWS / "beta.txt"]
    bootstrap, sampled = sacrebleu.paired(*files, "chrF", "bs", 100)
    randomization, shuffled = sacrebleu.paired(*files, "chrF", "ar", 100)
    assert read["signatures"]["chrF"] == {"bootstrap": bootstrap, "randomization": randomization}
    for system, bs, ar in zip(read["systems"], sampled, shuffled, strict=True):
        figures = system["metrics"]["chrF"]
        assert round(figures["score"], 12) == bs["score"]
        assert figures["confidence"]["mean"] == pytest.approx(bs["mean"], rel=1e-9)
        assert figures["confidence"]["margin"] == pytest.approx(bs["margin"], rel=1e-9)
        assert figures["bootstrap_p"] == pytest.approx(bs["p"], abs=5e-5)
        assert figures["randomization_p"] == pytest.approx(ar["p"], abs=5e-5)


def test_a_table_for_each_metric_with_the_baseline_first(invoke: Invoke) -> None:
    done = invoke("compare", "alpha.txt", "beta.txt", "--ref", "reference.txt", "--metric", "TER", "--metric", "chrf", *FEW)
    chrf, ter, legend, _ = done.out.split("\n\n")
    rows = [line.split() for line in chrf.splitlines()]
    assert rows[1][:2] == ["alpha.txt", "(baseline)"]
    assert rows[2][0] == "beta.txt"
    assert rows[2][5].startswith("+")
    assert rows[2][6:] == ["0.0099", "*", "0.0099", "*"]
    assert ter.startswith("TER (less is better)")
    assert "p < 0.05" in legend
    assert all(f"{test}:100|seed:12345" in done.out for test in ("bs", "ar"))


def test_markdown(invoke: Invoke) -> None:
    done = invoke("compare", "alpha.txt", "beta.txt", "--ref", "reference.txt", "--format", "markdown", *FEW)
    assert done.out.startswith("| chrF | score | mean ± 95% | difference | p bootstrap | p randomization |\n| - | -: ")


def test_systems_of_a_table(invoke: Invoke, tmp_path: Path) -> None:
    names = ("alpha.txt", "beta.txt", "reference.txt")
    rows = zip(*((tmp_path / name).read_text("utf-8").splitlines() for name in names), strict=True)
    (tmp_path / "t.tsv").write_text("\n".join("\t".join(r) for r in [("A", "B", "reference"), *rows]), "utf-8")
    of_table = json.loads(invoke("compare", "t.tsv", "--format", "json", *FEW).out)
    of_files = json.loads(invoke("compare", "alpha.txt", "beta.txt", "--ref", "reference.txt", "--format", "json", *FEW).out)
    assert [system["name"] for system in of_table["systems"]] == ["A", "B"]
    assert [s["metrics"] for s in of_table["systems"]] == [s["metrics"] for s in of_files["systems"]]


def test_of_too_few_segments_nothing_is_significant(invoke: Invoke, tmp_path: Path) -> None:
    for name in ("alpha", "beta", "reference"):
        lines = (tmp_path / f"{name}.txt").read_text("utf-8").splitlines()
        (tmp_path / f"{name}5.txt").write_text("\n".join(lines[:5]), "utf-8")
    done = invoke("compare", "alpha5.txt", "beta5.txt", "--ref", "reference5.txt", *FEW)
    assert done.code == 0
    assert "reference5.txt: fewer than 6 segments, of which no difference is significant" in done.err
    assert not any("*" in line for line in done.out.splitlines() if line.startswith("beta5.txt"))


def test_no_difference_is_not_significant(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text((tmp_path / "alpha.txt").read_text("utf-8"), "utf-8")
    done = invoke("compare", "alpha.txt", "copy.txt", "--ref", "reference.txt", *FEW)
    rows = [line for line in done.out.splitlines() if line.startswith("copy.txt")]
    assert len(rows) == 4
    assert not any("*" in row for row in rows)
    assert "auditor: copy.txt: the same text as alpha.txt" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["alpha.txt", "--ref", "reference.txt"], "two systems or more"),
        (["alpha.txt", "beta.txt"], "--ref is needed"),
        (["alpha.txt", "alpha.txt", "--ref", "reference.txt"], "alpha.txt: is given twice"),
        (["alpha.txt", "short.txt", "--ref", "reference.txt"], "short.txt: has 1 line, alpha.txt has 12"),
        (["alpha.txt", "beta.txt", "--ref", "source.txt"], "--any-language"),
    ],
)
def test_bad_input_is_told_with_its_remedy(invoke: Invoke, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "short.txt").write_text("One line.\n", "utf-8")
    done = invoke("compare", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
