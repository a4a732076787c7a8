"""The record of each rule: what became of its findings on text that nobody wrote for it.

A hit is a finding that has been judged: on the gold, by the marks; on other text, by marks that others made and by readers,
whose verdicts are kept in `corpora/judged`. Few rules are hit often, so each is judged in the light of its fellows: the
interval is that of an empirical Bayes estimate (Efron & Morris 1975), a beta-binomial whose prior is fitted to the
records of the rules of its pack, where enough of them have hits, or else of all packs; rules that wait for a source
language are apart. A rule with one hit is thus neither certain nor unknown.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.errors import ConfigError
from auditor.rules import packs

FILE = "records.tsv"
LEAST = 0.8  # the lower bound that a stable rule must reach
_MOST_SHARED = 20  # hits that the records of its fellows count for, at most
_ENOUGH = 40  # judged rules of a pack that are judged in the light of each other, not of all packs
_TAIL = 0.1  # probability that the precision lies below the interval, and above it
_HEADER = ("rule", "hits", "correct", "low", "high", "alarms_per_million_words")


@dataclass(frozen=True, slots=True)
class Tally:
    """Judged findings of one rule, and how many of all on edited text."""

    hits: int = 0
    correct: int = 0
    alarms: int = 0
    when: str = "always"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one rule. Its precision is between `low` and `high` with a probability of 80%, below `low` with 10%."""

    rule: str
    hits: int
    correct: int
    low: float
    high: float
    alarms_per_million_words: float

    @property
    def precision(self) -> float | None:
        return self.correct / self.hits if self.hits else None

    @property
    def status(self) -> str:
        """`stable` with evidence and a good lower bound, else `preview`."""
        return "stable" if self.correct and self.low >= LEAST else "preview"

    def __str__(self) -> str:
        known = f"{self.correct} of {self.hits} judged findings right, precision {self.low:.2f} to {self.high:.2f}"
        alarms = f"{self.alarms_per_million_words:.1f} alarms per million words of edited text"
        return f"{known if self.hits else 'no finding judged yet'}; {alarms}"


def build(tallies: Mapping[str, Tally], clean_words: int) -> list[Record]:
    """A record for each rule, in order of id. Needs scipy, which only development has."""
    from scipy.special import betaincinv

    judged = Counter((tally.when, rule.partition(".")[0]) for rule, tally in tallies.items() if tally.hits)
    groups: dict[str, tuple[str, str]] = {}
    for rule, tally in tallies.items():
        pack = rule.partition(".")[0]
        groups[rule] = (tally.when, pack if judged[tally.when, pack] >= _ENOUGH else "")
    counts = {
        group: [(t.correct, t.hits) for r, t in tallies.items() if t.hits and groups[r] == group] for group in groups.values()
    }
    priors = {group: _prior(known) for group, known in counts.items()}
    records = []
    for rule, tally in sorted(tallies.items()):
        right, wrong = priors[groups[rule]]
        a, b = right + tally.correct, wrong + tally.hits - tally.correct
        low, high = float(betaincinv(a, b, _TAIL)), float(betaincinv(a, b, 1 - _TAIL))
        alarms = 1e6 * tally.alarms / clean_words if clean_words else 0.0
        records.append(Record(rule, tally.hits, tally.correct, round(low, 3), round(high, 3), round(alarms, 1)))
    return records


def render(records: Iterable[Record]) -> str:
    """The committed file: one line for each rule."""
    rows = [(r.rule, r.hits, r.correct, f"{r.low:.3f}", f"{r.high:.3f}", f"{r.alarms_per_million_words:.1f}") for r in records]
    return "".join("\t".join(map(str, row)) + "\n" for row in [_HEADER, *rows])


def built_in() -> Mapping[str, Record]:
    """The records of the built-in rules by id; none where the file is missing. Raises ConfigError for a damaged one."""
    path = packs.built_in_directory() / FILE
    try:
        return parse(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (TypeError, ValueError, KeyError):
        raise ConfigError(
            "damaged; install auditor anew, or run python -m auditor.corpus in a checkout", place=str(path)
        ) from None


def parse(content: str) -> dict[str, Record]:
    """What `render` wrote."""
    rows = csv.DictReader(content.splitlines(), delimiter="\t")
    return {
        row["rule"]: Record(
            row["rule"],
            int(row["hits"]),
            int(row["correct"]),
            float(row["low"]),
            float(row["high"]),
            float(row["alarms_per_million_words"]),
        )
        for row in rows
    }


def _prior(counts: list[tuple[int, int]]) -> tuple[float, float]:
    """The beta distribution under which (correct, hits) of the rules are likeliest."""
    import numpy as np
    from scipy.special import betaln

    if not counts:
        return 1.0, 1.0
    correct, hits = np.array(counts, dtype=float).T
    means, sizes = np.meshgrid(np.linspace(0.5, 0.995, 100), np.geomspace(0.5, _MOST_SHARED, 40))
    a, b = means * sizes, (1 - means) * sizes
    likelihood = sum(betaln(a + c, b + n - c) - betaln(a, b) for c, n in zip(correct, hits, strict=True))
    best = np.unravel_index(int(np.argmax(likelihood)), likelihood.shape)
    return float(a[best]), float(b[best])
