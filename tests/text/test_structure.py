"""The parts of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.structure import segments


def parts(text: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in segments(text)]


def test_headline_dateline_paragraphs() -> None:
    text = "A headline\n\n  PARIS, March 3 (AFP) — It rained.\r\n\r\nAnd so on.  \n"
    assert parts(text) == [
        ("headline", "A headline"),
        ("dateline", "PARIS, March 3 (AFP) —"),
        ("paragraph", "It rained."),
        ("paragraph", "And so on."),
    ]


@pytest.mark.parametrize("text", ["Only one line", "It rained.\nMore.", "“It rained.”\nMore.", "x" * 201 + "\nMore."])
def test_no_headline(text: str) -> None:
    assert parts(text)[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("(Paris) It rained", "(Paris)"),
        ("KYIV, Ukraine (AP) — It rained", "KYIV, Ukraine (AP) —"),
        ("WASHINGTON (Reuters) - It rained", "WASHINGTON (Reuters) -"),
        ("SÃO PAULO — It rained", "SÃO PAULO —"),
        ("LONDON—It rained", "LONDON—"),
        ("ST. LOUIS -- It rained", "ST. LOUIS --"),
    ],
)
def test_datelines(line: str, dateline: str) -> None:
    assert parts(line)[:2] == [("dateline", dateline), ("paragraph", "It rained")]


@pytest.mark.parametrize(
    "line", ["NATO-led forces advance", "COVID-19 returns", "Paris — a city", "A-level results", "UN-backed plan"]
)
def test_no_datelines(line: str) -> None:
    assert parts(f"{line}\nMore.")[0] == ("headline", line)


def test_dateline_alone_and_nothing_else() -> None:
    assert parts("PARIS —\n") == [("dateline", "PARIS —")]


@given(st.text(st.sampled_from("aZ .\n\r\t-—()“”\u00a0\u2028😀")))
def test_segments_are_ordered_trimmed_and_leave_nothing_out(text: str) -> None:
    found = segments(text)
    end = 0
    for segment in found:
        assert end <= segment.start < segment.end <= len(text)
        assert text[end : segment.start].strip() == ""
        part = text[segment.start : segment.end]
        assert part == part.strip()
        assert "\n" not in part
        end = segment.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "<!-- auditor-ignore p.r: why -->\nA headline\nPARIS, March 3 (AFP) — It rained.",
        "A headline <!-- auditor-ignore p.r: why -->\nPARIS, March 3 (AFP) — It rained.",
        "A headline\n\n<!-- auditor-ignore p.r: why -->\n\n<!-- auditor-ignore p.s: why -->\nPARIS, March 3 (AFP) — It rained.",
    ],
)
def test_a_suppression_is_no_part_of_the_article(text: str) -> None:
    found = segments(text)
    assert [(s.kind, text[s.start : s.end]) for s in found] == [
        ("headline", "A headline"),
        ("dateline", "PARIS, March 3 (AFP) —"),
        ("paragraph", "It rained."),
    ]
