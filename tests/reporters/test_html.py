"""The page for a desk: whatever an article holds, it is text there and nothing else."""

import re
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Finding, Fix, Severity
from auditor.report import Problem, Report, RuleEntry
from auditor.reporters.html import render
from auditor.reporters.html.graphics import plot, strip
from auditor.reporters.html.marks import marks
from auditor.reporters.terminal import visible
from auditor.scoring.articles import DifferingSegment, ReferenceScores
from auditor.scoring.metrics import Score
from auditor.scoring.verdict import Verdict
from auditor.text.differences import differences
from tests.support import ARTICLE

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<!--<script>",
    '"><img src=x onerror="window.hacked=1">',
    "' autofocus onfocus='window.hacked=1",
    "javascript:window.hacked=1",
    "</style></title></template></textarea><svg onload=window.hacked=1>",
    "&lt;b&gt; &amp; &#60;",
    "{{ 7 * 7 }} {% raw %}",
    "\x1b[31m \0 \u202e \ud800 \u2028 \x85 \r\n \r",
)
text_of_strangers = st.lists(
    st.one_of(st.sampled_from([*HOSTILE, "\n", "\n\n", "\r\n", "PARIS — ", "Word ", "“Why?” "]), st.text(max_size=12)),
    max_size=10,
).map("".join)


def finding(document: Document, start: int, end: int, number: int = 0, **changes: Any) -> Finding:
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    made = Finding(
        rule=f"p.rule-{number % 3}",
        type="style/awkward",
        severity=Severity(number % 4),
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text=document.text[start:end],
        message="A message",
        why="A reason. And more.",
        fixes=(Fix(start, end, "fix", "safe"),),
        fingerprint="0" * 16,
    )
    return replace(made, **changes)


def report(text: str, *spans: tuple[int, int], path: str = "a.txt", **changes: Any) -> DocumentReport:
    document = Document(text, path)
    return DocumentReport(document, tuple(finding(document, *span, number, **changes) for number, span in enumerate(spans)))


def parsed(*documents: DocumentReport, **parts: Any) -> Any:
    """The page as a browser parses it."""
    page = render(Report(documents, **parts))
    page.encode("utf-8")
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)


def content(element: Any) -> str:
    return "".join(element.itertext())


def by_id(tree: Any, name: str) -> Any:
    (found,) = (element for element in tree.iter() if element.get("id") == name)
    return found


def normal(text: str) -> str:
    """As the page shows it: ends of lines as one, harmful characters replaced one for one."""
    return re.sub(
        "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2060-\u2064\ufeff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]",
        "\N{REPLACEMENT CHARACTER}",
        re.sub("\r\n?", "\n", text),
    )


def shape(tree: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and names of attributes, but for what tells which character was replaced."""
    return [(str(e.tag), tuple(sorted(set(e.keys()) - {"data-text"}))) for e in tree.iter() if e.get("class") != "char"]


@settings(max_examples=60, deadline=None)
@given(text_of_strangers, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 60)), max_size=6))
def test_the_text_of_an_article_is_its_text_content(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever it holds, and wherever findings lie, overlapping ones included."""
    found = [(start, min(start + width, len(text))) for start, width in spans if start < len(text)]
    tree = parsed(report(text, *found))
    assert content(by_id(tree, "t1")) == normal(text)
    body = by_id(tree, "t1")
    assert {element.tag for element in body.iter()} <= {"div", "p", "h3", "a", "span"}
    attributes = {name for element in body.iter() for name in element.keys()}  # noqa: SIM118
    assert attributes <= {
        "id",
        "class",
        "href",
        "data-n",
        "data-code",
        "title",
        "dir",
        "lang",
        "tabindex",
        "aria-describedby",
        "aria-label",
    }
    identities = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identities) == len(set(identities))


