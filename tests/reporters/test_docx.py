"""The Word report, read back by python-docx, as XML, and by LibreOffice."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Finding, Fix, Severity
from auditor.report import Problem, Report
from auditor.scoring.verdict import Verdict
from tests.support import ARTICLE

docx = pytest.importorskip("docx", reason="the extra `docx` is not installed")

from auditor.reporters.docx import render  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODF = {
    "office": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "text": "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "meta": "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}",
}
FORBIDDEN = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_END = re.compile(r"\r\n|\r|\n")


class Comment(NamedTuple):
    """A comment as a reader finds it, and the text it is anchored at, with a line end between paragraphs."""

    author: str
    initials: str
    lines: list[str]
    anchored: str


def found(article: str, *spans: tuple[int, int], path: str = "a.txt", **more: object) -> DocumentReport:
    """A report with a finding on each span."""
    document = Document(article, path)
    findings = []
    for number, (start, end) in enumerate(spans):
        fix = Fix(start, end, str(more.get("fix", "fix")), "safe")
        findings.append(
            Finding(
                rule=f"p.rule-{number}",
                type="style/awkward",
                severity=Severity.MAJOR,
                start=start,
                end=end,
                line=document.position(start)[0],
                column=document.position(start)[1],
                end_line=document.position(end)[0],
                end_column=document.position(end)[1],
                text=article[start:end],
                message=str(more.get("message", "A message")),
                why=str(more.get("why", "A reason.\nAnd more.")),
                fixes=(fix,),
                fingerprint="0" * 16,
            )
        )
    return DocumentReport(document, tuple(findings))


def part(data: bytes, name: str) -> Element:
    """The root of one part of the package."""
    with ZipFile(BytesIO(data)) as package:
        root: Element = fromstring(package.read(name))
    return root


def text_of(element: Element) -> str:
    """What a run, a paragraph or a comment shows. Text without xml:space would lose spaces at its ends."""
    shown = ""
    for node in element.iter():
        if node.tag == W + "t":
            assert node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            shown += node.text or ""
        elif node.tag == W + "tab":
            shown += "\t"
        elif node.tag == W + "br":
            shown += "\n"
    return shown


def lines(data: bytes) -> list[str]:
    return [text_of(paragraph) for paragraph in part(data, "word/document.xml").iter(W + "p")]


def comments(data: bytes) -> list[Comment]:
    """All comments in order of their ids. Fails for marks that are missing, doubled or in a wrong order."""
    open_now: set[str] = set()
    anchored: dict[str, str] = {}
    referred: list[str] = []
    for number, paragraph in enumerate(part(data, "word/document.xml").iter(W + "p")):
        for name in open_now if number else ():
            anchored[name] += "\n"
        for node in paragraph:
            name = node.get(W + "id", "")
            if node.tag == W + "commentRangeStart":
                assert name not in anchored
                anchored[name] = ""
                open_now.add(name)
            elif node.tag == W + "commentRangeEnd":
                open_now.remove(name)
            elif (reference := node.find(W + "commentReference")) is not None:
                referred.append(reference.get(W + "id", ""))
                assert referred[-1] in anchored
                assert referred[-1] not in open_now
            else:
                for name in open_now:
                    anchored[name] += text_of(node)
    assert not open_now
    written = part(data, "word/comments.xml")
    assert sorted(referred, key=int) == sorted(anchored, key=int) == [comment.get(W + "id") for comment in written]
    return [
        Comment(
            comment.get(W + "author", ""),
            comment.get(W + "initials", ""),
            [text_of(paragraph) for paragraph in comment],
            anchored[comment.get(W + "id", "")],
        )
        for comment in written
    ]


def expected(article: str) -> list[str]:
    """The lines of an article as XML can hold them."""
    split = LINE_END.split(article)
    return [FORBIDDEN.sub("\ufffd", line) for line in (split[:-1] if len(split) > 1 and not split[-1] else split)]


@pytest.mark.usefixtures("tiny")
def test_an_article_with_its_findings() -> None:
    report = Auditor().audit(Document(ARTICLE, "desk/article.txt", notes=("read as UTF-16",)))
    data = render(Report((report,)))
    assert lines(data) == ARTICLE.splitlines()
    general, *each = comments(data)
    assert general.anchored == "A headline about kyiv"
    assert general.lines[-1] == "Note: read as UTF-16"
    assert general.lines[-2].startswith("5 findings (2 critical, 1 major, 2 minor) in 1 document, 23 words; MQM penalty ")
    assert [comment.anchored for comment in each] == [finding.text for finding in report.findings]
    assert {(comment.author, comment.initials) for comment in (general, *each)} == {("auditor", "A")}
    assert [comment.lines for comment in each][:2] == [
        [
            "Major: kyiv keeps its capital: Kyiv",
            "Names keep their capital in English. Engines lose it.",
            "Fix: “Kyiv”",
            "en.city · linguistic-conventions/spelling",
        ],
        [
            "Critical: Reporting verb before its subject",
            "French puts the verb first.",
            "Fix: “Mr. Putin said” (check the meaning)",
            "fr.launched · style/unidiomatic",
        ],
    ]


def test_python_docx_reads_it_too() -> None:
    data = render(Report((found("A headline\n\nOne  two\tthree.\n", (12, 15)),)))
    word = docx.Document(BytesIO(data))
    assert [(paragraph.text, paragraph.style.name) for paragraph in word.paragraphs] == [
        ("A headline", "Title"),
        ("", "Blank Line"),
        ("One  two\tthree.", "Normal"),
    ]
    comment = list(word.comments)[1]
    assert (comment.author, comment.initials, comment.timestamp) == ("auditor", "A", None)
    assert [paragraph.style.name for paragraph in comment.paragraphs] == ["annotation text"] * 4
    assert comment.paragraphs[0].runs[-1].bold


def test_every_style_that_is_named_is_defined() -> None:
    data = render(Report((found("A headline\n\nOne.\n", (0, 3)), found("x")), (Problem("b", "bad"),)))
    defined = {style.get(W + "styleId") for style in part(data, "word/styles.xml").iter(W + "style")}
    for name in ("word/document.xml", "word/comments.xml"):
        used = {node.get(W + "val") for node in part(data, name).iter() if node.tag in (W + "pStyle", W + "rStyle")}
        assert used
        assert used <= defined


def test_the_verdict_is_a_comment_on_the_headline() -> None:
    report = found("A headline\n\nOne.\n")
    for level, told in (
        ("light edit", "Verdict: light edit (probability of raw machine translation 0.71)"),
        ("raw machine translation", "Verdict: raw machine translation (probability 0.71)"),
    ):
        verdict = Verdict(level, 0.71, ("one finding", "its style"))  # type: ignore[arg-type]
        with_verdict = DocumentReport(report.document, report.findings, verdict=verdict)
        (comment,) = comments(render(Report((with_verdict,))))
        assert comment.anchored == "A headline"
        assert comment.lines[:3] == [told, "– one finding", "– its style"]


@pytest.mark.parametrize(
    ("article", "anchored"),
    [
        ("", ""),
        ("\n\n", ""),
        ("PARIS, March 3 (AFP) — The first sentence.\n", "PARIS,"),
        ("  The first sentence.\n", "The"),
    ],
)
def test_without_a_headline_the_first_comment_is_where_the_text_begins(article: str, anchored: str) -> None:
    data = render(Report((found(article),)))
    assert [comment.anchored for comment in comments(data)] == [anchored]
    assert "Title" not in [node.get(W + "val") for node in part(data, "word/document.xml").iter(W + "pStyle")]


def test_findings_that_overlap_nest_meet_or_are_points() -> None:
    article = "abcdefghij"
    spans = [(0, 5), (3, 8), (1, 2), (2, 2), (5, 5), (5, 8), (8, 10), (0, 10), (0, 5), (10, 10), (0, 0)]
    data = render(Report((found(article, *spans),)))
    assert [comment.anchored for comment in comments(data)[1:]] == [article[start:end] for start, end in spans]
    assert lines(data) == [article]


def test_a_finding_over_line_ends_is_one_comment_from_the_first_run_to_the_last() -> None:
    article = "One two.\r\nThree.\n\rFour five.\n"
    spans = [(4, 14), (9, 29), (8, 10), (8, 9), (9, 10), (0, len(article)), (4, 10), (16, 18), (len(article), len(article))]
    told = ["two.\nThre", "\nThree.\n\nFour five.", "", "", "", "One two.\nThree.\n\nFour five.", "two.", "\n", ""]
    data = render(Report((found(article, *spans),)))
    assert lines(data) == ["One two.", "Three.", "", "Four five."]
    assert [comment.anchored for comment in comments(data)[1:]] == told


HARD = "\x00\x01\x08\x0b\x0c\x1b\x85\u2028\u2029\ufffe\uffff\ud83d\ude00😀e\u0301\u202e\u200f\u00a0\u00ad\t  <&]]>\"' _x000D_ "


@st.composite
def _reports(draw: st.DrawFn) -> DocumentReport:
    any_text = st.text(st.characters(), max_size=8) | st.sampled_from(["\n", "\r\n", "\r", "\t", "  ", "שלום", "\udcff", HARD])
    article = "".join(draw(st.lists(any_text, max_size=8)))
    places = st.integers(0, len(article))
    pairs = draw(st.lists(st.tuples(places, places), max_size=5))
    told = draw(any_text)
    return found(article, *((min(pair), max(pair)) for pair in pairs), path=draw(any_text), message=told, why=told, fix=told)


@settings(max_examples=40, deadline=None)
@given(_reports())
@example(found(HARD, (0, 5), (10, len(HARD)), message=HARD, why=HARD, fix=HARD, path=HARD))
def test_any_text_is_kept_and_any_span_anchored(report: DocumentReport) -> None:
    article = report.document.text
    data = render(Report((report,)))
    assert lines(data) == expected(article)
    assert [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs] == expected(article)
    for finding, comment in zip(report.findings, comments(data)[1:], strict=True):
        between = LINE_END.sub("\n", FORBIDDEN.sub(lambda bad: bad[0] if bad[0] in "\r\n" else "\ufffd", finding.text))
        # A range cannot begin or end in a line end, only before it.
        assert comment.anchored.strip("\n") == between.strip("\n")
    assert render(Report((report,))) == data


def test_most_letters_decide_where_a_line_begins() -> None:
    data = render(Report((found("هذا نص عربي مع Kyiv.\nThis is عربي text.\n123 — 😀\n", (15, 19)),)))
    set_leftwards = [paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in part(data, "word/document.xml").iter(W + "p")]
    assert set_leftwards == [True, False, False]
    first = next(part(data, "word/document.xml").iter(W + "p"))
    assert [run.find(f"{W}rPr/{W}rtl") is not None for run in first.iter(W + "r") if text_of(run)] == [
        True
    ] * 4  # the name is two: half of it is flagged


def test_fixes_say_what_they_replace_where_that_is_not_what_was_flagged() -> None:
    report = found("One two three", (4, 7))
    (finding,) = report.findings
    fixes = (Fix(4, 7, "2", "safe"), Fix(0, 7, "", "unsafe"), Fix(4, 7, "\n", "safe"))
    changed, none = replace(finding, fixes=fixes), replace(finding, fixes=())
    _, first, second = comments(render(Report((DocumentReport(report.document, (changed, none)),))))
    assert first.lines[2] == "Fix: “2” or “One two” → delete or “\n” (check the meaning)"
    assert second.lines[1:] == ["A reason. And more.", "p.rule-0 · style/awkward"]


def test_fixes_can_be_seen_and_read() -> None:
    """Spaces in words; a mark of quotation without marks of quotation around it."""
    report = found("One two", (3, 4))
    for fix, told in ((" ", "a space"), ("\u00a0", "a no-break space"), ("”", "”"), ('" ', '" '), ("two", "“two”")):
        changed = replace(report.findings[0], fixes=(Fix(3, 4, fix, "safe"),))
        _, comment = comments(render(Report((DocumentReport(report.document, (changed,)),))))
        assert comment.lines[2] == f"Fix: {told}"


def test_each_of_several_articles_is_on_a_page_of_its_own_below_its_name() -> None:
    several = Report(
        (found("One.", (0, 3), path="a/one.txt"), found("Two.", (0, 3), path="b\n\udcff.txt")), (Problem("c.bin", "no\ntext"),)
    )
    data = render(several)
    assert lines(data) == ["a/one.txt", "One.", "b \ufffd.txt", "Two.", "Not audited", "c.bin: no text"]
    word = docx.Document(BytesIO(data))
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.style.paragraph_format.page_break_before] == [
        "a/one.txt",
        "b \ufffd.txt",
        "Not audited",
    ]
    assert [comment.anchored for comment in comments(data)] == ["One.", "One", "Two.", "Two"]
    assert word.core_properties.title == "2 articles"


def test_a_run_without_articles_gives_a_file_that_opens() -> None:
    assert lines(render(Report(()))) == []
    assert lines(render(Report((), (Problem("a.bin", "looks like a binary file"),)))) == [
        "Not audited",
        "a.bin: looks like a binary file",
    ]


def test_properties_name_the_article_and_nothing_of_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report((found("A headline " + "x" * 150 + "\n\nOne.\n", (0, 3)),))
    data = render(report)
    properties = docx.Document(BytesIO(data)).core_properties
    assert (properties.title, properties.author) == ("A headline " + "x" * 150, "auditor")
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert render(report) == data
    with ZipFile(BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [
            name for name in package.namelist() if "thumbnail" in name or "customXml" in name or name == "docProps/app.xml"
        ]
        for name in package.namelist():
            assert not re.search(rb"python-docx|Macintosh|2013-12|dcterms:|w:date=", package.read(name)), name
    assert docx.Document(BytesIO(render(Report((found("", path="x" * 300),))))).core_properties.title == "x" * 255


@pytest.mark.parametrize("fake", ["raise ImportError", "", "__path__ = []"])
def test_without_the_extra_the_error_names_it(fake: str, tmp_path: Path) -> None:
    """Not installed, the other package of that name, and python-docx before 1.2."""
    (tmp_path / "docx.py").write_text(fake, encoding="utf-8")
    code = (
        "import auditor.reporters as r; from auditor.errors import ConfigError\nr.FORMATS['docx'] = 'docx:render'\n"
        "try: r.reporter('docx')\nexcept ConfigError as e: print(e)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path[1:]])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd=tmp_path)
    assert done.stdout == "Word files need the extra `docx`: pip install 'mt-auditor[docx]'\n"


def test_it_is_valid_for_word(tmp_path: Path) -> None:
    """Order and attributes of elements, ids and relations, as the schemas of Office have them."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    articles = [
        found(HARD * 2, (0, 5), (3, 9), (4, 4), (2, 40), message=HARD, why=HARD, fix=HARD),
        found("A headline\n\nשלום\n", (0, 14)),
    ]
    for number, report in enumerate((Report(()), Report((articles[1],)), Report((*articles, found("")), (Problem("c", HARD),)))):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(render(report))
        assert [str(error) for error in audit.OpenXmlValidator().validate(path).errors] == []


