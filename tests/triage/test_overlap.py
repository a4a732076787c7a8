"""One place, one flag."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.finding import Severity
from auditor.triage.overlap import resolve
from tests.support import finishes


@dataclass(frozen=True)
class Flag:
    rule: str
    severity: Severity
    start: int
    end: int


FLAGS = st.lists(
    st.builds(
        lambda rule, severity, start, length: Flag(rule, severity, start, start + length),
        st.sampled_from("abc"),
        st.sampled_from(Severity),
        st.integers(0, 30),
        st.integers(1, 12),
    ),
    max_size=30,
)


def overlap(one: Flag, other: Flag) -> bool:
    return one.start < other.end and other.start < one.end


def rank(flag: Flag) -> tuple[int, int, int, str]:
    return -flag.severity, flag.start - flag.end, flag.start, flag.rule


@given(FLAGS)
def test_none_overlap_and_all_are_in_order(flags: list[Flag]) -> None:
    kept = resolve(flags)
    assert all(one.end <= other.start for one, other in pairwise(kept))


@given(FLAGS)
def test_what_went_gave_way_to_one_that_ranks_no_lower(flags: list[Flag]) -> None:
    kept = resolve(flags)
    for flag in flags:
        assert flag in kept or any(overlap(flag, other) and rank(other) <= rank(flag) for other in kept)


@given(FLAGS, st.randoms(use_true_random=False))
def test_input_order_does_not_matter(flags: list[Flag], random: "st.random.Random") -> None:  # type: ignore[name-defined]
    shuffled = flags[:]
    random.shuffle(shuffled)
    assert resolve(shuffled) == resolve(flags)


@given(FLAGS)
def test_again_changes_nothing(flags: list[Flag]) -> None:
    assert resolve(resolve(flags)) == resolve(flags)


def test_principle() -> None:
    minor = Flag("a", Severity.MINOR, 0, 10)
    assert resolve([minor, Flag("b", Severity.MAJOR, 4, 6)]) == [Flag("b", Severity.MAJOR, 4, 6)]
    assert resolve([minor, Flag("b", Severity.MINOR, 4, 16)]) == [Flag("b", Severity.MINOR, 4, 16)]
    assert resolve([minor, Flag("a", Severity.MINOR, 5, 15)]) == [minor]
    assert resolve([minor, Flag("b", Severity.MINOR, 0, 10)]) == [minor]
    assert len(resolve([minor, Flag("a", Severity.MINOR, 10, 12)])) == 2


def test_very_many_flags() -> None:
    count = 400_000
    flags = [Flag("r", Severity.MINOR, 5 * n, 5 * n + 4) for n in range(count)]
    flags.append(Flag("all", Severity.NEUTRAL, 0, 5 * count))
    with finishes():
        assert len(resolve(flags)) == count
