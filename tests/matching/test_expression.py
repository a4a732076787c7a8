"""What is known about an expression before it runs."""

import re

import pytest

from auditor.errors import ExpressionError
from auditor.matching.expression import analyze
from tests.support import finishes


def literals(pattern: str) -> tuple[set[str], int]:
    found = analyze(pattern).literals
    return (set(found.strings), found.before) if found else (set(), 0)


@pytest.mark.parametrize(
    ("pattern", "strings", "before"),
    [
        ("launched", {"launched"}, 0),
        (r"\w{1,9} launched", {" launched"}, 9),
        ("(?:said|told) them", {"said them", "told them"}, 0),
        ("(?i)Kyiv", {"kyiv"}, 0),
        ("[Aa]ccording", {"according"}, 0),
        ("ministers?", {"minister", "ministers"}, 0),
        (r"(?:\d{1,3} people|some soldiers)", {" people", "some soldiers"}, 3),
        (r"(?<=the )army(?= of)", {"army"}, 0),
        (r"(?:troops ){1,3}\d", {"troops "}, 0),
        ("ſtraße", {"straße"}, 0),
        ("İzmir", {"izmir"}, 0),
        (r"\d{1,3} of", set(), 0),
        ("(?:minister)?[0-9]", set(), 0),
    ],
)
def test_anchors(pattern: str, strings: set[str], before: int) -> None:
    assert literals(pattern) == (strings, before)


@pytest.mark.parametrize(
    ("pattern", "width"),
    [
        ("abcd", 4),
        ("abcd(?=efg)", 7),
        ("abcd(?=e(?=fgh))", 8),
        (r"abcd\b", 6),
        ("abcd$", 6),
        ("a{2,5}bcde", 9),
        ("(?:ab|cdef)gh", 6),
    ],
)
def test_width_includes_what_is_looked_at(pattern: str, width: int) -> None:
    assert analyze(pattern).width == width


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("a+bcd", "upper bound"),
        ("a*bcd", "upper bound"),
        (".{2,}bcd", "upper bound"),
        ("(?:(?:ab)+)?cd", "upper bound"),
        ("(?=a*)bcd", "upper bound"),
        ("(?:ab|(?:c+))d", "upper bound"),
        (r"(a)bc\1", "refers back"),
        (r"(?P<q>['\"])x(?P=q)", "refers back"),
        ("(a)?(?(1)b|c)d", "refers back"),
        ("", "empty"),
        ("a?", "empty"),
        ("(?:ab){0,3}", "empty"),
        ("(?=abcd)", "empty"),
        ("a|", "empty"),
        ("a{601}", "601"),
        ("(?:abcdef){1,101}", "606"),
        ("(", "missing"),
        ("abc(?<=a{1,2})", "looks behind"),
        ("a{1,99999999999}b", "too large"),
        ("(" * 5_000 + "a" + ")" * 5_000, "nested too deeply"),
    ],
)
def test_refuses(pattern: str, message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        analyze(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:a{1,25}){1,20}b",
        "(?:a?){0,30}a{30}",
        "(?:a|a){0,40}b",
        "(?:a|ab|b){0,40}c",
        "(?:aa|a|b){0,40}wxyz",
        "(?i)(?:ab|AB){0,40}c",
        "(?i:s|ſ){0,0}(?i:(?:sx|ſx)){0,40}c",
        r"(?:\w{1,9} ?){1,9}x",
        r"\w{0,90}\w{0,90}x",
        "(?:(?=a)|(?=ab)){0,1000000}wxyz",
    ],
)
def test_refuses_what_backtracks_over_too_many_paths(pattern: str) -> None:
    with finishes(), pytest.raises(ExpressionError, match="paths"):
        analyze(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\w{1,20}+ ){0,3}+said",
        "(?:Niger|Nigeria|Mali|Malawi) and (?:Niger|Nigeria)",
        r"(?:said|told|asked) (?:\w{1,20}+ ){0,4}(?:today|yesterday)",
        r"[A-Z]\w{1,20} [A-Z]\w{1,20} said",
    ],
)
def test_accepts_what_is_bounded(pattern: str) -> None:
    analyze(pattern)


def test_accepted_expressions_finish() -> None:
    hostile = "a" * 600 + "! " + "Aa " * 300
    for pattern in (r"(?:\w{1,20}+ ){0,3}+said", "(?:aa|a){0,10}b", "(?i)(?:a|b){0,40}c", r"\w{0,60}\w{0,60}said"):
        analyze(pattern)
        with finishes():
            re.search(pattern, hostile)


def test_large_alternations_stay_cheap() -> None:
    words = "|".join(f"word{n:05}" for n in range(5_000))
    with finishes():
        assert analyze(f"(?:{words}) said")
        analyze("(?:[abcdefghijkl][abcdefghijkl][abcdefgh]){2}wxyz")
