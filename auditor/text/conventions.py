"""How other languages write numbers, times, dates and money, and how English writes the same: one entry each.

An expression sees the view of a document, and every match contains one of its `triggers`. `rewrite` gives the
English form, or None where what stands around the match shows that it is good English.
"""

import re
from collections.abc import Callable

import msgspec

from auditor.matching.compiled import Lazy


class Convention(msgspec.Struct, frozen=True):
    """The foreign form, what to look for, and how to write it in English; `safe` when it always means the same."""

    expression: str
    triggers: tuple[str, ...]
    rewrite: Callable[[re.Match[str]], str | None]
    safe: bool = False


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_START = r"(?<![\w.,:/+])(?<!\w-)(?<!\d )"  # where a number may begin
_NUMBER = r"(?>(?:\d{1,3}(?:[ .]\d{3}){1,4}+(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,4}+(?:\.\d{1,2})?|\d{1,9}+(?:[.,]\d{1,2})?)(?!\d))"
_HOUR = r"(?P<h>2[0-4]|[01]?\d)"
_MINUTE = r"(?P<m>[0-5]\d)"
_SCALES = {
    word: scale
    for scale, words in {
        "thousand": "k tsd tys",
        "million": "M Mio mio mln million millions",
        "billion": "Mds Md Mrds Mrd mds mrd mld mlrd bn milliards milliard billion billions",
        "trillion": "trillion trillions",
    }.items()
    for word in words.split()
}
_SHORT_SCALE = "Mio|mio|mln|Mds?|mds|Mrds?|mrd|mlrd|mld|tsd|tys"
# Followed by one of these, "12,5" is a decimal number and "1.500" need not be a count.
_UNIT = Lazy(
    r"[ -]?(?:[%‰°€$£]|per ?cent|(?:percentage|points?|[mb]illions?|trillion|thousand|euros?|dollars?|pounds?|francs?|rou?bles?"
    r"|hryvnias?|yuan|yen|crowns?|zlotys?|[kcm]?m|m[²³]|km/h|(?:kilo|centi|milli)?met(?:er|re)s?|hectares?|acres?|miles?|inches|feet"
    r"|[km]?g|kilos?|(?:kilo)?grams?|(?:mega)?tonn?es?|tons?|(?:hecto)?lit(?:er|re)s?|degrees?|hours?|minutes?|seconds?|days|weeks"
    r"|months|years?|times|[kMGT]Wh?|[kMGT]B|children|inhabitants)\b)"
)
_MEASURE = Lazy(
    r"[ -]?(?:[€$£]|(?:euros?|dollars?|km|kilomet(?:er|re)s?|met(?:er|re)s?|hectares?|tonn?es?|tons?|lit(?:er|re)s?)\b)"
)
_COUNTED = Lazy(
    r" (?:[\w-]{2,15} ){0,2}(?:people|persons?|inhabitants|residents|citizens|soldiers|troops|men|women|children|students|pupils"
    r"|teachers|workers|employees|jobs|posts|voters|votes|homes|houses|households|families|buildings|companies|vehicles|cars|trucks|deaths|dead"
    r"|cases|patients|doctors|victims|wounded|injured|refugees|migrants|demonstrators|protesters|police|officers|prisoners|members"
    r"|passengers|travell?ers|customers|spectators|fans|tourists|visitors|copies|doses|shells|drones|signatures|animals|trees|beds|seats)\b"
)
_MEASURED = Lazy(r"(?:[€$£]|\b(?:magnitude|rate|ratio|average|index|factor)(?: of)? |\b(?:from|by|to|than) )$")
_QUANTITY = Lazy(r"\b(?:about|around|approximately|nearly|almost|over|some|than|least|up to|an estimated) [€$£]?$", re.IGNORECASE)
_TIME = Lazy(r"\b(?:at|around|from|until|before|towards?|since|between|and|(?<!up )to) $", re.IGNORECASE)
_DURATION = Lazy(r"\b(?:for|in|of|an?|than|nearly|almost|about|over|took|takes?|last(?:s|ed|ing)?|within|every|another|the) $")
_CLOCK_FOLLOWS = Lazy(
    r" (?:hours|hrs|Uhr|o'clock|local|GMT|UTC|CES?T|(?:on|last|next) [A-Z]|this |yesterday|today|tomorrow|in the (?:morn|af|ev))"
)


