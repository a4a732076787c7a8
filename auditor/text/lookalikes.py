"""Names that are written in two ways within one text: "Kamala Harris" and "Kamala Haaris"."""

from collections.abc import Iterator
from itertools import combinations

import msgspec

from auditor.matching.compiled import Lazy
from auditor.text.words import is_whole

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽ"
_NAME = Lazy(
    rf"(?P<given>[{_CAPITAL}](?<![\w@#&-].)[^\W\d_]{{1,20}}+)\.? "
    rf"(?P<family>[{_CAPITAL}][^\W\d_]{{4,24}}+)(?![\w@-]| [{_CAPITAL}])"
)
_VOWELS = Lazy("[aeiouy]")
_TITLES = frozenset(
    (
        "Chancellor",
        "President",
        "Premier",
        "Minister",
        "Senator",
        "General",
        "Judge",
        "Governor",
        "Mayor",
        "Bishop",
        "King",
        "Queen",
    )
)
_COURTESY = frozenset(("Mr", "Mrs", "Ms", "Miss", "Mme", "Mlle", "Dr", "Sir", "Herr", "Frau"))  # shared by husband and wife
_SHORTEST = 5
_LONG = 9  # letters from which two vowels may differ
_MOST = 40  # spellings compared under one given name: an article has two or three

# Endings by which English and its neighbours make one word from another: Iran, Iranian; Martin, Martins.
_ENDINGS = ("s", "es", "n", "an", "i", "y", "e", "r", "er", "d", "ed", "ly", "al", "ic", "ing")
_SWAPPED = ("s", "n", "e", "r", "d", "y")


class Spelling(msgspec.Struct, frozen=True):
    """One way a name is written: where, the family name alone."""

    name: str
    places: tuple[int, ...]


def lookalikes(view: str) -> Iterator[tuple[Spelling, Spelling]]:
    """Pairs of spellings of what looks like one name, the better attested first.

    Both follow the same given name or title and differ by one letter, or by two vowels when they are long. Names that
    also follow different given names are different people.
    """
    found: dict[str, dict[str, list[int]]] = {}
    givens: dict[str, set[str]] = {}
    for match in _NAME.finditer(view):
        given, family = match["given"], match["family"]
        if given in _COURTESY or given.isupper() or family.isupper():
            continue
        found.setdefault(given, {}).setdefault(family, []).append(match.start("family"))
        givens.setdefault(family, set()).add(given)
    alike = [
        (given, one, other)
        for given, families in found.items()
        for one, other in combinations(list(families)[:_MOST], 2)
        if is_slip(one, other)
    ]
    for given, one, other in alike:
        common = any(_count(view, word.lower()) for word in (one, other, given) if word not in _TITLES)
        if not (common or _are_two(givens[one], givens[other])):
            pair = Spelling(one, tuple(found[given][one])), Spelling(other, tuple(found[given][other]))
            yield pair if _count(view, one) >= _count(view, other) else (pair[1], pair[0])


def _count(view: str, word: str) -> int:
    """How often a word stands by itself."""
    count, at = 0, view.find(word)
    while at >= 0:
        count += is_whole(view, at, at + len(word))
        at = view.find(word, at + len(word))
    return count


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ as a slip of spelling does, not as two words of one family do."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if len(short) < _SHORTEST or short[0] != long[0]:
        return False
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return long == short + short[-1]
    if short[:-1] == long[:-1] and short[-1] in _SWAPPED and long[-1] in _SWAPPED:
        return False
    alike = len(short) >= _LONG and _VOWELS.sub("", short) == _VOWELS.sub("", long)
    return distance(short, long, 2 if alike else 1) > 0


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words, a swap of neighbours counting as one; 0 when there are none, or more than `most`."""
    if abs(len(one) - len(other)) > most:
        return 0
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row, older = row, [i], before
        for j, b in enumerate(other, 1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        before = last
        if min(row) > most:
            return 0
    return row[-1] if row[-1] <= most else 0


def _are_two(one: set[str], other: set[str]) -> bool:
    """Whether given names show two people: each has one that the other has not."""
    return bool(one - other) and bool(other - one)
