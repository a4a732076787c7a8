"""Intervals and p-values are those the `sacrebleu` command prints."""

import math
from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.scoring.metrics import METRICS, Counts, Scorer
from auditor.scoring.significance import compare, intervals, signatures
from tests import sacrebleu_command as sacrebleu

NEWS = Path(__file__).parent.parent / "golden" / "news"
REFERENCES = [NEWS / "reference.txt", NEWS / "reference2.txt"]
SYSTEMS = [NEWS / "alpha.txt", NEWS / "beta.txt", NEWS / "source.txt"]
SAMPLES, TRIALS = 150, 100  # trials are no multiple of those drawn at a time


@pytest.fixture(scope="module")
def counts() -> list[Counts]:
    scorer = Scorer([path.read_text("utf-8").splitlines() for path in REFERENCES])
    return scorer.count([path.read_text("utf-8").splitlines() for path in SYSTEMS])


@pytest.mark.parametrize("metric", METRICS)
def test_bootstrap_is_that_of_the_command(counts: list[Counts], metric: str) -> None:
    comparison = compare(counts, SAMPLES, TRIALS)
    signature, theirs = sacrebleu.paired(REFERENCES, SYSTEMS, metric, "bs", SAMPLES)
    assert comparison.bootstrap_signatures[metric] == signature
    for ours, figures in zip(comparison.results[metric], theirs, strict=True):
        assert round(ours.score, 12) == figures["score"]
        assert (ours.interval.mean, ours.interval.margin) == pytest.approx((figures["mean"], figures["margin"]), rel=1e-9)
        assert (None if ours.bootstrap_p is None else round(ours.bootstrap_p, 4)) == figures["p"]


@pytest.mark.parametrize("metric", METRICS)
def test_randomization_is_that_of_the_command(counts: list[Counts], metric: str) -> None:
    comparison = compare(counts, SAMPLES, TRIALS)
    signature, theirs = sacrebleu.paired(REFERENCES, SYSTEMS, metric, "ar", TRIALS)
    assert comparison.randomization_signatures[metric] == signature
    for ours, figures in zip(comparison.results[metric], theirs, strict=True):
        assert round(ours.score, 12) == figures["score"]
        assert (None if ours.randomization_p is None else round(ours.randomization_p, 4)) == figures["p"]


@pytest.mark.parametrize("metric", METRICS)
def test_confidence_is_that_of_the_command(counts: list[Counts], metric: str) -> None:
    """With two references."""
    theirs = sacrebleu.score(REFERENCES, SYSTEMS[0], metric, "--confidence", "--confidence-n", str(SAMPLES))
    score = counts[0].corpus()[METRICS.index(metric)]
    assert round(score.value, 12) == theirs["score"]
    ours = intervals(counts[0], SAMPLES)[metric]
    assert (ours.mean, ours.margin) == pytest.approx((theirs["confidence_mean"], theirs["confidence_var"]), rel=1e-9)
    assert signatures(counts[0], 12345, bs=SAMPLES)[metric] == theirs["signature"]


def test_the_seed_decides(counts: list[Counts]) -> None:
    assert compare(counts[:2], 50, 50, seed=7) == compare(counts[:2], 50, 50, seed=7)
    assert compare(counts[:2], 50, 50, seed=7).results != compare(counts[:2], 50, 50, seed=8).results


def test_a_system_does_not_differ_from_itself(counts: list[Counts]) -> None:
    for systems in compare([counts[0], counts[0]], 50, 50).results.values():
        assert systems[1].bootstrap_p == pytest.approx(1 / 51)  # as sacreBLEU: no sample differs by more than nothing
        assert systems[1].randomization_p == pytest.approx(1 / 51)


def test_figures_are_finite_where_nothing_matches() -> None:
    counts = Scorer([["word", "", "x"]]).count([["", "", ""], ["!", "", "?"]])
    for systems in compare(counts, 20, 20).results.values():
        for figures in systems:
            known = (figures.score, figures.interval.mean, figures.interval.margin)
            assert all(map(math.isfinite, known))


def test_one_system_is_no_comparison(counts: list[Counts]) -> None:
    with pytest.raises(InputError, match="two systems"):
        compare(counts[:1])


def test_progress_is_told_after_each_sample_and_each_step_of_trials(counts: list[Counts]) -> None:
    ticks = []
    compare(counts, 10, 65, tick=lambda: ticks.append(1))
    assert len(ticks) == 10 + 3
