"""Which sentences meet which."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.scoring.alignment import Alignment, align
from tests.scoring.story import HUMAN, MACHINE
from tests.support import finishes


def met(alignment: Alignment) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(link.hypothesis, link.reference) for link in alignment.links}


def one_to_one(pairs: dict[int, int]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {((i,), (j,)) for i, j in pairs.items()}


def test_sentences_in_the_same_order() -> None:
    assert met(align(MACHINE, HUMAN)) == one_to_one({n: n for n in range(6)})


def test_a_moved_paragraph_is_followed() -> None:
    assert met(align(MACHINE[3:] + MACHINE[:3], HUMAN)) == one_to_one({0: 3, 1: 4, 2: 5, 3: 0, 4: 1, 5: 2})


def test_merged_and_split_sentences() -> None:
    merged = [MACHINE[0], f"{MACHINE[1]} {MACHINE[2]}", *MACHINE[3:]]
    expected = {((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,)), ((4,), (5,))}
    assert met(align(merged, HUMAN)) == expected
    assert met(align(HUMAN, merged)) == {(reference, hypothesis) for hypothesis, reference in expected}


def test_three_sentences_for_one() -> None:
    one = [f"{HUMAN[0][:-1]}; work starts in March and will cost 120 million euros; it will have eleven stations.", *HUMAN[3:]]
    assert ((0, 1, 2), (0,)) in met(align(MACHINE, one))


def test_dropped_and_added_sentences_have_no_counterpart() -> None:
    weather = "Snow is expected above a height of 800 meters."
    aligned = align([*MACHINE[:3], weather, *MACHINE[4:]], HUMAN)
    assert met(aligned) == {*one_to_one({0: 0, 1: 1, 2: 2, 4: 4, 5: 5}), ((3,), ()), ((), (3,))}
    assert all(link.similarity == 0 for link in aligned.links if not (link.hypothesis and link.reference))


def test_links_follow_the_hypothesis_and_what_is_left_of_the_reference_what_it_follows_there() -> None:
    aligned = align([MACHINE[4], MACHINE[5], MACHINE[0], MACHINE[1]], HUMAN)
    assert [(link.hypothesis, link.reference) for link in aligned.links] == [
        ((0,), (4,)),
        ((1,), (5,)),
        ((2,), (0,)),
        ((3,), (1,)),
        ((), (2,)),
        ((), (3,)),
    ]


def test_another_story_meets_nothing() -> None:
    other = ["The striker scored twice in the second half.", "His club now leads the league by three points."]
    aligned = align(MACHINE, other)
    assert aligned.quality == 0
    assert len(aligned.links) == 8


def test_quality_falls_with_what_is_missing() -> None:
    whole, half = align(MACHINE, HUMAN).quality, align(MACHINE, HUMAN[:3]).quality
    assert 0.3 < whole < 0.9
    assert half < whole


@pytest.mark.parametrize(("ours", "theirs"), [([], []), (["A sentence."], []), ([], ["A sentence.", "Two."])])
def test_nothing_to_meet(ours: list[str], theirs: list[str]) -> None:
    aligned = align(ours, theirs)
    assert aligned.quality == 0
    assert len(aligned.links) == len(ours) + len(theirs)


SENTENCES = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from([*MACHINE, *HUMAN, "* * *", "Yes.", "", " "]),
        st.lists(st.sampled_from("the a mayor tram Lyon 120 said of".split()), max_size=6).map(" ".join),
    ),
    max_size=9,
)


@given(SENTENCES, SENTENCES)
@settings(deadline=None)
def test_every_sentence_is_in_one_link_and_blocks_are_adjacent(ours: list[str], theirs: list[str]) -> None:
    aligned = align(ours, theirs)
    assert sorted(i for link in aligned.links for i in link.hypothesis) == list(range(len(ours)))
    assert sorted(j for link in aligned.links for j in link.reference) == list(range(len(theirs)))
    for link in aligned.links:
        for side in (link.hypothesis, link.reference):
            assert list(side) == list(range(side[0], side[0] + len(side))) if side else True
        assert 0 <= link.similarity <= 1
        assert link.hypothesis or link.reference
    assert 0 <= aligned.quality <= 1


@given(SENTENCES.map(lambda found: [s for s in found if s.strip()]).filter(bool))
@settings(deadline=None)
def test_a_text_meets_itself(text: list[str]) -> None:
    aligned = align(text, text)
    assert met(aligned) == one_to_one({n: n for n in range(len(text))})
    assert aligned.quality == 1


@pytest.mark.parametrize("moved", [False, True])
def test_long_articles_are_aligned_in_time(moved: bool) -> None:
    draw = random.Random(7)  # noqa: S311
    common = "the a of in said and to was that for".split()
    text = [" ".join([*draw.sample(common, 6), *(f"word{draw.randrange(3000)}" for _ in range(12))]) for _ in range(400)]
    order = draw.sample(range(400), 400) if moved else list(range(400))
    with finishes():
        aligned = align([text[n] for n in order], text)
    assert met(aligned) == one_to_one(dict(enumerate(order)))


def test_the_same_sentences_all_over_are_aligned_in_time() -> None:
    with finishes():
        aligned = align(["He said no to the plan of the mayor."] * 400, ["He said yes to the plan of a mayor."] * 400)
    assert len(aligned.links) == 400
