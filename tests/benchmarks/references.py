"""Every figure of `auditor score` and `auditor compare` beside what the `sacrebleu` command prints for the same files.

python -m tests.benchmarks.references ../shared/corpora

For each year and language pair of `wmt-dev`, all systems against the human references (two where there are two). sacreBLEU
counts some thirty segments a second for TER, so that TER is compared on a sample of evenly spaced segments; on all of them
by `python -m tests.benchmarks.ter`. Then times.
"""

import argparse
import gzip
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sacrebleu.metrics.ter import TER as SACREBLEU

from auditor.readers.parallel import read
from auditor.scoring.metrics import METRICS, Counts, Scorer
from auditor.scoring.significance import SAMPLES, SEED, TRIALS, compare, intervals, signatures
from auditor.scoring.ter import TER
from tests import sacrebleu_command as sacrebleu

_SAME = 1e-9
_TIMED = 2000
_TIMED_SLOWLY = 400
Texts = dict[str, list[str]]
Figure = tuple[str, object, object]


def pairs(corpora: Path) -> dict[str, Texts]:
    """Segments of each system and reference (`refA` …) of each year and language pair, in one order."""
    found: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(corpora / "wmt-dev" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["kind"] != "native":
                segments = [" ".join(segment.split()) for segment in record["segments"]]
                found[f"{record['year']} {record['lang']}-en"][record["system"]][record["doc"]] = segments
    return {
        pair: {name: [s for doc in sorted(docs) for s in docs[doc]] for name, docs in systems.items()}
        for pair, systems in found.items()
    }


def sampled(texts: Texts, most: int) -> Texts:
    """At most so many segments, evenly spaced; 0: all."""
    count = len(next(iter(texts.values())))
    chosen = range(count) if not most or count <= most else [at * count // most for at in range(most)]
    return {name: [segments[at] for at in chosen] for name, segments in texts.items()}


def figures(texts: Texts, metric: str, directory: Path) -> Iterator[Figure]:
    """(what, ours, theirs) for one pair and metric."""
    for name, segments in texts.items():
        (directory / name).write_text("".join(f"{segment}\n" for segment in segments), "utf-8")
    references = [directory / name for name in sorted(texts) if name.startswith("ref")]
    systems = [directory / name for name in sorted(texts) if not name.startswith("ref")]
    parallel = read([str(path) for path in systems], [str(path) for path in references])
    scorer = Scorer(parallel.references, [metric])
    counts = scorer.count([system.segments for system in parallel.systems])
    yield from _single(counts[0], metric, references, systems[0])
    yield from _paired(counts, metric, references, systems)


def _single(counts: Counts, metric: str, references: list[Path], system: Path) -> Iterator[Figure]:
    theirs = sacrebleu.score(references, system, metric)
    (ours,) = counts.corpus()
    yield "score", ours.value, theirs["score"]
    yield "signature", ours.signature, theirs["signature"]
    theirs = sacrebleu.score(references, system, metric, "--confidence")
    interval = intervals(counts)[metric]
    yield "signature", signatures(counts, SEED, bs=SAMPLES)[metric], theirs["signature"]
    yield "confidence", interval.mean, theirs["confidence_mean"]
    yield "confidence", interval.margin, theirs["confidence_var"]
    for (score,), (signature, value) in zip(counts.segments(), sacrebleu.segments(references, system, metric), strict=True):
        yield "segment", score.value, value
        yield "signature", score.signature, signature


def _paired(counts: list[Counts], metric: str, references: list[Path], systems: list[Path]) -> Iterator[Figure]:
    comparison = compare(counts)
    bootstrap, resampled = sacrebleu.paired(references, systems, metric, "bs", SAMPLES)
    randomization, shuffled = sacrebleu.paired(references, systems, metric, "ar", TRIALS)
    yield "signature", comparison.bootstrap_signatures[metric], bootstrap
    yield "signature", comparison.randomization_signatures[metric], randomization
    for ours, bs, ar in zip(comparison.results[metric], resampled, shuffled, strict=True):
        yield "score", ours.score, bs["score"]
        yield "confidence", ours.interval.mean, bs["mean"]
        yield "confidence", ours.interval.margin, bs["margin"]
        for p, theirs in ((ours.bootstrap_p, bs["p"]), (ours.randomization_p, ar["p"])):
            if p is not None:
                yield "p", round(p, 4), theirs


def _differ(ours: object, theirs: object) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) > _SAME
    return ours != theirs


def _times(texts: dict[str, Texts]) -> None:
    """What counting takes for one system, and its bootstrap in all metrics."""
    merged: Texts = {"ref": [], "mt": []}
    for of_pair in texts.values():
        merged["ref"] += of_pair["refA"]
        merged["mt"] += of_pair["Online-B"]
    merged = sampled(merged, _TIMED)
    start = time.perf_counter()
    (counts,) = Scorer([merged["ref"]]).count([merged["mt"]])
    counted = time.perf_counter()
    intervals(counts)
    done = time.perf_counter()
    theirs, ours = (_ter_seconds(metric, sampled(merged, _TIMED_SLOWLY)) for metric in (SACREBLEU(), TER()))
    print(f"TER of {_TIMED_SLOWLY} segments: sacreBLEU {theirs:.2f} s, ours {ours:.2f} s, {theirs / ours:.1f} times as fast")
    print(
        f"{len(merged['mt']):,} segments, all metrics: counting {counted - start:.2f} s, {SAMPLES:,} bootstrap samples"
        f" {done - counted:.2f} s, {(done - counted) / (counted - start):.2f} times the counting"
    )


def _ter_seconds(metric: SACREBLEU, texts: Texts) -> float:
    start = time.perf_counter()
    metric.corpus_score(texts["mt"], [texts["ref"]])
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--sample", type=int, default=40, help="segments of each pair for TER; 0: all")
    arguments.add_argument("--most", type=int, default=200, help="segments of each pair for the other metrics; 0: all")
    arguments.add_argument("--metric", action="append", choices=METRICS, help="only these")
    given = arguments.parse_args()
    texts = pairs(given.corpora)
    compared: dict[str, int] = defaultdict(int)
    differences = 0
    start = time.perf_counter()
    for pair, of_pair in texts.items():
        for metric in given.metric or METRICS:
            taken = sampled(of_pair, given.sample if metric == "TER" else given.most)
            with tempfile.TemporaryDirectory() as directory:
                for what, ours, theirs in figures(taken, metric, Path(directory)):
                    compared[what] += 1
                    if _differ(ours, theirs):
                        differences += 1
                        print(f"{pair} {metric} {what}: {ours!r}, but sacreBLEU {theirs!r}")
        names = sorted(of_pair)
        size = len(of_pair[names[0]])
        print(f"{pair}: {len(names)} texts of {size:,} segments, {time.perf_counter() - start:.0f} s so far", flush=True)
    print(f"{sum(compared.values()):,} figures compared ({dict(compared)}): {differences} differ by more than {_SAME}")
    print(f"segments of each pair: TER {given.sample or 'all'}, other metrics {given.most or 'all'}, at most")
    _times(texts)


if __name__ == "__main__":
    main()
