"""Whether a difference of scores is more than chance: paired bootstrap and paired approximate randomization.

Koehn 2004 (bootstrap), Riezler and Maxwell 2005 (randomization), as sacreBLEU does them: the same draws for the same seed,
and its own functions for scores, intervals and p-values, so that every figure is the one its command prints. Its
`PairedTest` keeps all samples in memory at once, 600 MB for 2,000 segments, and counts every system anew for each
test; here a sample is drawn, scored and dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

import numpy as np
from sacrebleu.metrics.base import Metric
from sacrebleu.significance import _compute_p_value, estimate_ci

from auditor.errors import InputError
from auditor.scoring.metrics import Counts, Tick

SAMPLES = 1000
TRIALS = 10_000
SEED = 12345
STEP = 32
"""Trials drawn at a time. numpy draws bits in words of 32: a multiple of that leaves none over, and equals one great draw."""
FEWEST = 6
"""Segments. Fewer can be swapped in so few ways that even the greatest difference comes by chance in more than 5% of them:
the p-values, which count strictly greater differences, do not tell."""

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of bootstrap samples, and how far the middle 95% of them reach to either side."""

    mean: float
    margin: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One system in one metric. The baseline has no p-values."""

    score: float
    interval: Interval
    bootstrap_p: float | None = None
    randomization_p: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`results[metric][system]`, the baseline first, and sacreBLEU's signatures of both tests for each metric."""

    results: dict[str, tuple[Compared, ...]]
    bootstrap_signatures: dict[str, str]
    randomization_signatures: dict[str, str]


def intervals(counts: Counts, samples: int = SAMPLES, seed: int = SEED, tick: Tick = lambda: None) -> dict[str, Interval]:
    """The bootstrap interval of the corpus score in each metric, as `sacrebleu --confidence` has it: with the exact mean."""
    resampled = _resampled([counts], samples, seed, tick)
    return {name: Interval(float(mean(scores)), _interval(scores).margin) for name, (scores,) in resampled.items()}


def compare(
    systems: Sequence[Counts], samples: int = SAMPLES, trials: int = TRIALS, seed: int = SEED, tick: Tick = lambda: None
) -> Comparison:
    """Compare each system with the first. Calls `tick` after each sample and each STEP of trials."""
    if len(systems) < 2:
        raise InputError("a comparison needs two systems or more")
    corpus = {name: [_score(c, name) for c in systems] for name in systems[0].metrics}
    resampled = _resampled(systems, samples, seed, tick)
    shuffled = _shuffled(systems, trials, seed, tick)
    results = {}
    for name, (baseline, *others) in corpus.items():
        first = resampled[name][0]
        compared = [Compared(baseline, _interval(first))]
        for score, sampled, differences in zip(others, resampled[name][1:], shuffled[name], strict=True):
            gaps = np.abs(sampled - first)
            real = abs(baseline - score)
            p = (_compute_p_value(gaps - gaps.mean(), real), _compute_p_value(differences, real))
            compared.append(Compared(score, _interval(sampled), *map(float, p)))
        results[name] = tuple(compared)
    return Comparison(results, signatures(systems[0], seed, bs=samples), signatures(systems[0], seed, ar=trials))


def signatures(counts: Counts, seed: int, **drawn: int) -> dict[str, str]:
    """sacreBLEU's signature of each metric with a number of bootstrap samples (`bs`) or of trials (`ar`)."""
    found = {}
    for name, metric in counts.metrics.items():
        signature = metric.get_signature()
        for key, value in {"seed": seed, **drawn}.items():
            signature.update(key, value)
        found[name] = str(signature)
    return found


def _resampled(systems: Sequence[Counts], samples: int, seed: int, tick: Tick) -> dict[str, list[Array]]:
    """Scores of each system in each bootstrap sample. All systems are scored on the same draws."""
    metrics = systems[0].metrics
    rows = {name: [np.array(c.rows[name], dtype="float32") for c in systems] for name in metrics}
    scores: dict[str, list[list[Any]]] = {name: [[] for _ in systems] for name in metrics}
    size = len(next(iter(rows.values()))[0])
    random = np.random.default_rng(seed)
    for _ in range(samples):
        drawn = random.integers(size, size=size)
        for name, metric in metrics.items():
            for counted, scored in zip(rows[name], scores[name], strict=True):
                scored.append(metric._compute_score_from_stats(counted[drawn].sum(0)).score)
        tick()
    return {name: [np.array(scored) for scored in of_metric] for name, of_metric in scores.items()}


def _shuffled(systems: Sequence[Counts], trials: int, seed: int, tick: Tick) -> dict[str, list[Array]]:
    """How far baseline and system differ in each trial, their segments being swapped at random."""
    metrics = systems[0].metrics
    rows = {name: [np.array(c.rows[name], dtype="float64") for c in systems] for name in metrics}
    differences: dict[str, list[list[Any]]] = {name: [[] for _ in systems[1:]] for name in metrics}
    size = len(next(iter(rows.values()))[0])
    random = np.random.default_rng(seed)
    for start in range(0, trials, STEP):
        kept = random.integers(2, size=(min(STEP, trials - start), size), dtype=bool)
        ours, theirs = kept.astype("float64"), (~kept).astype("float64")
        for name, metric in metrics.items():
            baseline, *others = rows[name]
            for counted, found in zip(others, differences[name], strict=True):
                pairs = zip(ours @ baseline + theirs @ counted, theirs @ baseline + ours @ counted, strict=True)
                found += [abs(_scored(metric, a.tolist()) - _scored(metric, b.tolist())) for a, b in pairs]
        tick()
    return {name: [np.array(found) for found in of_metric] for name, of_metric in differences.items()}


def _scored(metric: Metric, row: list[float]) -> float:
    return metric._compute_score_from_stats(row).score  # type: ignore[no-any-return]


def _score(counts: Counts, name: str) -> float:
    return float(counts.metrics[name]._aggregate_and_compute(counts.rows[name]).score)


def _interval(scores: Array) -> Interval:
    middle, margin = estimate_ci(scores)
    return Interval(float(middle), float(margin))
