"""The page for a desk, as a browser shows it: hostile text, no scripts, paper, narrow screens, other colors, accessibility."""

import re
from typing import Any

import pytest

from auditor.finding import Severity
from auditor.report import Problem, Report, RuleEntry
from auditor.reporters.html import render
from tests.browser.pages import DESK, ENLARGED, FLAGS, PHONE, RULES, Flag, Open, article, full, several, single

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


def test_the_index_on_paper_names_its_columns(visit: Open) -> None:
    page = visit(several()).page
    page.emulate_media(media="print")
    heads = page.locator(".index thead th").all_inner_texts()
    assert [head.strip(" ↓") for head in heads] == [
        *("Article", "Verdict", "Penalty", "Critical", "Major", "Minor", "Words", "Source")
    ]


def violations(page: Any) -> list[str]:
    """Of axe's rules: WCAG 2.1 A and AA, contrast included, and best practices."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = axe.run(page).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes']]}" for rule in found]


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESK), ("dark", PHONE)])
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


def test_other_views_are_accessible(visit: Open) -> None:
    page = visit(several(), "#a1").page
    for fragment in ("#a1", "#a3", "#rules"):
        page.evaluate(f"location.hash = '{fragment}'")
        assert violations(page) == []


def test_a_choice_shows_without_colors_of_ours(visit: Open) -> None:
    page = visit(single(), "#m1-2", forced_colors="active").page
    page.locator(".content button").first.click()
    page.locator("[data-act=next]").focus()
    colors = page.locator(".content button").evaluate_all("(all) => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert colors[0] != colors[1] == colors[2]
    assert page.locator("#m1-2").evaluate("(flag) => getComputedStyle(flag).outlineStyle") == "solid"


def test_no_page_is_wider_than_a_phone(visit: Open) -> None:
    long = article("Donaudampfschifffahrtsgesellschaft" * 20 + " teh word, end", "/very/long/path" * 30, FLAGS[-1:])
    html = render(Report((full(), long), rules=RULES))
    page = visit(html, viewport=PHONE, has_touch=True, is_mobile=True).page
    assert page.locator(".index thead th:visible").count() == 8  # all columns, in a frame that scrolls
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 600})
        for fragment in ("", "#a1", "#f1-2", "#rules", "#a2"):
            page.evaluate(f"location.hash = '{fragment}'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("viewport", [PHONE, ENLARGED], ids=["phone", "enlarged"])
def test_the_panel_below_leaves_the_mark_in_sight(visit: Open, viewport: dict[str, int]) -> None:
    page = visit(single(), viewport=viewport).page
    for number in range(1, 8):
        page.evaluate(f"document.getElementById('f1-{number}').querySelector('.show').click()")
        mark, panel = page.locator(f"#m1-{number}").bounding_box(), page.locator(".detail").bounding_box()
        assert 0 <= mark["y"] < mark["y"] + mark["height"] <= panel["y"], number
        assert panel["y"] + panel["height"] <= viewport["height"] + 1


def test_the_theme_can_be_chosen(visit: Open) -> None:
    page = visit(single(), color_scheme="light").page
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.click("text=Dark")
    dark = page.evaluate(background)
    assert [sum(map(int, re.findall(r"\d+", color)[:3])) > 380 for color in (light, dark)] == [True, False]
    page.click("text=Light")
    assert page.evaluate(background) == light
