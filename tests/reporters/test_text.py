"""What people see at a terminal."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document, DocumentReport
from auditor.config import Config
from auditor.finding import Finding, Fix, Severity
from auditor.report import Problem, Report
from auditor.reporters import text
from auditor.reporters.terminal import excerpt, visible, width
from tests.support import ARTICLE, finishes

GOLDEN = Path(__file__).parent.parent / "golden"
ANSI = re.compile(r"\x1b\[[\d;]*m")


def plain(styled: str) -> str:
    return ANSI.sub("", styled)


def report(article: str, start: int, end: int, path: str = "a.txt", **more: object) -> DocumentReport:
    """A report with one finding on `[start, end)`."""
    document = Document(article, path)
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    finding = Finding(
        rule="p.rule",
        type="style/awkward",
        severity=Severity.MAJOR,
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text=article[start:end],
        message=str(more.get("message", "A message")),
        why=str(more.get("why", "A reason. And more.")),
        fixes=(Fix(start, end, str(more.get("fix", "fix")), "safe"),),
        fingerprint="0" * 16,
    )
    return DocumentReport(document, (finding,))


def shown(rendered: str) -> tuple[str, str]:
    """The excerpt and the carets, without indentation."""
    lines = plain(rendered).split("\n")
    return lines[2][4:], lines[3][4:]


def under(excerpt: str, carets: str) -> str:
    """The part of the excerpt that stands over the carets, by columns."""
    begin, end, column, found = carets.index("^"), len(carets), 0, ""
    for char in excerpt:
        if begin <= column and column + width(char) <= end and (width(char) or found or column == begin):
            found += char
        column += width(char)
    return found


@pytest.mark.usefixtures("tiny")
def test_an_article_as_people_read_it() -> None:
    document = Document(ARTICLE + "<!-- auditor-ignore en.city -->\n", "desk/article.txt", notes=("read as UTF-16",))
    result = Auditor().audit(document)
    whole = Report((result,))
    rendered = plain(text.findings(result) + text.statistics(whole) + text.summary(whole)) + "\n"
    assert rendered == (GOLDEN / "article.txt").read_text(encoding="utf-8")


def test_hard_lines_as_people_read_them() -> None:
    long = "word " * 60
    cases = [
        ("At the very kyiv start of a long line " + long, "kyiv"),
        (long + "in the kyiv middle " + long, "kyiv"),
        (long + "at the end of kyiv", "kyiv"),
        ("這是一個 kyiv 關於 wide characters 的句子", "kyiv"),
        ("wide 基輔城 under the caret", "基輔城"),
        ("cafe\u0301 a\u0300 la\u0302 kyiv", "kyiv"),
        ("tab\tand\u00a0spaces\u2009 kyiv", "kyiv"),
        ("two words over a\nline end here", "over a\nline"),
        ("一" * 100 + "kyiv" + "一" * 100, "kyiv"),
        ("short " + "a very long passage in another language " * 8 + "end", "a very long passage in another language " * 8),
        ("\x1b[31mred\x1b[0m kyiv \x07\x9b2J\u202eesrever", "kyiv"),
    ]
    rendered = ""
    for article, span in cases:
        at = article.index(span)
        rendered += plain(text.findings(report(article, at, at + len(span))))
    assert rendered == (GOLDEN / "lines.txt").read_text(encoding="utf-8")


def test_long_reasons_are_wrapped() -> None:
    rendered = plain(text.findings(report("kyiv", 0, 4, message="long " * 40, why="reason " * 40, fix="fix " * 40), 60))
    lines = rendered.splitlines()
    assert max(map(len, lines)) <= 60
    assert sum(line.startswith("         reason") for line in lines) > 3


HARD = st.text(
    st.one_of(
        st.sampled_from("ab  一基😀\u0301\u200d\t\u00a0\u00ad\ufe0f\u202e\x1b\x07\r"), st.characters(exclude_characters="\n\r")
    ),
    min_size=1,
    max_size=300,
)


@given(HARD.filter(lambda t: "\r" not in t), st.data(), st.integers(60, 120))
def test_lines_fit_and_carets_stand_under_the_span(article: str, data: st.DataObject, columns: int) -> None:
    start = data.draw(st.integers(0, len(article) - 1))
    end = data.draw(st.integers(start + 1, min(len(article), start + 200)))
    line, carets = shown(text.findings(report(article, start, end), columns))
    assert width(line) <= columns - 4
    assert len(carets) <= columns - 4
    span = visible(article[start:end])
    seen = under(line, carets)
    if width(span) and "…" not in line:
        assert width(seen) == width(span) == carets.count("^")
    assert visible(article[start]) in line


@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=30))
def test_nothing_commands_the_terminal(content: str, name: str) -> None:
    article = content + "x"
    result = report(article, len(content), len(article), path=name, message=content, why=content, fix=content)
    whole = Report((result,), (Problem(name, content),))
    for rendered in (text.findings(result), text.summary(whole), text.statistics(whole)):
        for char in plain(rendered).replace("\n", ""):
            assert char.isprintable() or (
                char not in "\x1b\x07\x08\r" and not "\x7f" <= char <= "\x9f" and char not in "\u202e\u2066"
            )
        assert plain(rendered).count("\n") <= 12  # none but ours: each text is wrapped once or twice at most


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("::error file=a.txt::x", "\ufffd:error file=a.txt::x"),
        ("  ::stop-commands::x", "  \ufffd:stop-commands::x"),
        ("see ##[error]x", "see \ufffd#[error]x"),
        ("std::vector and # [x]", "std::vector and # [x]"),
    ],
)
def test_visible_text_commands_no_runner_of_ci(given_text: str, shown: str) -> None:
    assert visible(given_text) == shown


@given(st.text(st.characters()))
def test_visible_keeps_length_and_is_idempotent(content: str) -> None:
    assert len(visible(content)) == len(content)
    assert visible(visible(content)) == visible(content)
    visible(content).encode()  # no half surrogate pairs


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 200), st.integers(1, 300), st.integers(0, 200))
@example(0, 75, 0)
@example(0, 76, 0)
@example(1, 75, 0)
@example(0, 75, 1)
@example(1, 75, 1)
@example(0, 77, 0)
def test_excerpt_of_plain_text(before: int, span: int, after: int) -> None:
    line = "b" * before + "S" * span + "a" * after
    shown, offset, wide = excerpt(line, (0, len(line)), (before, before + span), 76)
    assert len(shown) <= 76
    if len(line) <= 76:
        assert shown == line
    assert shown[offset : offset + wide] == "S" * wide
    assert wide == span or shown[offset + wide] == "…"
    assert ("…" in shown[:offset]) == (len(shown[:offset].strip("…")) < before)


def test_output_stays_small_on_a_huge_line() -> None:
    article = "x" * 2_000_000 + " kyiv " + "y" * 2_000_000
    rendered = text.findings(report(article, 2_000_001, 2_000_005, message="m" * 10_000, fix="f" * 10_000))
    assert len(rendered) < 2_000


@pytest.mark.usefixtures("tiny")
def test_many_findings_on_one_line() -> None:
    result = Auditor(Config(select=["any"])).audit("teh word " * 40_000)
    with finishes():
        assert text.findings(result).count("any.teh") == 40_000


def test_summary() -> None:
    empty = Report(())
    assert text.summary(empty) == "0 findings in 0 documents, 0 words; MQM penalty 0.0 per 1,000 words"
    one = Report((report("a kyiv b", 2, 6),), (Problem("x", "y"),))
    assert text.summary(one) == "1 finding (1 major) in 1 document, 3 words; MQM penalty 1666.7 per 1,000 words; 1 error"
