"""Precision, recall, intervals and chance, on cases small enough to work out by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.corpus.figures import CleanResult, chance, characters, grouped, total
from auditor.corpus.gold import Mark, Passage
from auditor.corpus.intervals import wilson
from auditor.corpus.judging import PassageResult, judge
from auditor.finding import Finding, Severity
from tests.support import finishes


def finding(text: str, start: int, end: int, rule: str = "fr.a", severity: Severity = Severity.MAJOR) -> Finding:
    return Finding(rule, "style/awkward", severity, start, end, 1, 1, 1, 1, text[start:end], "", "", (), "")


def mark(start: int, end: int, kind: str = "style/awkward") -> Mark:
    return Mark(start, end, None, kind, "major")


def judged(text: str, marks: list[Mark], spans: list[tuple[int, int]]) -> PassageResult:
    return judge(Passage("fr/a.txt", "fr", text, tuple(marks), None), [finding(text, *span) for span in spans], None, "fr")


#       0123456789012345678901234567890
TEXT = "He “launched Mr. X”, and so on."


@pytest.mark.parametrize(
    ("span", "overlap"),
    [
        ((4, 18), "exact"),
        ((3, 20), "exact"),  # quotation marks and the comma do not count
        ((4, 12), "partial"),
        ((0, 6), "partial"),
        ((18, 20), "none"),
        ((25, 30), "none"),
    ],
)
def test_how_a_finding_meets_a_mark(span: tuple[int, int], overlap: str) -> None:
    result = judged(TEXT, [mark(4, 18)], [span])
    assert result.findings[0].overlap == overlap
    assert result.marks[0].overlap == overlap


def test_touching_punctuation_is_no_overlap_unless_it_is_what_is_marked() -> None:
    assert judged(TEXT, [mark(0, 4)], [(3, 12)]).findings[0].overlap == "none"
    assert judged(TEXT, [mark(18, 20)], [(18, 19)]).findings[0].overlap == "partial"
    assert judged(TEXT, [mark(13, 20)], [(18, 19)]).findings[0].overlap == "partial"


def test_figures_by_hand() -> None:
    result = judged(TEXT, [mark(4, 12), mark(13, 18), mark(21, 24, "accuracy/addition")], [(4, 18), (28, 30)])
    figures = total([result])
    assert (figures.findings, figures.correct, figures.exact, figures.marks, figures.found) == (2, 1, 0, 3, 2)
    assert figures.precision == 0.5
    assert figures.recall == pytest.approx(2 / 3)
    assert figures.f1 == pytest.approx(2 * 0.5 * (2 / 3) / (0.5 + 2 / 3))
    by_type = grouped([result], "type")
    assert (by_type["style/awkward"].findings, by_type["style/awkward"].found) == (2, 2)
    assert (by_type["accuracy/addition"].marks, by_type["accuracy/addition"].found) == (1, 0)
    assert set(grouped([result], "rule")) == {"fr.a"}
    counted = characters([result])
    assert (counted.findings, counted.correct, counted.marks) == (16, 13, 16)


def test_nothing_is_neither_good_nor_bad() -> None:
    figures = total([])
    assert (figures.precision, figures.recall, figures.f1) == (None, None, None)
    assert figures.precision_interval == (0.0, 1.0)
    assert chance([]) is None
    assert characters([]).precision is None


def test_chance_by_hand() -> None:
    #                           one mark of 2 in 10 places; a span of 3 has 8 places, of which 4 touch it
    result = judged("abcdefghij", [mark(4, 6)], [(0, 3)])
    assert chance([result]) == pytest.approx(4 / 8)
    # only letters and digits of a mark are met: of the 4 places of one letter, 2 are in the mark
    assert chance([judged("a b ", [mark(0, 4)], [(0, 1)])]) == pytest.approx(2 / 4)
    # where the mark has none, all of it
    assert chance([judged("a b ", [mark(1, 2)], [(0, 1)])]) == pytest.approx(1 / 4)


@given(st.text("ab “.", min_size=1, max_size=30), st.data())
def test_chance_agrees_with_counting(text: str, data: st.DataObject) -> None:
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1])
    marks = data.draw(st.lists(span, max_size=3))
    start, end = data.draw(span)
    result = judged(text, [mark(*m) for m in marks], [(start, end)])
    places = range(len(text) - (end - start) + 1)
    wordless = [m for m in marks if not any(map(str.isalnum, text[slice(*m)]))]
    met = {at for m in marks for at in range(*m) if text[at].isalnum()} | {at for m in wordless for at in range(*m)}
    meeting = sum(not met.isdisjoint(range(at, at + end - start)) for at in places)
    assert result.chance == pytest.approx(meeting / len(places))


SPANS = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)).map(sorted).filter(lambda s: s[0] < s[1]), max_size=4)


@given(st.text("ab ,", min_size=12, max_size=12), SPANS, SPANS)
def test_overlap_agrees_with_comparing_each_pair(text: str, marks: list[list[int]], spans: list[list[int]]) -> None:
    result = judged(text, [mark(start, end) for start, end in marks], [(start, end) for start, end in spans])

    def letters(span: Sequence[int]) -> list[int]:
        return [at for at in range(*span) if text[at].isalnum()]

    def bare(span: Sequence[int]) -> list[int]:
        inside = letters(span)
        return [inside[0], inside[-1] + 1] if inside else list(span)

    def meet(one: Sequence[int], other: Sequence[int]) -> bool:
        shared = set(range(*one)) & set(range(*other))
        return bool(shared & set(letters(one)) if letters(one) and letters(other) else shared)

    for judgement, others in [*((f, marks) for f in result.findings), *((m, spans) for m in result.marks)]:
        own = (judgement.start, judgement.end)
        exact, partial = any(bare(own) == bare(o) for o in others), any(meet(own, o) for o in others)
        assert judgement.overlap == ("exact" if exact else "partial" if partial else "none")


def test_many_findings_and_marks_take_linear_time() -> None:
    text = "ab " * 60_000
    spans = [(at, at + 2) for at in range(0, len(text), 3)]
    with finishes():
        result = judged(text, [mark(start + 1, end + 1) for start, end in spans[:-1]], spans)
    assert total([result]).correct == len(spans) - 1


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662)],  # the last: Newcombe 1998
)
def test_wilson(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=1e-4)


def test_alarms_per_million_words() -> None:
    clean = CleanResult(2, 4000, {"a.b": 1, "a.c": 3})
    assert clean.alarms == 4
    assert clean.per_million_words() == 1000.0
    assert clean.per_million_words("a.b") == 250.0
    assert CleanResult(0, 0).per_million_words() == 0.0
