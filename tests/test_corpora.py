"""Our own texts: listed with origin and licence, and silent where they are edited English."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from auditor import Auditor, Document
from auditor.corpus.figures import total
from auditor.corpus.gold import parse, render
from auditor.corpus.runs import evaluate

CORPORA = Path(__file__).parent.parent / "corpora"
MANIFEST: dict[str, Any] = tomllib.loads((CORPORA / "MANIFEST.toml").read_text(encoding="utf-8"))
DOCUMENTS: list[dict[str, Any]] = MANIFEST["document"]
GOLD = sorted((CORPORA / "gold").rglob("*.txt"))


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def test_manifest_lists_every_text() -> None:
    present = {path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*.txt") if path not in GOLD}
    assert {document["path"] for document in DOCUMENTS} == present
    assert all(document["origin"] and document["license"] for document in DOCUMENTS)


def test_articles_come_in_pairs() -> None:
    raw = {d["story"]: d["source_language"] for d in DOCUMENTS if d["kind"] == "raw"}
    references = {d["story"]: d["source_language"] for d in DOCUMENTS if d["kind"] == "reference"}
    assert raw == references
    assert len(raw) >= 6
    assert {"fr", "ru", "es", "de"} <= set(raw.values())


@pytest.mark.parametrize("path", [d["path"] for d in DOCUMENTS if d["kind"] in ("clean", "reference")])
def test_edited_english_is_silent(auditor: Auditor, path: str) -> None:
    report = auditor.audit(Document((CORPORA / path).read_text(encoding="utf-8"), path))
    assert [(finding.rule, finding.text) for finding in report.findings] == []


@pytest.mark.parametrize("path", [d["path"] for d in DOCUMENTS if d["kind"] == "raw"])
def test_raw_translations_are_not_silent(auditor: Auditor, path: str) -> None:
    report = auditor.audit(Document((CORPORA / path).read_text(encoding="utf-8"), path))
    assert report.findings


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d["kind"] == "raw"], ids=lambda d: d["path"])
def test_source_language_is_right_or_not_stated(auditor: Auditor, document: dict[str, Any]) -> None:
    path = document["path"]
    stated = auditor.audit(Document((CORPORA / path).read_text(encoding="utf-8"), path)).source_language
    if stated is None:
        assert document["source_language"] != "fr"  # the one language whose pack is deep enough to tell
    else:
        assert stated.code == document["source_language"]


def test_there_is_gold_for_every_language() -> None:
    counts = Counter(path.parent.name for path in GOLD)
    assert MANIFEST["gold"]["license"] == "Apache-2.0"
    assert counts["fr"] >= 40
    assert all(counts[code] >= 15 for code in ("es", "de", "it", "pt", "ru", "uk"))
    assert all(counts[code] >= 8 for code in ("nl", "pl", "cs", "tr", "ar", "zh", "ja"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_gold_is_in_form_and_its_edited_version_silent(auditor: Auditor, path: Path) -> None:
    annotated = path.read_text(encoding="utf-8")
    passage = parse(annotated, str(path))
    assert render(passage) == annotated
    assert 90 <= len(passage.text.split()) <= 260
    assert len(passage.marks) >= 4
    assert passage.edited
    assert [(finding.rule, finding.text) for finding in auditor.audit(passage.edited).findings] == []


def test_findings_on_the_gold_are_right(auditor: Auditor) -> None:
    """Precision first: at most one finding in twenty may be off every mark."""
    results = evaluate(auditor, [parse(path.read_text(encoding="utf-8"), str(path)) for path in GOLD])
    figures = total(results)
    assert figures.precision is not None
    assert figures.precision >= 0.95
    stated = [result for result in results if result.stated]
    assert sum(result.stated == result.language for result in stated) >= 0.9 * len(stated)
    assert sum(result.stated != result.language for result in stated) <= 0.02 * len(results)
