"""chrF, chrF++, BLEU and TER against references: sacreBLEU's own classes, each segment counted once for all levels.

A metric counts each segment (n-grams met, edits) and scores the sum of the counts: of the corpus, of a document, or of one
segment. Popović 2015 and 2017 (chrF, chrF++), Papineni et al. 2002 (BLEU), Snover et al. 2006 (TER), Post 2018 (sacreBLEU).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from auditor.errors import InputError
from auditor.scoring.ter import TER

METRICS: tuple[str, ...] = ("chrF", "chrF++", "BLEU", "TER")
"""In the order in which they are shown."""
TOKENIZERS = ("13a", "intl", "char", "none")
"""sacreBLEU's tokenizers for BLEU that suit English and need nothing downloaded."""
LONGEST_SEGMENT = 100_000
"""Code points. The n-grams of more do not fit in memory, and no segment is as long."""
MOST_COUNTED = 1_000_000
"""Hypotheses of all systems at once, whose counts take about a gigabyte."""

Rows = list[list[float]]
Tick = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 100 (TER: edits per 100 words of reference, lower is better) and sacreBLEU's signature of it."""

    metric: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the metrics counted in one system's segments: `rows[metric][i]` sums up to scores."""

    metrics: dict[str, Metric]
    rows: dict[str, Rows]

    def corpus(self) -> tuple[Score, ...]:
        """One score for each metric."""
        return tuple(_scores(metric, name, [self.rows[name]])[0] for name, metric in self.metrics.items())

    def segments(self) -> tuple[tuple[Score, ...], ...]:
        """Scores of each segment; BLEU counts only the n-gram orders that the segment is long enough for."""
        columns = [
            _scores(_for_segments(metric), name, [[row] for row in self.rows[name]]) for name, metric in self.metrics.items()
        ]
        return tuple(zip(*columns, strict=True))

    def documents(self, documents: Sequence[str]) -> dict[str, tuple[Score, ...]]:
        """Scores of each document, `documents[i]` being that of segment i; in order of appearance."""
        members: dict[str, list[int]] = {}
        for at, document in enumerate(documents):
            members.setdefault(document, []).append(at)
        columns = [
            _scores(metric, name, [[self.rows[name][i] for i in at] for at in members.values()])
            for name, metric in self.metrics.items()
        ]
        return dict(zip(members, zip(*columns, strict=True), strict=True))


class Scorer:
    """Scores hypotheses against references: `references[k][i]` is the k-th reference of segment i.

    A segment may lack a reference that others have: None. Raises InputError for references that are nested otherwise, and
    for a tokenizer or a metric that does not exist.
    """

    def __init__(
        self, references: Sequence[Sequence[str | None]], metrics: Sequence[str] = METRICS, tokenize: str = "13a"
    ) -> None:
        _check_references(references)
        if tokenize not in TOKENIZERS:
            raise InputError(f"no such tokenizer: {tokenize!r}; there are {', '.join(TOKENIZERS)}")
        if not metrics or not set(metrics) <= set(METRICS):
            raise InputError(f"metrics must be some of {', '.join(METRICS)}, not {list(metrics)!r}")
        self.references = references
        self.metrics = {name: _metric(name, tokenize) for name in METRICS if name in metrics}
        counts = {sum(reference is not None for reference in segment) for segment in zip(*references, strict=True)}
        for metric in self.metrics.values():
            metric.num_refs = counts.copy().pop() if len(counts) == 1 else -1  # sacreBLEU's mark of a varying number

    def corpus(self, hypotheses: Sequence[str]) -> tuple[Score, ...]:
        """One score for each metric. Raises InputError for what is not one string for each segment."""
        return self.count([hypotheses])[0].corpus()

    def segments(self, hypotheses: Sequence[str]) -> tuple[tuple[Score, ...], ...]:
        """A row of scores for each segment; BLEU with effective order."""
        return self.count([hypotheses])[0].segments()

    def documents(self, hypotheses: Sequence[str], documents: Sequence[str]) -> dict[str, tuple[Score, ...]]:
        """Scores of each document, `documents[i]` being that of segment i."""
        if len(documents) != len(hypotheses):
            raise InputError(f"{len(documents)} document names for {len(hypotheses)} segments")
        return self.count([hypotheses])[0].documents(documents)

    def count(self, systems: Sequence[Sequence[str]], tick: Tick = lambda: None) -> list[Counts]:
        """The counts of several systems; the references are gone through once. Calls `tick` after each segment."""
        for hypotheses in systems:
            _check_hypotheses(hypotheses, self.references)
        if sum(map(len, systems)) > MOST_COUNTED:
            raise InputError(f"more than {MOST_COUNTED:,} hypotheses of all systems; score fewer systems, or segments, at a time")
        counts = [Counts(self.metrics, {name: [] for name in self.metrics}) for _ in systems]
        for at, (references, *hypotheses) in enumerate(zip(zip(*self.references, strict=True), *systems, strict=True)):
            try:
                self._count_segment([r for r in references if r is not None], hypotheses, counts)
            except InputError as error:
                raise InputError(f"segment {at + 1}: {error.message}") from None
            tick()
        return counts

    def _count_segment(self, references: list[str], hypotheses: list[str], counts: list[Counts]) -> None:
        longest = max(map(len, (*references, *hypotheses)))
        if longest > LONGEST_SEGMENT:
            raise InputError(f"{longest:,} characters, more than {LONGEST_SEGMENT:,}; one sentence or paragraph a segment")
        for name, metric in self.metrics.items():
            known = metric._extract_reference_info([metric._preprocess_segment(r) for r in references])
            for hypothesis, counted in zip(hypotheses, counts, strict=True):
                counted.rows[name].append(metric._compute_segment_statistics(metric._preprocess_segment(hypothesis), known))