@settings(max_examples=25, deadline=None)
@given(text_of_strangers)
def test_what_strangers_wrote_makes_no_element_and_no_attribute(text: str) -> None:
    """In paths, messages, reasons, fixes, rules, notes, references, errors: the page has the shape that it has for a word."""

    def page(words: str) -> Any:
        document = Document("One word here.", words)
        made = finding(document, 4, 8, message=words, why=words, rule=words, fixes=(Fix(4, 8, words, "unsafe"),))
        worst = DifferingSegment((0, 14), "One word here.", words, 10.0, (*differences("One word", "One"),))
        scores = ReferenceScores((Score("chrF", 10.0, words),), 0.5, (worst,), ((0, 3),), (words,), (words,))
        known = RuleEntry(words, words, words, made.type, made.severity, examples=((f"[[{words}]]", words),))
        return parsed(
            DocumentReport(document, (made,), notes=(words,), reference=scores),
            errors=(Problem(words, words),),
            packs={words: words},
            rules={words: known},
        )

    assert shape(page(f"a{text}a")) == shape(page("aa"))


def test_nothing_loads_and_only_our_own_code_may_run() -> None:
    page = render(Report((report(" ".join(HOSTILE).replace("\0", ""), (0, 9)),)))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    assert len(list(tree.iter("script"))) == 2
    assert len(list(tree.iter("style"))) == 1
    for element in tree.iter():
        assert not [name for name in element.keys() if str(name).startswith("on") or name in ("style", "src", "action")]  # noqa: SIM118
        assert str(element.get("href", "#")).startswith(("#", "data:,"))
    assert by_id(tree, "t1") is not None


def test_every_link_leads_somewhere() -> None:
    documents = [report(f"Headline {n}\n\nA text of words.\n", (0, 8), (10, 12)) for n in range(3)]
    tree = parsed(*documents)
    names = {element.get("id") for element in tree.iter()}
    links = [str(element.get("href"))[1:] for element in tree.iter() if str(element.get("href")).startswith("#")]
    assert len(links) > 20
    assert set(links) <= names
    described = {
        str(element.get(key)) for element in tree.iter() for key in ("aria-labelledby", "aria-describedby") if element.get(key)
    }
    assert described <= names


def test_an_article_as_an_editor_reads_it(tiny: object) -> None:
    result = Auditor().audit(Document(ARTICLE, "desk/article.txt", notes=("read as UTF-16",)))
    tree = parsed(result)
    body = by_id(tree, "t1")
    assert [content(a) for a in body.iter("a")] == ["kyiv", "launched Mr. Putin", "raged Mr. Medvedev", "around fifteen", "teh"]
    assert [content(h) for h in body.iter("h3")] == ["A headline about kyiv"]
    assert [a.get("class") for a in body.iter("a")] == [
        "flag major",
        "flag critical",
        "flag critical",
        "flag minor",
        "flag minor",
    ]
    listed = " ".join(content(by_id(tree, "f1-2")).split())
    assert "critical Reporting verb before its subject" in listed
    assert "launched Mr. Putin → Mr. Putin said check the meaning" in listed
    assert "French puts the verb first." in content(by_id(tree, "rules"))
    head = " ".join(content(by_id(tree, "a1")).split())
    for said in ("desk/article.txt", "Translated fromFrench", "2,478.3", "read as UTF-16", "style"):
        assert said in head
    assert tiny


def test_a_dateline_stays_with_its_paragraph_and_its_mark_with_both() -> None:
    text = "PARIS, March 3 (AFP) —  The talks ended.\r\nMore.\r\n"
    tree = parsed(report(text, (19, 30), (36, 47)))
    first, *others = by_id(tree, "t1").iter("p")
    assert content(first) == "PARIS, March 3 (AFP) —  The talks ended."
    assert [content(span) for span in first.iter("span") if span.get("class") == "dateline"] == ["PARIS, March 3 (AFP) —"]
    assert [content(paragraph) for paragraph in others] == ["More."]
    pieces = [(a.get("data-n"), a.get("id"), content(a)) for a in by_id(tree, "t1").iter() if a.get("data-n")]
    assert pieces == [
        ("1", "m1-1", ") —"),
        ("1", None, "  "),
        ("1", None, "The ta"),
        ("2", "m1-2", "ded."),
        ("2", None, "\n"),
        ("2", None, "More."),
    ]


