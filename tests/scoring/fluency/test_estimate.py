"""Kneser-Ney, against a slow model that follows the paper to the letter, and by what must hold of any model."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.scoring.fluency.estimate import discounts, estimate
from auditor.scoring.fluency.tables import UNIT, Tables
from auditor.scoring.fluency.words import END, START, UNKNOWN

SIZE = 12
Text = list[list[int]]
texts = st.lists(st.lists(st.sampled_from([UNKNOWN, *range(3, SIZE)]), min_size=1, max_size=8), min_size=1, max_size=30)


def numbers(text: Text) -> "np.typing.NDArray[np.uint16]":
    return np.array([n for sentence in text for n in (START, *sentence, END)], dtype=np.uint16)


def probability(tables: Tables, context: tuple[int, int], word: int) -> float:
    return float(2.0 ** -(tables.costs(np.array([*context, word], dtype=np.uint16))[-1] / UNIT))


class Slow:
    """Chen and Goodman (1999), equations 26 to 28, with trigrams seen once left to the shorter history."""

    def __init__(self, text: Text) -> None:
        self.counts: list[dict[tuple[int, ...], Counter[int]]] = [defaultdict(Counter) for _ in range(3)]
        trigrams: Counter[tuple[int, ...]] = Counter()
        bigrams: Counter[tuple[int, ...]] = Counter()
        for sentence in text:
            s = (START, *sentence, END)
            trigrams.update(zip(s, s[1:], s[2:], strict=False))
            bigrams.update([s[:2]])
        bigrams.update(key[1:] for key in set(trigrams))
        for key, count in trigrams.items():
            self.counts[2][key[:2]][key[2]] = count
        for key, count in bigrams.items():
            self.counts[1][key[:1]][key[1]] = count
        for key in bigrams:
            self.counts[0][()][key[1]] += 1
        self.discounts = [discounts(np.array([c for words in order.values() for c in words.values()])) for order in self.counts]

    def probability(self, context: tuple[int, ...], word: int) -> float:
        if not context:
            return self._level((), word, 1 / (SIZE - 1))
        return self._level(context, word, self.probability(context[1:], word))

    def _level(self, context: tuple[int, ...], word: int, shorter: float) -> float:
        order = len(context)
        seen = self.counts[order].get(context)
        if not seen:
            return shorter
        shares = {w: (c - self.discounts[order][min(c, 3)]) / seen.total() for w, c in seen.items() if order < 2 or c > 1}
        return shares.get(word, 0.0) + (1 - sum(shares.values())) * shorter


@given(texts, st.data())
def test_agrees_with_the_paper(text: Text, data: st.DataObject) -> None:
    tables, slow = estimate(numbers(text), SIZE), Slow(text)
    flat = numbers(text).tolist()
    at = data.draw(st.integers(1, len(flat) - 1))
    context = (flat[at - 1], flat[at]) if flat[at] != END else (data.draw(st.sampled_from(range(3, SIZE))), 3)
    if flat[at] == START:
        context = (END, START)  # what stands before a sentence tells nothing
    for word in (UNKNOWN, END, *range(3, SIZE)):
        wanted = slow.probability(context if context[1] != START else (START,), word)
        assert probability(tables, context, word) == pytest.approx(wanted, rel=2e-3)


@given(texts, st.integers(3, SIZE - 1), st.integers(3, SIZE - 1))
def test_probabilities_sum_to_one(text: Text, first: int, second: int) -> None:
    tables = estimate(numbers(text), SIZE)
    for context in ((first, second), (START, second), (END, START)):
        total = sum(probability(tables, context, word) for word in range(SIZE) if word != START)
        assert total == pytest.approx(1, abs=2e-3)


@given(texts)
def test_tables_are_the_same_after_storing(text: Text) -> None:
    tables = estimate(numbers(text), SIZE)
    again = Tables.from_bytes(memoryview(tables.to_bytes()), tables.sizes)
    assert again.to_bytes() == tables.to_bytes()
    assert (again.costs(numbers(text)) == tables.costs(numbers(text))).all()


def test_discounts_by_hand() -> None:
    counts = np.array([1] * 10 + [2] * 4 + [3] * 2 + [4])
    y = 10 / 18
    assert discounts(counts) == pytest.approx((0, 1 - 2 * y * 4 / 10, 2 - 3 * y * 2 / 4, 3 - 4 * y * 1 / 2))
    assert discounts(np.array([1, 1])) == (0, 0.5, 1, 1.5)  # too few to estimate
    assert discounts(np.array([5, 6])) == (0, 0.5, 1, 1.5)
