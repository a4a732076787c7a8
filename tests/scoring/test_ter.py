"""Our TER against sacreBLEU's own: the same numbers whatever the words, the options and the way in."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics.ter import TER as SACREBLEU
from sacrebleu.significance import PairedTest

from auditor.errors import InputError
from auditor.scoring.ter import MOST_WORDS, TER, check_length

SYSTEM = [
    "the cat sat on the mat , while dogs slept",
    'He said : "it\'s 12.5 % more" , the Minister-President said .',
    "新华社 北京 3 月 电 （记者）",
    "",
    "a b c d e f",
]
OTHER = ["while dogs slept , the cat sat on a mat", '"It is 12.5% more," the minister said.', "北京，3月", "x", "f e d c b a"]
FIRST = [
    "While the dogs slept, the cat sat on the mat",
    '"It\'s 12.5% more," he said.',
    "新华社北京3月电",
    "nothing here",
    "d e f a b c",
]
SECOND = ["Dogs slept while the cat sat", "He said it was more.", "", "", "a c b d f e"]


def edits(metric: SACREBLEU, hypothesis: list[str], *references: list[str]) -> tuple[int, float]:
    score = metric.sentence_score(" ".join(hypothesis), [" ".join(reference) for reference in references])
    return score.num_edits, score.ref_length


def same(hypothesis: list[str], *references: list[str]) -> None:
    assert edits(TER(), hypothesis, *references) == edits(SACREBLEU(), hypothesis, *references)


@st.composite
def pairs(draw: st.DrawFn, shortest: int, longest: int) -> tuple[list[str], list[str]]:
    """A reference and a hypothesis made from it by moving, dropping and replacing words, or without it."""
    vocabulary = st.integers(1, draw(st.sampled_from([2, 4, 12, 60, 300]))).map(str)
    reference = draw(st.lists(vocabulary, min_size=shortest, max_size=longest))
    if draw(st.booleans()):
        return draw(st.lists(vocabulary, min_size=shortest, max_size=longest)), reference
    words = reference[:]
    for _ in range(draw(st.integers(0, 8))):
        start, length, target = (draw(st.integers(0, longest)) for _ in range(3))
        moved = words[start : start + length % 15]
        del words[start : start + length % 15]
        words[target:target] = moved
        if draw(st.booleans()):
            words[target : target + 3] = draw(st.lists(vocabulary, max_size=6))
    return words[:longest], reference


@settings(max_examples=200, deadline=None)
@given(pairs(0, 30))
def test_sentences_have_the_edits_of_sacrebleu(pair: tuple[list[str], list[str]]) -> None:
    same(*pair)


@settings(max_examples=10, deadline=None)
@given(pairs(20, 90))
def test_paragraphs_have_the_edits_of_sacrebleu(pair: tuple[list[str], list[str]]) -> None:
    same(*pair)


def unlike(seed: int, words: int, references: int, vocabulary: int) -> tuple[list[str], list[str]]:
    draw = random.Random(seed)  # noqa: S311
    hypothesis, reference = ([str(draw.randrange(vocabulary)) for _ in range(count)] for count in (words, references))
    return hypothesis, reference


@pytest.mark.parametrize(
    ("seed", "words", "references", "vocabulary"),
    [(1, 40, 130, 30), (2, 80, 25, 20), (3, 60, 60, 100), (4, 60, 100, 400), (5, 3, 260, 5), (6, 260, 2, 5), (7, 40, 40, 2)],
)
def test_long_and_unlike_segments_have_the_edits_of_sacrebleu(seed: int, words: int, references: int, vocabulary: int) -> None:
    same(*unlike(seed, words, references, vocabulary))


def off_the_diagonal(seed: int, before: int, after: int) -> tuple[list[str], list[str]]:
    """The words of the hypothesis are all in the reference, some of them moved a little and the whole by far."""
    draw = random.Random(seed)  # noqa: S311
    core = [str(draw.randrange(200)) for _ in range(40)]
    words = core[:]
    for _ in range(4):
        start, target = draw.randrange(30), draw.randrange(30)
        moved = words[start : start + 3]
        del words[start : start + 3]
        words[target:target] = moved
    return [*words, *(f"x{number}" for number in range(after))], [*(f"y{number}" for number in range(before)), *core]


@pytest.mark.parametrize(("before", "after"), [(26, 10), (35, 5), (40, 0), (60, 0), (5, 40)])
def test_what_the_beam_hides_counts_as_edits(before: int, after: int) -> None:
    hypothesis, reference = off_the_diagonal(0, before, after)
    same(hypothesis, reference)
    same(reference, hypothesis)


def test_beam_hides_matches_far_from_the_diagonal() -> None:
    """Or the test above would show nothing."""
    hypothesis, reference = off_the_diagonal(0, 60, 0)
    assert edits(TER(), hypothesis, reference)[0] > Levenshtein.distance(hypothesis, reference)


def test_search_ends_where_that_of_sacrebleu_does() -> None:
    """More than 1000 shifts to try: the last round counts for nothing."""
    words = [*"abcde"] * 6
    same(words, words[::-1])
    same([f"{number % 30}" for number in range(60)], [f"{number * 7 % 30}" for number in range(60)])


@pytest.mark.parametrize(
    ("hypothesis", "reference", "expected"),
    [
        ("", "", 0),
        ("", "a b", 2),
        ("a b", "", 2),
        ("a b c", "a b c", 0),
        ("a b c", "x y", 3),
        ("c d a b", "a b c d", 1),
        ("x c d a b", "a b c d", 2),
        ("a b c d e f g h", "e f g h a b c d", 1),
        ("d c b a", "a b c d", 3),
    ],
)
def test_a_shift_of_any_length_is_one_edit(hypothesis: str, reference: str, expected: int) -> None:
    assert edits(TER(), hypothesis.split(), reference.split())[0] == expected
    same(hypothesis.split(), reference.split())


@pytest.mark.parametrize(("words", "expected"), [(50, 1), (51, 2)])
def test_shifts_go_no_further_than_50_words(words: int, expected: int) -> None:
    others = [str(number) for number in range(words)]
    assert edits(TER(), ["far", *others], [*others, "far"])[0] == expected
    same(["far", *others], [*others, "far"])


@pytest.mark.parametrize(("words", "expected"), [(10, 1), (11, 2)])
def test_shifts_move_no_more_than_10_words(words: int, expected: int) -> None:
    one, other = [str(number) for number in range(words)], [f"x{number}" for number in range(15)]
    assert edits(TER(), one + other, other + one)[0] == expected
    same(one + other, other + one)


def test_nearest_reference_counts_and_lengths_are_averaged() -> None:
    assert edits(TER(), [*"abcd"], [*"xxxxxxxx"], [*"abdc"]) == (1, 6.0)
    same([*"abcd"], [*"xxxxxxxx"], [*"abdc"], [])


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"case_sensitive": True},
        {"normalized": True},
        {"no_punct": True},
        {"normalized": True, "asian_support": True},
        {"normalized": True, "no_punct": True, "asian_support": True, "case_sensitive": True},
    ],
)
def test_options_scores_and_signatures_are_those_of_sacrebleu(options: dict[str, Any]) -> None:
    ours, theirs = TER(**options), SACREBLEU(**options)
    for mine, other in (
        (ours.corpus_score(SYSTEM, [FIRST, SECOND]), theirs.corpus_score(SYSTEM, [FIRST, SECOND])),
        (ours.corpus_score(OTHER, [FIRST], n_bootstrap=50), theirs.corpus_score(OTHER, [FIRST], n_bootstrap=50)),
        (TER(**options, references=[SECOND]).corpus_score(SYSTEM, None), theirs.corpus_score(SYSTEM, [SECOND])),
    ):
        assert vars(mine) == vars(other)
        assert str(mine) == str(other)
    assert ours.sentence_score(SYSTEM[1], [FIRST[1]]).score == theirs.sentence_score(SYSTEM[1], [FIRST[1]]).score
    assert str(ours.get_signature()) == str(theirs.get_signature())


@pytest.mark.parametrize("test", ["bs", "ar"])
def test_paired_tests_of_sacrebleu_take_it(test: str) -> None:
    systems: list[tuple[str, Sequence[str]]] = [("base", SYSTEM), ("other", OTHER)]
    results = [PairedTest(systems, {"TER": m()}, [FIRST], test_type=test, n_samples=50)() for m in (TER, SACREBLEU)]
    mine, theirs = results
    assert [vars(result) for result in mine[1]["TER"]] == [vars(result) for result in theirs[1]["TER"]]
    assert str(mine[0]["TER"]) == str(theirs[0]["TER"])


def test_segments_beyond_the_limit_are_refused_on_either_side() -> None:
    longest = " ".join(["word"] * MOST_WORDS)
    assert TER().sentence_score(longest, [longest]).num_edits == 0
    for hypothesis, references in ((f"{longest} more", ["word"]), ("word", ["word", f"{longest} more"])):
        with pytest.raises(InputError, match="1,001 words, more than the 1,000"):
            TER().sentence_score(hypothesis, references)
    check_length(longest.split())
    with pytest.raises(InputError):
        check_length(["word"] * 100_000)