def test_findings_that_overlap_are_all_listed_and_mended_once() -> None:
    document = report("A text of some words.", (2, 11), (7, 9), (10, 14), (15, 20))
    assert [mark.placed for mark in marks(document)] == [True, False, False, True]
    tree = parsed(document)
    items = [e for e in tree.iter("li") if str(e.get("id")).startswith("f1-")]
    assert [len(list(e.iter("ins"))) for e in items] == [1, 0, 0, 1]


def test_a_fix_wider_than_its_finding_widens_the_mark() -> None:
    document = Document("He fell. the end")
    made = finding(document, 9, 12, fixes=(Fix(7, 10, ", t", "safe"), Fix(9, 12, "The", "unsafe")))
    (mark,) = marks(DocumentReport(document, (made,)))
    assert document.text[mark.start : mark.end] == ". the"
    assert [(fix.text, fix.safe) for fix in mark.replacements] == [(", the", True), (". The", False)]


def test_fixes_that_cannot_be_seen_are_said_in_words() -> None:
    document = Document("One  two three")
    found = (
        finding(document, 3, 5, fixes=(Fix(3, 5, " ", "safe"),)),
        finding(document, 5, 8, fixes=(Fix(5, 8, "", "safe"), Fix(5, 8, "a\u200eb", "safe"))),
    )
    inserted = list(parsed(DocumentReport(document, found)).iter("ins"))
    assert [content(ins) for ins in inserted] == ["a space", "nothing (delete)", "a\N{REPLACEMENT CHARACTER}b"]
    assert [ins.get("data-text") for ins in inserted] == [" ", "", "a\u200eb"]


def test_characters_that_cannot_be_seen_are_shown_and_named() -> None:
    document = report("A head\u200bline", (6, 7), fixes=(Fix(6, 7, "", "safe"),))
    tree = parsed(document)
    (shown,) = (e for e in by_id(tree, "t1").iter("span") if e.get("class") == "char")
    assert (content(shown), shown.get("data-code"), shown.get("title")) == ("\ufffd", "200B", "U+200B zero width space")
    assert "U+200B zero width space → nothing (delete)" in content(by_id(tree, "f1-1"))
    assert "\u200d" in content(by_id(parsed(report("👩\u200d🚀")), "t1"))  # which joins


def test_fixes_that_come_to_the_same_text_are_offered_once() -> None:
    document = Document("He fell. the end")
    made = finding(document, 9, 12, fixes=(Fix(9, 12, "The", "safe"), Fix(7, 12, ". The", "unsafe"), Fix(9, 12, "An", "unsafe")))
    entry = by_id(parsed(DocumentReport(document, (made,))), "f1-1")
    assert [content(ins) for ins in entry.iter("ins")] == [". The", ". An"]
    assert "check the meaning" in content(entry)  # for the second


def test_several_articles_have_an_index_with_the_worst_first() -> None:
    clean, poor, bad = (
        report("Clean words.", path="clean.txt"),
        report("x " * 50, (0, 1), path="poor", severity=Severity.MINOR),
        report("x " * 9, (0, 1), (2, 3), severity=Severity.MAJOR),
    )
    tree = parsed(clean, poor, bad, errors=(Problem("gone.txt", "no such file"),))
    (table,) = (t for t in tree.iter("table") if t.get("class") == "index")
    paths = [content(e) for e in table.iter("bdi") if e.get("class") == "path"]
    assert paths == ["a.txt", "poor", "clean.txt"]
    penalties = [float(row[2].get("data-v")) for row in table.find("tbody")]
    assert penalties == sorted(penalties, reverse=True)
    assert penalties[-1] == 0
    (plotted,) = (figure for figure in tree.iter("figure"))
    assert len([e for e in plotted.iter(f"{SVG}a") if e.get("href") in ("#a1", "#a2", "#a3")]) == 3
    assert "gone.txtno such file" in "".join(content(by_id(tree, "index")).split("\n"))
    (sorted_by,) = (th for th in table.iter("th") if th.get("aria-sort"))
    assert content(sorted_by) == "Penalty"


