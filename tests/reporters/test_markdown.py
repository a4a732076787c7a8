"""Reports as Markdown, read back by a renderer of CommonMark with GitHub's tables, strikethrough and bare links."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Fix, Severity
from auditor.report import Problem, Report
from auditor.reporters import markdown
from auditor.reporters.terminal import visible
from auditor.scoring.verdict import Verdict
from tests.reporters.test_github import ANY, found, named, sample

GOLDEN = Path(__file__).parent.parent / "golden" / "ci" / "markdown.md"
GITHUB = MarkdownIt("gfm-like", {"html": True})
OURS = {
    *("heading_open heading_close paragraph_open paragraph_close bullet_list_open bullet_list_close list_item_open".split()),
    *("list_item_close table_open table_close thead_open thead_close tbody_open tbody_close tr_open tr_close".split()),
    *("th_open th_close td_open td_close inline text code_inline strong_open strong_close hardbreak softbreak".split()),
    *("html_inline html_block".split()),
}
HTML = re.compile(r"<b>|</b>|<details(?: open)?>\n<summary><code>[^<>\n]*</code>: [\w ,]+</summary>\n|</details>\n")
# What GitHub makes something of after the Markdown is read, wherever it stands in prose.
PROSE = re.compile(r"@|#|\$|//|www\.|`|[<*_~\[\]|\\&]|!\w|\b[A-Za-z]+-\d|\b[0-9a-f]{7,}\b|:[\w+-]+:", re.ASCII)
MARKS = (
    r"` `` ``` ~~~ * ** _ ~~ [a](http://x.org) ![a](b.png) [x] <b> </details> <!-- --> <script> &amp; &#64; @team a@b.org"
    r" #123 GH-1 www.x.org https://x.org x.org //x.org $a$ $5 :+1: 1. - + > # = --- | \| \ \` 0123456789abcdef o/r#1 !7"
    r" [^1] ABC-12 text , . : é 基"
)
BREAKS = ["\n", "\n\n", "\r", "\t", "  ", "    ", "\n- ", "\n# ", "\n|-|-|\n", " ", "\u200b", "\u202e", "\x1b", "\ud800"]
MARKUP = st.lists(st.sampled_from([*MARKS.split(" "), *BREAKS]), max_size=12).map("".join)
HOSTILE = st.one_of(MARKUP, ANY)
PATHS = named(HOSTILE)


def flat(rendered: str) -> list[Token]:
    """All tokens of a text, those within lines included."""
    tokens: list[Token] = []
    for token in GITHUB.parse(rendered):
        tokens += [token, *(token.children or ())]
    return tokens


def prose(tokens: list[Token]) -> list[str]:
    return [token.content for token in tokens if token.type == "text"]


def checked(rendered: str) -> list[Token]:
    """The tokens of a report, which hold nothing but what we write."""
    tokens = flat(rendered)
    assert {token.type for token in tokens} <= OURS
    for token in tokens:
        if token.type.startswith("html_"):
            assert HTML.fullmatch(token.content), token.content
    for line in prose(tokens):
        assert not PROSE.search(line), line
    assert all(char == "\n" or (char >= " " and not "\x7f" <= char <= "\x9f") for char in rendered)
    rendered.encode()
    return tokens


@pytest.mark.usefixtures("tiny")
def test_a_report_as_people_read_it() -> None:
    rendered = markdown.render(sample())
    assert rendered == GOLDEN.read_text(encoding="utf-8")
    checked(rendered)


@settings(deadline=None)
@given(PATHS, HOSTILE, HOSTILE, PATHS, HOSTILE)
@example("`", "a`` ", " ` ", "|`", "a\\|b")
@example("$5 and $6", "@team #1", "<b>", "a.org", "![x](y)")
def test_strangers_write_nothing_but_text(path: str, content: str, message: str, other: str, rule: str) -> None:
    article = f"{other}{content}{other}\n{other}"
    span = len(other), len(other) + len(content)
    fixes = (Fix(*span, other, "unsafe"), Fix(*span, content, "unsafe"))
    finding = found(article, *span, rule=rule, message=message, fixes=fixes)
    verdict = Verdict("light edit", 0.5, (message, other))
    document = DocumentReport(Document(article, path), (finding, finding), notes=(message,), verdict=verdict)
    report = Report((document, replace(document, document=Document(article, other))), (Problem(path, message),))
    tokens = checked(markdown.render(report))
    counts = Counter(token.type for token in tokens)
    assert counts["list_item_open"] == 2 * 2 + 1
    assert (counts["table_open"], counts["tr_open"], counts["th_open"], counts["td_open"]) == (1, 3, 4, 8)
    assert (counts["html_block"], counts["heading_open"], counts["bullet_list_open"]) == (4, 1, 3)
    if content:
        bold = [at for at, token in enumerate(tokens) if token.type == "html_inline" and token.content == "<b>"]
        assert [tokens[at + 1].content for at in bold if tokens[at + 1].type == "code_inline"] == [visible(content)] * 4


@settings(deadline=None)
@given(HOSTILE)
def test_code_shows_what_it_was_given(content: str) -> None:
    (paragraph,) = GITHUB.parseInline(f"x{markdown.code(content)}x")
    assert [(t.type, t.content) for t in paragraph.children or ()][1:-1] == (
        [("code_inline", visible(content))] if content else []
    )


@settings(deadline=None)
@given(HOSTILE)
def test_prose_shows_what_it_was_given(content: str) -> None:
    (paragraph,) = GITHUB.parseInline(f"x{markdown.plain(content)}x")
    assert "".join(token.content for token in paragraph.children or ()) == f"x{visible(content)}x"


def test_ordinary_messages_stay_prose() -> None:
    for message in (
        "Calque of « 241 voix contre 236 »",
        'English counts votes "241 to 236", or (rarely) 241:236.',
        "100% of it!",
    ):
        assert markdown.plain(message) == message


def test_documents_stand_worst_first() -> None:
    def document(path: str, *severities: Severity) -> DocumentReport:
        return DocumentReport(
            Document("teh end of it", path), tuple(found("teh end of it", 0, 3, severity=s) for s in severities)
        )

    minor, critical = document("minor.txt", *[Severity.MINOR] * 3), document("critical.txt", Severity.MINOR, Severity.CRITICAL)
    rendered = markdown.render(Report((document("fine.txt"), minor, document("major.txt", Severity.MAJOR), critical)))
    names = re.findall(r"<summary><code>(.*)</code>", rendered)
    assert names == ["critical.txt", "major.txt", "minor.txt"]
    assert re.findall(r"^\| `(.*?)`", rendered, re.MULTILINE) == names
    assert re.findall(r"^- \*\*(\w+)", rendered, re.MULTILINE) == ["critical", "minor", "major", "minor", "minor", "minor"]
    assert rendered.startswith("## Audit: 3 of 4 documents to mend\n")
    assert "1 document with nothing to mend" in rendered
    assert "fine.txt" not in rendered


@pytest.mark.parametrize(
    ("documents", "headline"),
    [
        ((), "nothing audited"),
        ((DocumentReport(Document("Fine."), ()),), "nothing to mend"),
        ((DocumentReport(Document("teh"), (found("teh", 0, 3),)),), "1 of 1 document to mend"),
        ((DocumentReport(Document("Fine."), (), verdict=Verdict("light edit", 0.5, ("it reads so",))),), "light edit"),
    ],
)
def test_the_headline_says_how_things_stand(documents: tuple[DocumentReport, ...], headline: str) -> None:
    assert markdown.render(Report(documents)).startswith(f"## Audit: {headline}\n")


@pytest.mark.parametrize("char", ["x", "基", "😀", "`"])
def test_ten_thousand_findings_fit_a_comment(char: str) -> None:
    line = f"{char * 400} teh\n"
    document = Document(line * 10_000, char * 500)
    ends = (number * len(line) - 1 for number in range(1, 10_001))
    many = DocumentReport(document, tuple(found(document, end - 3, end, message=char * 500) for end in ends))
    few = DocumentReport(Document("kyiv", "few.txt"), (found("kyiv", 0, 4),))
    problems = tuple(Problem(char * 500, char * 500) for _ in range(50))
    rendered = markdown.render(Report((many, few), problems))
    assert len(rendered.encode()) < 65_536
    assert "<b>`kyiv`</b>" in rendered  # the worst does not crowd out the others
    shown = sum(token.type == "list_item_open" for token in checked(rendered)) - 11
    assert shown > 10
    assert f"{10_001 - shown:,} findings left out" in rendered


def test_ten_thousand_documents_fit_a_comment() -> None:
    verdict = Verdict("raw machine translation", 0.9, ("基" * 400,) * 9)
    documents = [
        DocumentReport(Document("teh", f"{'基' * 90}{n}"), (found("teh", 0, 3),), verdict=verdict) for n in range(10_000)
    ]
    rendered = markdown.render(Report(tuple(documents)))
    assert len(rendered.encode()) < 65_536
    assert "and 9,950 documents with less" in rendered
    shown = rendered.count("<b>`teh`</b>")
    assert shown
    assert f"{10_000 - shown:,} findings left out" in rendered


@pytest.mark.usefixtures("tiny")
def test_the_audit_of_an_article_links_and_notifies_nobody() -> None:
    article = "@kyiv, see #12 and https://kyiv.example/teh: teh end of [kyiv](http://x.org), ![teh](y) <img src=x>teh.\n"
    result = Auditor().audit(Document(article, "#1 @team.md"))
    assert len(result.findings) > 2
    checked(markdown.render(Report((result,))))
