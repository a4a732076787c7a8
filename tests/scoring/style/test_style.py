"""The style model: what it sees, what it must not see, when it says nothing. Its quality: `tests/benchmarks/style.py`."""

import math
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.document import Document
from auditor.scoring.style import FEWEST_WORDS, WEIGHTS, StyleScore, style
from auditor.scoring.style.features import WINDOW, tokens, windows
from auditor.scoring.style.lexicon import FUNCTION_WORDS, VOCABULARY
from auditor.scoring.style.model import Weights
from auditor.scoring.style.words import in_words, is_readable

NATIVE = """\
Council drops plan to close libraries

The council won't close any of its libraries this year, its leader said on Monday, after more than 4,000 people signed a
petition against the plan.

"We've listened, and we got it wrong," Joan Hale said. "It's as simple as that. Nobody's going to lose their library."

The U-turn leaves a hole of £2m in next year's budget. Officials don't yet know how they'll fill it, but Ms Hale said she
wasn't ruling out a rise in council tax.

Campaigners who'd camped outside the town hall for a week said they were thrilled. "I can't believe it," said Tom Brandt,
67, who's been borrowing books in Mill Street since he was a boy. "I'd have chained myself to the doors."

But opposition councillors said the row should never have happened. "They've wasted six months," Ali Khan said. "That's
what you get when you don't ask people what they want."
"""

TRANSLATED = """\
The commission has approved the program of the development of the region

In the framework of the implementation of the decision of the government, the commission on Tuesday approved the program
of the development of the region until 2030, the press service of the administration reported.

According to the head of the department, the implementation of the program will allow to increase the volume of the
production of the enterprises of the region. In addition, in the course of the realization of the measures, the creation of
more than 300 new places of work is planned, he noted.

It is also planned to carry out the reconstruction of the road in the direction of the city. At the same time, the works
on the construction of the bridge will be completed by the end of the year, it is said in the message of the ministry.

As the representative of the administration stressed, this is one of the most important conditions of the improvement of
the quality of the life of the population. Earlier it was reported that the amount of the financing of the program is 2
billion, of which the part is allocated from the budget of the republic.
"""


def score(text: str) -> StyleScore:
    found = style(Document(text))
    assert found is not None
    return found


