"""How other languages write numbers, times, dates and money, and how English writes the same: one entry each.

Expressions see the view of a document; every match contains one of `triggers`. `rewrite` gives the English form,
or None where the match turns out to be good English; it may look at what stands around the match.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

ConventionName = Literal[
    "century-roman",
    "clock-24h",
    "clock-colon",
    "clock-dot",
    "clock-hours",
    "currency-after",
    "currency-space",
    "date-dots",
    "date-year-comma",
    "decimal-comma",
    "magnitude",
    "number-sign",
    "ordinal-date",
    "ordinal-dot",
    "ordinal-suffix",
    "percent-space",
    "thousands-dot",
    "thousands-space",
]


@dataclass(frozen=True, slots=True)
class Convention:
    """An expression for the foreign form and a function that writes the English one."""

    expression: str
    triggers: tuple[str, ...]
    rewrite: Callable[[re.Match[str]], str | None]
    safe: bool = False


_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_NUMBER = (
    r"(?:\d{1,3}(?:[ .]\d{3}){1,4}+(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,4}+(?:\.\d{1,2})?|\d{1,9}+(?:[.,]\d{1,2})?)(?!\d)"
)
_START = r"(?<![\w.,:/€$£#-])(?<!\d )"  # where a number may begin
_SIGN = r"(?:US\$|\$(?: ?(?:US|CAN?)\b)?|[€£¥₽₴])"
_SCALES = {
    "thousand": "k tsd tys",
    "million": "M Mio mio mln mill million millions millionen millones milioni milhões",
    "billion": "Md Mds Mrd Mrds md mds mrd mld mlrd bn milliard milliards Milliarden miliardi billion billions",
    "trillion": "Bio bio trillion trillions",
}
_SCALE = {word: english for english, words in _SCALES.items() for word in words.split()}
# Followed by one of these, "12,5" is a decimal number and "1.500" no count.
_UNIT = re.compile(
    r"[ -]?(?:[%‰°€$£]|per ?cent|percentage|(?:points?|[mb]illions?|trillion|thousand|euros?|dollars?|pounds?|francs?|roubles?|rubles?"
    r"|hryvnias?|yuan|yen|crowns?|zlotys?|[kcm]?m[²³]?|km/h|(?:kilo|centi|milli)?met(?:er|re)s?|hectares?|acres?|miles?|inches|feet|[kmg]?g"
    r"|kilos?|(?:kilo)?grams?|(?:mega)?tonn?es?|tons?|(?:hecto)?lit(?:er|re)s?|degrees?|hours?|minutes?|seconds?|days|weeks|months|years?|times"
    r"|[kMGT]Wh?|[kMGT]B|children|inhabitants)\b)"
)
_MEASURED = re.compile(r"[ -]?(?:[€$£]|(?:euros?|dollars?|km|kilomet(?:er|re)s?|met(?:er|re)s?|hectares?|tonn?es?|tons?|lit(?:er|re)s?)\b)")
_COUNTED = re.compile(
    r" (?:[\w-]{2,15} ){0,2}(?:people|persons?|inhabitants|residents|citizens|soldiers|troops|men|women|children|students|pupils|teachers|workers"
    r"|employees|jobs|posts|voters|votes|homes|houses|households|families|buildings|companies|vehicles|cars|trucks|deaths|dead|cases|patients"
    r"|doctors|victims|wounded|injured|refugees|migrants|demonstrators|protesters|police|officers|prisoners|members|passengers|travell?ers"
    r"|customers|spectators|fans|tourists|visitors|copies|doses|shells|drones|units|signatures|animals|trees|beds|seats)\b"
)
_QUANTITY = re.compile(r"\b(?:about|around|approximately|nearly|almost|over|some|than|least|to|of|the|estimated)(?: [€$£])? $", re.IGNORECASE)
_CLOCK = "(?:" + "|".join(rf"(?<=\b{word} )" for word in "at At around Around from From until Until before Before towards since and".split()) + ")"


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 24) : match.start()].rpartition("\n")[2]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 60].partition("\n")[0]


def number(text: str) -> str:
    """A number in English form: 1 234,5 and 1.234,5 become 1,234.5."""
    groups = re.fullmatch(r"(\d{1,3}(?:[ .,]\d{3})+)(?:[.,](\d{1,2}))?", text)
    if groups:
        return re.sub("[ .]", ",", groups[1]) + (f".{groups[2]}" if groups[2] else "")
    return text.replace(",", ".")


def ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _clock(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"]), match["m"] or "00"
    if minute == "00" and hour % 12 == 0:
        return "noon" if hour == 12 else "midnight"
    half = "p.m." if 12 <= hour < 24 else "a.m."
    if match.string[match.end() : match.end() + 1] == ".":
        half = half[:-1]
    return f"{hour % 12 or 12}{'' if minute == '00' else ':' + minute} {half}"


def _thousands_dot(match: re.Match[str]) -> str | None:
    head, *groups = match[0].split(",")[0].split(".")
    before, after = _before(match), _after(match)
    if len(groups) > 1:
        address = len(groups) == 3 and max(map(int, (head, *groups))) < 256
        return None if address or before[-8:].lower().endswith(("version ", " v")) else number(match[0])
    count = _COUNTED.match(after) and not _UNIT.match(after)
    measure = groups[0].endswith("00") and (_MEASURED.match(after) or before.endswith(("€", "$", "£")))
    about = groups[0] == "000" and _QUANTITY.search(before) and not _UNIT.match(after)
    return number(match[0]) if count or measure or about or "," in match[0] else None


def _thousands_space(match: re.Match[str]) -> str | None:
    # "On May 9 200 people", "Formula 1 100": a number that belongs to the name before it.
    name = re.search(r"(?<![.!?:“”\"«»]) ([A-ZÀ-Þ][\w'-]*) $", _before(match))
    return None if name and "  " not in match[0] else number(match[0])


def _currency_after(match: re.Match[str]) -> str | None:
    amount, sign = number(match["n"]), match["sign"].replace(" ", "")
    sign = {"$US": "US$", "$CA": "C$", "$CAN": "C$"}.get(sign, sign)
    scale = _SCALE[match["scale"]] if match["scale"] else ""
    if scale == "thousand":
        return f"{sign}{amount},000" if amount.isdigit() else f"{sign}{amount} thousand"
    return f"{sign}{amount} {scale}".rstrip()


def _magnitude(match: re.Match[str]) -> str | None:
    amount, scale = number(match["n"]), _SCALE[match["scale"]]
    return f"{amount},000" if scale == "thousand" and amount.isdigit() else f"{amount} {scale}"


def _decimal_comma(match: re.Match[str]) -> str | None:
    before, after = _before(match), _after(match)
    if re.match(r",? ?(?:and |or |& )?\d", after) and not re.match(r" (?:and|or) \d{1,3},\d{1,2}(?!\d)", after):
        return None  # a list: 1,2 and 3
    known = _UNIT.match(after) or re.search(r"(?:[€$£]|\b(?:magnitude|rate|ratio|average|index|factor)(?: of)? |\b(?:from|by|to|than) )$", before)
    return number(match[0]) if known else None


def _ordinal_date(match: re.Match[str]) -> str | None:
    day, month = int(match["d"] or match["d2"]), match["month"] or match["month2"]
    year = re.match(r" \d{4}\b", _after(match))
    return f"{month} {day}{',' if year else ''}" if 0 < day < 32 else None


def _date_dots(match: re.Match[str]) -> str | None:
    day, month = int(match["d"]), int(match["month"])
    return f"{_MONTHS[month - 1]} {day}, {match['year']}" if 0 < day < 32 and 0 < month < 13 else None


def _century(match: re.Match[str]) -> str | None:
    values = {"I": 1, "V": 5, "X": 10}
    digits = [values[letter] for letter in match["roman"]]
    total = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    return f"{ordinal(total)} {match['of']}" if 0 < total < 30 else None


def _digits(form: str) -> tuple[str, ...]:
    return tuple(form.replace("#", str(digit)) for digit in range(10))


CONVENTIONS: dict[ConventionName, Convention] = {
    # XIXe century, XX century, XVIe arrondissement
    "century-roman": Convention(
        r"\b(?P<roman>[IVX]{1,6})(?:e|è|ème|ième|er|th|º|°)?[- ](?P<of>century|centuries|arrondissement)\b",
        ("century", "centuries", "arrondissement"),
        _century,
    ),
    # 18h30, 6 h 45; 20h only behind "at" and the like; not "in 2h30", which is how long
    "clock-24h": Convention(
        rf"(?:{_START}(?<!\bin )(?<!\bof )(?<!\bfor )(?<!\ba )(?<!than )(?<!nearly )(?<!took )(?<!lasted )"
        rf"(?<!lasting )(?<!within )|{_CLOCK})(?<![\w.,:/])(?P<h>2[0-4]|[01]?\d) ?[hH] ?(?P<m>[0-5]\d)(?!\w| ?min)"
        rf"|{_CLOCK}(?!24 ?h)(?P<h2>2[0-4]|[01]?\d) ?h(?!\w|[ -]\w{{1,10}}-)",
        (*_digits("#h"), *_digits("# h")),
        lambda m: _clock(m),
    ),
}
