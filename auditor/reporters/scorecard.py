"""A scorecard as text, Markdown or JSON, called what it is: findings of rules, or human annotations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from auditor import __version__
from auditor.corpus.annotations import Level, Rated
from auditor.finding import Severity
from auditor.readers.decode import encodable
from auditor.reporters.tables import Row, Table, columns, named, pipes
from auditor.reporters.terminal import visible
from auditor.scoring.mqm import Scorecard, TypeScore, dimension, merged
from auditor.scoring.profiles import BySeverity, Profile, Weights
from auditor.text.wording import counted

SCHEMA_VERSION = 1
RULES = "MQM-mapped findings of rules, not a human evaluation"
PEOPLE = "human MQM annotations"
_SEVERITIES = tuple(severity.label for severity in Severity)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that rules audited: the scorecard of all together, and each one's under its path."""

    profile: Profile
    total: Scorecard
    documents: Sequence[tuple[str, Scorecard]]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What people annotated, at one level, and the rules' findings on the same words where these were asked.

    `agreement` is the rank correlation of people and rules over systems.
    """

    profile: Profile
    segments: int
    raters: int
    people: Scorecard
    rules: Scorecard | None
    level: Level
    rows: Sequence[Rated]
    agreement: float | None


def text(source: Texts | Annotations, threshold: float | None) -> str:
    """Tables in plain columns; single segments as tab-separated values, one line for each."""
    if isinstance(source, Annotations) and source.level == "segment":
        return _segments(source)
    return "\n\n".join(_sections(source, threshold, columns, "")) + "\n"


def markdown(source: Texts | Annotations, threshold: float | None) -> str:
    return "\n\n".join(_sections(source, threshold, pipes, "## ")) + "\n"


def json(source: Texts | Annotations, threshold: float | None) -> str:
    """All figures. `passed` is null without a threshold."""
    content: dict[str, object] = {
        "schema": SCHEMA_VERSION,
        "version": __version__,
        "weights": {"name": source.profile.name, **msgspec.to_builtins(source.profile.weights)},
        "threshold": threshold,
        "passed": passed(source, threshold),
    }
    if isinstance(source, Texts):
        content["rules"] = {"source": RULES, **_card(source.total)}
        content["documents"] = [{"path": encodable(path), **_card(card)} for path, card in source.documents]
    else:
        content["people"] = {"source": PEOPLE, "segments": source.segments, "raters": source.raters, **_card(source.people)}
        content["rules"] = {"source": RULES, **_card(source.rules)} if source.rules else None
        content["rank_correlation"] = source.agreement
        content[f"{source.level}s"] = [_rated(row) for row in source.rows]
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"


def passed(source: Texts | Annotations, threshold: float | None) -> bool | None:
    """Whether the quality score reaches the threshold: that of the rules for texts, of the people for annotations."""
    score = _main(source).score
    return None if threshold is None or score is None else score >= threshold


def _main(source: Texts | Annotations) -> Scorecard:
    return source.total if isinstance(source, Texts) else source.people


def _sections(source: Texts | Annotations, threshold: float | None, table: Table, mark: str) -> Iterable[str]:
    if isinstance(source, Texts):
        size = counted(len(source.documents), "text")
        yield from _scorecard(f"{mark}Scorecard: {RULES}", size, source.total, source.profile, table)
        if len(source.documents) > 1:
            rows = [(named(path), *_figures(card)) for path, card in source.documents]
            yield table(("text", "words", "errors", "penalty", "per 1,000 words", "score"), rows)
    else:
        raters = counted(source.raters, "rater")
        size = counted(source.segments, "segment")
        averaged = f"{size}, points averaged over the raters of each"
        yield from _scorecard(f"{mark}Scorecard: {PEOPLE}, {raters}", averaged, source.people, source.profile, table)
        if source.rules:
            yield from _scorecard(f"{mark}Scorecard: {RULES}", size, source.rules, source.profile, table)
        yield _levels(source, table)
        if source.agreement is not None:
            yield (
                f"rank correlation (Spearman) of the penalties of people and of rules over {len(source.rows)} systems:"
                f" {source.agreement:.2f}"
            )
    reached = passed(source, threshold)
    if reached is not None:
        yield f"{'pass' if reached else 'fail'}: quality score {_main(source).score:.2f}, threshold {threshold:g}"


def _scorecard(title: str, size: str, card: Scorecard, profile: Profile, table: Table) -> Iterable[str]:
    yield title
    yield f"weights: {named(profile.name)} ({_weights(profile)})\n{card.words:,} words evaluated in {size}"
    rows: list[Row] = []
    for name, scores in card.dimensions.items():
        rows.append(_counts(named(name), merged(name, scores)))
        rows += [_counts(f"  {named(score.type)}", score) for score in scores if score.type != dimension(score.type)]
    rows.append(_counts("total", card.total))
    yield table(("error type", *_SEVERITIES, "penalty"), rows)
    score = "none, for there are no words" if card.score is None else f"{card.score:.2f} on 100"
    yield f"penalty: {_points(card.total.penalty)} points, {card.per_1000_words:,.2f} per 1,000 words\nquality score: {score}"


def _levels(source: Annotations, table: Table) -> str:
    header: Row = (source.level, "segments", "raters", "words", "segment score", "errors", "per 1,000 words")
    if source.rules:
        header += ("findings", "rules per 1,000 words")
    rows: list[Row] = []
    for row in source.rows:
        size = f"{row.segments:,}", str(row.raters), f"{row.people.words:,}"
        scores = [f"{row.score:.3f}"]
        for card in filter(None, (row.people, row.rules)):
            scores += f"{card.total.errors:,}", f"{card.per_1000_words:,.2f}"
        rows.append((named("/".join(row.name)), *size, *scores))
    return table(header, rows)


def _segments(source: Annotations) -> str:
    rules = ("rules",) if source.rules else ()
    lines = ["\t".join(("system", "doc", "seg_id", "raters", "score", *rules))]
    for row in source.rows:
        scores = [row.score] + ([0.0 - row.rules.total.penalty] if row.rules else [])
        lines.append("\t".join((*map(visible, row.name), str(row.raters), *(f"{score:.6f}" for score in scores))))
    return "\n".join(lines) + "\n"


def _counts(name: str, score: TypeScore) -> Row:
    return (name, *(f"{count:,}" for count in score.counts), _points(score.penalty))


def _figures(card: Scorecard) -> Row:
    score = "" if card.score is None else f"{card.score:.2f}"
    return f"{card.words:,}", f"{card.total.errors:,}", _points(card.total.penalty), f"{card.per_1000_words:,.2f}", score


def _weights(profile: Profile) -> str:
    parts = [_by_severity(profile.weights)]
    for kind, weight in profile.weights.types.items():
        parts.append(f"{kind}: {_by_severity(weight)}" if isinstance(weight, BySeverity) else f"{kind}: × {weight:g}")
    return "; ".join(parts)


def _by_severity(weights: Weights | BySeverity) -> str:
    points = {name: getattr(weights, name) for name in _SEVERITIES}
    if len(set(points.values())) == 1:
        return f"{points['minor']:g}"
    return ", ".join(f"{name} {weight:g}" for name, weight in points.items() if weight is not None)


def _points(penalty: float) -> str:
    return f"{penalty:,.6f}".rstrip("0").rstrip(".")


def _card(card: Scorecard) -> dict[str, object]:
    return {
        "words": card.words,
        "errors": card.total.errors,
        "penalty": card.total.penalty,
        "penalty_per_1000_words": card.per_1000_words,
        "score": card.score,
        "by_severity": card.total.by_severity,
        "by_type": {score.type: {"by_severity": score.by_severity, "penalty": score.penalty} for score in card.types},
    }


def _rated(row: Rated) -> dict[str, object]:
    return {
        **dict(zip(("system", "document", "segment"), row.name, strict=False)),
        "segments": row.segments,
        "raters": row.raters,
        "mean_segment_score": row.score,
        "people": _card(row.people),
        "rules": _card(row.rules) if row.rules else None,
    }