def number(text: str) -> str:
    """A number in English form: 1 234,5 and 1.234,5 become 1,234.5."""
    groups = re.fullmatch(r"(\d{1,3}(?:[ .,]\d{3})+)(?:[.,](\d{1,2}))?", text)
    if groups:
        return re.sub("[ .]", ",", groups[1]) + (f".{groups[2]}" if groups[2] else "")
    return text.replace(",", ".")


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd …"""
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 24) : match.start()].rpartition("\n")[2]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 60].partition("\n")[0]


def _century(match: re.Match[str]) -> str | None:
    digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in match["roman"]]
    value = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    is_sure = match["suffix"] or (value > 1 and match["of"] == "century")  # and not "Louis XIV centuries later"
    return None if value > 30 or not is_sure else f"{ordinal(value)} {match['of']}"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match["h"]), match["m"] or "00"
    if minute == "00" and hour % 12 == 0:
        return "noon" if hour == 12 else "midnight"
    half = "p.m." if 12 <= hour < 24 else "a.m."
    if _after(match).startswith("."):
        half = half[:-1]
    return f"{hour % 12 or 12}{'' if minute == '00' else ':' + minute} {half}"


def _clock_24h(match: re.Match[str]) -> str | None:
    before, hour = _before(match), int(match["h"])
    is_time = not (hour < 7 and _DURATION.search(before)) if match["m"] else _TIME.search(before) and 0 < hour < 24
    return _clock(match) if is_time else None


def _clock_hours(match: re.Match[str]) -> str | None:
    if "o'clock" in match[0]:
        return _clock(match) if int(match["h"]) > 12 else None
    is_time = _TIME.search(_before(match)) if match["m"] else re.search(r"\b[Aa]t $", _before(match))
    return _clock(match) if is_time else None


def _clock_dot(match: re.Match[str]) -> str | None:
    is_time = match["h"] > "12" or match["h"].startswith("0")
    return _clock(match) if is_time and _TIME.search(_before(match)) and _CLOCK_FOLLOWS.match(_after(match)) else None


def _currency(match: re.Match[str]) -> str:
    amount, sign = number(match["n"]), match["sign"].replace(" ", "")
    sign = {"$US": "US$", "$CA": "C$", "$CAN": "C$"}.get(sign, sign)
    return sign + _scaled(amount, match["scale"])


def _magnitude(match: re.Match[str]) -> str:
    return _scaled(number(match["n"]), match["scale"])


def _scaled(amount: str, word: str | None) -> str:
    scale = _SCALES[word] if word else ""
    if scale == "thousand" and amount.isdigit():
        return f"{amount},000"
    return f"{amount} {scale}".rstrip()


def _date_dots(match: re.Match[str]) -> str | None:
    day, month = int(match["d"]), int(match["month"])
    return f"{_MONTHS[month - 1]} {day}, {match['year']}" if 0 < day < 32 and 0 < month < 13 else None


def _ordinal_date(match: re.Match[str]) -> str | None:
    day, month = int(match["d"] or match["d2"]), match["month"] or match["month2"]
    comma = "," if re.match(r" \d{4}\b", _after(match)) else ""
    return f"{month} {day}{comma}" if 0 < day < 32 else None


def _ordinal_dot(match: re.Match[str]) -> str | None:
    return _ordinal_date(match) if re.search(r"\b(?:[Oo]n|the|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]y) $", _before(match)) else None


def _ordinal_suffix(match: re.Match[str]) -> str | None:
    # "the 2e edition" and "the 1º place", but "iPhone 16e", "seat 12e", "at 30º"
    is_sure = match["suffix"] not in ("e", "º", "ª") or re.search(r"\b(?:the|an?|his|her|its|their|our|this) $", _before(match))
    return ordinal(int(match["n"])) if is_sure else None


def _decimal_comma(match: re.Match[str]) -> str | None:
    before, after = _before(match), _after(match)
    if re.match(r",? ?(?:and |or |& )?\d{1,3}(?!,?\d)", after):
        return None  # a list: 1,2 and 3
    known = _UNIT.match(after) or _MEASURED.search(before)
    return number(match[0]) if known else None


def _percent(match: re.Match[str]) -> str:
    amount = match["n"]
    has_three_decimals = re.fullmatch(r"\d{1,3}[.,]\d{3}", amount)
    return f"{amount if has_three_decimals else number(amount)}%"


def _thousands_dot(match: re.Match[str]) -> str | None:
    head, *groups = match[0].split(",")[0].split(".")
    before, after = _before(match), _after(match)
    if len(groups) > 1:
        is_address = len(groups) == 3 and max(map(int, (head, *groups))) < 256
        return None if is_address or re.search(r"\b(?:v|[Vv]ersion) ?$", before) else number(match[0])
    is_count = _COUNTED.match(after) and not _UNIT.match(after)
    is_measure = groups[0].endswith("00") and (_MEASURE.match(after) or before.endswith(("€", "$", "£")))
    is_about = groups[0] == "000" and _QUANTITY.search(before) and not _UNIT.match(after)
    return number(match[0]) if is_count or is_measure or is_about or "," in match[0] else None


def _thousands_space(match: re.Match[str]) -> str | None:
    # "On May 9 200 people", "a Boeing 737 200": the number belongs to the name before it.
    return None if re.search(r"[^.!?:“”\"«»\s] [A-ZÀ-Þ][\w'-]* $", _before(match)) else number(match[0])


def _digits(*forms: str) -> tuple[str, ...]:
    return tuple(form.replace("#", str(digit)) for form in forms for digit in range(10))


CONVENTIONS: dict[str, Convention] = {
    # XIXe century, XX century, XVIe arrondissement
    "century-roman": Convention(
        r"\b(?P<roman>[IVX]{1,6})(?P<suffix>e|è|ème|ième|er|th|º|°)?[- ](?P<of>century|centuries|arrondissement)\b",
        ("century", "centuries", "arrondissement"),
        _century,
    ),
    # 18h30, 6 h 45, at 20h; not "a 2h30 drive"
    "clock-24h": Convention(rf"{_START}{_HOUR} ?[hH](?: ?{_MINUTE})?(?![\w-]| min)", _digits("#h", "# h"), _clock_24h),
    # at 18.30 on Monday
    "clock-dot": Convention(rf"{_START}{_HOUR}\.{_MINUTE}(?!\w|[.,]\d)(?: (?:Uhr|o'clock))?", _digits(".#"), _clock_dot),
    # at 18 hours, at 20 hours 30, 18 o'clock
    "clock-hours": Convention(
        rf"{_START}(?P<h>2[0-3]|[01]?\d)(?:[:.]00)? (?:o'clock|hours(?: {_MINUTE})?)(?!\w"
        r"|[ -](?:min|of|an?|per|old|later|earlier|ahead|after|into|post)\b)",
        (*_digits("# hours"), "o'clock"),
        _clock_hours,
    ),
    # 500 €, 20 M€, 3 milliards €, 5 $ US
    "currency-after": Convention(
        rf"{_START}(?<![€$£¥])(?P<n>{_NUMBER}) ?(?:(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\.? ?)?"
        r"(?P<sign>US\$|\$(?: ?(?:US|CAN?)\b)?|[€£¥₽₴])(?!\w)",
        ("€", "$", "£", "¥", "₽", "₴"),
        _currency,
    ),
    # € 500
    "currency-space": Convention(
        rf"(?<!\w)(?<!\d )(?P<sign>(?:US|CA|HK|NZ|[ACRS])?\$|[€£¥]) (?P<n>{_NUMBER})(?P<scale>(?!))?(?! ?[€$£¥])",
        _digits("€ #", "$ #", "£ #", "¥ #"),
        _currency,
        safe=True,
    ),
    # 24.02.2022
    "date-dots": Convention(
        r"(?<![\w.])(?P<d>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\w|\.\d)", (".19", ".20"), _date_dots
    ),
    # May 9, 2023 in Ukraine
    "date-year-comma": Convention(
        rf"\b{_MONTH} [0-3]?\d, (?:19|20)\d\d"
        r"(?= (?:in|at|on|by|near|during|with|after|before|when|as|for|where|while|under|against)\b)",
        (", 19", ", 20"),
        lambda match: f"{match[0]},",
        safe=True,
    ),
    # 12,5 million
    "decimal-comma": Convention(rf"{_START}\d{{1,4}},\d{{1,2}}(?!\d|,\d|\.\d|-[A-Za-z])", _digits(",#"), _decimal_comma),
    # 3 Mrd, 20 Mio. euros
    "magnitude": Convention(
        rf"{_START}(?P<n>{_NUMBER}) ?(?P<scale>{_SHORT_SCALE})\b(?![€$£]| [€$£])(?:\.(?= [a-z]))?",
        tuple(_SHORT_SCALE.lower().replace("mds?", "md").replace("mrds?", "mrd").split("|")),
        _magnitude,
    ),
    # n° 5, № 5
    "number-sign": Convention(
        r"(?<!\w)(?:[Nn]\.?[°º]s?|№) ?(?P<n>\d{1,6})(?!\w)",
        ("n°", "nº", "n.°", "n.º", "№"),
        lambda match: f"No. {match['n']}",
        safe=True,
    ),
    # 1er July, July 1er, 2º May
    "ordinal-date": Convention(
        rf"{_START}(?P<d>[0-3]?\d)(?:er|re|e|ème|eme|º|°)(?: of| de)? (?P<month>{_MONTH})\b"
        rf"|\b(?P<month2>{_MONTH}) (?P<d2>[0-3]?\d)(?:er|re|ème|eme|º|°)(?!\w)",
        _digits("#er", "#re", "#e ", "#ème", "#eme", "#º", "#°"),
        _ordinal_date,
        safe=True,
    ),
    # on 3. October
    "ordinal-dot": Convention(
        rf"{_START}(?P<d>[0-3]?\d)(?P<d2>(?!))?\. (?P<month>{_MONTH})(?P<month2>(?!))?\b", _digits("#. "), _ordinal_dot
    ),
    # 1er, the 2e, 3ème
    "ordinal-suffix": Convention(
        rf"{_START}(?:(?P<n>\d{{1,3}})(?P<suffix>er|ère|re|nde|e|ème|eme|ième|º|ª))(?!\w)(?!(?: of| de)? {_MONTH}\b)",
        _digits("#er", "#re", "#nde", "#e", "#è", "#i", "#º", "#ª"),
        _ordinal_suffix,
    ),
    # 12 %, 3,2 %
    "percent-space": Convention(rf"{_START}(?P<n>{_NUMBER}|\d{{1,3}}[.,]\d{{3}}) %(?!\w)", (" %",), _percent, safe=True),
    # 20.000 soldiers
    "thousands-dot": Convention(
        rf"{_START}[1-9]\d{{0,2}}(?:\.\d{{3}}){{1,4}}+(?:,\d{{1,2}})?(?![\w/]|[.,]\d|-\d)", _digits(".#"), _thousands_dot
    ),
    # 50 000 people
    "thousands-space": Convention(
        rf"{_START}[1-9]\d{{0,2}}(?: \d{{3}}){{1,4}}+(?:,\d{{1,2}})?(?!\w| ?\d|[.,]\d|-\d)",
        tuple(f"{a} {b}" for a in range(10) for b in range(10)),
        _thousands_space,
    ),
}
