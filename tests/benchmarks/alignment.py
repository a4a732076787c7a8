"""How well sentences of two versions of one story are linked, and which pairings are refused.

python -m tests.benchmarks.alignment ../shared/corpora --year 2022

Articles are made from `wmt-dev`, whose lines are the sentences, so that the true links are known. In one of the two versions
lines are merged (15%), split (10%), dropped (10%) and added from another article (5%), and its paragraphs, taken as runs of
two to four lines, shuffled: `copy` (a reference against itself), `humans` (one human translation against the other) and
`machine` (a machine translation against the human one). `--across` merges and splits over the bounds of paragraphs, so that
the halves of a line may come far apart. `as they are`: the two human translations, untouched. The constants were chosen on
the articles of 2021.
"""

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from pathlib import Path

from auditor import Document
from auditor.errors import InputError
from auditor.scoring.alignment import align
from auditor.scoring.articles import paired
from auditor.scoring.similarity import words

Line = tuple[frozenset[int], str]  # which lines of the original it has, and its text


@dataclass
class Story:
    """One source document in English: human and machine translations, line by line."""

    language: str = ""
    humans: dict[str, list[str]] = field(default_factory=dict)
    machines: dict[str, list[str]] = field(default_factory=dict)
    source: list[str] = field(default_factory=list)


