"""What the style model sees of a text: tokens without content, counted by themselves and in pairs.

    >>> tokens("The minister's plan wasn't adopted.")
    ['START', 'the', 'ER', 'POSSESSIVE', 'OTHER', 'was', "n't", 'ED', '.']

A line break ends a sentence and nothing else, so it matters little whether lines are sentences or paragraphs.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from auditor.scoring.style.lexicon import (
    ACRONYM,
    CLOSE,
    COMPOUND,
    ENDINGS,
    FUNCTION_WORDS,
    NAME,
    NUMBER,
    OPEN,
    OTHER,
    POSSESSIVE,
    START,
    YEAR,
)

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ɏḀ-ỿ"
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\b(?:[A-Z]\.(?= ?[A-Z][a-z])|[ap]\.m\.|(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Gov|Sen)\.)"
    rf"|[{_LETTER}]+(?:[-'][{_LETTER}]+)*|\d+(?:[.,:]\d+)*|\.\.+|…|-+|[.,;:?!()/\"'\n]"
)
_PLAIN = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’ʼ", "'"), **dict.fromkeys("‑–—―", "-"), "\r": "\n"})
_YEAR = re.compile(r"(?:19|20)\d\d$")
_CLITIC = re.compile(r"(.+?)(n't|'(?:s|ll|re|ve|d|m))$")
_IRREGULAR = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}
_ENDS = frozenset({".", "?", "!", "..."})
_MOVED = frozenset({".", ","})
_BEFORE_OPENING = frozenset(' \n\t\xa0([-"')
_CACHED = 8192  # words
_LONGEST = 60  # letters
WINDOW = 120  # tokens, some hundred words


def tokens(text: str) -> list[str]:
    """The tokens of a text, members of the vocabulary; `START` ahead of each sentence.

    A comma or full stop and the closing mark next to it come in one order, that of British papers.
    """
    text = text.translate(_PLAIN)
    names = [START]
    opening = True  # whether the next word opens a sentence or a quotation, and so has its capital from there
    for match in _TOKEN.finditer(text):
        word = match.group()
        first = word[0]
        if first.isalpha():
            names += _names(word, opening) if len(word) <= _LONGEST else (OTHER,)
            opening = False
            continue
        if first.isdigit():
            names.append(YEAR if _YEAR.match(word) else NUMBER)
            opening = False
            continue
        start, end = match.span()
        ends = word == "\n"
        if first in "\"'":
            opens = start == 0 or text[start - 1] in _BEFORE_OPENING
            before = names[-1]
            if opens:
                names.append(OPEN)
                opening = True
            elif first == "'" and text[start - 1] in "sS":
                names.append(POSSESSIVE)
            elif before in _MOVED:
                names[-1:] = CLOSE, before
            else:
                names.append(CLOSE)
            ends = not opens and before in _ENDS and _capital_follows(text, end)
        elif not ends:
            name = "..." if word.startswith(("..", "…")) else first
            ends = name in _ENDS and _capital_follows(text, end)
            names.append(name)
        if ends and names[-1] != START:
            names.append(START)
            opening = True
    return names


def windows(names: Sequence[str]) -> list[Counter[str]]:
    """How often each token occurs, and each pair of neighbors, in stretches of about the same length.

    A long text has more of the rare pairs than a short one of the same style; its stretches have not. Without them the
    model takes length for style.
    """
    parts = max(1, round(len(names) / WINDOW))
    size = -(-len(names) // parts)
    return [counts(names[at : at + size]) for at in range(0, len(names), size)]


def counts(names: Sequence[str]) -> Counter[str]:
    """How often each token occurs, and each pair of neighbors."""
    counted = Counter(names)
    counted.update(map(" ".join, pairwise(names)))
    return counted


@lru_cache(_CACHED)
def _names(word: str, opening: bool) -> tuple[str, ...]:
    """What becomes of a word: one name, or two for a contraction or possessive."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low], "not" if low == "cannot" else "n't"
    clitic = _CLITIC.match(low)
    if not clitic:
        return (_name(word, low, opening),)
    stem = clitic[1]
    function = stem in FUNCTION_WORDS
    ending = clitic[2] if function or clitic[2] != "'s" else POSSESSIVE
    return _name(word[: len(stem)], stem, opening), ending


def _name(word: str, low: str, opening: bool) -> str:
    if low in FUNCTION_WORDS:
        return low
    if len(word) > 1 and word.isupper():
        return ACRONYM
    low = low.rstrip(".")
    if word[0].isupper() and not opening:
        return NAME
    if "-" in word:
        return COMPOUND
    for ending, name in ENDINGS.items():
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return name
    return OTHER


def _capital_follows(text: str, at: int) -> bool:
    """Whether white space and then what opens a sentence follow."""
    rest = text[at : at + 3]
    after = rest.lstrip()[:1]
    return rest[:1].isspace() and (after.isupper() or after.isdigit() or after in ('"', "'", "("))
