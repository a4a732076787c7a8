"""`check: encoding`, seen through the engine."""

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.encoding import Encoding
from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule

SHARED = {"check": "encoding", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
GOOD_WORDS = ["don’t", "“yes”", "José", "São", "£20", "30°C", "naïve", "Müller – Öl", "Łódź", "čas", "€5", "Привет"]
FAULTS: tuple[str, ...] = get_args(Encoding.__annotations__["fault"])


def engine(fault: str, *, plain: bool = False) -> Engine:
    rule: Any = msgspec.convert({**SHARED, "fault": fault}, Encoding)
    return Engine([LoadedRule.of("any", "t", "t", rule)], plain=plain)


def findings(fault: str, text: str) -> list[Finding]:
    return list(engine(fault).run(Document(text)).findings)


def damaged(text: str, times: int = 1) -> str:
    """The text as a program sees it that takes UTF-8 for Windows-1252, where that has a character, or Latin-1."""
    for _ in range(times):
        text = "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in text.encode())
    return text


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("good", GOOD_WORDS)
def test_reads_again(good: str, times: int) -> None:
    text = f"He said {damaged(good, times)} to us."
    for finding in reversed(findings("mojibake", text)):
        text = text[: finding.start] + finding.fixes[0].replacement + text[finding.end :]
    assert text == f"He said {good} to us."


@pytest.mark.parametrize(
    ("fault", "text", "flagged", "fix"),
    [
        ("entity", "M&amp;C", "&amp;", "&"),
        ("entity", "the mayor&#8217;s", "&#8217;", "’"),
        ("entity", "it &amp;quot;is", "&amp;", "&"),
        ("entity", "a&nbsp;b", "&nbsp;", " "),
        ("control", "land\u200bslide", "\u200b", ""),
        ("control", "land\u00adslide\x07", "\u00ad", ""),
    ],
)
def test_repairs(fault: str, text: str, flagged: str, fix: str) -> None:
    finding = findings(fault, text)[0]
    assert (finding.text, finding.fixes[0].replacement) == (flagged, fix)


def test_replacement_characters_are_flagged_without_a_fix() -> None:
    (finding,) = findings("replacement", "caf\ufffd\ufffd open")
    assert (finding.text, finding.fixes) == ("\ufffd\ufffd", ())


GOOD = """SÃO JOSÉ, São Paulo, “IRMÔ, IRMÃ, Âge, Ångström, Århus, Ärzte, «Île», Ðór, Ñandú, naïve, «â», façade… É…
AT&T; R&D; M&S; Tom & Jerry\tand\r\nmore 👩\u200d👩 emoji. √2 is irrational. Ä, Å and Ö. Привет, мир. Ђ
"""


@pytest.mark.parametrize("fault", FAULTS)
def test_good_text_is_silent(fault: str) -> None:
    assert not findings(fault, GOOD)


@settings(deadline=None)
@given(st.sampled_from(FAULTS), st.text(alphabet="aÂÃÄÅâÐÑðï€™œ”“©¢°\u00a0 &#;x12amp\ufffd\u200b\x80\x9d‚√", max_size=30))
def test_fast_and_plain_paths_agree(fault: str, text: str) -> None:
    fast, plain = (engine(fault, plain=p).run(Document(text)).findings for p in (False, True))
    assert fast == plain
    for finding in fast:
        assert finding.text == text[finding.start : finding.end] != ""


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for fault in FAULTS:
        findings(fault, damaged(text.encode("utf-8", "ignore").decode(), 1))
