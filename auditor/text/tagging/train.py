"""Make the weights anew, or measure them. Not used at run time.

    python -m auditor.text.tagging.train DATA            # train on ewt-train and gum-wikinews-train, write the weights
    python -m auditor.text.tagging.train DATA --evaluate # accuracy and speed on the rest

DATA holds `*.conllu.gz` of Universal Dependencies, as CARD.md says. The same data gives the same weights.
"""

import argparse
import gzip
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from auditor.text.folding import plain
from auditor.text.tagging import WEIGHTS, Weights, tagger
from auditor.text.tagging.model import Tagger, ambiguity, form
from auditor.text.tokens import tokens

# Twice the one that holds news: chosen, as all numbers below, on ewt-dev and the last tenth of gum-wikinews-train.
TRAINING = ("ewt-train", "gum-wikinews-train", "gum-wikinews-train")
TESTS = ("ewt-dev", "ewt-test", "gum-wikinews-test", "pud-test")
_SEED = 1
_ROUNDS = 8
_SCALE = 100  # weights are kept as whole numbers
_LEAST_WEIGHT = 0.2  # smaller ones change no more than a tag in 5,000
_CERTAIN = 0.995  # a frequent word with one tag this often is not looked at; NLTK's 0.97 costs accuracy
_OFTEN = 3  # times a word must be seen before its tags are remembered: new words must look new in training, too

Word = tuple[str, str, bool]  # form, tag, whether a space follows


def read(path: Path) -> Iterator[list[Word]]:
    """The sentences of a CoNLL-U file."""
    sentence: list[Word] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                sentence.append((columns[1], columns[4], "SpaceAfter=No" not in columns[9]))
            elif not line.strip() and sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


class _Trainee(Tagger):
    def _make_tagdict(self, sentences: Sequence[Sequence[tuple[str, str]]]) -> None:
        super()._make_tagdict(sentences)
        frequent: dict[str, str] = self.tagdict
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for word, tag in sentence:
                counts[word][tag] += 1
        self.tagdict = {word: tag for word, tag in frequent.items() if counts[word][tag] >= _CERTAIN * counts[word].total()}


def train(sentences: Sequence[Sequence[Word]]) -> Weights:
    """Weights from tagged sentences, rounded, without those near zero."""
    random.seed(_SEED)  # NLTK shuffles the sentences
    made = _Trainee()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag, _ in sentence:
            counts[made.normalize(form(word))][tag] += 1
    made.ambiguity = ambiguity(counts, _OFTEN)
    made.train([[(form(word), tag) for word, tag, _ in sentence] for sentence in sentences], nr_iter=_ROUNDS)
    features: dict[str, dict[str, int]] = {}
    for feature, weights in sorted(made.model.weights.items()):
        kept = {tag: round(weight * _SCALE) for tag, weight in sorted(weights.items()) if abs(weight) >= _LEAST_WEIGHT}
        if kept:
            features[feature] = kept
    return Weights(sorted(made.classes), dict(sorted(made.tagdict.items())), dict(sorted(made.ambiguity.items())), features)


def evaluate(name: str, sentences: Sequence[Sequence[Word]]) -> str:
    """Accuracy with the words of the data, and with ours: of words that both have, and of words that are alike."""
    right = count = both = right_both = ours = 0
    began = time.perf_counter()
    guesses = [tagger().tags([word for word, _, _ in sentence]) for sentence in sentences]
    seconds = time.perf_counter() - began
    for sentence, guess in zip(sentences, guesses, strict=True):
        count += len(sentence)
        right += sum(tag == guessed for (_, tag, _), guessed in zip(sentence, guess, strict=True))
        text, gold = "", {}
        for word, tag, spaced in sentence:
            gold[len(text), len(text) + len(word)] = tag
            text += word + " " * spaced
        own = list(tokens(plain(text), 0, len(text)))
        ours += len(own)
        for token, tag in zip(own, tagger().tags([token.text for token in own]), strict=True):
            both += (token.start, token.end) in gold
            right_both += gold.get((token.start, token.end)) == tag
    split = 2 * both / (count + ours)
    return (
        f"{name:18} {count:6} words  accuracy {right / count:.4f}  own tokens: F1 {split:.4f}, accuracy {right_both / both:.4f}"
        f"  {count / seconds:,.0f} words/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--evaluate", action="store_true")
    arguments = parser.parse_args()
    if not arguments.evaluate:
        weights = train([sentence for name in TRAINING for sentence in read(arguments.data / f"{name}.conllu.gz")])
        # No time in the file: the same weights are the same bytes.
        WEIGHTS.write_bytes(gzip.compress(msgspec.msgpack.encode(weights), mtime=0))
        print(f"{len(weights.features):,} features, {WEIGHTS.stat().st_size:,} bytes: {WEIGHTS}")
    for name in TESTS:
        print(evaluate(name, list(read(arguments.data / f"{name}.conllu.gz"))))


if __name__ == "__main__":
    main()
