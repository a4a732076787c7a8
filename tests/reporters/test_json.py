"""Machine-readable output (DESIGN §6)."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document
from auditor.report import Problem, Report
from auditor.reporters import json as reporter
from tests.support import ARTICLE

pytestmark = pytest.mark.usefixtures("tiny")


def test_report() -> None:
    shared = Auditor()
    found = json.loads(
        reporter.render(Report((shared.audit(Document(ARTICLE, "a.txt")),), (Problem("b.txt", "bad"),), shared.packs))
    )
    assert found["schema"] == 1
    assert found["tool"]["name"] == "auditor"
    assert set(found["tool"]["packs"]) == {"any", "en", "fr"}
    assert found["errors"] == [{"path": "b.txt", "message": "bad"}]
    assert found["summary"]["by_severity"] == {"critical": 2, "major": 1, "minor": 2, "neutral": 0}
    (document,) = found["documents"]
    assert document["path"] == "a.txt"
    assert document["source_language"] == {"code": "fr", "probability": 0.9707} or document["source_language"]["code"] == "fr"
    for finding in document["findings"]:
        assert ARTICLE[finding["start"] : finding["end"]] == finding["text"]
    first = document["findings"][0]
    first.pop("fingerprint")
    assert first == {
        "rule": "en.city",
        "type": "linguistic-conventions/spelling",
        "severity": "major",
        "start": 17,
        "end": 21,
        "line": 1,
        "column": 18,
        "end_line": 1,
        "end_column": 22,
        "text": "kyiv",
        "message": "kyiv keeps its capital: Kyiv",
        "fixes": [{"start": 17, "end": 21, "replacement": "Kyiv", "safety": "safe"}],
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.sampled_from(["kyiv", " ", "\n", "\u2028", "\0", '"', "\\", "😀", "é"])).map("".join))
def test_a_line_is_one_line_of_json(article: str) -> None:
    report = Auditor().audit(Document(article, "a\nb"))
    line = reporter.render_line(report)
    assert line.count("\n") == 1
    scanned = reporter.render_scanned(report, "x\ny")
    assert scanned.count(b"\n") == 1
    assert json.loads(scanned)["findings"] == json.loads(line)["findings"]
    assert json.loads(scanned)["id"] == "x\ny"


def test_a_file_name_that_is_not_utf8() -> None:
    report = Auditor().audit(Document("kyiv", "caf\udce9.txt"))
    rendered = reporter.render(Report((report,), (Problem("caf\udce9.txt", "bad \udce9"),)))
    assert json.loads(rendered)["documents"][0]["path"] == "caf\N{REPLACEMENT CHARACTER}.txt"
