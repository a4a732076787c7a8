"""Documents compared with themselves: spellings, names, quotations."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.consistency import Consistency
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule
from tests.support import finishes

GROUPS = [["Kyiv", "Kiev"], ["Zelensky", "Zelenskyy", "Zelenskiy"], ["ceasefire", "cease-fire"]]


def rule(**keys: Any) -> Consistency:
    shared = {"check": "consistency", "summary": "S", "why": "W", "type": "style/inconsistent", "severity": "minor"}
    return msgspec.convert({**shared, "examples": [], **keys}, Consistency)


def findings(text: str, *, plain: bool = False, **keys: Any) -> list[Finding]:
    checked = rule(**keys)
    engine = Engine([LoadedRule.of("en", "t", "t.yaml", checked)], plain=plain)
    return list(engine.run(Document(text)).findings)


def flagged(text: str, **keys: Any) -> list[tuple[str, str]]:
    return [(f.text, f.fixes[0].replacement if f.fixes else "") for f in findings(text, **keys)]


class TestVariants:
    def test_rarer_spelling_gets_commoner_as_fix(self) -> None:
        assert flagged("Kyiv fell silent. Kiev slept. In Kyiv it rained.", variants=GROUPS) == [("Kiev", "Kyiv")]

    def test_of_equals_the_later_is_flagged(self) -> None:
        assert flagged("Kiev slept. Kyiv woke.", variants=GROUPS) == [("Kyiv", "Kiev")]

    def test_the_first_of_the_group_may_be_kept_however_rare(self) -> None:
        assert flagged("Kiev slept. Kyiv woke. Kiev!", variants=GROUPS, keep="first") == [("Kiev", "Kyiv"), ("Kiev", "Kyiv")]
        assert flagged("Zelenskiy, Zelenskiy, Zelenskyy", variants=GROUPS, keep="first") == [("Zelenskyy", "Zelenskiy")]

    def test_all_but_the_commonest_of_three(self) -> None:
        text = "Zelenskyy spoke. Zelensky and Zelensky, said Zelenskiy."
        assert flagged(text, variants=GROUPS) == [("Zelenskyy", "Zelensky"), ("Zelenskiy", "Zelensky")]

    def test_fix_keeps_capitals(self) -> None:
        text = "The ceasefire holds; the ceasefire lasts. Cease-fire talks ended. A CEASE-FIRE!"
        assert flagged(text, variants=GROUPS) == [("Cease-fire", "Ceasefire"), ("CEASE-FIRE", "CEASEFIRE")]

    @pytest.mark.parametrize(
        "text", ["Kyiv and Kyiv.", "Kiev, Kiev.", "Kyiv beat Kievan Rus.", "A ceasefire in Kyiv.", "kiev and Kyiv", ""]
    )
    def test_one_spelling_is_silent(self, text: str) -> None:
        assert flagged(text, variants=GROUPS) == []

    def test_parts_of_names_do_not_count(self) -> None:
        groups = [["organization", "organisation"]]
        assert flagged("The World Health Organization is an organisation.", variants=groups) == []
        assert flagged("It is an organisation. Organization is all.", variants=groups) == [("Organization", "Organisation")]

    def test_ignored_phrases_do_not_count(self) -> None:
        text = "Chicken Kiev, Chicken Kiev and Chicken Kiev sold well in Kyiv."
        assert flagged(text, variants=GROUPS, ignore=["Chicken Kiev"]) == []

    def test_skipped_scopes_do_not_count(self) -> None:
        text = "“Kiev is ours. Kiev will stay,” he said in Kyiv."
        assert flagged(text, variants=GROUPS, skip=["quotation"]) == []
        assert flagged(text, variants=GROUPS) == [("Kyiv", "Kiev")]

    @pytest.mark.parametrize(
        ("keys", "message"),
        [
            ({}, "either"),
            ({"variants": GROUPS, "compare": "names"}, "either"),
            ({"variants": [["Kyiv"]]}, "two spellings"),
            ({"variants": [["Kyiv", "Kiev"], ["Kiev", "Kijev"]]}, "twice"),
            ({"variants": [["Kyiv", "kyiv"]]}, "twice"),
            ({"variants": [["UN", "U.N."]]}, "three characters"),
            ({"variants": GROUPS, "ignore": ["Kyiv"]}, "ignore"),
            ({"compare": "moods"}, "compare"),
        ],
    )
    def test_refuses(self, keys: dict[str, Any], message: str) -> None:
        with pytest.raises(msgspec.ValidationError, match=message):
            rule(**keys)

    @settings(deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                ["Kyiv", "Kiev", "KIEV", "Zelensky", "Zelenskyy", "cease-fire", "Ceasefire", "“", "”", ".\n", "İ", "ſ"]
            )
        )
    )
    def test_plain_path_agrees(self, words: list[str]) -> None:
        text = " ".join(words)
        assert findings(text, variants=GROUPS) == findings(text, plain=True, variants=GROUPS)


class TestNames:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Kamala Harris came. Then Kamala Haaris left, and Kamala Harris spoke.", [("Haaris", "Harris")]),
            ("Mathilde Rezky wrote it. “No,” Mathilde Rezki said.", [("Rezki", "Rezky")]),
            ("Oleg Tinkov and, later, Oleg Tinkou paid. Tinkov left.", [("Tinkou", "Tinkov")]),
            ("Sergei Furgal was held. Sergei Furgala denied it. Furgal is ill.", [("Furgala", "Furgal")]),
            ("Anna Brammell met Anna Brammel; Brammell won.", [("Brammel", "Brammell")]),
        ],
    )
    def test_slips(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert flagged(text, compare="names") == expected

    @pytest.mark.parametrize(
        "text",
        [
            "Paul Martin met Luke Martins. Paul Martin left.",
            "Mark Martin and the Martins. Mark Martins.",
            "West Germany and West German troops.",
            "New Caledonia voted. New Caledonians stayed away.",
            "The Republic of Iran and Republic Iranian.",
            "Daniel Schmidt and Daniela Schmidt.",
            "In Paris, In Parish.  They live in Paris.",
            "Ms Hansen and Mr Hanson. Ms Hanson is his wife, Mr Hansen her brother.",
            "KAMALA HARRIS, KAMALA HAARIS",
            "David Miller sang. Tom Millar and David Millar danced; Jim Miller did not.",
            "Real Madrid, Real Madrids.",
            "West Germany and the West Germans.",
            "Jean Cafe owned a Jean Café chain.",
        ],
    )
    def test_two_words_or_two_people(self, text: str) -> None:
        assert flagged(text, compare="names") == []


class TestQuotations:
    def test_repeated_with_a_difference(self) -> None:
        text = "“We are already there, and losing men daily”\n\nHe said: “We are already there, and are losing men daily.”"
        (finding,) = findings(text, compare="quotations")
        assert text[finding.start : finding.end] == "“We are already there, and are losing men daily.”"

    @pytest.mark.parametrize(
        "text",
        [
            "“We will win this very long war,” he said. Again: “We will win this very long war.”",
            "“We will win this very long war, and soon,” he said. “We will win this very long war”, he repeated.",
            "“We will win this match today” and “We will lose this game tomorrow”.",
            "“The sun rose late over the old town today” … “The sun rose (…) over the old town today”.",
            "“No, never”, “No, ever”.",
        ],
    )
    def test_same_partial_short_or_other(self, text: str) -> None:
        assert flagged(text, compare="quotations") == []


@pytest.mark.parametrize("kind", ["names", "quotations"])
@settings(deadline=None)
@given(text=st.text("ABab é“”\"\n.'ſİ", max_size=300))
def test_never_fails(kind: str, text: str) -> None:
    assert findings(text, compare=kind) == findings(text, plain=True, compare=kind)


@pytest.mark.parametrize(
    "unit",
    [
        "Ann Harris Ann Haaris ",
        "“one two three four five six” ",
        "“one two three four five six seven eight” “one two three four five six seven nine” ",
        "A" * 50,
        "Aa ",
        "“",
        '"a b c d e f g h ',
        "Kyiv Kiev ",
    ],
)
def test_linear_on_hostile_input(unit: str) -> None:
    for keys in ({"variants": GROUPS}, {"compare": "names"}, {"compare": "quotations"}):
        text = unit * (200_000 // len(unit))
        checked = rule(**keys)
        with finishes():
            assert sum(1 for _ in checked.run(Document(text), None, checked.anchors())) <= len(text)


def test_linear_with_many_different_names() -> None:
    letters = "abcdefghij"
    names = [f"Anna B{''.join(letters[int(d)] for d in str(n).zfill(6))}" for n in range(20_000)]
    with finishes():
        findings(". ".join(names), compare="names")
