"""Scores of a house model."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.document import Document
from auditor.scoring.fluency import model as module
from auditor.scoring.fluency.figures import FluencyScore, SentenceScore
from auditor.scoring.fluency.model import Model, percentile
from auditor.scoring.fluency.training import Archive
from tests.scoring.fluency.archive import article, articles


@pytest.fixture(scope="module")
def house() -> Model:
    archive = Archive()
    for document in articles():
        archive.add(document)
    return archive.model()


def score(house: Model, text: str) -> float:
    found = house.score(Document(text))
    assert found
    return found.cross_entropy


def test_house_english_is_usual(house: Model) -> None:
    found = house.score(article(1000))
    assert found
    assert found.perplexity == pytest.approx(2**found.cross_entropy, abs=0.01)
    assert found.unknown == 0
    assert found.cross_entropy == pytest.approx(house.training.cross_entropy, abs=0.3)


def test_disorder_is_surprising(house: Model) -> None:
    right = "The minister announced the budget after talks in the capital."
    assert score(house, right) < score(house, "Minister the announced budget the talks after capital in the.")
    assert score(house, right) < score(house, "The minister announced budget after talks in the capital.")
    assert score(house, right) < score(house, "The mnister anounced the bugdet after talks in the capital.")


def test_words_it_does_not_know_cost_more_than_those_it_knows(house: Model) -> None:
    known = house.score(Document("The minister approved the law because the cost was too high."))
    strange = house.score(Document("Zxq vbn wer tyu zxq iop jkl qwe dfg xcv bnm lkj."))
    assert known
    assert strange
    assert strange.unknown == pytest.approx(11 / 14, abs=1e-4)  # a name, a full stop, an end
    assert strange.cross_entropy > known.cross_entropy
    assert strange.percentile == 100


def test_names_and_numbers_do_not_matter(house: Model) -> None:
    assert score(house, "Mr Smith rejected the plan on Monday, 3 March.") == score(
        house, "Mr Adeyemi rejected the plan on Friday, 12 May."
    )


def test_sentences_and_the_worst_of_them(house: Model) -> None:
    usual, strange = "The minister approved the law at the end of 2019.", "Law end the of at minister the too doubts had budget."
    text = f"Headline\n\n{usual} {strange} Short one."
    found = house.score(Document(text))
    assert found
    assert [text[s.start : s.end].strip()[:8] for s in found.sentences] == ["The mini", "Law end "]
    assert [text[s.start : s.end][:7] for s in found.worst(1)] == ["Law end"]
    assert found.worst(0) == ()


@pytest.mark.parametrize("text", ["", " \n\t\n", "\0", "PARIS, March 3 (AFP) —"])
def test_no_words_no_score(house: Model, text: str) -> None:
    assert house.score(Document(text)) is None


def test_an_enormous_line_is_the_same_in_parts(house: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("the minister announced the plan and " * 20_000)
    whole = house.score(document)
    monkeypatch.setattr(module, "_AT_ONCE", 1009)
    assert house.score(document) == whole


@given(st.text())
def test_any_text_has_finite_figures(house: Model, text: str) -> None:
    found = house.score(Document(text))
    if found:
        scores: list[FluencyScore | SentenceScore] = [found, *found.sentences]
        for one in scores:
            assert one.tokens > 1
            assert 0 <= one.percentile <= 100
            assert math.isfinite(one.cross_entropy)
            assert math.isfinite(one.perplexity)


@given(st.lists(st.floats(0, 64), min_size=1, max_size=20).map(sorted), st.floats(0, 64), st.floats(0, 64))
def test_percentile_grows(quantiles: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= percentile(quantiles, low) <= percentile(quantiles, high) <= 100


def test_percentile_by_hand() -> None:
    assert [percentile([1.0, 2.0, 4.0], bits) for bits in (0.5, 1, 1.5, 2, 3, 4, 9)] == [0, 0, 25, 50, 75, 100, 100]
