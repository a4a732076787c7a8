"""The page for a desk, as a browser shows it and as people use it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from auditor import Auditor, Document, DocumentReport
from auditor.finding import ErrorType, Finding, Fix, Safety, Severity
from auditor.report import Problem, Report, RuleEntry
from auditor.reporters.html import render
from auditor.scoring.articles import DifferingSegment, ReferenceScores
from auditor.scoring.fluency.figures import FluencyScore, SentenceScore
from auditor.scoring.metrics import Score
from auditor.scoring.verdict import Verdict
from auditor.text.differences import differences

Open = Callable[..., Any]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 700}
FILLER = "The council met in the evening and heard what people of the town had to say about the new road. " * 6
TEXT = (
    "A headline about kyiv\r\n"
    "PARIS, March 3 (AFP) — “Why not?”, launched Mr. Putin on Wednesday 🙂 .\r\n\r\n"
    f"{FILLER}\r\n\r\n"
    "Around fifteen  people in teh square; \u202eevil\u202c עברית.\r\nA last\tline with teh word, seen teh twice.  \r\n"
)
Flag = tuple[str, Severity, ErrorType, str, tuple[tuple[str, Safety], ...]]  # text, its rule's name, replacements
FLAGS: tuple[Flag, ...] = (
    ("kyiv", Severity.MAJOR, "linguistic-conventions/spelling", "en.city", (("Kyiv", "safe"),)),
    (
        "launched Mr. Putin",
        Severity.CRITICAL,
        "style/unidiomatic",
        "fr.launched",
        (("Mr. Putin said", "unsafe"), ("Mr. Putin <b>asked</b>", "unsafe")),
    ),
    (" .", Severity.MINOR, "linguistic-conventions/punctuation", "any.space", ((".", "safe"),)),
    ("Around fifteen", Severity.MINOR, "style/unidiomatic", "fr.fifteen", ()),
    ("  ", Severity.NEUTRAL, "linguistic-conventions/punctuation", "any.space", ((" ", "safe"),)),
    ("evil\u202c עברית.\r\nA last", Severity.MINOR, "style/awkward", "any.long", (("sun\nThe last", "unsafe"),)),
    ("teh word,", Severity.MINOR, "linguistic-conventions/spelling", "any.teh", (("", "unsafe"),)),
)
RULES = {
    name: RuleEntry(
        name, f"About {name}", f"The reason for {name}.", kind, severity, examples=(("In [[teh]] end", "In the end"),)
    )
    for _, severity, kind, name, _ in FLAGS
}


def article(text: str = TEXT, path: str = "desk/article.txt", flags: tuple[Flag, ...] = FLAGS) -> DocumentReport:
    document = Document(text, path, notes=("read as UTF-16",))
    return DocumentReport(
        document,
        tuple(finding(document, *flag) for flag in flags),
        notes=document.notes,
        verdict=Verdict("needs post-editing", 0.87, ("2 critical findings",)),
    )


def finding(
    document: Document, text: str, severity: Severity, kind: ErrorType, rule: str, fixes: tuple[tuple[str, Safety], ...]
) -> Finding:
    start = document.text.index(text)
    end = start + len(text)
    return Finding(
        rule,
        kind,
        severity,
        start,
        end,
        *document.position(start),
        *document.position(end),
        text,
        f"Message of {rule}",
        f"The reason for {rule}.",
        tuple(Fix(start, end, replacement, safety) for replacement, safety in fixes),
        "0" * 16,
    )


def full() -> DocumentReport:
    worst = DifferingSegment((0, 8), "He said so", "He told us so", 40.0, differences("He said so", "He told us so"))
    reference = ReferenceScores(
        (Score("chrF", 44.0, "sig"), Score("TER", 60.0, "sig")), 0.5, (worst,), ((0, 10),), ("Only there.",), ("poor",)
    )
    fluency = FluencyScore(50, 8.0, 256.0, 90.0, 0.1, (SentenceScore(0, 21, 9, 9.0, 512.0, 95.0),))
    return replace(article(), reference=reference, fluency=fluency, known=2)


def single() -> str:
    return render(Report((full(),), rules=RULES, packs={"any": "ab12"}))


def several() -> str:
    clean = DocumentReport(Document("Clean words only.\n", "clean.txt"), (), verdict=Verdict("ready", 0.05, ("no findings",)))
    other = article("Zebras\n\nIn teh word, long long long enough a text of words.", "z.txt", FLAGS[-1:])
    return render(Report((clean, other, full()), (Problem("gone.txt", "no such file"),), rules=RULES))


def corrected(*accepted: int, text: str = TEXT) -> str:
    """The text with the first fix of some findings, by their numbers, and ends of lines as one character."""
    for number in accepted:
        flagged, fixes = FLAGS[number - 1][0], FLAGS[number - 1][4]
        text = text.replace(flagged, fixes[0][0], 1)
    return text.replace("\r\n", "\n")


def said(page: Any, words: str) -> None:
    """Waits until the page says so."""
    page.locator(".said", has_text=words).wait_for()


def clipboard(page: Any) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_click_on_a_mark_shows_message_reason_and_fixes(visit: Open) -> None:
    page = visit(single()).page
    assert not page.locator(".detail").is_visible()
    page.click("text=launched Mr. Putin")
    panel = page.locator(".detail")
    assert panel.is_visible()
    said = panel.inner_text()
    for part in (
        "Finding 2 of 7",
        "Message of fr.launched",
        "The reason for fr.launched.",
        "Mr. Putin said",
        "Mr. Putin <b>asked</b>",
    ):
        assert part in said
    assert "critical" in said.lower()
    assert page.locator(".content b:not(.severity)").count() == 0
    page.click("[data-act=close]")
    assert not panel.is_visible()


def test_marks_can_be_reached_read_and_decided_by_keyboard_alone(visit: Open) -> None:
    page = visit(single()).page
    page.keyboard.press("Tab")
    for _ in range(30):
        if page.evaluate("document.activeElement.id") == "m1-1":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "m1-1"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Finding 1 of 7"
    page.keyboard.press("n")
    assert page.locator(".detail h3").inner_text() == "Finding 2 of 7"
    page.keyboard.press("k")
    page.keyboard.press("a")
    assert page.locator("#m1-1").get_attribute("class") == "flag major here accepted"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "m1-1"
    page.keyboard.press("p")  # round to the last
    assert page.evaluate("document.activeElement.id") == "m1-7"
    page.keyboard.press("x")
    assert page.locator(".count").inner_text() == "1 accepted · 1 left as it is · 5 open"
    page.keyboard.press("Escape")
    page.locator("[name=keys]").uncheck()
    page.locator("#m1-1").focus()
    page.keyboard.press("n")
    assert not page.locator(".detail").is_visible()


def test_filters_hide_findings_in_text_list_and_strip(visit: Open) -> None:
    page = visit(single()).page
    shown = ".findings li:visible"
    assert page.locator(shown).count() == 7
    page.uncheck("input[name=minor]")
    assert page.locator(shown).count() == 3
    assert page.locator(".strip a:visible").count() == 3
    assert page.locator("a.flag[href^='#f']:not([tabindex])").count() == 3
    page.check("input[name=minor]")
    page.select_option("select[name=type]", "style/unidiomatic")
    assert page.locator(shown).count() == 2
    page.select_option("select[name=type]", "")
    page.select_option("select[name=rule]", label="any.space – 2")
    assert page.locator(shown).all_inner_texts()[0].startswith("Minor")
    assert page.locator(".count").inner_text() == "7 open · 2 of 7 shown"


def test_the_corrected_text_is_exact(visit: Open) -> None:
    page = visit(single()).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy corrected text")
    said(page, "Copied")
    assert clipboard(page) == TEXT.replace("\r\n", "\n")
    for number in (2, 6, 7):
        page.evaluate(f"document.getElementById('m1-{number}').click()")
        page.locator(".content button").first.click()
    page.click("[data-act=safe]")
    page.click("text=Copy corrected text")
    said(page, "6 fixes")
    assert clipboard(page) == corrected(1, 2, 3, 5, 6, 7)
    page.evaluate("document.getElementById('m1-2').click()")
    page.click("button:text('Leave as it is')")
    page.click("text=Copy corrected text")
    said(page, "5 fixes")
    assert clipboard(page) == corrected(1, 3, 5, 6, 7)


def test_copying_works_without_the_clipboard_interface(visit: Open) -> None:
    page = visit(single()).page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.addEventListener('copy', () => window.copied = document.activeElement.value)")
    page.click("text=Copy corrected text")
    said(page, "Copied")
    assert page.evaluate("window.copied") == corrected()


def test_the_strip_leads_to_the_nearest_finding(visit: Open) -> None:
    page = visit(single()).page
    box = page.locator(".strip").bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + 5)
    assert page.locator(".detail h3").inner_text() == "Finding 1 of 7"


def test_the_index_sorts_and_leads_to_articles_and_back(visit: Open) -> None:
    page = visit(several()).page
    first = ".index tbody tr:first-child .path"
    assert page.locator(first).inner_text() == "desk/article.txt"
    for name, top, state in (
        ("Article", "desk/article.txt", "ascending"),
        ("Words", "desk/article.txt", "descending"),
        ("Words", "clean.txt", "ascending"),
        ("Verdict", "desk/article.txt", "descending"),
        ("Verdict", "clean.txt", "ascending"),
    ):
        page.click(f".index th button:text-is('{name}')")
        assert page.locator(first).inner_text() == top
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == state
    assert page.locator("article:visible").count() == 0
    page.click("text=A headline about kyiv")
    assert page.locator("article:visible").count() == 1
    assert not page.locator("#index").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "desk/article.txt"
    page.click("text=launched Mr. Putin")
    page.click("text=Next article")
    assert page.locator("article:visible h2").inner_text() == "z.txt"
    assert not page.locator(".detail").is_visible()
    page.go_back()
    page.go_back()
    assert page.locator("#index").is_visible()
    assert page.locator("article:visible").count() == 0
    assert page.locator(first).inner_text() == "clean.txt"


def test_decisions_stay_when_another_article_is_read(visit: Open) -> None:
    page = visit(several(), "#a1").page
    page.click("[data-act=safe]")
    page.click("text=Next article")
    assert page.locator(".count").inner_text() == "1 open"
    page.click("text=Previous article")
    assert page.locator(".count").inner_text() == "3 accepted · 4 open"


HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "<svg onload=window.hacked=1>",
    "<a href=javascript:window.hacked=1>teh</a>",
    "<style>@import 'https://example.org/x.css';</style>",
)


@pytest.mark.parametrize("scripted", [True, False])
def test_nothing_in_an_article_runs(visit: Open, scripted: bool) -> None:
    words = " ".join(HOSTILE)
    flags: tuple[Flag, ...] = ((words, Severity.MAJOR, "style/awkward", words, ((words, "safe"),)),)
    report = article(f"{words} head\n\nMore.", words, flags)
    rules = {words: RuleEntry(words, words, words, "style/awkward", Severity.MAJOR, examples=((words, words),))}
    html = render(Report((report, report), (Problem(words, words),), {words: words}, rules))
    page = visit(html, "#a1", java_script_enabled=scripted).page
    assert page.locator("article:visible a.flag").inner_text() == words
    if scripted:
        page.click("article:visible a.flag")
        page.click(".content button >> nth=0")
        for fragment in ("#rules", "#index"):
            page.evaluate(f"location.hash = '{fragment}'")
        assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object, embed").count() == 0


def test_injected_code_would_be_refused(visit: Open) -> None:
    """The policy holds even if markup should get in."""
    html = single().replace(
        "<main>", "<main><script>window.hacked=1</script><img src=x onerror='window.hacked=1'><b style='color:red'>"
    )
    seen = visit(html)
    seen.page.wait_for_load_state()
    assert seen.page.evaluate("window.hacked") is None
    assert len(seen.said) >= 3
    assert all("Content Security Policy" in said for said in seen.said)
    seen.said.clear()
    seen.requests.clear()  # the image is named among them, though it was refused


def test_everything_can_be_read_without_scripts(visit: Open) -> None:
    page = visit(several(), java_script_enabled=False).page
    assert page.locator("#index").is_visible()
    page.click("text=A headline about kyiv")
    assert page.locator("article:visible").count() == 1
    assert not page.locator("#index").is_visible()
    assert page.locator("button:visible, select:visible, input:visible").count() == 0
    page.click("text=launched Mr. Putin")  # to its entry in the list
    assert page.evaluate("location.hash") == "#f1-2"
    assert page.locator("#f1-2").is_visible()
    page.click("#f1-2 .more a >> nth=0")  # to the reason
    assert page.locator("text=The reason for fr.launched.").is_visible()
    page.click("text=All articles")
    assert page.locator("#index").is_visible()


def test_paper_has_numbers_and_notes_and_no_buttons(visit: Open) -> None:
    page = visit(single(), color_scheme="dark").page
    page.click(".theme")
    page.click(".theme")
    page.click("text=launched Mr. Putin")
    page.emulate_media(media="print")
    assert page.locator("button:visible, select:visible, input:visible, .panel:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('#m1-2'), '::after').content") in ('"2"', "attr(data-n)")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 27, 25)"
    assert page.locator(".findings li:visible").count() == 7
    assert page.locator("text=The reason for fr.launched.").last.is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def violations(page: Any) -> list[str]:
    """Of axe's rules: WCAG 2.1 A and AA, contrast included, and best practices."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = axe.run(page).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes']]}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_index_and_a_finding_are_accessible(visit: Open, scheme: str, viewport: dict[str, int]) -> None:
    page = visit(several(), color_scheme=scheme, viewport=viewport).page
    assert violations(page) == []
    page.evaluate("location.hash = '#a1'")
    page.click("[data-act=safe]")
    page.evaluate("document.getElementById('m1-2').click()")
    page.locator(".content button").first.click()
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("x")
    assert violations(page) == []  # the text with fixes accepted and left, a finding beside it