def weights() -> Weights:
    return msgspec.json.decode(Path(WEIGHTS).read_bytes(), type=Weights)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister's plan wasn't adopted.", "START the ER POSSESSIVE OTHER was n't ED ."),
        ("It's Britain’s. He can't, won't, cannot.", "START it 's NAME POSSESSIVE . START he can n't , will n't , can not ."),
        ("“Go,” he said. ‘Go’, she said.", "START OPEN OTHER CLOSE , he said . START OPEN OTHER CLOSE , she said ."),
        (
            "Mr. J. Smith of the U.S. left.\nAt 9 a.m. in 2020",
            "START OTHER ACRONYM NAME of the ACRONYM OTHER . START at NUMBER OTHER in YEAR",
        ),
        ("A well-known firm – well… it rose 5%", "START a COMPOUND OTHER - well ... it OTHER NUMBER"),
        ("The players' regulations", "START the ERS POSSESSIVE TIONS"),
    ],
)
def test_tokens_keep_function_words_and_shapes(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@given(st.text(st.sampled_from("aB1 .,'’-“”\"\u00a0\n\t…İß😀é") | st.characters(), max_size=80))
def test_any_text_gives_tokens_of_the_vocabulary(text: str) -> None:
    names = tokens(text)
    assert VOCABULARY.issuperset(names)
    assert names[0] == "START"
    assert len(names) <= 2 * len(text) + 1


@given(st.lists(st.sampled_from(["the", "of", "START", "ED"]), min_size=1, max_size=1000))
def test_windows_cover_the_text_and_are_about_as_long_as_they_should(names: list[str]) -> None:
    found = [sum(n for name, n in window.items() if " " not in name) for window in windows(names)]
    assert sum(found) == len(names)
    assert max(found) <= 1.5 * WINDOW


def test_no_feature_is_a_word_of_content() -> None:
    features = weights().features
    assert features
    assert {part for name in features for part in name.split(" ")} <= VOCABULARY
    assert max(len(name.split(" ")) for name in features) == 2
    assert not {"president", "police", "government", "covid", "minister", "states"} & FUNCTION_WORDS


def test_the_weights_are_small_and_every_feature_has_words() -> None:
    assert Path(WEIGHTS).stat().st_size < 300_000
    said = [in_words(name) for name in weights().features if is_readable(name)]
    assert len(said) == len(set(said))
    assert all(said)


def test_officialese_reads_like_translation_and_plain_news_does_not() -> None:
    assert score(NATIVE).translated < 0.2
    assert score(TRANSLATED).translated > 0.8


def test_traits_say_what_is_in_the_text() -> None:
    found = score(TRANSLATED)
    for traits, usually in (
        (found.translated_traits, "news written in English has"),
        (found.machine_traits, "human translations have"),
    ):
        assert 3 <= len(traits) <= 5
        assert [abs(trait.weight) for trait in traits] == sorted((abs(trait.weight) for trait in traits), reverse=True)
        assert all(f"per 1,000 words; {usually}" in trait.says for trait in traits)
    rate = 1000 * TRANSLATED.count("of the") / len(TRANSLATED.split())
    assert any(trait.says.startswith(f'"of the": {rate:.1f} per 1,000') for trait in found.translated_traits)


def test_traits_count_what_stands_in_the_text_wherever_it_is_cut() -> None:
    text = "The mayor of the city spoke of the end of the road. " * 43  # a window ends between "of" and "the"
    found = score(text)
    rates = [trait.says for trait in found.translated_traits + found.machine_traits if trait.says.startswith('"of the"')]
    assert rates
    assert all(says.startswith(f'"of the": {3000 / 12:.1f} per') for says in rates)


def test_the_first_person_has_its_capital() -> None:
    assert [in_words(name) for name in ("i", "i was", "i 'm", "START i")] == [
        '"I"',
        '"I was"',
        '"I\'m"',
        'sentences that open with "I"',
    ]


def test_quotation_marks_and_apostrophes_of_the_house_do_not_matter() -> None:
    curly = NATIVE.replace("'", "’").replace(' "', " “").replace('\n"', "\n“").replace('"', "”")
    assert "“" in curly
    assert (score(curly).translated, score(curly).machine) == (score(NATIVE).translated, score(NATIVE).machine)


def test_line_breaks_hardly_matter() -> None:
    joined = " ".join(TRANSLATED.split("\n"))
    assert score(joined).translated == pytest.approx(score(TRANSLATED).translated, abs=0.05)


def test_length_makes_it_surer_and_changes_no_mind() -> None:
    once, often = score(NATIVE), score(NATIVE * 12)
    assert often.translated < 0.2
    assert often.machine == pytest.approx(once.machine, abs=0.25)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council will not close any of its libraries.",
        "word " * (FEWEST_WORDS - 1),
        "Der Rat der Stadt hat am Montag beschlossen, keine der Büchereien zu schließen, wie der Sprecher sagte. " * 20,
        "12:30 4,000 17 " * 100,
        "市议会周一表示今年不会关闭任何图书馆 " * 200,
        "\x00 \ufeff ? ! " * 100,
    ],
)
def test_says_nothing_where_it_knows_nothing(text: str) -> None:
    assert style(Document(text)) is None


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["the", "of", "is", "“", "\n", "3", "?", "ümlaut", "isn't", "Paris", "'"]), min_size=150, max_size=400
    )
)
def test_probabilities_are_probabilities(words: list[str]) -> None:
    found = style(Document(" ".join(words)))
    if found:
        assert 0 < found.translated < 1
        assert 0 < found.machine < 1
        assert all(math.isfinite(trait.weight) for trait in found.translated_traits + found.machine_traits)


def test_needs_neither_numpy_nor_nltk() -> None:
    program = (
        "import sys\nfrom auditor.document import Document\nfrom auditor.scoring.style import style\n"
        "assert style(Document('The end of the day is not the end of it. ' * 30))\n"
        "print(sorted({'numpy', 'scipy', 'nltk', 'sacrebleu'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
