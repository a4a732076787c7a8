"""Scores against references as text, Markdown or JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from auditor import __version__
from auditor.readers.decode import encodable
from auditor.reporters.tables import Row, Table, columns, named, pipes
from auditor.reporters.terminal import visible
from auditor.scoring.metrics import Score
from auditor.scoring.scored import Scored

SCHEMA_VERSION = 1


class WireProgram(msgspec.Struct, frozen=True):
    name: str
    version: str


class WireInterval(msgspec.Struct, frozen=True):
    """The mean of the bootstrap samples; the middle 95% of them lie within `margin` of it."""

    mean: float
    margin: float


class WireScore(msgspec.Struct, frozen=True):
    metric: str
    score: float
    signature: str
    confidence: WireInterval | None


class WireDocumentScores(msgspec.Struct, frozen=True):
    id: str
    segments: int
    scores: dict[str, float]


class WireSegmentScores(msgspec.Struct, frozen=True):
    """`segment` is 1-based: the line of a line-aligned file."""

    segment: int
    document: str | None
    scores: dict[str, float]
    hypothesis: str
    references: list[str | None]


class WireSystem(msgspec.Struct, frozen=True):
    """`signature` is ours; `segment_signatures` are sacreBLEU's of the scores of single segments."""

    name: str
    signature: str
    alignment_quality: float | None
    scores: list[WireScore]
    documents: list[WireDocumentScores]
    segment_signatures: dict[str, str]
    segments: list[WireSegmentScores]


class WireScoring(msgspec.Struct, frozen=True):
    """Output of `auditor score --format json`."""

    schema: int
    tool: WireProgram
    systems: list[WireSystem]
    notes: list[str]


def json(systems: Sequence[Scored], notes: Sequence[str]) -> str:
    """One object, in input order."""
    wire = WireScoring(
        SCHEMA_VERSION, WireProgram("auditor", __version__), [_system(s) for s in systems], [encodable(n) for n in notes]
    )
    return msgspec.json.format(msgspec.json.encode(wire), indent=1).decode() + "\n"


def text(systems: Sequence[Scored], worst: int) -> str:
    """Tables in plain columns; of segments, the `worst` of each system."""
    return "\n\n".join(_sections(systems, worst, columns)) + "\n"


def markdown(systems: Sequence[Scored], worst: int) -> str:
    """Tables for a pull request or a report."""
    return "\n\n".join(_sections(systems, worst, pipes)) + "\n"


def _sections(systems: Sequence[Scored], worst: int, table: Table) -> Iterable[str]:
    names = [score.metric for score in systems[0].corpus]
    yield table(("", *names), [(named(s.name), *(_shown(s, score) for score in s.corpus)) for s in systems])
    if any(s.intervals for s in systems):
        yield "in parentheses: mean of the bootstrap samples ± half of the interval that holds the middle 95% of them"
    matched = [(named(s.name), f"{s.quality:.2f}") for s in systems if s.quality is not None]
    if matched:
        yield table(("", "quality of the alignment (0 to 1)"), matched)
    for system in systems:
        if system.documents:
            yield table((named(system.name), *names), [(named(d), *_figures(s)) for d, s in system.documents.items()])
        if system.segments and worst:
            yield _worst_segments(system, names, worst, table)
    yield _signatures(systems, table)


def _worst_segments(system: Scored, names: Sequence[str], worst: int, table: Table) -> str:
    """By the metric that leads; TER counts edits, so that more is worse."""
    sign = -1 if names[0] == "TER" else 1
    order = sorted(range(len(system.segments)), key=lambda at: (sign * system.segments[at][0].value, at))[:worst]
    rows = table((f"segment of {named(system.name)}", *names), [(str(at + 1), *_figures(system.segments[at])) for at in order])
    texts = []
    for at in order:
        references = [r[at] for r in system.references]
        texts += [f"{at + 1}", f"    {visible(system.hypotheses[at])}"]
        texts += [f"    = {visible(reference)}" for reference in references if reference is not None]
    if table is pipes:
        texts = ["```", *(line.replace("```", "'''") for line in texts), "```"]
    return "\n".join([f"worst {len(order)} of {len(system.segments):,} segments", "", rows, "", *texts])


def _signatures(systems: Sequence[Scored], table: Table) -> str:
    """Each signature once; what differs between systems stands for each."""
    lines = {f"{s.metric}: {s.signature}": None for system in systems for s in system.corpus}
    lines |= {f"{s.metric} of a segment: {s.signature}": None for x in systems for row in x.segments[:1] for s in row}
    lines |= {system.signature: None for system in systems}
    return "\n".join(f"- `{line}`" if table is pipes else line for line in lines)


def _figures(scores: Sequence[Score]) -> Row:
    return tuple(f"{score.value:.1f}" for score in scores)


def _shown(system: Scored, score: Score) -> str:
    interval = system.intervals.get(score.metric)
    return f"{score.value:.1f}" + (f" ({interval.mean:.1f} ± {interval.margin:.1f})" if interval else "")


def _system(system: Scored) -> WireSystem:
    sizes = Counter(system.ids)
    confidence = {name: WireInterval(i.mean, i.margin) for name, i in system.intervals.items()}
    return WireSystem(
        encodable(system.name),
        encodable(system.signature),
        system.quality,
        [WireScore(s.metric, s.value, s.signature, confidence.get(s.metric)) for s in system.corpus],
        [WireDocumentScores(d, sizes[d], {s.metric: s.value for s in scores}) for d, scores in system.documents.items()],
        {s.metric: s.signature for row in system.segments[:1] for s in row},
        [
            WireSegmentScores(
                at + 1,
                system.ids[at] if system.ids else None,
                {s.metric: s.value for s in row},
                system.hypotheses[at],
                [reference[at] for reference in system.references],
            )
            for at, row in enumerate(system.segments)
        ],
    )
