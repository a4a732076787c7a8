"""Our TER against sacreBLEU's own on every machine-translated segment of `wmt-dev` that has a human translation.

    python -m tests.benchmarks.ter ../shared/corpora [--sample 1000] [--oracle ter.jsonl]

sacreBLEU takes half an hour for all of them: `--oracle` keeps its numbers, and goes on from there when started again.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from sacrebleu.metrics.ter import TER as SACREBLEU

from auditor.scoring.ter import TER

SEED = 0
CLOSE = 1e-9

Pair = tuple[str, str]


class Result(NamedTuple):
    edits: int
    length: float
    score: float
    seconds: float  # of processor time


def pairs(corpora: Path) -> list[Pair]:
    """(hypothesis, first reference) of documents with as many segments in both, each pair once, in random order."""
    references: dict[str, list[str]] = {}
    systems: list[tuple[str, list[str]]] = []
    with gzip.open(corpora / "wmt-dev" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["kind"] == "ht":
                references.setdefault(record["doc"], record["segments"])
            elif record["kind"] == "mt":
                systems.append((record["doc"], record["segments"]))
    found: dict[Pair, None] = {}
    for document, segments in systems:
        reference = references.get(document, [])
        if len(reference) == len(segments):
            found.update((pair, None) for pair in zip(segments, reference, strict=True))
    shuffled = list(found)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311
    return shuffled


def scored(metric: SACREBLEU, wanted: Iterable[Pair]) -> Iterator[tuple[Pair, Result]]:
    for hypothesis, reference in wanted:
        start = time.process_time()
        score = metric.sentence_score(hypothesis, [reference])
        seconds = time.process_time() - start
        yield (hypothesis, reference), Result(score.num_edits, score.ref_length, score.score, seconds)


def expected(wanted: list[Pair], oracle: Path | None) -> dict[Pair, Result]:
    """What sacreBLEU counts, as far as possible from the file; the rest is counted and added to it."""
    known: dict[Pair, Result] = {}
    with ExitStack() as stack:
        if oracle and oracle.exists():
            for line in stack.enter_context(oracle.open(encoding="utf-8")):
                hypothesis, reference, *numbers = json.loads(line)
                known[hypothesis, reference] = Result(*numbers)
        out = stack.enter_context(oracle.open("a", encoding="utf-8")) if oracle else None
        for pair, result in scored(SACREBLEU(), [pair for pair in wanted if pair not in known]):
            known[pair] = result
            if out:
                out.write(json.dumps([*pair, *result], ensure_ascii=False) + "\n")
    return {pair: known[pair] for pair in wanted}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--sample", type=int, help="so many segments at random rather than all")
    arguments.add_argument("--oracle", type=Path, help="read sacreBLEU's numbers from this file, add to it what it lacks")
    given = arguments.parse_args()
    wanted = pairs(given.corpora)[: given.sample]
    theirs = expected(wanted, given.oracle)
    ours = dict(scored(TER(), wanted))
    differences = [
        pair
        for pair in wanted
        if ours[pair].edits != theirs[pair].edits
        or abs(ours[pair].length - theirs[pair].length) > CLOSE
        or abs(ours[pair].score - theirs[pair].score) > CLOSE
    ]
    for pair in differences[:10]:
        print(ours[pair], theirs[pair], *pair, sep="\n  ")
    our_time, their_time = (sum(results[pair].seconds for pair in wanted) for results in (ours, theirs))
    print(f"{len(wanted):,} segments, {len(differences)} with other edits, lengths or scores than sacreBLEU's")
    print(f"segments per second of processor time: {len(wanted) / our_time:,.0f}, sacreBLEU {len(wanted) / their_time:,.0f}")
    print(f"ratio {their_time / our_time:.1f}; slowest segment {max(result.seconds for result in ours.values()):.3f} s")


if __name__ == "__main__":
    main()