def _scores(metric: Metric, name: str, groups: Sequence[Rows]) -> list[Score]:
    """The score of each group of segments."""
    signature = str(metric.get_signature())
    return [Score(name, float(metric._aggregate_and_compute(rows).score), signature) for rows in groups]


def _for_segments(metric: Metric) -> Metric:
    """The metric as it scores a single segment: BLEU with effective order (Post 2018), the others as they are."""
    if not isinstance(metric, BLEU):
        return metric
    single = BLEU(tokenize=metric.tokenizer_signature, effective_order=True)
    single.num_refs = metric.num_refs
    return single


def _metric(name: str, tokenize: str) -> Any:
    if name == "BLEU":
        return BLEU(tokenize=tokenize)
    return TER() if name == "TER" else CHRF(word_order=2 if name == "chrF++" else 0)


def _check_references(references: Sequence[Sequence[str | None]]) -> None:
    """Raises InputError for the mistakes that sacreBLEU scores in silence."""
    if not _is_list(references) or not references:
        raise InputError("references must be a list of lists: references[k][i] is the k-th reference of segment i")
    if any(isinstance(item, str) for item in references):
        raise InputError("references is one flat list of strings; for a single reference of each segment, give [references]")
    for k, reference in enumerate(references):
        if not _is_list(reference) or not all(item is None or isinstance(item, str) for item in reference):
            raise InputError(f"references[{k}] is not a list of strings; references[k][i] is the k-th reference of segment i")
        if len(reference) != len(references[0]):
            raise InputError(
                f"references[{k}] has {len(reference)} segments, references[0] has {len(references[0])};"
                " references[k][i] is the k-th reference of segment i, and None stands for one that is lacking"
            )
    for i, segment in enumerate(zip(*references, strict=True)):
        if all(item is None for item in segment):
            raise InputError(f"segment {i + 1} has no reference")
    if not any(item and item.strip() for reference in references for item in reference):
        raise InputError("the references are empty")


def _check_hypotheses(hypotheses: Sequence[str], references: Sequence[Sequence[str | None]]) -> None:
    if not _is_list(hypotheses) or not all(isinstance(item, str) for item in hypotheses):
        raise InputError("hypotheses must be a list of strings, one for each segment")
    if len(references) == len(hypotheses) != len(references[0]):
        raise InputError(
            "references are given by segment; references[k][i] is the k-th reference of segment i: give list(zip(*references))"
        )
    if len(hypotheses) != len(references[0]):
        raise InputError(f"{len(hypotheses)} hypotheses for {len(references[0])} segments of reference")


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
