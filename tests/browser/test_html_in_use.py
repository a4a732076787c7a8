"""The page for a desk, as people use it: reading, filtering, deciding, copying, by mouse and by keyboard."""

from dataclasses import replace

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Severity
from auditor.report import Report
from auditor.reporters.html import render
from tests.browser.pages import TEXT, Flag, Open, article, clipboard, corrected, finding, said, several, single


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
    page.locator("input[name=major]").focus()
    page.keyboard.press("n")  # a filter does not take the keys
    assert page.locator(".detail h3").inner_text() == "Finding 1 of 7"
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 640, "height": 450})  # a desk at 200%
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
    entry = page.locator(shown).last
    number = entry.evaluate("(li) => getComputedStyle(li, '::before').content")
    assert number in ('"5."', 'attr(data-n) "."', '"5" "."')  # its own, not its place among those shown
    assert entry.evaluate("(li) => getComputedStyle(li).display") == "block"  # list items: a minute to hide 10,000


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


def test_an_accepted_fix_is_said_and_can_be_taken_back_where_it_stands(visit: Open) -> None:
    page = visit(single(), "#m1-2").page
    names = [button.get_attribute("aria-label") for button in page.locator(".content button").all()]
    assert names == ["Accept: Mr. Putin said", "Accept: Mr. Putin <b>asked</b>", "Leave as it is"]
    page.locator(".content button").nth(1).click()
    said(page, "Finding 2 of 7: accepted.")
    page.keyboard.press("Escape")
    page.click(".text ins")
    assert page.locator(".detail h3").inner_text() == "Finding 2 of 7"
    page.locator(".content button").nth(1).click()
    said(page, "Finding 2 of 7: open again.")
    assert page.locator(".text ins").count() == 0


def test_the_first_safe_fix_is_the_one_that_all_accept(visit: Open) -> None:
    flags: tuple[Flag, ...] = (("teh", Severity.MINOR, "style/awkward", "p.r", (("ten", "unsafe"), ("the", "safe"))),)
    page = visit(render(Report((article(flags=flags),)))).page
    page.click("text=Accept all safe fixes (1)")
    assert page.locator(".text ins").inner_text() == "the"


def test_a_finding_without_a_place_in_the_text_gives_its_entry_the_focus(visit: Open) -> None:
    """One that runs into another, and one of blank lines alone."""
    document = Document("A head\n\nOne two.\n\nThree.\n")
    flags = [("two.", "p.one"), ("wo.", "p.two"), ("\n\nT", "p.three")]
    found = [finding(document, text, Severity.MINOR, "style/awkward", rule, ()) for text, rule in flags]
    blank = replace(found[2], start=16, end=18, text="\n\n")
    page = visit(render(Report((DocumentReport(document, (*found[:2], blank)),)))).page
    for rule in ("p.two", "p.three"):
        if rule == "p.two":
            page.keyboard.press("n")
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.textContent") == rule
        assert page.locator(".detail h3").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "p.three"


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


def test_real_findings_in_a_real_browser(visit: Open, tiny: object) -> None:
    report = Auditor().audit(Document("The talks in kyiv ended.\n\nIn teh end nobody came to kyiv.\n", "a.txt"))
    page = visit(render(Report((report,)))).page
    page.click("[data-act=safe]")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy corrected text")
    said(page, "Copied")
    assert "In the end" in clipboard(page)
    assert tiny
