"""Size of the page for a desk, time to render it, and time until a browser shows it: 200 documents of `wmt-dev` on one page.

python -m tests.benchmarks.html ../shared/corpora --shots shots
"""

import argparse
import gzip
import json
import shutil
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from auditor import Auditor, Document
from auditor.corpus.entries import entries
from auditor.report import Report
from auditor.reporters.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
_VIEWS = {"index": "#index", "worst": "#a1", "finding": "#f1-1", "rules": "#rules"}
_PAINTED = """() => new Promise(resolve => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") resolve(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
_LOADED = 'performance.getEntriesByType("navigation")[0].loadEventEnd'


def documents(corpora: Path, kind: str) -> Iterator[Document]:
    with gzip.open(corpora / "wmt-dev" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["kind"] == kind:
                yield Document("\n".join(record["segments"]), record["id"])


def shown(browser: "Browser", address: str, times: int) -> tuple[float, float]:
    """Milliseconds to the first paint of content and to the end of loading; medians, each in a fresh context."""
    paints, loads = [], []
    for _ in range(times):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(address)
        paints.append(float(page.evaluate(_PAINTED)))
        loads.append(float(page.evaluate(_LOADED)))
        context.close()
    return median(paints), median(loads)


def shoot(browser: "Browser", address: str, directory: Path) -> None:
    """Pictures of the main views, light and dark, at a desk and on a phone."""
    directory.mkdir(parents=True, exist_ok=True)
    for place, width, height in (("desk", 1280, 900), ("phone", 375, 740)):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for name, fragment in _VIEWS.items():
                page.goto("about:blank")
                page.goto(address + fragment)
                page.screenshot(path=directory / f"{name}-{place}-{scheme}.png")
            context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--kind", default="mt", help="of text: mt, ht or native")
    parser.add_argument("--times", type=int, default=7, help="how often the page is opened")
    parser.add_argument("--shots", type=Path, help="a directory for pictures of the views")
    given = parser.parse_args()
    auditor = Auditor()
    audited = tuple(auditor.audit(document) for document in islice(documents(given.corpora, given.kind), given.documents))
    known = entries(auditor.rules({finding.rule for document in audited for finding in document.findings}))
    report = Report(audited, packs=auditor.packs, rules=known)
    render(report)  # compiles the templates
    start = perf_counter()
    html = render(report)
    took = perf_counter() - start
    letters = sum(len(document.document.text) for document in audited)
    print(f"{len(audited)} documents, {report.words:,} words, {len(report.findings):,} findings, {letters:,} code points of text")
    print(f"{len(html.encode()):,} bytes of HTML, {len(html.encode()) / letters:.2f} per code point; rendered in {took:.2f} s")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("no Chromium on PATH: not opened")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as directory, sync_playwright() as started:
        path = Path(directory) / "report.html"
        path.write_text(html, encoding="utf-8")
        browser = started.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        for name, fragment in _VIEWS.items():
            paint, load = shown(browser, path.as_uri() + fragment, given.times)
            print(f"{name:8} first contentful paint {paint:5.0f} ms, loaded {load:5.0f} ms (median of {given.times})")
        if given.shots:
            shoot(browser, path.as_uri(), given.shots)
        browser.close()


if __name__ == "__main__":
    main()
