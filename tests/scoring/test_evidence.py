"""The vote on the source language."""

from auditor.scoring.evidence import log_odds, source_language, suspects, with_hints


def test_each_rule_votes_twice_at_most() -> None:
    once, often = log_odds([("a", {"fr": "strong"})]), log_odds([("a", {"fr": "strong"})] * 9)
    assert often == {"fr": 2 * once["fr"]}


def test_votes_of_several_languages_rival_each_other() -> None:
    alone = source_language(log_odds([("a", {"fr": "strong"}), ("b", {"fr": "strong"})]), 200)
    assert alone is not None
    assert alone.code == "fr"
    shared = log_odds([("a", {"fr": "strong", "it": "strong"}), ("b", {"fr": "strong", "it": "strong"})])
    assert source_language(shared, 200) is None


def test_one_vote_is_not_enough_and_long_texts_need_more() -> None:
    assert source_language(log_odds([("a", {"fr": "strong"})]), 200) is None
    two = log_odds([("a", {"fr": "strong"}), ("b", {"fr": "strong"})])
    assert source_language(two, 200) is not None
    assert source_language(two, 20_000) is None
    assert source_language({}, 200) is None


def test_hints_count_for_suspected_languages_only() -> None:
    suspected = log_odds([("a", {"fr": "strong"}), ("b", {"de": "weak"})])
    assert suspects(suspected) == ["fr"]
    hinted = with_hints(suspected, {"fr": ["c", "c", "d"], "es": ["e"]})
    assert hinted["fr"] == suspected["fr"] + 2
    assert "es" not in hinted
    stated = source_language(hinted, 200)
    assert stated is not None
    assert stated.code == "fr"


def test_suspects_are_few() -> None:
    assert suspects({"fr": 3.0, "it": 5.0, "es": 4.0, "de": 1.0}) == ["it", "es"]
