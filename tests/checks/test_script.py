"""`check: script`, seen through the engine."""

import msgspec
import pytest

from auditor.checks.script import LeftScript
from auditor.document import Document
from auditor.engine import Engine
from auditor.rules.loaded import LoadedRule
from tests.support import finishes


def found(text: str, scripts: list[str], least: int = 1) -> list[str]:
    keys = {"check": "script", "summary": "S", "why": "W", "type": "accuracy/untranslated", "severity": "major", "examples": []}
    rule = msgspec.convert({**keys, "scripts": scripts, "least": least}, LeftScript)
    return [f.text for f in Engine([LoadedRule.of("any", "t", "t", rule)]).run(Document(text)).findings]


@pytest.mark.parametrize(
    ("text", "scripts", "expected"),
    [
        ("The 市公安局 said so.", ["han"], ["市公安局"]),
        ("The 市公安局 said so.", ["kana", "arabic"], []),
        ("He, Иван Петров, left.", ["cyrillic"], ["Иван Петров"]),
        ("In Москва-Сити, that is", ["cyrillic"], ["Москва-Сити"]),
        ("トヨタ自動車 rose", ["han", "kana"], ["トヨタ自動車"]),
        ("Her name (王小明), “和平”, 「和平」 and #日本", ["han"], []),
        ("Plain é ł ş English", ["cyrillic", "greek", "han"], []),
        ("A μ meson", ["greek"], ["μ"]),
        ("In Куи\u0306бышев now", ["cyrillic"], ["Куи\u0306бышев"]),
        ("The ἀρχή of it", ["greek"], ["ἀρχή"]),
        ("At 𠮷野家 today", ["han"], ["𠮷野家"]),
    ],
)
def test_what_is_flagged(text: str, scripts: list[str], expected: list[str]) -> None:
    assert found(text, scripts) == expected


def test_least_letters() -> None:
    assert found("A μ meson in Λάρισα", ["greek"], 3) == ["Λάρισα"]


def test_linear() -> None:
    with finishes():
        assert len(found("市 x " * 50_000, ["han"])) == 50_000
        found("市" * 500_000, ["han"])
        found("市 " * 250_000, ["han"])


def test_unknown_scripts_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="klingon"):
        found("x", ["klingon"])
    for scripts, least in (([], 1), (["han"], 0), (["han"], 201)):
        with pytest.raises(msgspec.ValidationError, match="least"):
            found("x", scripts, least)
