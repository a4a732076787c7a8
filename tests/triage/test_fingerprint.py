"""Fingerprints survive edits elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.triage.fingerprint import Fingerprints

SENTENCE = "The talks in kyiv ended without any result on Monday."
LINES = st.lists(st.text(st.sampled_from("abc é.")), max_size=8).map("\n".join)


def prints(text: str, word: str = "kyiv", rule: str = "en.city") -> list[str]:
    of = Fingerprints(text)
    found, at = [], text.find(word)
    while at >= 0:
        found.append(of.of(rule, at, at + len(word)))
        at = text.find(word, at + 1)
    return found


@given(LINES, LINES)
def test_edits_elsewhere_change_nothing(before: str, after: str) -> None:
    assert prints(f"{before}\n{SENTENCE}\n{after}") == prints(SENTENCE)


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
    assert len(Fingerprints(text).of("r", start, start + 1)) == 16
