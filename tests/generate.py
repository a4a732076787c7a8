"""Text that a regular expression or a sequence of tokens matches; assertions and most of grammar are left to chance."""

from collections.abc import Sequence
from random import Random
from typing import Any

from auditor.checks.items import Item
from auditor.matching.tree import REPEATS, op, parse, width

_MORE = 2  # repeats beyond the least
_WORDS = {
    **{
        "DT": "the",
        "IN": "of",
        "JJ": "new",
        "JJR": "larger",
        "RB": "quickly",
        "CD": "300",
        "PRP$": "his",
        "PRP": "they",
        "NN": "house",
    },
    **{
        "NNS": "people",
        "NNP": "Paris",
        "VB": "make",
        "VBD": "made",
        "VBN": "taken",
        "VBG": "making",
        "VBP": "make",
        "VBZ": "makes",
    },
}


def matching(pattern: str, random: Random) -> str:
    """A string that the expression matches, unless one of its assertions forbids it."""
    return _sequence(parse(pattern), random)


def sequence(items: Sequence[Item], random: Random) -> str:
    """Words that the items take, unless the tagger sees them otherwise."""
    words = []
    for item in items:
        least, most = item.repeat or (0 if item.optional else 1, 1)
        for _ in range(0 if item.absent else random.randint(least, min(most, least + _MORE))):
            words.append(
                random.choice(
                    _listed(item.word) or _listed(item.stem) or [_WORDS.get(t, "x") for t in _listed(item.tag)] or ["x"]
                )
            )
    return " ".join(words)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _sequence(tree: Any, random: Random) -> str:
    items = list(tree)
    last = max((number for number, item in enumerate(items) if width(tree, item) > 0), default=-1)
    return "".join(_item(name, value, random, number > last) for number, (name, value) in enumerate(items))


def _item(name: Any, value: Any, random: Random, last: bool) -> str:
    if name is op.LITERAL:
        return chr(value)
    if name is op.NOT_LITERAL:
        return "x" if value != ord("x") else "y"
    if name is op.ANY:
        return random.choice("ab ")
    if name is op.IN:
        return _member(value, random)
    if name is op.BRANCH:
        return _sequence(random.choice(value[1]), random)
    if name is op.SUBPATTERN:
        return _sequence(value[3], random)
    if name is op.ATOMIC_GROUP:
        return _sequence(value, random)
    if name in REPEATS:
        count = random.randint(value[0], min(value[1], value[0] + _MORE))
        return "".join(_sequence(value[2], random) for _ in range(count))
    if name is op.ASSERT and value[0] > 0 and last:  # what must follow
        return _sequence(value[1], random)
    return ""


def _member(items: Any, random: Random) -> str:
    negated = items[0][0] is op.NEGATE
    if negated:
        return random.choice("xqk7 ") if not any(item == (op.LITERAL, ord(" ")) for item in items) else random.choice("xqk7")
    name, value = random.choice(items)
    if name is op.LITERAL:
        return chr(value)
    if name is op.RANGE:
        return chr(random.randint(value[0], value[1]))
    return {op.CATEGORY_DIGIT: "7", op.CATEGORY_SPACE: " "}.get(value, "n")
