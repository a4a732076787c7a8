"""A real browser, without network; tests skip where there is none."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright", reason="Playwright is not installed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}


class Visit:
    """A page that was opened, and what the browser said and asked for since."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.said: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs all of these, one after the other: Playwright keeps an event loop, which others may need in between."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: "Browser", tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Writes a page to a file and opens it; options are those of a browser context. Nothing may be said or asked for."""
    visits: list[Visit] = []

    def opened(html: str, fragment: str = "", **options: object) -> Visit:
        path = tmp_path / f"report-{len(visits)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**{**DESK, **options})
        context.set_default_timeout(5000)
        made = Visit(context.new_page())
        visits.append(made)
        made.page.goto(path.as_uri() + fragment)
        return made

    yield opened
    for made in visits:
        made.page.context.close()
        assert made.said == []
        assert {url.partition("#")[0].rpartition("/")[2] for url in made.requests} <= {f"report-{visits.index(made)}.html", ","}