@pytest.mark.parametrize("fragment", ["#a1", "#a3", "#rules"])
def test_other_views_are_accessible(visit: Open, fragment: str) -> None:
    assert violations(visit(several(), fragment).page) == []


@pytest.mark.parametrize("fragment", ["", "#a1", "#f1-2", "#rules"])
def test_no_page_is_wider_than_a_phone(visit: Open, fragment: str) -> None:
    long = article("Donaudampfschifffahrtsgesellschaft" * 20 + " teh word, end", "/very/long/path" * 30, FLAGS[-1:])
    html = render(Report((full(), long), rules=RULES))
    page = visit(html, fragment, viewport=PHONE, has_touch=True, is_mobile=True).page
    for name in (fragment, "#a2"):
        page.evaluate(f"location.hash = '{name}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_panel_of_a_phone_leaves_the_mark_in_sight(visit: Open) -> None:
    page = visit(single(), viewport=PHONE).page
    for number in range(1, 8):
        page.evaluate(f"document.getElementById('f1-{number}').querySelector('.show').click()")
        mark, panel = page.locator(f"#m1-{number}").bounding_box(), page.locator(".detail").bounding_box()
        assert 0 <= mark["y"] < mark["y"] + mark["height"] <= panel["y"]
        assert panel["y"] + panel["height"] <= PHONE["height"] + 1


def test_the_theme_can_be_chosen(visit: Open) -> None:
    page = visit(single(), color_scheme="light").page
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.click("text=Dark")
    dark = page.evaluate(background)
    assert [sum(map(int, re.findall(r"\d+", color)[:3])) > 380 for color in (light, dark)] == [True, False]
    page.click("text=Light")
    assert page.evaluate(background) == light


def test_real_findings_in_a_real_browser(visit: Open, tiny: object) -> None:
    report = Auditor().audit(Document("The talks in kyiv ended.\n\nIn teh end nobody came to kyiv.\n", "a.txt"))
    page = visit(render(Report((report,)))).page
    page.click("[data-act=safe]")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy corrected text")
    said(page, "Copied")
    assert "In the end" in clipboard(page)
    assert tiny
