"""`check: terms`, through the rules that a glossary makes."""

from pathlib import Path

import pytest

from auditor import Auditor
from auditor.config import Config
from tests.support import finishes

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
        ("stop,forbidden,end,,", "It stopped. Nonstop.", [("stopped", None)]),
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
    assert [f.text for f in fast] == ["To the lights of", "an era", "An eras", "to the light  of", "an ERA"]


def words(tmp_path: Path, row: str, text: str) -> str:
    return ", ".join(word for word, _ in flagged(tmp_path, row, text))


@pytest.mark.parametrize(
    ("row", "text", "wrong"),
    [
        ("WHO,required,,,", "Who came? Those who said so of the WHO. Let the Who decide.", "Who"),
        ("IT,required,,,", "It is its own. IT matters, so does it.", ""),
        ("Polish,required,,,", "Polish it, polish and polished. POLISH", ""),
        ("Apple,required,,,", "Two apples, an apple, Apple's", ""),
        ("policy,required,,,", "policies, Policies, POLICY'S", ""),
        ("organise,required,,,", "organising, organised, organises", ""),
        ("Navy,required,,,", "two navies, the navy", ""),
        ("Ukraine,required,,,", "UKRAINE'S, Ukraine’s, UKRAINE", ""),
        ("iPhone,required,,,", "IPHONES, iPhones, IPhone, an Iphone", "Iphone"),
        ("health care,required,,,", "Health Care, HEALTH CARE, healthcare, health-care", "healthcare, health-care"),
        ("Sinn Féin,required,,,", "sinn féin, Sinn-Féin, Sinn Fe\u0301in", "sinn féin, Sinn-Féin"),
        ("McDonald's,required,,,", "McDonald, MCDONALD'S", ""),
    ],
)
def test_right_spellings_and_other_words_are_left_alone(tmp_path: Path, row: str, text: str, wrong: str) -> None:
    assert words(tmp_path, row, text) == wrong


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("R&D spending", "R&D spending, R D spending", "R&D spending"),
        ("24/7", "24/7, 24 7, 24-7", "24/7"),
        ("U.S. president", "U.S. president, U S president", "U.S. president"),
        ("U.S.", "the U.S. said, the U.S.A.", "U.S."),
        ("p.m.", "at 8 p.m. sharp", "p.m."),
        ("C++", "in C++ or C", "C++"),
        (".com", "a .com, dot.com", ".com"),
        ("-ing", "sing, -ing", "-ing"),
        ("attorney", "attorneys, attorney’s", "attorneys, attorney’s"),
        ("Turkey", "Turkeys, TURKEY", "Turkeys, TURKEY"),
        ("use", "using, uses, user", "using, uses"),
        ("age", "aging, ageing, aged", "aging, ageing, aged"),
        ("try", "tries, tried, trying", "tries, tried, trying"),
        ("gas", "gases", "gases"),
        ("bus", "buses, busy", "buses"),
        ("crisis", "crises", "crises"),
        ("travel", "travelled, traveled, traveller", "travelled, traveled"),
        ("new", "news", ""),
        ("premier", "premiers, premieres, premiered", "premiers"),
        ("office", "offices, officers", "offices"),
        ("cloth", "clothes, clothing", ""),
        ("past", "paste, pasted", ""),
        ("bath", "baths, bathe, bathing", "baths"),
        ("breath", "breathe, breathing", ""),
        ("refuse", "refused, refuser", "refused"),
        ("March", "March’s, Marched, Marches, march", "March’s"),
        ("Polish", "Polished", ""),
        ("the Ukraine", "The Ukraine, THE UKRAINE, the ukraine", "The Ukraine, THE UKRAINE"),
        ("Kiev", "KIEV FALLS, KIEV’S, kiev", "KIEV, KIEV’S"),
        ("McDonald's", "McDonald, McDonald’s, McDonalds", "McDonald’s"),
        ("women's", "women, women’s", "women’s"),
        ("cafe\u0301", "caf\u00e9, cafe\u0301s, cafe", "caf\u00e9, cafe\u0301s"),
        ("cafe", "cafe\u0301", ""),
        ("illegal alien", "illegal  aliens, illegal\u2011alien", "illegal  aliens, illegal\u2011alien"),
        ("can", "can't", ""),
    ],
)
def test_forms_of_a_forbidden_term(tmp_path: Path, term: str, text: str, found: str) -> None:
    assert words(tmp_path, f"{term},forbidden,,,", text) == found


@pytest.mark.parametrize(
    ("term", "use", "text", "fix"),
    [
        ("firm", "company", "firms", "companies"),
        ("firm", "company", "firms’ bosses", "companies"),
        ("firm", "big box", "firms", "big boxes"),
        ("firm", "business", "FIRM'S", "BUSINESS'S"),
        ("utilise", "use", "utilised", None),
        ("receive", "get", "receiving", "getting"),
        ("construct", "build", "constructed", "built"),
        ("carry out", "perform", "carries out", "performs"),
        ("McDonald's", "the chain", "at McDonald’s", "The chain"),
        ("Lloyd", "Lloyd's", "Lloyd’s", "Lloyd's"),
    ],
)
def test_fixes(tmp_path: Path, term: str, use: str, text: str, fix: str | None) -> None:
    assert [found for _, found in flagged(tmp_path, f"{term},forbidden,{use},,", text)] == [fix]


def test_required_term_of_many_words_takes_linear_time(tmp_path: Path) -> None:
    with finishes():
        assert words(tmp_path, "aa " * 9 + "bbbb,required,,,", "a" * 100 + "$bbbb") == ""