def test_in_libreoffice_every_comment_stands_at_its_span(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    article = "A headline\n\nOne  two\tthree 😀 cafe\u0301.\nFour five.\nهذا نص عربي طويل\n"
    spans = [(2, 10), (12, 15), (14, 20), (26, 27), (33, 42), (38, 38), (49, 52)]
    several = Report((found(article, *spans), found("Two.\n", (0, 3), path="b.txt")))
    (tmp_path / "a.docx").write_bytes(render(several))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        capture_output=True,
        check=True,
        timeout=120,
    )
    body = fromstring((tmp_path / "a.fodt").read_bytes()).find(f"{ODF['office']}body/{ODF['office']}text")
    shown, told = _opened(body)
    assert shown == ["a.txt", *article.splitlines(), "b.txt", "Two."]
    flagged = [article[start:end] for start, end in spans]
    assert sorted(told.values()) == sorted(
        [("auditor", "A", "A headline", ""), ("auditor", "A", "Two.", "")]
        + [("auditor", "A", text, "Major: A message") for text in [*flagged, "Two"]]
    )


def _opened(body: Element) -> tuple[list[str], dict[str, tuple[str, str, str, str]]]:
    """The paragraphs of an ODF text, and by name each annotation: author, initials, anchored text, first line if a finding's."""
    shown: list[str] = []
    anchored: dict[str, str] = {}
    told: dict[str, tuple[str, str, str]] = {}
    now: set[str] = set()

    def say(text: str | None) -> None:
        shown[-1] += text or ""
        for name in now:
            anchored[name] += text or ""

    def walk(node: Element) -> None:
        say(node.text)
        for child in node:
            name = child.get(ODF["office"] + "name", "")
            if child.tag == ODF["office"] + "annotation":
                first = "".join(child.find(ODF["text"] + "p").itertext())  # type: ignore[union-attr]
                author, initials = child.findtext(ODF["dc"] + "creator"), child.findtext(ODF["meta"] + "creator-initials")
                told[name] = (str(author), str(initials), first if first.startswith("Major") else "")
                anchored[name] = ""
                now.add(name)
            elif child.tag == ODF["office"] + "annotation-end":
                now.remove(name)
            elif child.tag == ODF["text"] + "s":
                say(" " * int(child.get(ODF["text"] + "c", "1")))
            elif child.tag == ODF["text"] + "tab":
                say("\t")
            else:
                walk(child)
            say(child.tail)

    for paragraph in body:
        if paragraph.tag in (ODF["text"] + "p", ODF["text"] + "h"):
            for name in now:
                anchored[name] += "\n"
            shown.append("")
            walk(paragraph)
    return shown, {name: (author, initials, anchored[name], first) for name, (author, initials, first) in told.items()}
