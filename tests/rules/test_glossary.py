"""Glossary files: CSV and TBX, good and bad."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import Auditor
from auditor.config import Config
from auditor.errors import ConfigError
from tests.support import Invoked, finishes

Invoke = Callable[..., Invoked]
pytestmark = pytest.mark.usefixtures("tiny")

TBX2 = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX"><text><body><termEntry id="c1">
  <langSet xml:lang="fr"><tig><term>immigré clandestin</term></tig></langSet>
  <langSet xml:lang="en-US">
    <tig><term>undocumented immigrant</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <ntig><termGrp>
      <term>illegal alien</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
    </termGrp></ntig>
  </langSet></termEntry></body></text></martif>
"""
TBX3 = """\
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:b="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1"><langSec xml:lang="en">
  <termSec><term>Kyiv</term><b:administrativeStatus>preferredTerm-admn-sts</b:administrativeStatus></termSec>
  <termSec><term>Kiev</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
  <termSec><term>Kyyiv</term></termSec>
</langSec></conceptEntry></body></text></tbx>
"""


def load(path: Path, content: str | bytes) -> Auditor:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Auditor(Config(glossaries=[str(path)], select=["glossary"]))


def test_severities_messages_and_scopes(tmp_path: Path) -> None:
    rows = "term;status;use;instead_of;note\nfoo bar;forbidden;;;Page 4\nbaz;required;;bazz;\nquux;preferred;;quuux;\n"
    report = load(tmp_path / "g.csv", rows).audit("Foo bars, bazz, quuux.")
    assert [(f.rule, f.severity.label, f.message) for f in report.findings] == [
        ("glossary.forbidden", "major", "Page 4"),
        ("glossary.required", "major", "The desk has another term, or spelling, for it"),
        ("glossary.preferred", "minor", "The desk has another term, or spelling, for it"),
    ]
    assert {f.type for f in report.findings} == {"terminology/wrong-term"}


@pytest.mark.parametrize(
    ("content", "wrong", "right"), [(TBX2, "illegal aliens", "undocumented immigrants"), (TBX3, "Kiev", "Kyiv")]
)
def test_tbx_of_both_generations(tmp_path: Path, content: str, wrong: str, right: str) -> None:
    report = load(tmp_path / "g.tbx", content).audit(f"They saw {wrong}. Kyyiv too.")
    assert [(f.text, f.fixes[0].replacement) for f in report.findings] == [(wrong, right)]


