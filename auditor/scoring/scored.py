"""Systems scored against their references, at every level that is asked for."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from auditor import __version__
from auditor.errors import InputError
from auditor.readers.parallel import Parallel
from auditor.scoring.metrics import METRICS, Counts, Score, Scorer, Tick
from auditor.scoring.significance import Interval, intervals, signatures

LEVELS = ("corpus", "document", "segment")
Stage = Callable[[str, int], AbstractContextManager[Tick]]
"""Opens the progress of a stage: what it does, in how many steps."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to score. `samples` of 0: no intervals. Steps of `unit` are what a segment is: a line, or a pair of sentences."""

    metrics: tuple[str, ...] = METRICS
    level: str = "corpus"
    tokenize: str = "13a"
    samples: int = 0
    seed: int = 12345
    unit: str = "line"


@dataclass(frozen=True, slots=True)
class Scored:
    """One system's scores. `references[k][i]` as they were scored; `signature` is ours; `quality` that of an alignment."""

    name: str
    hypotheses: tuple[str, ...]
    references: tuple[tuple[str | None, ...], ...]
    ids: tuple[str, ...] | None
    corpus: tuple[Score, ...]
    intervals: dict[str, Interval]
    documents: dict[str, tuple[Score, ...]]
    segments: tuple[tuple[Score, ...], ...]
    signature: str
    quality: float | None = None


def scored(parallel: Parallel, settings: Settings, stage: Stage, quality: float | None = None) -> list[Scored]:
    """Score every system. Raises InputError for a segment that cannot be scored."""
    counts = counted(parallel, settings.metrics, settings.tokenize, stage)
    ours = signature(parallel, settings.unit, quality)
    return [
        Scored(
            system.name,
            system.segments,
            parallel.references,
            parallel.documents,
            *_corpus(counted, settings, stage),
            counted.documents(parallel.documents) if parallel.documents and settings.level == "document" else {},
            counted.segments() if settings.level == "segment" else (),
            ours,
            quality,
        )
        for system, counted in zip(parallel.systems, counts, strict=True)
    ]


def counted(parallel: Parallel, metrics: Sequence[str], tokenize: str, stage: Stage) -> list[Counts]:
    """The counts of every system. Raises InputError, naming the texts, for a segment that cannot be scored."""
    try:
        with stage("scoring", len(parallel.references[0])) as tick:
            return Scorer(parallel.references, metrics, tokenize).count([system.segments for system in parallel.systems], tick)
    except InputError as error:
        raise InputError(error.message, place=parallel.names) from None


def signature(parallel: Parallel, unit: str, quality: float | None = None) -> str:
    """What sacreBLEU's signature does not say: our version, and what was scored as a segment."""
    parts = [f"auditor:{__version__}", f"unit:{unit}", f"segments:{len(parallel.references[0])}"]
    if parallel.documents:
        parts.append(f"documents:{len(set(parallel.documents))}")
    if quality is not None:
        parts.append(f"alignment:{quality:.3f}")
    return "|".join(parts)


def _corpus(counts: Counts, settings: Settings, stage: Stage) -> tuple[tuple[Score, ...], dict[str, Interval]]:
    scores: Sequence[Score] = counts.corpus()
    if not settings.samples:
        return tuple(scores), {}
    with stage("bootstrap", settings.samples) as tick:
        found = intervals(counts, settings.samples, settings.seed, tick)
    signed = signatures(counts, settings.seed, bs=settings.samples)
    return tuple(Score(s.metric, s.value, signed[s.metric]) for s in scores), found
