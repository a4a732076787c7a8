"""What people see of an alignment, and of scores against references."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Document
from auditor.reporters import alignment
from auditor.reporters.terminal import width
from auditor.scoring.articles import against, paired
from auditor.text.differences import differences
from tests.scoring.story import HUMAN, MACHINE

GOLDEN = Path(__file__).parent.parent / "golden"
ANSI = re.compile(r"\x1b\[[\d;]*m")
ARTICLE = Document("\n".join([*MACHINE[3:5], f"{MACHINE[0]} {MACHINE[1]}", "Snow is expected.", MACHINE[2]]), "article.txt")
REFERENCE = Document("\n".join([f"{HUMAN[0][:-1]}; {HUMAN[1]}", *HUMAN[2:]]), "reference.txt")


def plain(styled: str) -> str:
    return ANSI.sub("", styled)


def test_alignment() -> None:
    shown = plain(alignment.render(paired(ARTICLE, [REFERENCE])))
    assert shown == (GOLDEN / "alignment.txt").read_text(encoding="utf-8")


def test_scores() -> None:
    shown = plain(alignment.against(against(ARTICLE, [REFERENCE]), ARTICLE))
    assert shown == (GOLDEN / "alignment-scores.txt").read_text(encoding="utf-8")


def test_each_reference_is_shown() -> None:
    shown = plain(alignment.render(paired(ARTICLE, [REFERENCE, Document("\n".join(HUMAN), "second.txt")])))
    assert [line.split(":")[0] for line in shown.splitlines() if "quality" in line] == [
        "article.txt ↔ reference.txt",
        "article.txt ↔ second.txt",
    ]


@pytest.mark.parametrize("columns", [40, 60, 80, 132])
def test_lines_fit(columns: int) -> None:
    matched, scores = paired(ARTICLE, [REFERENCE]), against(ARTICLE, [REFERENCE])
    links = plain(alignment.render(matched, columns)).splitlines()[1:]
    texts = [line for line in plain(alignment.against(scores, ARTICLE, columns)).splitlines() if line.startswith("    ")]
    assert links
    assert texts
    assert max(width(line) for line in [*links, *texts]) <= columns


def test_differing_words_are_colored_over_line_ends() -> None:
    styled = alignment.against(against(ARTICLE, [REFERENCE]), ARTICLE, 40)
    assert "\x1b[31m[-" in styled
    assert "\x1b[32m{+" in styled
    assert styled.count("\x1b[31m") == plain(styled).count("[-") - plain(styled).count("[-article-]")


def test_what_came_from_a_file_cannot_steer_the_terminal() -> None:
    hostile = "\x1b[2J\u202eHe said \x9b31m no to the mayor of Lyon\x07"
    article, reference = Document(f"{hostile} today.", "\x1b]0;a"), Document(f"{hostile} on Tuesday.", "b\x1b[0m")
    matched, scores = paired(article, [reference]), against(article, [reference])
    for shown in (plain(alignment.render(matched)), plain(alignment.against(scores, article))):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


WORDS = st.lists(st.sampled_from(["dog", " ", ",", "12.5", "\x1b[31m", "\x85", "\u202e", "\n", "é"]), max_size=20).map("".join)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_marks_hold_both_texts_and_no_control_characters(old: str, new: str) -> None:
    marked = alignment.marked(differences(old, new))
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", marked)
    ours = re.sub(r"\{\+.*?\+\}", "", marked)
    assert re.sub(r"\W", "", ours) == re.sub(r"\W", "", old)
    theirs = re.sub(r"\[-.*?-\]", "", marked)
    assert re.sub(r"\W", "", theirs) == re.sub(r"\W", "", new)


def test_marks() -> None:
    assert alignment.marked(differences("The big dog barked.", "The large dog barked loudly.")) == (
        "The [-big-]{+large+} dog barked {+loudly+}."
    )


def test_a_long_segment_is_cut() -> None:
    many = " ".join(f"word{n}" for n in range(900))
    article, reference = Document(f"{many} today", "a"), Document(f"{many} on Tuesday", "b")
    assert len(plain(alignment.against(against(article, [reference]), article))) < 2000