def test_verdicts_are_counted_and_rank_articles_of_one_penalty() -> None:
    verdicts = (Verdict("ready", 0.1, ()), None, Verdict("needs post-editing", 0.7, ()), Verdict("light edit", 0.3, ()))
    documents = [replace(report("Two words."), verdict=verdict) for verdict in verdicts]
    index = by_id(parsed(*documents), "index")
    ranked = [content(cell) for cell in index.iter("td") if str(cell.get("class")).startswith("level")]
    assert ranked == ["needs post-editing", "light edit", "ready", "too short to say"]
    said = " ".join(content(index).split())
    assert "Verdicts: 1 needs post-editing, 1 light edit, 1 ready, 1 too short to say. 0 findings in 8 words." in said


def test_a_run_without_articles_is_a_page_too() -> None:
    assert "0 articles" in content(parsed())
    assert "The article is empty." in content(parsed(report("")))
    assert "No findings." in content(parsed(report("Words.")))


def test_each_reason_is_told_once() -> None:
    why = "A reason that stands nowhere else."
    page = render(Report(tuple(report("One two three four.", (0, 3), (4, 7), (8, 13), why=why, rule="p.same") for _ in range(5))))
    assert page.count(why) == 1


def test_segments_stand_side_by_side_with_their_differences() -> None:
    worst = DifferingSegment((0, 8), "He said so", "He told us so", 40.0, differences("He said so", "He told us so"))
    scores = ReferenceScores((Score("TER", 60.0, "sig|nature"),), 0.5, (worst,), (), ("Only there.",), ())
    tree = parsed(replace(report("He said so."), reference=scores))
    (pair,) = (e for e in tree.iter("div") if e.get("class") == "pair")
    assert [content(e) for e in pair.iter("p")] == ["chrF 40.0", "Article", "He said so", "Reference", "He told us so"]
    assert [content(e) for e in pair.iter("del")] == ["said"]
    assert [content(e) for e in pair.iter("ins")] == ["told us"]
    assert "Only there." in content(tree)
    assert "sig|nature" in content(tree)


@given(st.lists(st.floats(0, 1e6), max_size=50))
def test_bars_stay_in_the_plot_and_keep_proportion(penalties: list[float]) -> None:
    drawn = plot(penalties)
    assert drawn.top >= max(penalties, default=0)
    for bar, penalty in zip(drawn.bars, penalties, strict=True):
        assert bar.height == pytest.approx(100 * penalty / drawn.top, abs=0.06)
        assert 0 <= bar.x <= bar.x + bar.width <= 1001


def test_ticks_stand_where_findings_are() -> None:
    document = report("x" * 2000, (0, 1), (1000, 1500), (1999, 2000))
    drawn = strip(document.document, marks(document))
    assert [(tick.number, tick.x, tick.width) for tick in drawn.ticks] == [(1, 0, 4), (2, 500, 250), (3, 996, 4)]
    assert drawn.thirds == (1, 1, 1)


def test_what_is_harmful_in_a_terminal_is_not_shown_here() -> None:
    text = "".join(map(chr, range(0x20, 0x3000))) + "\ud800"
    shown = content(by_id(parsed(report(text)), "t1"))
    assert len(shown) == len(text)
    as_it_is = "\t\n\r\u00a0\u202f\u2009"
    replaced = [(a, b) for a, b in zip(visible(text), shown, strict=True) if a != b and b not in as_it_is]
    assert {b for _, b in replaced} <= {"\N{REPLACEMENT CHARACTER}"}  # nothing that acts; also what a terminal does not show
