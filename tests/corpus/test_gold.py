"""The annotated form: what it says, what it refuses, that it survives the round trip."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.corpus.gold import SEVERITIES, TYPES, Mark, Passage, parse, read, render
from auditor.errors import InputError
from tests.support import finishes

ANNOTATED = (
    "Fire in a tower\n\n"
    "“Why?”, {~~launched Mr. Dupont~>Dupont asked~~}{>>style/unidiomatic major<<} there. "
    "{--READ ALSO A flood--}{>>accuracy/addition critical<<}\n"
)


def test_text_marks_and_edited_version() -> None:
    passage = parse(ANNOTATED, "gold/fr/fire.txt")
    assert passage.text == "Fire in a tower\n\n“Why?”, launched Mr. Dupont there. READ ALSO A flood\n"
    assert passage.edited == "Fire in a tower\n\n“Why?”, Dupont asked there. \n"
    assert passage.language == "fr"
    assert [(passage.text[m.start : m.end], m.replacement, m.type, m.severity) for m in passage.marks] == [
        ("launched Mr. Dupont", "Dupont asked", "style/unidiomatic", "major"),
        ("READ ALSO A flood", None, "accuracy/addition", "critical"),
    ]


def test_a_rule_stands_for_its_type_and_severity() -> None:
    known = {"fr.launched": ("style/unidiomatic", "critical")}
    passage = parse("He {~~launched~>said~~}{>>fr.launched<<}.", "x.txt", known.get)
    assert passage.marks == (Mark(3, 11, "said", "style/unidiomatic", "critical", "fr.launched"),)
    assert render(passage) == "He {~~launched~>said~~}{>>fr.launched<<}."


def test_language_is_that_of_the_directory_and_unknown_elsewhere() -> None:
    assert parse("A", "somewhere/a.txt").language is None


@pytest.mark.parametrize(
    ("annotated", "line", "remedy"),
    [
        ("One\n{~~two~>three~~} four", 2, "needs a comment"),
        ("{~~two~>three~~}{>>style/odd minor<<}", 1, "style/unidiomatic"),
        ("{~~two~>three~~}{>>style/unidiomatic awful<<}", 1, "needs a comment"),
        ("{~~two~>three~~}{>>fr.no-such<<}", 1, "no rule named fr.no-such"),
        ("One\n\n{~~two~>three}", 3, "{~~wrong~>right~~}"),
        ("{~~two\n~>three~~}{>>style/awkward minor<<}", 1, "on one line"),
        ("{--two{>>style/awkward minor<<}", 1, "unfinished"),
        ("{++two++}{>>style/awkward minor<<}", 1, "unfinished"),
        ("two~~}", 1, "unfinished"),
    ],
)
def test_malformed_annotations_are_named_with_their_line(annotated: str, line: int, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(annotated, "gold/fr/x.txt")
    assert caught.value.place == f"gold/fr/x.txt:{line}"
    assert remedy in caught.value.message


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        list(read(str(tmp_path / "absent.txt")))
    (tmp_path / "binary.txt").write_bytes(b"\x00\xff\xfe\x00")
    with pytest.raises(InputError):
        list(read(str(tmp_path / "binary.txt")))


def test_hostile_lines_take_linear_time() -> None:
    for unit in ("{~~", "{--", "{~~a~>", "{~~a~>b~~}{>>"):
        with finishes(), pytest.raises(InputError):
            parse(unit * 100_000)
    with finishes():
        assert len(parse("{--a--}{>>style/awkward minor<<}\n" * 200_000).marks) == 200_000


@pytest.mark.parametrize("comment", ["very bad " * 500, "fr." + "a" * 5000])
def test_a_long_comment_is_not_repeated_whole(comment: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(f"{{--a--}}{{>>{comment}<<}}")
    assert comment[:60] in caught.value.message
    assert comment[:90] not in caught.value.message


WORDS = st.text("abc é“”-~.\n", max_size=12).filter(lambda t: not any(x in t for x in ("~~", "--", "~>", "{", "}")))
LINE = WORDS.map(lambda t: t.replace("\n", "").strip("-~")).filter(bool)
MARKS = st.tuples(LINE, st.none() | LINE, st.sampled_from(sorted(TYPES)), st.sampled_from(sorted(SEVERITIES)))


@given(st.lists(st.tuples(WORDS, MARKS), max_size=6), WORDS)
def test_round_trip(pieces: list[tuple[str, tuple[str, str | None, str, str]]], tail: str) -> None:
    text, edited, marks = "", "", []
    for before, (wrong, right, kind, severity) in pieces:
        start = len(text) + len(before)
        marks.append(Mark(start, start + len(wrong), right, kind, severity))
        text, edited = text + before + wrong, edited + before + (right or "")
    passage = Passage("a.txt", None, text + tail, tuple(marks), edited + tail)
    assert parse(render(passage), "a.txt") == passage
