"""Tokens and their tags, as rules see them; the accuracy that the card promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Document

TREEBANKS = Path(__file__).parents[3] / "shared" / "corpora" / "ud"


def words(text: str) -> list[str]:
    document = Document(text)
    return [token.text for sentence in document.sentences for token in document.tagged(sentence)]


def tags(text: str) -> str:
    document = Document(text)
    return " ".join(token.tag for sentence in document.sentences for token in document.tagged(sentence))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don’t and can’t; he cannot.", "They|do|n't|and|ca|n't|;|he|can|not|."),
        ("John’s and the Joneses’ O’Neill", "John|'s|and|the|Joneses|'|O'Neill"),
        ("a Russian-made re-elected co-founder", "a|Russian|-|made|re-elected|co-founder"),
        ("Mr. Ames of the U.S. paid $3.5 million (£2bn).", "Mr.|Ames|of|the|U.S.|paid|$|3.5|million|(|£|2|bn|)|."),
        ("“Yes…” said J. Ames at 10:30 — or 11am.", "“|Yes|…|”|said|J.|Ames|at|10:30|—|or|11|am|."),
    ],
)
def test_tokens_are_those_of_the_treebanks(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


@given(st.text(st.sampled_from("aB1 .,'’-“”\"\u00a0\n\tİß😀"), max_size=40))
def test_offsets_hold_and_nothing_is_lost(text: str) -> None:
    document = Document(text)
    for start, end in document.sentences:
        at = start
        for token in document.tagged((start, end)):
            assert document.view[token.start : token.end] == token.text
            assert not document.view[at : token.start].strip()
            at = token.end
        assert not document.view[at:end].strip()


def test_tags_depend_on_the_sentence() -> None:
    assert tags("They plan to attack it.") == "PRP VBP TO VB PRP ."
    assert tags("The attack was part of a plan.") == "DT NN VBD NN IN DT NN ."
    assert tags("The minister’s car didn’t stop.") == "DT NN POS NN VBD RB VB ."


def test_headlines_and_odd_words_get_tags_too() -> None:
    assert len(tags("Minister resigns\n\n" + "x" * 100_000 + " 😀 \u0301").split()) >= 4


@pytest.mark.skipif(not TREEBANKS.is_dir(), reason="the treebanks are not part of the project")
@pytest.mark.parametrize(("name", "least"), [("gum-wikinews-test", 0.95), ("pud-test", 0.94)])
def test_as_accurate_as_the_card_says(name: str, least: float) -> None:
    from auditor.text.tagging import tagger
    from auditor.text.tagging.train import read

    right = count = 0
    for sentence in read(TREEBANKS / f"{name}.conllu.gz"):
        found = tagger().tags([word for word, _, _ in sentence])
        right += sum(tag == guess for (_, tag, _), guess in zip(sentence, found, strict=True))
        count += len(sentence)
    assert right / count >= least