def stories(corpora: Path, year: int) -> dict[str, Story]:
    found: dict[str, Story] = defaultdict(Story)
    with gzip.open(corpora / "wmt-dev" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["kind"] in ("ht", "mt") and record["year"] == year:
                story = found[record["doc"]]
                story.language, story.source = record["lang"], record["source_segments"] or []
                (story.humans if record["kind"] == "ht" else story.machines)[record["system"]] = record["segments"]
    return {name: story for name, story in found.items() if story.humans and story.machines}


def rewritten(lines: Sequence[str], others: Sequence[str], draw: random.Random, across: bool) -> list[Line]:
    """The lines merged, split, dropped and added, their paragraphs shuffled."""
    whole = [(frozenset([at]), line) for at, line in enumerate(lines)]
    if across:
        return [line for run in shuffled_runs(changed(whole, others, draw), draw) for line in run]
    return [line for run in shuffled_runs(whole, draw) for line in changed(run, others, draw)]


def shuffled_runs(lines: list[Line], draw: random.Random) -> list[list[Line]]:
    runs = []
    while lines:
        size = draw.randint(2, 4)
        runs.append(lines[:size])
        lines = lines[size:]
    draw.shuffle(runs)
    return runs


def changed(lines: Sequence[Line], others: Sequence[str], draw: random.Random) -> list[Line]:
    made: list[Line] = []
    rest = list(lines)
    while rest:
        members, text = rest.pop(0)
        chance = draw.random()
        if chance < 0.15 and rest:
            also, more = rest.pop(0)
            made.append((members | also, f"{text} {more}"))
        elif chance < 0.25:
            made += [(members, part) for part in halves(text, draw)]
        elif chance >= 0.35:
            made.append((members, text))
        if draw.random() < 0.05:
            made.append((frozenset(), draw.choice(others)))
    return made


def halves(text: str, draw: random.Random) -> list[str]:
    """Split at a comma or semicolon, else in the middle; short lines stay whole."""
    cuts = [found.end() for found in re.finditer(r"[,;] ", text) if 0.2 < found.end() / len(text) < 0.8]
    cut = draw.choice(cuts) if cuts else text.find(" ", len(text) // 2)
    return [text[:cut].strip(), text[cut:].strip()] if cut > 0 and len(text.split()) >= 8 else [text]


def articles(found: dict[str, Story], across: bool, seed: int) -> Iterator[tuple[str, str, list[Line], list[str]]]:
    """(condition, language, hypothesis, reference)."""
    draw = random.Random(seed)  # noqa: S311
    names = sorted(found)
    for name in names:
        story = found[name]
        others = found[draw.choice([n for n in names if n != name])].humans["refA"]
        first = story.humans["refA"]
        yield "copy", story.language, rewritten(first, others, draw, across), first
        if second := story.humans.get("refB"):
            yield "as they are", story.language, [(frozenset([at]), line) for at, line in enumerate(first)], second
            yield "humans", story.language, rewritten(first, others, draw, across), second
            yield "humans", story.language, rewritten(second, others, draw, across), first
        machine = story.machines[draw.choice(sorted(story.machines))]
        yield "machine", story.language, rewritten(machine, others, draw, across), first


def links(found: dict[str, Story], across: bool, seed: int) -> None:
    """Precision and recall of links, each a sentence of either side, by condition and by language."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for condition, language, lines, reference in articles(found, across, seed):
        hypothesis = [line for line in lines if line[1].strip()]
        truth = {(i, j) for i, (members, _) in enumerate(hypothesis) for j in members}
        aligned = align([text for _, text in hypothesis], reference)
        got = {(i, j) for link in aligned.links for i in link.hypothesis for j in link.reference}
        for group in ("all", language):
            counts[condition, group].update(right=len(got & truth), found=len(got), true=len(truth))
    for (condition, group), count in sorted(counts.items()):
        precision, recall = count["right"] / max(1, count["found"]), count["right"] / max(1, count["true"])
        print(f"{condition:12} {group:4} precision {precision:.4f} recall {recall:.4f} of {count['true']:6,} links")


def refusals(found: dict[str, Story], seed: int) -> None:
    """How many pairings of whole articles are refused, true ones and false ones."""
    draw = random.Random(seed)  # noqa: S311
    names = sorted(found)
    bags = {name: bag(found[name].humans["refA"]) for name in names}
    seen = Counter(word for weights in bags.values() for word in weights)
    for weights in bags.values():
        weights.update({word: weight * log(len(names) / seen[word]) for word, weight in weights.items()})
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for name in names:
        story = found[name]
        first, second = story.humans["refA"], story.humans.get("refB")
        machine = story.machines[draw.choice(sorted(story.machines))]
        near = max((n for n in names if n != name), key=lambda n: cosine(bags[name], bags[n]))
        far = draw.choice([n for n in names if n != name])
        counts["true: machine and human"][refused(machine, first)] += 1
        counts["true: a third of the machine's lines dropped"][refused(thinned(machine, draw), first)] += 1
        counts["true: a third of either's lines dropped"][refused(thinned(machine, draw), thinned(first, draw))] += 1
        if second:
            counts["true: two humans"][refused(first, second)] += 1
        counts["false: the story nearest in topic"][refused(machine, found[near].humans["refA"])] += 1
        counts["false: any other story"][refused(machine, found[far].humans["refA"])] += 1
        if story.source:
            counts["false: the source"][refused(machine, story.source)] += 1
    for kind, count in counts.items():
        print(f"{kind:46} refused {count[True]:4} of {count.total():4}")


def bag(lines: Sequence[str]) -> dict[str, float]:
    return {word: 1 + log(count) for word, count in Counter(w for line in lines for w in words(line)).items()}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(weight * other.get(word, 0) for word, weight in one.items())
    return shared / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


def thinned(lines: Sequence[str], draw: random.Random) -> list[str]:
    return [line for line in lines if draw.random() > 1 / 3] or list(lines[:1])


def refused(hypothesis: Sequence[str], reference: Sequence[str]) -> bool:
    try:
        paired(Document("\n".join(hypothesis), "hypothesis"), [Document("\n".join(reference), "reference")])
    except InputError:
        return True
    return False


def speed(found: dict[str, Story], seed: int) -> None:
    both = [story for story in found.values() if "refB" in story.humans]
    ours = [line for story in both for line in story.humans["refA"]]
    theirs = [line for story in both for line in story.humans["refB"]]
    for size in (400, 1000):
        if len(ours) >= size:
            shuffled = random.Random(seed).sample(ours[:size], size)  # noqa: S311
            for kind, lines in (("in order", ours[:size]), ("every sentence moved", shuffled)):
                begin = time.process_time()
                align(lines, theirs[:size])
                print(f"{size} × {size} sentences, {kind}: {time.process_time() - begin:.2f} s of CPU")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--year", type=int, default=2022)
    arguments.add_argument("--across", action="store_true", help="merge and split over the bounds of paragraphs")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    found = stories(given.corpora, given.year)
    links(found, given.across, given.seed)
    refusals(found, given.seed)
    speed(found, given.seed)


if __name__ == "__main__":
    main()
