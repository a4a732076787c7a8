"""The public interface: `Auditor`, `audit`."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor import Auditor, Document, audit
from auditor.config import Config, Override
from auditor.errors import ConfigError
from auditor.finding import Severity
from tests.support import ARTICLE, finishes, write_rules

pytestmark = pytest.mark.usefixtures("tiny")

WORDS = (
    "kyiv Kyiv KYIV teh Teh l’ İ ß x.kyiv.com @teh 😀 “ ” launched_Mr._Putin raged_Mrs._May around_fifteen "
    "medal_won_ on_the_field_of_honor"
)
PIECES = st.sampled_from(
    [*(word.replace("_", " ") for word in WORDS.split()), " ", "\n", "\r\n", ". ", "\u00a0", "\ud800", "\0", "e\u0301"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def rules(report: auditor.DocumentReport) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_everything_in_one_article() -> None:
    report = Auditor().audit(ARTICLE)
    assert [(f.rule, f.text, f.severity) for f in report.findings] == [
        ("en.city", "kyiv", Severity.MAJOR),
        ("fr.launched", "launched Mr. Putin", Severity.CRITICAL),
        ("fr.launched", "raged Mr. Medvedev", Severity.CRITICAL),
        ("fr.fifteen", "around fifteen", Severity.MINOR),
        ("any.teh", "teh", Severity.MINOR),
    ]
    assert report.source_language
    assert report.source_language.code == "fr"
    assert report.findings[0].message == "kyiv keeps its capital: Kyiv"
    assert [fix.replacement for fix in report.findings[1].fixes] == ["Mr. Putin said"]


def test_translated_rules_need_evidence_or_a_known_source() -> None:
    assert rules(Auditor().audit("There were around fifteen.")) == []
    assert rules(Auditor(Config(source="fr")).audit("There were around fifteen.")) == ["fr.fifteen"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "\0", "\ud800", "\ud800 kyiv \udfff"])
def test_odd_texts(text: str) -> None:
    assert rules(Auditor().audit(text)) == (["en.city"] if "kyiv" in text else [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(TEXTS)
def test_plain_path_gives_the_same(text: str) -> None:
    config = Config(preview=True, source="fr")
    assert Auditor(config).audit(text) == Auditor(config, plain=True).audit(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(TEXTS)
def test_findings_are_what_they_say(text: str) -> None:
    report = Auditor(Config(preview=True)).audit(text)
    document, end = report.document, 0
    for finding in report.findings:
        assert end <= finding.start < finding.end
        assert text[finding.start : finding.end] == finding.text
        assert document.position(finding.start) == (finding.line, finding.column)
        assert document.position(finding.end) == (finding.end_line, finding.end_column)
        end = finding.end
    prints = [finding.fingerprint for finding in report.findings]
    assert len(set(prints)) == len(prints)


def test_reuse_and_threads_give_what_one_call_gives() -> None:
    texts = [f"{ARTICLE}\nNumber {n}: kyiv {'teh ' * (n % 7)}" for n in range(60)]
    shared = Auditor()
    expected = [Auditor().audit(text) for text in texts]
    assert [shared.audit(text) for text in texts] == expected
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(Auditor().audit, texts)) == expected


def test_configuration() -> None:
    text = "In kyiv teh."
    assert rules(Auditor(Config(select=["en"])).audit(text)) == ["en.city"]
    assert rules(Auditor(Config(ignore=["*.teh"])).audit(text)) == ["en.city"]
    assert rules(Auditor(Config(vocabulary=["KYIV"])).audit(text)) == ["any.teh"]
    assert rules(Auditor(Config(vocabulary=["kyiv", "teh"])).audit(text)) == []


def test_vocabulary_with_a_typographic_apostrophe(tiny: Path) -> None:
    write_rules(
        tiny, {"en/shell.yaml": (tiny / "en/city.yaml").read_text().replace("[Kyiv]", "[Baba Yaga's]").replace("yiv", "nil")}
    )
    (tiny / "en/shell.yaml").write_text(
        "summary: s\nwhy: w\ntype: style/awkward\nseverity: minor\ncheck: replace\nmap: {\"rock'n'roll\": rock}\n"
        "examples: [{flag: \"[[rock'n'roll]]\"}, {pass: a}, {pass: b}]\n"
    )
    assert rules(Auditor().audit("rock’n’roll")) == ["en.shell"]
    assert rules(Auditor(Config(vocabulary=["Rock’n’Roll"])).audit("rock’n’roll")) == []


def test_severity_by_id_pack_and_pattern() -> None:
    config = Config(severity={"any.*": "critical", "en": "minor", "en.city": "neutral"})
    assert [f.severity for f in Auditor(config).audit("In kyiv teh.").findings] == [Severity.NEUTRAL, Severity.CRITICAL]


def test_preview_rules_run_on_request_only() -> None:
    text = "He fell on the field of honour."
    assert rules(Auditor().audit(text)) == []
    assert rules(Auditor(Config(select=["fr"])).audit(text)) == []
    assert rules(Auditor(Config(preview=True)).audit(text)) == ["fr.trial"]
    assert rules(Auditor(Config(select=["fr.trial"])).audit(text)) == ["fr.trial"]
    assert rules(Auditor(Config(preview=True)).audit("A medal won on the field of honour.")) == []


def test_overrides_by_path_also_inside_json_lines(tmp_path: Path) -> None:
    config = Config(override=[Override(paths=[str(tmp_path / "feed.jsonl")], ignore=["en.city"])])
    shared = Auditor(config)
    path = str(tmp_path / "feed.jsonl")
    assert rules(shared.audit(Document("kyiv", f"{path}#1", file=path))) == []
    assert rules(shared.audit(Document("kyiv", str(tmp_path / "other.txt")))) == ["en.city"]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (Config(select=["en.citty"]), "no rule or pack is named `en.citty`; near: en.city"),
        (Config(ignore=["launched"]), "no rule or pack is named `launched`; near: fr.launched"),
        (Config(select=["xx"]), "no rule or pack is named `xx`; `auditor rules list` shows all"),
        (Config(severity={"fr.zzz": "minor"}), "no rule or pack is named `fr.zzz`"),
        (Config(source="xx"), "no pack for the source language `xx`; there are: fr"),
        (Config(override=[Override(paths=["*"], ignore=["zz"])]), "no rule or pack is named `zz`"),
        (Config(override=[Override(paths=["*"], source="en")]), "no pack for the source language `en`"),
        (Config(packs=["/nowhere"]), "/nowhere: no such pack: a directory of rule files is expected"),
    ],
)
def test_what_names_nothing_is_refused_at_once(config: Config, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Auditor(config)
    assert str(caught.value).startswith(message)


def test_broken_rules_are_told_and_the_others_run(tiny: Path) -> None:
    (tiny / "any/broken.yaml").write_text("summary: [\n")
    shared = Auditor()
    assert [str(problem).removeprefix(f"{tiny}/").partition(" ")[0] for problem in shared.problems] == ["any/broken.yaml:2:"]
    assert rules(shared.audit("In kyiv.")) == ["en.city"]


def test_addresses_are_left_alone() -> None:
    for text in ("see www.kyiv.com", "https://x.org/kyiv-news", "kyiv.kyiv@teh.org", "@kyiv", "#teh"):
        assert rules(audit_fresh(text)) == []
    assert rules(audit_fresh("Near kyiv. Com")) == ["en.city"]


def audit_fresh(text: str) -> auditor.DocumentReport:
    return Auditor().audit(text)


def test_function_and_names() -> None:
    from auditor import pipeline

    pipeline._default.cache_clear()
    try:
        assert [f.text for f in audit("The talks in kyiv ended.").findings] == ["kyiv"]
    finally:
        pipeline._default.cache_clear()
    for name in auditor.__all__:
        assert getattr(auditor, name)
    with pytest.raises(AttributeError):
        _ = auditor.nonsense


def test_packs_have_hashes_that_follow_their_content(tiny: Path) -> None:
    before = Auditor().packs
    assert set(before) == {"any", "en", "fr"}
    with (tiny / "any/teh.yaml").open("a") as stream:
        stream.write("# edited\n")
    after = Auditor().packs
    assert {pack for pack in before if before[pack] != after[pack]} == {"any"}


@pytest.mark.parametrize("unit", ["kyiv ", "kyiv", "“kyiv” ", "launched Mr. Putin ", '"', "teh\n", "\u00a0’", "launched Mr. A"])
def test_hostile_text_is_audited_to_its_end(unit: str) -> None:
    with finishes():
        Auditor(Config(preview=True, source="fr")).audit(Document(unit * 60_000))
