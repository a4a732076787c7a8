"""What a house model can tell, and how fast it is. Nothing that it trains is kept.

python -m tests.benchmarks.fluency ../shared/corpora [--size MB] [--nltk] [--surprises] [--only]

Perplexity of native, human-translated and machine-translated news under models of the other half of the native
news, and of `bbc-clean`; the share of (machine, native) pairs in which the machine's is the more surprising (AUC);
size, time to load and rate of scoring, in processor time. `--nltk`: NLTK's estimator on the same text. `--surprises`:
what findings of word sequences that the archive all but never has would be worth (see `surprises`).
"""

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from auditor.corpus.intervals import wilson
from auditor.document import Document
from auditor.scoring.fluency import training, words
from auditor.scoring.fluency.model import Model
from auditor.scoring.fluency.storage import dump, parse
from auditor.scoring.fluency.tables import UNIT
from auditor.text.quotations import Span
from tests.benchmarks.alarms import documents

Texts = dict[str, list[str]]
FUNCTION = (
    "the a an of to in for on with at by from as that is are was were be been has have had will would and or but not it he they"
    " its their his this which who into about after over"
).split()
DELETION = 8.0  # bits that a shorter sentence saves anyway


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds, and what came out."""
    start = time.process_time()
    result = action()
    return time.process_time() - start, result


def trained(texts: Iterable[str]) -> Model:
    archive = training.Archive()
    for text in texts:
        archive.add(Document(text))
    return archive.model()


def perplexities(name: str, model: Model, texts: Texts) -> None:
    bits: dict[str, list[float]] = {}
    for kind, group in texts.items():
        scores = [score for score in (model.score(Document(text)) for text in group) if score]
        bits[kind] = [score.cross_entropy for score in scores]
        tokens = sum(score.tokens for score in scores)
        mean = sum(score.cross_entropy * score.tokens for score in scores) / tokens
        print(f"{name}: {kind:7} {len(scores):5} documents, perplexity {2**mean:7.1f}, {mean:.3f} bits per token")
    for one, other in (("mt", "native"), ("ht", "native"), ("mt", "ht")):
        a, b = np.array(bits[one])[:, None], np.array(bits[other])[None]
        print(f"{name}: {one} more surprising than {other}: AUC {float(((a > b) + 0.5 * (a == b)).mean()):.3f}")


def speed(texts: Sequence[str], megabytes: float) -> None:
    some: list[str] = []
    size = 0
    for text in texts:
        if size >= megabytes * 1e6:
            break
        some.append(text)
        size += len(text.encode())
    seconds, model = timed(lambda: trained(some))
    data = dump(model)
    print(f"archive of {size / 1e6:.1f} MB ({model.training}): trained in {seconds:.1f} s, {len(data) / 1e6:.2f} MB")
    print(f"load: {min(timed(lambda: parse(data, 'house.lm'))[0] for _ in range(5)):.3f} s")
    group = [Document(text) for text in some[:1000]]
    seconds, _ = timed(lambda: [model.score(document) for document in group])
    print(f"score: {sum(len(d.text.encode()) for d in group) / 1e6 / seconds:.2f} MB/s of articles")
    whole = Document("\n".join(some)[:2_000_000])
    print(f"score: {len(whole.text.encode()) / 1e6 / timed(lambda: model.score(whole))[0]:.2f} MB/s of one long text")


def nltk(texts: Sequence[str]) -> None:
    """NLTK's Kneser-Ney (one fixed discount) on the same sentences with the same classes of words."""
    from nltk.lm import KneserNeyInterpolated
    from nltk.lm.preprocessing import padded_everygram_pipeline

    ours, model = timed(lambda: trained(texts))
    names = [*words.CLASSES, *model.lexicon.vocabulary]
    lines = [[names[model.lexicon[w]] for w in found] for text in texts for _, found in sentences(text)]
    theirs = KneserNeyInterpolated(3)
    fit, _ = timed(lambda: theirs.fit(*padded_everygram_pipeline(3, lines)))
    tokens = sum(map(len, lines))
    trigrams = [tuple(line[at : at + 3]) for line in lines for at in range(len(line) - 2)][:300]
    scoring, _ = timed(lambda: [theirs.score(t[2], t[:2]) for t in trigrams])
    print(f"{tokens:,} tokens: ours reads and trains in {ours:.2f} s; NLTK fits in {fit:.2f} s", end="")
    print(f" and scores {len(trigrams) / scoring:,.0f} tokens/s")


def sentences(text: str) -> Iterator[tuple[Span, list[str]]]:
    view = words.plain(text)
    for paragraph in words.paragraphs(Document(text)):
        yield from words.all_sentences(view, paragraph)


