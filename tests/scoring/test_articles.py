"""Articles against references that are not line-aligned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Document
from auditor.errors import InputError
from auditor.scoring import articles
from auditor.scoring.articles import Paired, against, paired, scorable
from auditor.scoring.metrics import Scorer
from tests.scoring.story import HUMAN, MACHINE

HEADLINE = "A new tram line for Lyon"
SECOND = [
    "Lyon is to get another tram line, the mayor said on Tuesday.",
    "Construction, at a cost of 120 million euros, begins in March.",
    "Eleven stations are planned between the airport and the harbor.",
    "“We were never consulted,” Anne Martin, the leader of the opposition, said; she calls it a useless expense.",
    "In Gerland, 5,000 people have signed a petition against it.",
]
FRENCH = [
    "Le maire de Lyon a présenté mardi le projet d’une nouvelle ligne de tramway.",
    "Les travaux, qui doivent commencer en mars, coûteront 120 millions d’euros.",
    "Elle desservira onze stations entre l’aéroport et le port.",
    "L’opposition dénonce une dépense inutile.",
]
OTHER = [
    "The striker scored twice in the second half on Saturday evening.",
    "His club now leads the league by three points.",
    "The coach praised the defenders, who had a difficult week.",
]


def document(sentences: list[str], path: str) -> Document:
    return Document("\n".join(sentences) + "\n", path)


def mt(sentences: list[str]) -> Document:
    return document(sentences, "mt.txt")


def ref(sentences: list[str]) -> Document:
    return document(sentences, "ref.txt")


def shown(matched: Paired) -> list[tuple[str, tuple[str, ...]]]:
    return [(pair.hypothesis, pair.references) for pair in matched.pairs]


def test_pairs_are_in_the_order_of_the_article_with_additions_and_omissions_come_last() -> None:
    weather = "Snow is expected above a height of 800 meters."
    assert shown(paired(mt([*MACHINE[3:], weather, *MACHINE[:2]]), [ref(HUMAN)])) == [
        *((MACHINE[n], (HUMAN[n],)) for n in (3, 4)),
        (f"{MACHINE[5]} {weather}", (HUMAN[5],)),
        *((MACHINE[n], (HUMAN[n],)) for n in (0, 1)),
        ("", (HUMAN[2],)),
    ]


def test_spans_are_of_the_article() -> None:
    article = mt([HEADLINE, "", f"{MACHINE[0]} {MACHINE[1]}", *MACHINE[2:]])
    matched = paired(article, [ref(HUMAN)])
    for pair in matched.pairs:
        if pair.span:
            assert article.text[slice(*pair.span)].split() == pair.hypothesis.split()
    assert [bool(pair.span) for pair in matched.pairs] == [bool(pair.hypothesis) for pair in matched.pairs]


def test_several_references_share_the_units_of_the_article() -> None:
    matched = paired(mt(MACHINE), [ref(HUMAN), document(SECOND, "second.txt")])
    assert shown(matched)[:3] == [(MACHINE[n], (HUMAN[n], SECOND[n])) for n in range(3)]
    # the second reference has one sentence for two of the article, which therefore go together in the first as well
    assert shown(matched)[3:] == [
        (f"{MACHINE[3]} {MACHINE[4]}", (f"{HUMAN[3]} {HUMAN[4]}", SECOND[3])),
        (MACHINE[5], (HUMAN[5], SECOND[4])),
    ]


def test_what_the_article_omits_is_asked_for_once_where_both_references_have_it() -> None:
    matched = paired(mt(MACHINE[:5]), [ref(HUMAN), document(SECOND, "second.txt")])
    assert shown(matched)[-1] == ("", (HUMAN[5], SECOND[4]))


def test_where_one_reference_has_no_counterpart_the_other_counts() -> None:
    matched = paired(mt(MACHINE), [ref(HUMAN), document(SECOND[:3], "second.txt")])
    assert scorable(matched.pairs) == [HUMAN, [*SECOND[:3], None, None, None]]


def test_an_addition_at_the_beginning_goes_with_what_follows_it() -> None:
    assert shown(paired(mt([OTHER[0], *MACHINE]), [ref(HUMAN)]))[0] == (f"{OTHER[0]} {MACHINE[0]}", (HUMAN[0],))


@given(st.integers(0, 2**7 - 1), st.sampled_from([0, 4]))
@settings(deadline=None, max_examples=40)
def test_every_word_of_every_text_is_scored_once(dropped: int, second: int) -> None:
    dateline = "LYON, March 3 (AFP) — "
    ours = [f"{dateline}{MACHINE[0]}", *MACHINE[1:]]
    kept = [s for n, s in enumerate([*ours, *OTHER[:1]]) if not dropped >> n & 1] + MACHINE[:3]
    references = [ref([HEADLINE, f"{dateline}{HUMAN[0]}", *HUMAN[1:]]), *([document(SECOND, "second.txt")] if second else [])]
    matched = paired(mt(kept), references)
    assert sorted(word for pair in matched.pairs for word in pair.hypothesis.split()) == sorted(" ".join(kept).split())
    for k, reference in enumerate(references):
        assert sorted(word for pair in matched.pairs for word in pair.references[k].split()) == sorted(reference.text.split())


@pytest.mark.parametrize(
    "text", ["PARIS (AFP) —\nThe mayor spoke.\nHe left.", "(Paris)\nThe mayor spoke.", "A headline\nPARIS, May 3 (AFP) —"]
)
def test_datelines_are_scored(text: str) -> None:
    matched = paired(Document(text, "mt.txt"), [Document(text, "ref.txt")])
    assert " ".join(pair.hypothesis for pair in matched.pairs).split() == text.split()
    assert [score.value for score in against(Document(text), [Document(text)]).scores] == pytest.approx([100, 100, 100, 0])


def test_a_source_in_a_language_we_do_not_know_is_refused_whatever_it_has_in_common() -> None:
    ours = [
        f"Lagos-{n}, Oyo-{n + 1}, Kaduna-{n + 2}, Borno-{n + 3} were the cases announced on that day by the center."
        for n in range(9)
    ]
    hausa = [
        f"Lagos-{n}, Oyo-{n + 1}, Kaduna-{n + 2}, Borno-{n + 3} hukumar ta sanar da karin mutanen da suka kamu." for n in range(9)
    ]
    with pytest.raises(InputError, match="another language"):
        paired(mt(ours), [ref(hausa)])


@pytest.mark.parametrize(
    ("reference", "message"),
    [(OTHER, "does not tell the story of mt.txt"), (FRENCH, "another language ('fr')"), ([], "is empty"), (["  "], "is empty")],
)
def test_hopeless_references_are_refused(reference: list[str], message: str) -> None:
    with pytest.raises(InputError, match=r"ref\.txt") as raised:
        paired(mt(MACHINE), [document(HUMAN, "good.txt"), ref(reference)])
    assert message in raised.value.message
    assert raised.value.place == "ref.txt"


def test_of_a_headline_no_language_is_told() -> None:
    headline = ref(["Budget rejected by minister"])  # Danish, says langdetect
    with pytest.raises(InputError, match="does not tell the story"):
        paired(mt(MACHINE), [headline])


def test_an_empty_article_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        paired(mt([]), [ref(HUMAN)])
    assert raised.value.place == "mt.txt"


@pytest.mark.parametrize("text", ["He said no. " * (articles.MOST_SENTENCES + 1), "x" * (articles.MOST_CHARACTERS + 1)])
def test_more_than_an_article_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="line-aligned") as raised:
        paired(mt(MACHINE), [Document(text, "ref.txt")])
    assert raised.value.place == "ref.txt"


def test_a_sentence_too_long_to_score_is_refused_with_its_article() -> None:
    endless = [*MACHINE, " and ".join(f"word{n}" for n in range(2000))]
    with pytest.raises(InputError, match="words") as raised:
        against(mt(endless), [ref([*HUMAN, endless[-1]])])
    assert raised.value.place == "mt.txt"


def test_a_poor_match_is_scored_with_a_note() -> None:
    matched = paired(mt([*MACHINE[:3], *OTHER]), [ref([*HUMAN[:3], *HUMAN[3:]])])
    assert matched.quality >= articles.LEAST_QUALITY
    assert ("poorly" in " ".join(matched.notes)) == (matched.quality < 0.25)
    assert paired(mt(MACHINE), [ref(HUMAN)]).notes == ()


def test_scores_are_those_of_the_pairs() -> None:
    scores = against(mt(MACHINE), [ref(HUMAN)])
    assert scores.scores == Scorer([HUMAN]).corpus(MACHINE)
    assert scores.quality == paired(mt(MACHINE), [ref(HUMAN)]).quality


@pytest.mark.parametrize("worse", [MACHINE[:5], [*MACHINE, OTHER[0]], [OTHER[0], *MACHINE]])
def test_omissions_and_additions_cost_by_every_metric(worse: list[str]) -> None:
    whole, lacking = against(mt(MACHINE), [ref(HUMAN)]).scores, against(mt(worse), [ref(HUMAN)]).scores
    for score, less in zip(whole, lacking, strict=True):
        assert less.value > score.value if score.metric == "TER" else less.value < score.value


def test_what_has_no_counterpart_is_named() -> None:
    article = mt([*MACHINE[:3], OTHER[0], *MACHINE[3:5]])
    scores = against(article, [ref(HUMAN)])
    assert [article.text[slice(*span)] for span in scores.added] == OTHER[:1]
    assert scores.omitted == (HUMAN[5],)


def test_the_worst_segments_come_first_with_what_differs() -> None:
    article = mt(MACHINE)
    scores = against(article, [ref(HUMAN)])
    segments = Scorer([HUMAN], metrics=("chrF",)).segments(MACHINE)
    order = sorted(range(6), key=lambda n: segments[n][0].value)
    assert [segment.text for segment in scores.segments] == [MACHINE[n] for n in order]
    assert scores.worst == scores.segments[:3]
    for segment, n in zip(scores.segments, order, strict=True):
        assert segment.chrf == segments[n][0].value
        assert segment.reference == HUMAN[n]
        assert article.text[slice(*segment.span)] == segment.text
        assert "".join(piece.new for piece in segment.differences) == HUMAN[n]


def test_a_segment_is_compared_with_the_reference_nearest_to_it() -> None:
    scores = against(mt(MACHINE), [ref(HUMAN), document([*MACHINE[:5], HUMAN[5]], "near.txt")])
    assert [segment.text for segment in scores.segments] == [MACHINE[5]]


def test_the_reference_itself_is_perfect_and_says_so() -> None:
    scores = against(mt(HUMAN), [ref(HUMAN)])
    assert [score.value for score in scores.scores] == pytest.approx([100, 100, 100, 0])
    assert scores.quality == 1
    assert scores.segments == ()
    assert any("same text as ref.txt" in note for note in scores.notes)
