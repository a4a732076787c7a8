"""The short notation of replacement maps, and the verb forms behind it."""

import pytest

from auditor.rules.notation import expanded
from auditor.text.verbs import forms


@pytest.mark.parametrize(
    ("wrong", "right", "pairs"),
    [
        ("plain words", "right", {"plain words": "right"}),
        (
            "<make> figure of",
            "<look> like",
            {
                "make figure of": "look like",
                "makes figure of": "looks like",
                "made figure of": "looked like",
                "making figure of": "looking like",
            },
        ),
        ("lost ball{s|}", "stray bullet{s|}", {"lost balls": "stray bullets", "lost ball": "stray bullet"}),
        ("put in {jail|prison}", "jailed", {"put in jail": "jailed", "put in prison": "jailed"}),
        ("{a|the} {cat|dog}", "{cat|dog}", {"a cat": "cat", "a dog": "dog", "the cat": "cat", "the dog": "dog"}),
        ("x {|very }big", None, {"x big": None, "x very big": None}),
        ("<take> {a|} word", ["<speak>", "<take> {a|} floor"], None),
    ],
)
def test_lines_stand_for_wordings(wrong: str, right: object, pairs: dict[str, object] | None) -> None:
    found = expanded({wrong: right})
    assert found == pairs if pairs else found["took word"] == ["spoke", "took floor"]


def test_a_form_that_is_present_and_past_offers_both() -> None:
    assert expanded({"<put> in march": "<start>"})["put in march"] == ["start", "started"]


def test_what_says_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="2,000 is the most"):
        expanded({"{a|b|c|d|e|f|g|h|i|j}" * 4: "x"})
    with pytest.raises(ValueError, match="no counterpart"):
        expanded({"balls{s|}": "bullet{es|}"})


@pytest.mark.parametrize(
    ("base", "others"),
    [
        ("make", "makes made made making"),
        ("go", "goes went gone going"),
        ("have", "has had had having"),
        ("carry", "carries carried carried carrying"),
        ("play", "plays played played playing"),
        ("stop", "stops stopped stopped stopping"),
        ("visit", "visits visited visited visiting"),
        ("submit", "submits submitted submitted submitting"),
        ("die", "dies died died dying"),
        ("agree", "agrees agreed agreed agreeing"),
        ("pass", "passes passed passed passing"),
        ("fix", "fixes fixed fixed fixing"),
        ("show", "shows showed shown showing"),
        ("open", "opens opened opened opening"),
        ("suit", "suits suited suited suiting"),
        ("plan", "plans planned planned planning"),
        ("ski", "skis skied skied skiing"),
    ],
)
def test_forms(base: str, others: str) -> None:
    assert forms(base) == (base, *others.split())
