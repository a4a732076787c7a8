from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.format import ConventionName, Format
from auditor.document import Document
from auditor.engine import Engine
from auditor.matching.expression import analyze
from auditor.rules.loaded import LoadedRule
from auditor.text.conventions import CONVENTIONS, number, ordinal


def loaded(convention: ConventionName) -> LoadedRule:
    rule = Format(
        summary="s", why="w", type="locale-conventions/number-format", severity="minor", examples=[], convention=convention
    )
    return LoadedRule.of("xx", convention, "-", rule)


NAMES: tuple[ConventionName, ...] = get_args(ConventionName)
ENGINES = {plain: {name: Engine([loaded(name)], plain=plain) for name in NAMES} for plain in (False, True)}


def fixed(convention: ConventionName, text: str) -> str:
    """The text with every fix applied; the same with and without the scanner."""
    fast, plain = (ENGINES[p][convention].run(Document(text)).findings for p in (False, True))
    assert fast == plain
    for finding in reversed(fast):
        text = text[: finding.start] + finding.fixes[0].replacement + text[finding.end :]
    return text


@pytest.mark.parametrize(
    ("convention", "foreign", "english"),
    [
        ("century-roman", "in the XIXe century", "in the 19th century"),
        ("century-roman", "in the IV century BC", "in the 4th century BC"),
        ("century-roman", "the XVIe arrondissement", "the 16th arrondissement"),
        ("clock-24h", "It began at 18h30.", "It began at 6:30 p.m."),
        ("clock-24h", "around 6 h 45, the sacristan", "around 6:45 a.m., the sacristan"),
        ("clock-24h", "shortly after 23\u00a0h\u00a030 on", "shortly after 11:30 p.m. on"),
        ("clock-24h", "from 9h to 12h", "from 9 a.m. to noon"),
        ("clock-24h", "until 0h30", "until 12:30 a.m."),
        ("clock-dot", "at 18.30 local time", "at 6:30 p.m. local time"),
        ("clock-hours", "arrived at 20 hours", "arrived at 8 p.m."),
        ("clock-hours", "at 7 hours 15", "at 7:15 a.m."),
        ("clock-hours", "around 18 o'clock", "around 6 p.m."),
        ("currency-after", "a fine of 500 €.", "a fine of €500."),
        ("currency-after", "20 M€, 3 Md€ and 1,5 Md €", "€20 million, €3 billion and €1.5 billion"),
        ("currency-after", "40 k€ and 1 080,50 €", "€40,000 and €1,080.50"),
        ("currency-after", "10 milliards $", "$10 billion"),
        ("currency-after", "5 $ US", "US$5"),
        ("currency-space", "€ 500 and US$ 20", "€500 and US$20"),
        ("date-dots", "on 24.02.2022", "on February 24, 2022"),
        ("date-year-comma", "killed on May 9, 2023 in Ukraine", "killed on May 9, 2023, in Ukraine"),
        ("decimal-comma", "12,5 million and 3,2%", "12.5 million and 3.2%"),
        ("decimal-comma", "rose from 2,1 to 1,8 children", "rose from 2.1 to 1.8 children"),
        ("magnitude", "3 Mrd euros for 20 Mio. people", "3 billion euros for 20 million people"),
        ("number-sign", "school n° 7, nº 8 and № 9", "school No. 7, No. 8 and No. 9"),
        ("ordinal-date", "on 1er July", "on July 1"),
        ("ordinal-date", "on 1er January 2027", "on January 1, 2027"),
        ("ordinal-date", "until July 1er", "until July 1"),
        ("ordinal-dot", "on 3. October", "on October 3"),
        ("ordinal-suffix", "the 2e edition, 3ème place", "the 2nd edition, 3rd place"),
        ("percent-space", "12 % of 3,2\u202f%", "12% of 3.2%"),
        ("thousands-dot", "20.000 soldiers and 1.234.567 votes", "20,000 soldiers and 1,234,567 votes"),
        ("thousands-dot", "a sum of 11.200 euros", "a sum of 11,200 euros"),
        ("thousands-dot", "more than 100.000 took part", "more than 100,000 took part"),
        ("thousands-space", "counted 2\u202f300 demonstrators, against 6 000", "counted 2,300 demonstrators, against 6,000"),
        ("thousands-space", "Some 1 234 567 people", "Some 1,234,567 people"),
    ],
)
def test_writes_the_english_form(convention: ConventionName, foreign: str, english: str) -> None:
    assert fixed(convention, foreign) == english


@pytest.mark.parametrize(
    ("convention", "english"),
    [
        ("century-roman", "since World War I century-old houses; Louis XIV centuries later"),
        ("clock-24h", "a 2h30 drive, in 2h05, the 24h race, 18 homes, 7 heads, at 18 hospitals"),
        ("clock-dot", "shares closed at 18.30 euros; at 6.30pm on Monday"),
        ("clock-hours", "stopped at 48 hours, after 12 hours, at 7 o'clock, at 12 hours a day"),
        ("currency-after", "€500 and $20 million; 20 $5 bills"),
        ("currency-space", "500 € 20 of them"),
        ("date-dots", "version 1.2.3 and 192.168.19.20"),
        ("date-year-comma", "On May 9, 2023, he left. From May 9, 2023 to June"),
        ("decimal-comma", "1,200 people; pages 1,2 and 3; 2,4-D; 1,000,000"),
        ("magnitude", "premio 3, 5 Microsoft"),
        ("number-sign", "at 30° north, No. 5"),
        ("ordinal-date", "July 1, 1st of July, 5e players"),
        ("ordinal-dot", "He scored 3. October was better."),
        ("ordinal-suffix", "the 2nd, an iPhone 16e, seat 12e, 1e5, at 30º"),
        ("percent-space", "12% and 3.2%"),
        ("thousands-dot", "1.234 kg, 0.125, 192.168.100.200, version 1.000.000, 9.875 points, 1.759 euros a litre"),
        ("thousands-space", "On May 9 200 people, 020 7946 0958, +33 612 345 678, the Boeing 737 200"),
    ],
)
def test_leaves_good_english_alone(convention: ConventionName, english: str) -> None:
    assert fixed(convention, english) == english


def test_every_name_has_a_convention_with_bounds() -> None:
    assert set(CONVENTIONS) == set(get_args(ConventionName))
    assert all(analyze(c.expression).width < 60 for c in CONVENTIONS.values())


@pytest.mark.parametrize(
    ("text", "english"),
    [("1 234,5", "1,234.5"), ("1.234.567", "1,234,567"), ("12,5", "12.5"), ("1,200.50", "1,200.50"), ("7", "7")],
)
def test_number(text: str, english: str) -> None:
    assert number(text) == english


def test_ordinal() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == "1st 2nd 3rd 4th 11th 12th 13th 21st 112th".split()


PIECES = st.sampled_from(
    [
        *"0123456789.,:;%€$hH°º\n XVIe",
        *"18h30|at |1er |July |, 2023| in|000|12,5| million|M€| Mrd|№|n°| hours| century| o'clock|ème|\xa0|\u202f|people".split(
            "|"
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_scanner_changes_nothing(text: str) -> None:
    for convention in NAMES:
        fixed(convention, text)
