"""What the model counts."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.document import Document
from auditor.scoring.fluency.words import CLASSES, UNKNOWN, Lexicon, all_sentences, paragraphs, plain, spans, words
from tests.support import finishes

LEXICON = Lexicon(["the", ",", ".", "minister", "Minister", "said", "of", "brown", "'s", '"'])


def named(text: str) -> str:
    names = [*CLASSES, *LEXICON.vocabulary]
    return " ".join(names[LEXICON[word]] for word in words(plain(text)))


def split(text: str) -> list[str]:
    document = Document(text)
    view = plain(text)
    return [text[s:e].strip() for p in paragraphs(document) for (s, e), _ in all_sentences(view, p)]


def test_names_and_numbers_are_classes() -> None:
    assert named("the Minister said Sergei of NATO's 1,200.5") == "the Minister said <name> of <acronym> 's <number>"
    assert named("on Monday, 3 May 2022 at 10:30") == "<unknown> <day> , <number> <month> <year> <unknown> <time>"
    assert named("the 19th of the 1990s") == "the <ordinal> of the <decade>"


def test_capital_at_the_start_of_a_sentence_says_nothing() -> None:
    assert named("The minister") == "the minister"
    assert named("Minister of the") == "minister of the"  # the commoner form
    assert named("Sergei said") == "<name> said"
    assert named('said "The minister" said') == 'said " the minister " said'
    assert named("said The minister") == "said <name> minister"  # a capital that is no start is not overlooked


def test_contractions_and_possessives() -> None:
    assert words("x don't O'Neill's")[1:] == ["don't", "O'Neill", "'s"]


def test_sentences() -> None:
    assert split('He met Mr. Smith in the U.S. on Jan. 3. "Why?" he asked. J. Smith left.') == [
        "He met Mr. Smith in the U.S. on Jan. 3.",
        '"Why?" he asked.',
        "J. Smith left.",
    ]
    assert split("A headline\nPARIS, March 3 (AFP) — Snow fell.") == ["A headline", "Snow fell."]


@given(st.text(alphabet="aB '\"“’.–1,\n\0é中"))
def test_words_have_their_spans(text: str) -> None:
    view = plain(text)
    assert len(view) == len(text)
    found = words(view)
    assert [view[s:e] for s, e in spans(view)] == [word.removeprefix("\0") for word in found]
    assert all(0 <= LEXICON[word] < len(CLASSES) + len(LEXICON.vocabulary) for word in found)


def test_no_text_has_the_name_of_a_class() -> None:
    assert named("<s> </s> <name>").split() == ["<unknown>"] * 10
    assert LEXICON["<name"] == UNKNOWN


def test_hostile_text_is_read_in_linear_time() -> None:
    for part in (". ", ".'", "'s", "a.", '"', "( ", "1.1,", "A", "a'", "... \t", "-"):
        view = plain(part * 50_000)
        with finishes():
            assert sum(len(found) for _, found in all_sentences(view, (0, len(view))))
