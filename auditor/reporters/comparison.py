"""A comparison of systems as text, Markdown or JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from auditor import __version__
from auditor.readers.decode import encodable
from auditor.reporters.scores import SCHEMA_VERSION, WireInterval, WireProgram
from auditor.reporters.tables import Row, Table, columns, named, pipes
from auditor.reporters.terminal import visible
from auditor.scoring.significance import Compared, Comparison

SIGNIFICANT = 0.05
_HEADER: Row = ("score", "mean ± 95%", "difference", "p bootstrap", "p randomization")
_LEGEND = (
    "* p < 0.05: a difference as great as the one from the baseline would seldom come from chance.\n"
    "mean ± 95%: of the bootstrap samples, and half of the interval that holds the middle 95% of them."
)


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison with the names of its systems, the baseline first; `signature` is ours.

    `enough`: so many segments that a difference may be significant.
    """

    names: tuple[str, ...]
    comparison: Comparison
    signature: str
    enough: bool = True


class WireCompared(msgspec.Struct, frozen=True):
    """One system in one metric; no p-values for the baseline."""

    score: float
    confidence: WireInterval
    bootstrap_p: float | None
    randomization_p: float | None


class WireCompetitor(msgspec.Struct, frozen=True):
    name: str
    baseline: bool
    metrics: dict[str, WireCompared]


class WireSignatures(msgspec.Struct, frozen=True):
    bootstrap: str
    randomization: str


class WireComparison(msgspec.Struct, frozen=True):
    """Output of `auditor compare --format json`."""

    schema: int
    tool: WireProgram
    signature: str
    signatures: dict[str, WireSignatures]
    systems: list[WireCompetitor]
    notes: list[str]


def json(compare: Compare, notes: Sequence[str]) -> str:
    """One object, systems in input order."""
    comparison = compare.comparison
    wire = WireComparison(
        SCHEMA_VERSION,
        WireProgram("auditor", __version__),
        encodable(compare.signature),
        {
            metric: WireSignatures(comparison.bootstrap_signatures[metric], comparison.randomization_signatures[metric])
            for metric in comparison.results
        },
        [
            WireCompetitor(
                encodable(name), not at, {metric: _wire(systems[at]) for metric, systems in comparison.results.items()}
            )
            for at, name in enumerate(compare.names)
        ],
        [encodable(note) for note in notes],
    )
    return msgspec.json.format(msgspec.json.encode(wire), indent=1).decode() + "\n"


def text(compare: Compare) -> str:
    """A table for each metric in plain columns."""
    return "\n\n".join(_sections(compare, columns)) + "\n"


def markdown(compare: Compare) -> str:
    """Tables for a pull request or a report."""
    return "\n\n".join(_sections(compare, pipes)) + "\n"


def _sections(compare: Compare, table: Table) -> Iterable[str]:
    comparison = compare.comparison
    for metric, systems in comparison.results.items():
        rows = [_row(name, result, systems[0], compare.enough) for name, result in zip(compare.names, systems, strict=True)]
        yield table((f"{metric} (less is better)" if metric == "TER" else metric, *_HEADER), rows)
    yield _LEGEND
    lines = [compare.signature]
    for kind in (comparison.bootstrap_signatures, comparison.randomization_signatures):
        lines += [f"{metric}: {signature}" for metric, signature in kind.items()]
    yield "\n".join(f"- `{line}`" if table is pipes else line for line in map(visible, lines))


def _row(name: str, result: Compared, baseline: Compared, enough: bool) -> Row:
    score = (f"{result.score:.1f}", f"{result.interval.mean:.1f} ± {result.interval.margin:.1f}")
    if result is baseline:
        return f"{named(name)} (baseline)", *score, "", "", ""
    difference = result.score - baseline.score
    p = (_p(value, enough and difference != 0) for value in (result.bootstrap_p, result.randomization_p))
    return named(name), *score, f"{difference:+.1f}", *p


def _p(value: float | None, telling: bool) -> str:
    """No difference is not significant, though its p-value is the least there is: chance gives no greater one."""
    return "" if value is None else f"{value:.4f} " + ("*" if value < SIGNIFICANT and telling else " ")


def _wire(result: Compared) -> WireCompared:
    confidence = WireInterval(result.interval.mean, result.interval.margin)
    return WireCompared(result.score, confidence, result.bootstrap_p, result.randomization_p)
