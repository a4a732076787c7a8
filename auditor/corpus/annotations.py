"""Human MQM annotations scored as findings are, and findings on the same segments beside them.

A segment's score is what WMT publishes: the negated points of its errors, averaged over its raters. An error's points are
therefore divided by the number of raters of its segment, wherever they are added up.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation
from typing import Literal

from auditor.corpus.wmt import NO_ERROR, Segment, documents
from auditor.document import Document
from auditor.finding import Finding, Severity
from auditor.pipeline import Auditor
from auditor.scoring import mqm
from auditor.scoring.profiles import NON_TRANSLATION, OTHER, SOURCE_ERROR, Profile

Level = Literal["system", "document", "segment"]
Key = tuple[str, ...]  # system, document, segment: as many of them as the level tells apart
_FEWEST = 3  # systems of which a correlation is stated

# WMT's categories (Freitag et al. 2021, appendix) by the MQM 2 types that say the same.
MQM_TYPES = {
    "accuracy/addition": "accuracy/addition",
    "accuracy/mistranslation": "accuracy/mistranslation",
    "accuracy/omission": "accuracy/omission",
    "accuracy/untranslated text": "accuracy/untranslated",
    "fluency/character encoding": "linguistic-conventions/character-encoding",
    "fluency/grammar": "linguistic-conventions/grammar",
    "fluency/inconsistency": "style/inconsistent",
    "fluency/punctuation": "linguistic-conventions/punctuation",
    "fluency/register": "style/register",
    "fluency/spelling": "linguistic-conventions/spelling",
    "locale convention/currency format": "locale-conventions/currency-format",
    "locale convention/date format": "locale-conventions/date-format",
    "locale convention/name format": "locale-conventions/name-format",
    "locale convention/time format": "locale-conventions/time-format",
    "non-translation": NON_TRANSLATION,
    "other": OTHER,
    "source error": SOURCE_ERROR,
    "style/awkward": "style/awkward",
    "terminology/inappropriate for context": "terminology/wrong-term",
    "terminology/inconsistent use": "terminology/inconsistent",
    "terminology/inconsistent use of terminology": "terminology/inconsistent",
}


@dataclass(frozen=True, slots=True)
class HumanError:
    """What a rater annotated: an MQM 2 type, or the category as the file names it where no type says the same."""

    type: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Rated:
    """Some segments as people scored them, and as the rules did where these were asked.

    `name` is system, document and segment, as many as the level tells apart; `score` is the mean of the segment scores.
    """

    name: Key
    segments: int
    raters: int
    score: float
    people: mqm.Scorecard
    rules: mqm.Scorecard | None


def errors(segment: Segment, profile: Profile) -> list[tuple[mqm.Error, float]]:
    """The errors that people saw in a segment, each with its points divided by the number of raters."""
    count = len(raters(segment))
    found = [HumanError(_type(a.category), Severity[a.severity.upper()]) for a in segment.annotations if a.severity != NO_ERROR]
    return [(error, points / count) for error, points in mqm.weighted(found, profile)]


def raters(segment: Segment) -> set[str]:
    return {annotation.rater for annotation in segment.annotations}


def score(segment: Segment, profile: Profile) -> float:
    """The segment score as WMT publishes it: 0 for no error, else negative, to six decimals."""
    return 0.0 - mqm.rounded(points for _, points in errors(segment, profile))


def flagged(auditor: Auditor, segments: Iterable[Segment], path: str) -> dict[Key, list[Finding]]:
    """What the rules find in each segment, its document being audited as a whole. A finding belongs to where it begins."""
    found: dict[Key, list[Finding]] = {}
    for (system, name), parts in documents(segments).items():
        starts = [0]
        for part in parts:
            starts.append(starts[-1] + len(part.target) + 1)
        text = "\n".join(part.target for part in parts)
        for finding in auditor.audit(Document(text, f"{path}#{system}/{name}", file=path)).findings:
            part = parts[bisect_right(starts, finding.start) - 1]
            found.setdefault(_key(part, "segment"), []).append(finding)
    return found


def rated(
    segments: Iterable[Segment], profile: Profile, level: Level, findings: Mapping[Key, list[Finding]] | None = None
) -> list[Rated]:
    """Scores by system, document or segment, in the order of the file; of the rules too if their findings are given."""
    groups: dict[Key, list[Segment]] = {}
    for segment in segments:
        groups.setdefault(_key(segment, level), []).append(segment)
    return [_rated(name, parts, profile, findings) for name, parts in groups.items()]


def scorecards(
    segments: Sequence[Segment], profile: Profile, findings: Mapping[Key, list[Finding]] | None = None
) -> tuple[mqm.Scorecard, mqm.Scorecard | None]:
    """The people's scorecard of all segments together and the rules'."""
    words = sum(len(segment.target.split()) for segment in segments)
    people = mqm.scorecard((error for segment in segments for error in errors(segment, profile)), words)
    if findings is None:
        return people, None
    found = (finding for segment in segments for finding in findings.get(_key(segment, "segment"), ()))
    return people, mqm.scorecard(mqm.weighted(found, profile), words)


def agreement(systems: Sequence[Rated]) -> float | None:
    """Spearman's rank correlation of the people's and the rules' penalties per 1,000 words over systems.

    None for fewer than three systems, or where all systems are the same to one of the two.
    """
    pairs = [(system.people.per_1000_words, system.rules.per_1000_words) for system in systems if system.rules]
    if len(pairs) < _FEWEST:
        return None
    try:
        return correlation(*(_ranks([pair[side] for pair in pairs]) for side in (0, 1)))
    except StatisticsError:
        return None


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, equal ones sharing the mean of theirs."""
    ordered = sorted(values)
    first: dict[float, int] = {}
    last: dict[float, int] = {}
    for rank, value in enumerate(ordered):
        first.setdefault(value, rank)
        last[value] = rank
    return [(first[value] + last[value]) / 2 for value in values]


def _rated(name: Key, parts: Sequence[Segment], profile: Profile, findings: Mapping[Key, list[Finding]] | None) -> Rated:
    people, rules = scorecards(parts, profile, findings)
    everyone = set().union(*map(raters, parts))
    mean = mqm.rounded(score(part, profile) for part in parts) / len(parts)
    return Rated(name, len(parts), len(everyone), mean, people, rules)


def _key(segment: Segment, level: Level) -> Key:
    names = segment.system, segment.doc, segment.id
    return names[: {"system": 1, "document": 2, "segment": 3}[level]]


def _type(category: str) -> str:
    return MQM_TYPES.get(category.lower().rstrip("!"), category)
