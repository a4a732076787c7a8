"""Our own texts: listed with origin and licence, and silent where they are edited English."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from auditor import Auditor, Document

CORPORA = Path(__file__).parent.parent / "corpora"
DOCUMENTS: list[dict[str, Any]] = tomllib.loads((CORPORA / "MANIFEST.toml").read_text(encoding="utf-8"))["document"]


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def test_manifest_lists_every_text() -> None:
    present = {path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*.txt")}
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
