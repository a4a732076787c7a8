"""Sentences of news: abbreviations must not end one, quotation marks must not be torn off."""

import pytest

from auditor import Document


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in Document(text).sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Senate met at 9 a.m. Monday in Washington, D.C. to hear Gen. Mark Hale.",
        "Mr. Ames and Mrs. Bell flew to St. Petersburg on Sept. 3 with Lt. Col. Dorn.",
        "No. 10 said the case, Smith v. Jones, would cost Acme Inc. $3.5 million.",
        "Sen. Ruth Vale, D-Calif., thanked J.K. Moore for the help.",
    ],
)
def test_abbreviations_do_not_split(sentence: str) -> None:
    assert split(sentence + "\n\nNext paragraph here.")[0] == sentence


def test_an_abbreviation_can_end_a_sentence() -> None:
    assert split("They live in the U.S. The president agreed.") == ["They live in the U.S.", "The president agreed."]


@pytest.mark.parametrize("close", ["”", '"', "’", "»"])
def test_closing_marks_stay_with_their_sentence(close: str) -> None:
    assert split(f"“We go now.{close} He left.") == [f"“We go now.{close}", "He left."]


def test_dateline_and_headline_are_kept_apart() -> None:
    text = "Storm closes port\n\nPARIS (AFP) — The port closed. Ships wait."
    assert split(text) == ["Storm closes port", "The port closed.", "Ships wait."]
    assert [segment.kind for segment in Document(text).segments] == ["headline", "dateline", "paragraph"]


def test_offsets_survive_odd_spaces() -> None:
    text = "Le\u00adsson one\u00a0is long. Cafe\u0301 two\u202fis short."
    assert split(text) == ["Le\u00adsson one\u00a0is long.", "Cafe\u0301 two\u202fis short."]
