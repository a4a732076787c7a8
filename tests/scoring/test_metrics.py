"""Every score and signature is the one the `sacrebleu` command prints; references that it would miscount are refused."""

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.scoring import metrics
from auditor.scoring.metrics import LONGEST_SEGMENT, METRICS, Score, Scorer
from tests import sacrebleu_command as sacrebleu

NEWS = Path(__file__).parent.parent / "golden" / "news"
REFERENCES = [NEWS / "reference.txt", NEWS / "reference2.txt"]


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer([lines(path) for path in REFERENCES])


@pytest.mark.parametrize("metric", METRICS)
def test_score_is_that_of_the_command(metric: str) -> None:
    (ours,) = Scorer([lines(REFERENCES[0])], [metric]).corpus(lines(NEWS / "alpha.txt"))
    theirs = sacrebleu.score(REFERENCES[:1], NEWS / "alpha.txt", metric)
    assert (round(ours.value, 12), ours.signature) == (theirs["score"], theirs["signature"])


@pytest.mark.parametrize("metric", METRICS)
def test_scores_of_segments_are_those_of_the_command(scorer: Scorer, metric: str) -> None:
    theirs = sacrebleu.segments(REFERENCES, NEWS / "alpha.txt", metric)
    ours = [row[METRICS.index(metric)] for row in scorer.segments(lines(NEWS / "alpha.txt"))]
    assert [(score.signature, round(score.value, 12)) for score in ours] == theirs


def test_more_counts_than_memory_is_for_are_refused(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "MOST_COUNTED", 24)
    assert len(scorer.count([lines(NEWS / "alpha.txt")] * 2)) == 2
    with pytest.raises(InputError, match="more than 24 hypotheses of all systems; score fewer systems"):
        scorer.count([lines(NEWS / "alpha.txt")] * 3)


def test_a_document_is_scored_as_a_corpus_of_its_segments(scorer: Scorer) -> None:
    hypotheses, names = lines(NEWS / "alpha.txt"), lines(NEWS / "documents.txt")
    documents = scorer.documents(hypotheses, names)
    assert list(documents) == ["bridge", "harbor", "prices", "strike", "court", "flood"]
    of_strike = [at for at, name in enumerate(names) if name == "strike"]
    alone = Scorer([[reference[at] for at in of_strike] for reference in scorer.references])
    assert documents["strike"] == alone.corpus([hypotheses[at] for at in of_strike])


def test_chrf_leads_and_metrics_keep_their_order(scorer: Scorer) -> None:
    assert [score.metric for score in scorer.corpus(lines(NEWS / "beta.txt"))] == ["chrF", "chrF++", "BLEU", "TER"]
    few = Scorer(scorer.references, ["TER", "chrF"])
    assert [score.metric for score in few.corpus(lines(NEWS / "beta.txt"))] == ["chrF", "TER"]


def test_tokenizer_is_in_the_signature() -> None:
    (score,) = Scorer([["a b c d"]], ["BLEU"], "none").corpus(["a b c d"])
    assert score.value == pytest.approx(100)
    assert "tok:none" in score.signature


def test_segments_may_have_different_numbers_of_references() -> None:
    first, second = "The court rules today.", "Talks go on."
    score = Scorer([[first, second], [None, "Talks resume."]], ["chrF"]).corpus([first, "Talks resume."])
    assert score == (Score("chrF", 100.0, "nrefs:var|" + score[0].signature.split("|", 1)[1]),)


@pytest.mark.parametrize(
    ("references", "message"),
    [
        ("one string", "list of lists"),
        ([], "list of lists"),
        (None, "list of lists"),
        (["a flat list", "of strings"], r"give \[references\]"),
        ([["first"], ["nested", ["deeper"]]], r"references\[1\] is not a list of strings"),
        ([["first", "second"], "a string"], "flat list"),
        ([["first", "second"], ["only one"]], r"references\[1\] has 1 segments, references\[0\] has 2"),
        ([["first", None]], "segment 2 has no reference"),
        ([["", " "]], "are empty"),
        ([[]], "are empty"),
        ([[b"bytes"]], "not a list of strings"),
    ],
)
def test_references_nested_or_counted_wrongly_are_refused(references: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Scorer(references)


def test_references_by_segment_are_refused_with_the_remedy() -> None:
    by_segment = [["One.", "1."], ["Two.", "2."], ["Three.", "3."]]
    with pytest.raises(InputError, match=r"list\(zip\(\*references\)\)"):
        Scorer(by_segment).corpus(["One.", "Two.", "Three."])
    assert Scorer(list(zip(*by_segment, strict=True))).corpus(["One.", "Two.", "Three."])[0].value == 100


@pytest.mark.parametrize("hypotheses", ["one string", [["nested"]], [None], ["one", "too many"], []])
def test_hypotheses_that_are_not_one_string_for_each_segment_are_refused(hypotheses: Any) -> None:
    with pytest.raises(InputError):
        Scorer([["reference"]]).corpus(hypotheses)


def test_settings_that_do_not_exist_are_refused() -> None:
    with pytest.raises(InputError, match="no such tokenizer"):
        Scorer([["a"]], tokenize="spm")
    for wrong in ([], ["METEOR"]):
        with pytest.raises(InputError, match="some of chrF"):
            Scorer([["a"]], wrong)
    with pytest.raises(InputError, match="2 document names for 1 segments"):
        Scorer([["a"]]).documents(["a"], ["x", "y"])


def test_an_enormous_segment_is_refused_with_its_number() -> None:
    with pytest.raises(InputError, match=r"segment 2: 100,001 characters"):
        Scorer([["a", "b"]]).corpus(["a", "x" * (LONGEST_SEGMENT + 1)])
    with pytest.raises(InputError, match=r"segment 1: .* words"):
        Scorer([["word " * 5000]]).corpus(["a"])


segment_text = st.text(st.sampled_from("aAb .,\u2028é中\x85"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(segment_text, segment_text), min_size=1, max_size=5))
def test_scores_are_always_finite(pairs: list[tuple[str, str]]) -> None:
    hypotheses, references = zip(*[*pairs, ("", "a")], strict=True)
    scorer = Scorer([references])
    scores = [*scorer.corpus(hypotheses), *(score for row in scorer.segments(hypotheses) for score in row)]
    assert all(math.isfinite(score.value) and score.value >= 0 for score in scores)
