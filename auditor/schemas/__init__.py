"""JSON Schemas of what we read and write, made from the types themselves.

`python -m auditor.schemas` writes them; a test keeps the committed files in step.
"""

from pathlib import Path
from typing import Any, Union

import msgspec

from auditor.checks import BUILT_IN
from auditor.config import Config
from auditor.readers.jsonl import Line
from auditor.readers.tables import Record
from auditor.reporters.comparison import WireComparison
from auditor.reporters.scores import WireScoring
from auditor.reporters.wire import WireReport, WireScanned
from auditor.rules.lexicons import Lexicon
from auditor.triage.baseline import Baseline

DIRECTORY = Path(__file__).parent
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema under its file name."""
    types: dict[str, tuple[str, Any]] = {
        "rule": ("A rule of auditor, one YAML file", Union[BUILT_IN]),  # noqa: UP007 - from a tuple
        "lexicon": ("A lexicon of auditor, one YAML file", Lexicon),
        "config": ("auditor.toml", Config),
        "baseline": ("A baseline, from `auditor baseline create`", Baseline),
        "report": ("Output of `auditor check --format json`", WireReport),
        "scan-input": ("A line of input of `auditor scan`", Line),
        "scan": ("A line of output of `auditor scan`", WireScanned),
        "score-input": ("A line of JSON Lines input of `auditor score` and `auditor compare`", Record),
        "score": ("Output of `auditor score --format json`", WireScoring),
        "compare": ("Output of `auditor compare --format json`", WireComparison),
    }
    written = {
        f"{name}.schema.json": {"$schema": _DRAFT, "title": title, **msgspec.json.schema(kind)}
        for name, (title, kind) in types.items()
    }
    _allow_references(written["rule.schema.json"])
    return written


def _allow_references(schema: dict[str, Any]) -> None:
    """Make it the schema of a rule as it is written: where a gazetteer may be named, a reference is as good as the value."""
    reference = {"type": "string", "pattern": r"^\{[a-z_]+(?::[a-z]+)?\}$"}
    for kind in BUILT_IN:
        properties = schema["$defs"][kind.__name__]["properties"]
        for key in kind.SPELLINGS:
            pairs = properties[key]
            properties[key] = {"anyOf": [pairs, reference, {"type": "array", "items": {"anyOf": [pairs, reference]}}]}
        for key in kind.GROUPS:
            properties[key]["items"] = {"anyOf": [properties[key]["items"], reference]}


def write() -> None:
    """Write all schemas into the package."""
    for name, schema in schemas().items():
        (DIRECTORY / name).write_bytes(msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
