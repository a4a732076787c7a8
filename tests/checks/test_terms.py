"""`check: terms`, through the rules that a glossary makes."""

from pathlib import Path

import pytest

from auditor import Auditor
from auditor.config import Config

pytestmark = pytest.mark.usefixtures("tiny")


def flagged(tmp_path: Path, row: str, text: str) -> list[tuple[str, str | None]]:
    """(flagged text, first fix) of each finding of a glossary with one row."""
    path = tmp_path / "desk.csv"
    path.write_text(f"term,status,use,instead_of,note\n{row}\n", encoding="utf-8")
    report = Auditor(Config(glossaries=[str(path)], select=["glossary"])).audit(text)
    return [(f.text, f.fixes[0].replacement if f.fixes else None) for f in report.findings]


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        (
            "illegal alien,forbidden,undocumented immigrant,,",
            "Two illegal aliens.",
            [("illegal aliens", "undocumented immigrants")],
        ),
        (
            "illegal alien,forbidden,undocumented immigrant,,",
            "Illegal alien’s case",
            [("Illegal alien’s", "Undocumented immigrant's")],
        ),
        (
            "carry out,forbidden,,,",
            "They carried out, carrying-out and carry it out.",
            [("carried out", None), ("carrying-out", None)],
        ),
        ("stop,forbidden,end,,", "It stopped. Nonstop.", [("stopped", "end")]),
        ("university,forbidden,,,", "A universal truth about the universe of universities.", [("universities", None)]),
        ("Kiev,forbidden,Kyiv,,", "Kiev’s mayor ate chicken kiev.", [("Kiev’s", "Kyiv's")]),
        (
            "COVID-19,required,,,",
            "COVID-19, Covid-19, covid 19, COVID19",
            [(w, "COVID-19") for w in ("Covid-19", "covid 19", "COVID19")],
        ),
        ("percent,required,,per cent,", "Percent, 10 PERCENT, 10 per cent, a percentage", [("per cent", "percent")]),
        (
            "copy editor,required,,sub-editor|subeditor,",
            "A copy-editor and two sub-editors",
            [("copy-editor", "copy editor"), ("sub-editors", "copy editors")],
        ),
        ("Kyiv,preferred,,Kiev,", "In Kiev. “In Kiev,” he said.", [("Kiev", "Kyiv")]),
        ("the Hague,required,,,", "The Hague, the hague", [("the hague", "the Hague")]),
    ],
)
def test_what_is_flagged(tmp_path: Path, row: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert flagged(tmp_path, row, text) == expected


def test_plain_path_finds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text("term,status,use\nto the light of,forbidden,in the light of\nan era,forbidden,\n", encoding="utf-8")
    config = Config(glossaries=[str(path)], select=["glossary"])
    text = "To the lights of an era of eras. An eras to the light  of an ERA"
    fast, plain = (Auditor(config, plain=plain).audit(text).findings for plain in (False, True))
    assert fast == plain
    assert [f.text for f in fast] == ["To the lights of", "an era", "An eras", "an ERA"]
