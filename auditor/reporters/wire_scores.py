"""Scores and verdict of one document in machine-readable output; see `wire.py`."""

import msgspec

from auditor.readers.decode import encodable
from auditor.report import DocumentReport
from auditor.scoring import mqm

_WORST = 3  # sentences by the house model


class WireType(msgspec.Struct, frozen=True):
    """Findings of one error type: how many of each severity, and their penalty points."""

    by_severity: dict[str, int]
    penalty: float


class WireMqm(msgspec.Struct, frozen=True):
    """MQM scores of the findings (`auditor.scoring.mqm`); `score` is on 100, and null for a text without words."""

    penalty_per_1000_words: float
    penalty: float
    score: float | None
    weights: str
    by_severity: dict[str, int]
    by_type: dict[str, WireType]


class WireStyle(msgspec.Struct, frozen=True):
    """Calibrated probabilities that it is a translation, and, if so, that a machine made it and nobody edited it."""

    translated: float
    machine: float
    traits: list[str]


class WireSentence(msgspec.Struct, frozen=True):
    start: int
    end: int
    perplexity: float
    percentile: float


class WireFluency(msgspec.Struct, frozen=True):
    """By the house model; `cross_entropy` in bits per token, `percentile` among the house's own articles."""

    cross_entropy: float
    perplexity: float
    percentile: float
    worst: list[WireSentence]


class WireScore(msgspec.Struct, frozen=True):
    metric: str
    value: float
    signature: str


class WireSegment(msgspec.Struct, frozen=True):
    """Sentences far from the reference; offsets are code points of the article."""

    start: int
    end: int
    reference: str
    chrf: float


class WireReference(msgspec.Struct, frozen=True):
    """Against references; `quality` from 0 to 1 is that of the alignment of sentences."""

    scores: list[WireScore]
    quality: float
    worst: list[WireSegment]
    added: list[tuple[int, int]]
    omitted: list[str]
    notes: list[str]


class WireScores(msgspec.Struct, frozen=True):
    """`style` is null for texts too short to tell, the others where no model or reference was given."""

    mqm: WireMqm
    style: WireStyle | None
    fluency: WireFluency | None
    reference: WireReference | None


class WireVerdict(msgspec.Struct, frozen=True):
    """`probability` is that of machine translation that nobody edited."""

    level: str
    probability: float
    reasons: list[str]


def verdict(source: DocumentReport) -> WireVerdict | None:
    known = source.verdict
    return WireVerdict(known.level, known.probability, list(known.reasons)) if known else None


def scores(source: DocumentReport) -> WireScores:
    return WireScores(_mqm(source), _style(source), _fluency(source), _reference(source))


def _mqm(source: DocumentReport) -> WireMqm:
    card = mqm.scorecard(mqm.weighted(source.findings, source.profile), source.document.words)
    return WireMqm(
        penalty_per_1000_words=card.per_1000_words,
        penalty=card.total.penalty,
        score=card.score,
        weights=source.profile.name,
        by_severity=card.total.by_severity,
        by_type={score.type: WireType(score.by_severity, score.penalty) for score in card.types},
    )


def _style(source: DocumentReport) -> WireStyle | None:
    style = source.style
    if not style:
        return None
    traits = dict.fromkeys(trait.says for trait in (*style.machine_traits, *style.translated_traits))
    return WireStyle(style.translated, style.machine, list(traits))


def _fluency(source: DocumentReport) -> WireFluency | None:
    fluency = source.fluency
    if not fluency:
        return None
    worst = [WireSentence(s.start, s.end, s.perplexity, s.percentile) for s in fluency.worst(_WORST)]
    return WireFluency(fluency.cross_entropy, fluency.perplexity, fluency.percentile, worst)


def _reference(source: DocumentReport) -> WireReference | None:
    reference = source.reference
    if not reference:
        return None
    return WireReference(
        scores=[WireScore(score.metric, score.value, score.signature) for score in reference.scores],
        quality=reference.quality,
        worst=[WireSegment(*segment.span, segment.reference, round(segment.chrf, 2)) for segment in reference.worst],
        added=list(reference.added),
        omitted=list(reference.omitted),
        notes=list(map(encodable, reference.notes)),
    )
