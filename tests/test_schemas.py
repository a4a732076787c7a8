"""The committed JSON Schemas are those of the types, and what we write obeys them."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from auditor import Auditor, Document
from auditor.report import Problem, Report
from auditor.reporters import json as json_reporter
from auditor.rules import packs
from auditor.schemas import DIRECTORY, schemas


@pytest.mark.parametrize("name", sorted(schemas()))
def test_committed_schema_is_in_step(name: str) -> None:
    committed = json.loads((DIRECTORY / name).read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(schemas()[name])), "run: python -m auditor.schemas"


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


TEXTS = ["", " \n", "They met in kyiv, “said” the minister .", "Emoji 😀 and kyiv\u2028\x00 \ud800 end"]


@pytest.mark.parametrize("text", TEXTS[:3])
def test_json_report_obeys_its_schema(auditor: Auditor, text: str) -> None:
    report = Report((auditor.audit(Document(text, "a.txt")),), (Problem("b.txt", "cannot be read"),), auditor.packs)
    _validate(json.loads(json_reporter.render(report)), "report.schema.json")


@pytest.mark.parametrize("identity", ["x", 7])
def test_scan_output_obeys_its_schema(auditor: Auditor, identity: str | int) -> None:
    line = json_reporter.render_scanned(auditor.audit("They met in kyiv."), identity)
    _validate(json.loads(line), "scan.schema.json")


def test_every_built_in_rule_obeys_the_schema() -> None:
    validators = {
        kind: jsonschema.Draft202012Validator(json.loads((DIRECTORY / f"{kind}.schema.json").read_text(encoding="utf-8")))
        for kind in ("rule", "lexicon")
    }
    files = packs.files(packs.directories())
    assert len(files) > 100
    for file in files:
        data = yaml.load(file.content, Loader=yaml.CBaseLoader)  # noqa: S506 - all scalars as text
        validator = validators["lexicon" if file.pack == packs.LEXICONS else "rule"]
        problems = [e.message for e in validator.iter_errors(_typed(data))]
        assert not problems, f"{file.path}: {problems[0]}"


def _typed(value: Any) -> Any:
    """Plain scalars as `auditor.rules.yamlsource` reads them."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return {"true": True, "false": False, "null": None}.get(value, int(value) if value.isascii() and value.isdecimal() else value)


def _validate(data: object, name: str) -> None:
    jsonschema.Draft202012Validator(json.loads((DIRECTORY / name).read_text(encoding="utf-8"))).validate(data)