@pytest.mark.parametrize(
    ("name", "content", "place", "message"),
    [
        ("g.csv", "", ":1", "names the columns"),
        ("g.csv", "term,status\n", "", "holds no terms"),
        ("g.csv", "word,status\na,b\n", ":1", "names the columns"),
        ("g.csv", "term,status\nfoo,banned\n", ":2", "forbidden, required or preferred, not 'banned'"),
        ("g.csv", "term,status\nfoo,forbidden,more\n", ":2", "2 columns"),
        ("g.csv", "term,status\nfoo\n", ":2", "2 columns"),
        ("g.csv", "term,status,instead_of\nfoo,forbidden,bar\n", ":2", "`use`"),
        ("g.csv", "term,status,use\nfoo,required,bar\n", ":2", "`instead_of`"),
        ("g.csv", "term,status\nfoo,preferred\n", ":2", "neither what it replaces"),
        ("g.csv", "term,status\n!,forbidden\n", ":2", "not '!'"),
        ("g.csv", 'term,status\n"foo,forbidden\n', ":2", "not valid CSV"),
        ("g.csv", b"\x00\x01\x02", "", "binary"),
        ("g.tbx", "<martif", ":1", "not valid XML"),
        ("g.tbx", "<html/>", "", "first element is <html>"),
        ("g.tbx", "<martif/>", "", "no English term is forbidden or required"),
        ("g.csv", "term,status,term\nfoo,forbidden,bar\n", ":1", "a column twice"),
        ("g.csv", "sep=,\n\nterm,status\nfoo,banned\n", ":4", "forbidden, required or preferred"),
        ("g.csv", "term,status,use\nfoo,forbidden,foo\n", ":2", "would replace itself"),
        ("g.tbx", '<!DOCTYPE m [<!ENTITY a "b">]><martif>&a;</martif>', "", "declares entities"),
        ("g.tbx", b"\xff\xfe\x00", ":1", "not valid XML"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, name: str, content: str | bytes, place: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        load(tmp_path / name, content)
    assert caught.value.place == f"{tmp_path / name}{place}"


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nterm;status\r\nfoo bar;forbidden\r\n",
        "\n\nterm,status\nfoo bar,forbidden\n",
        "term,status,,,\nfoo bar,forbidden,,,\n",
        '\ufeff"term","status"\n"foo bar","forbidden"\n',
    ],
)
def test_what_spreadsheets_add(tmp_path: Path, content: str) -> None:
    assert [f.text for f in load(tmp_path / "g.csv", content).audit("A foo bar.").findings] == ["foo bar"]


def test_line_ends_in_a_note(tmp_path: Path) -> None:
    rows = 'term,status,note\nfoo,forbidden,"one\r\ntwo"\nbar,forbidden,a\u2028b\x0bc\n'
    report = load(tmp_path / "g.csv", rows).audit("Foo and bar.")
    assert [f.message for f in report.findings] == ["one two", "a b c"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("illegal alien<", "illegal <hi>alien</hi><"),
        ('xml:lang="en-US"', 'lang="en-US"'),
        ('xml:lang="en-US"', 'xml:lang="en_US"'),
        ("deprecatedTerm-admn-sts", "DeprecatedTerm-Admn-Sts"),
        ("deprecatedTerm-admn-sts", "forbidden"),
        (
            "</ntig>",
            '</ntig><tig><term>!</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>',
        ),
    ],
)
def test_tbx_as_tools_write_it(tmp_path: Path, old: str, new: str) -> None:
    report = load(tmp_path / "g.tbx", TBX2.replace(old, new)).audit("Illegal aliens")
    assert [(f.text, f.fixes[0].replacement) for f in report.findings] == [("Illegal aliens", "Undocumented immigrants")]


def test_a_glossary_stays_in_force_beside_selected_rules(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("term,status\nfoo,forbidden\n", encoding="utf-8")
    for ignored, found in (([], ["foo"]), (["glossary.forbidden"], []), (["glossary"], [])):
        auditor = Auditor(Config(glossaries=[str(path)], select=["fr"], ignore=ignored))
        assert [f.text for f in auditor.audit("A foo.").findings] == found


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_file_is_read_no_further_than_allowed() -> None:
    with pytest.raises(ConfigError, match="larger than 16 MiB"):
        Auditor(Config(glossaries=["/dev/zero"]))


def test_absent_and_oversized_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        Auditor(Config(glossaries=[str(tmp_path / "absent.csv")]))
    with pytest.raises(ConfigError, match="larger than 16 MiB"):
        load(tmp_path / "g.csv", b"a" * (16 * 2**20 + 1))


def test_many_terms_on_a_long_text_take_linear_time(tmp_path: Path) -> None:
    rows = "term,status\n" + "".join(f"word number{n} of the list,forbidden\n" for n in range(2000))
    auditor = load(tmp_path / "g.csv", rows)
    with finishes():
        assert len(auditor.audit("word number7 of the lists " * 5000).findings) == 5000


def test_option_and_configuration(invoke: Invoke, article: Path) -> None:
    glossary = article.parent / "desk.csv"
    glossary.write_text("term,status,use\nheadline,forbidden,heading\n", encoding="utf-8")
    named = invoke("check", "--glossary", glossary, article)
    assert "glossary.forbidden" in named.out
    (article.parent / "auditor.toml").write_text(
        'glossaries = ["desk.csv"]\n[severity]\n"glossary" = "neutral"\n', encoding="utf-8"
    )
    configured = invoke("check", article)
    assert "neutral glossary.forbidden" in configured.out
    glossary.write_text("term,status\nheadline,banned\n", encoding="utf-8")
    done = invoke("check", article)
    assert done.code == 2
    assert "desk.csv:2: status is forbidden" in done.err
