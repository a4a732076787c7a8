"""Fingerprints survive edits elsewhere."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from auditor.document import Document
from auditor.triage.fingerprint import Fingerprints

SENTENCE = "The talks in kyiv ended without any result on Monday."
LINES = st.lists(st.text(st.sampled_from("abc é.")), max_size=8).map("\n".join)
WORDS = st.text(st.sampled_from("abcdé"), min_size=1, max_size=8)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + "."), max_size=4)


def prints(text: str, word: str = "kyiv", rule: str = "en.city") -> list[str]:
    of = Fingerprints(Document(text))
    found, at = [], text.find(word)
    while at >= 0:
        found.append(of.of(rule, at, at + len(word)))
        at = text.find(word, at + 1)
    return found


@given(LINES, LINES)
def test_edits_elsewhere_change_nothing(before: str, after: str) -> None:
    assert prints(f"{before}.\n{SENTENCE}\n{after}") == prints(SENTENCE)


@given(
    SENTENCES,
    SENTENCES,
    st.sampled_from([" ", "\n", "\r\n", "\n\n", "\r\n\r\n", "  \n \n"]),
    st.sampled_from(["kyiv", "The", "Monday", "on"]),
)
def test_the_sentences_beside_it_change_nothing(before: list[str], after: list[str], between: str, word: str) -> None:
    assert prints(between.join([*before, SENTENCE, *after]), word) == prints(SENTENCE, word)


@given(st.integers(60, 110), st.sampled_from(["\n", "\r\n", "\n  "]), st.sampled_from(["kyiv", "Monday", "Mediator", "Union"]))
def test_wrapping_lines_anew_changes_nothing(width: int, line_end: str, word: str) -> None:
    text = (
        "In talks with the Swedish Mediator for European Union affairs nobody from kyiv or elsewhere said a word on that Monday."
    )
    assert prints(line_end.join(textwrap.wrap(text, width)), word) == prints(text, word)


def test_paragraphs_without_a_mark_at_their_end() -> None:
    long = "Nothing was reached in the long talks that both sides began on Monday and went on with until the small hours, so that"
    for before in ("A subheading", "A subheading that is longer than forty letters of the alphabet"):
        assert prints(f"x.\n{before}\nkyiv {long}") == prints(f"x.\nOther words\nkyiv {long}")
        assert prints(f"x.\n{long} kyiv\n{before}") == prints(f"x.\n{long} kyiv\nOther words")
    assert prints("List of\n- kyiv\n- Lviv") == prints("List of\n- kyiv\n- Odesa")


def test_a_headline_and_a_block_end_without_a_mark() -> None:
    text = "Talks end in kyiv\nNothing was reached in kyiv\n\nkyiv was silent"
    assert prints(text) == [*prints("Talks end in kyiv"), *prints("Nothing was reached in kyiv"), *prints("kyiv was silent")]
    assert prints(text.replace("Talks", "Long talks").replace("Nothing", "Little")) == prints(text)


def test_a_finding_that_ends_a_sentence_knows_nothing_of_the_next() -> None:
    assert prints("In kyiv. Then more.", "kyiv.") == prints("In kyiv. Now less.", "kyiv.")
    assert prints("They said: “In kyiv.” Then more.", "kyiv.”") == prints("They said: “In kyiv.” Now less.", "kyiv.”")


def test_white_space_and_line_breaks_change_nothing() -> None:
    assert prints("The  talks\nin kyiv\tended without") == prints("The talks in kyiv ended without")


def test_matched_text_over_a_line_break() -> None:
    assert prints("x\ntwo words y", "two words") == prints("x\ntwo\nwords y", "two\nwords")


def test_rule_text_and_neighbours_matter() -> None:
    known = {
        *prints(SENTENCE),
        *prints(SENTENCE, rule="en.other"),
        *prints(SENTENCE.replace("ended", "began")),
        *prints(SENTENCE, "talks"),
    }
    assert len(known) == 4


def test_equals_get_ordinals() -> None:
    assert len(set(prints(f"{SENTENCE}\n{SENTENCE}\n{SENTENCE}"))) == 3
    assert prints(f"{SENTENCE}\n{SENTENCE}")[0] == prints(SENTENCE)[0]


@given(st.text(st.characters(), min_size=1), st.data())
def test_any_text_has_one(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    assert len(Fingerprints(Document(text)).of("r", start, start + 1)) == 16