def surprises(model: Model, counts: Any, text: str, expected: float) -> Iterator[tuple[int, int, float]]:
    """(start, end, bits gained) of two neighbors, each well known, that never meet in the archive, and would by chance.

    The gain is that of the best repair by one edit: one of the two deleted, both swapped, a function word put between
    them or in the place of one of them. `expected`: how often they would meet by chance, at the least.
    """
    lexicon, tables = model.lexicon, model.tables
    function = [lexicon[word] for word in FUNCTION]

    def cost(ids: list[int]) -> float:
        return float(tables.costs(np.array(ids, dtype=np.uint16))[1:].sum() / UNIT)

    for (begin, end), found in sentences(text):
        ids = [words.END, words.START, *(lexicon[w] for w in found), words.END, words.START]
        places = words.spans(words.plain(text[begin:end]))
        for at in range(2, len(found) + 1):
            u, v, one, two, x, y = ids[at - 2 : at + 4]
            if min(one, two) < len(words.CLASSES) or not (found[at - 2][-1].isalpha() and found[at - 1][-1].isalpha()):
                continue
            if min(counts[one], counts[two]) < 20 or counts[one] * counts[two] / counts.sum() < expected:
                continue
            row = int(tables.unigram_children[:one].sum(dtype=np.int64))
            if two in tables.bigram_word[row : row + int(tables.unigram_children[one])]:
                continue
            edits = [[two, one], *([one, f, two] for f in function)]
            edits += [[f, two] for f in function if one in function] + [[one, f] for f in function if two in function]
            repaired = [cost([u, v, *edit, x, y]) for edit in edits] + [cost([u, v, w, x, y]) + DELETION for w in (one, two)]
            yield begin + places[at - 2][0], begin + places[at - 1][1], cost([u, v, one, two, x, y]) - min(repaired)


def worth(corpora: Path, texts: Texts) -> None:
    """Precision of such findings on `annotated` beside chance, and how many there are on edited and translated text."""
    archive = texts["bbc"][:720] + texts["native"][:48]
    model = trained(archive)
    counts = np.bincount([model.lexicon[w] for text in archive for _, found in sentences(text) for w in found])
    clean = {"native": texts["native"][48:], "bbc": texts["bbc"][720:], "ht": texts["ht"][::6], "mt": texts["mt"][::30]}
    marked = [json.loads(line) for line in (corpora / "annotated" / "wmt21-22.jsonl").read_text(encoding="utf-8").splitlines()]
    for expected in (4.0, 2.0, 0.5, 0.05):
        met: list[tuple[float, bool, float]] = []
        for record in marked:
            for start, end, gain in surprises(model, counts, record["text"], expected):
                spans = [(s["start"], s["end"]) for s in record["spans"]]
                starts = range(len(record["text"]) - (end - start))
                chance = sum(any(s - (end - start) < at < e for s, e in spans) for at in starts) / len(starts)
                met.append((gain, any(start < e and end > s for s, e in spans), chance))
        rates = {
            k: ([g for t in v for *_, g in surprises(model, counts, t, expected)], sum(len(t.split()) for t in v))
            for k, v in clean.items()
        }
        for least in (3, 6, 9, 12):
            chosen = [(hit, chance) for gain, hit, chance in met if gain >= least]
            hits, by_chance = sum(hit for hit, _ in chosen), sum(c for _, c in chosen) / max(1, len(chosen))
            low, high = wilson(hits, len(chosen))
            per = ", ".join(f"{k} {1000 * sum(g >= least for g in gains) / n:.2f}" for k, (gains, n) in rates.items())
            print(f"expected {expected}, gain {least} bits: {hits} of {len(chosen)} on a mark ({low:.2f}–{high:.2f},", end="")
            print(f" chance {by_chance:.2f}); per 1,000 words: {per}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--size", type=float, default=10, help="megabytes of machine translations to measure speed with")
    arguments.add_argument("--nltk", action="store_true")
    arguments.add_argument("--surprises", action="store_true")
    arguments.add_argument("--only", action="store_true", help="not the perplexities, nor the speed")
    given = arguments.parse_args()
    texts: Texts = defaultdict(list)
    for kind, _, text in documents(given.corpora):
        texts[kind].append(text)
    for group in (texts["native"], texts["bbc"]):
        random.Random(0).shuffle(group)  # noqa: S311 - no secret
    native, others = texts["native"], {"ht": texts["ht"], "mt": texts["mt"][::5]}
    if not given.only:
        perplexities("native, first half", trained(native[:48]), {"native": native[48:], **others})
        perplexities("native, second half", trained(native[48:]), {"native": native[:48], **others})
        perplexities("bbc", trained(texts["bbc"][:720]), {"bbc": texts["bbc"][720:], "native": native, **others})
        speed(texts["mt"], given.size)
    if given.nltk:
        nltk(native)
        nltk(texts["bbc"][:200])
    if given.surprises:
        worth(given.corpora, texts)


if __name__ == "__main__":
    main()
