"""Which language a text was translated from, as its findings tell.

Each rule that is evidence of a language votes with the log-odds it carries, at most twice; a prior of "not
translated, or from a language we do not know", which grows with the length of the text as chance flags do, keeps these
silent. A naive Bayes vote.

Where that leaves a language suspected, the rules that wait for it are heard as well, each once and as a hint: wordings
that native English has too, but not many of them in one text.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import exp

from auditor.report import SourceLanguage
from auditor.rules.model import Strength

Vote = tuple[str, Mapping[str, Strength]]

_WEIGHTS: dict[Strength, float] = {"weak": 1.0, "strong": 3.0}
_HINT = 1.0
_SUSPICION = 2.0
_MOST_SUSPECTS = 2
_PRIOR = 1.5
_PRIOR_PER_WORD = 0.5 / 1000
_MOST_ODDS = 500.0  # beyond which `exp` overflows
_VOTES_PER_RULE = 2
THRESHOLD = 0.9


def log_odds(votes: Iterable[Vote]) -> dict[str, float]:
    """What the votes, (rule, its evidence) for each finding, say for each language."""
    counts: Counter[str] = Counter()
    sums: dict[str, float] = {}
    for rule, evidence in votes:
        counts[rule] += 1
        if counts[rule] <= _VOTES_PER_RULE:
            for code, strength in evidence.items():
                sums[code] = sums.get(code, 0.0) + _WEIGHTS[strength]
    return sums


def suspects(odds: Mapping[str, float]) -> list[str]:
    """The languages whose waiting rules are worth running: the two likeliest of those with more than a weak vote."""
    likely = sorted((code for code, value in odds.items() if value >= _SUSPICION), key=lambda code: (-odds[code], code))
    return likely[:_MOST_SUSPECTS]


def with_hints(suspected: Mapping[str, float], hints: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """Add what the waiting rules of each suspected language say: `hints` names those that found something."""
    return {code: value + _HINT * len(set(hints.get(code, ()))) for code, value in suspected.items()}


def source_language(suspected: Mapping[str, float], words: int) -> SourceLanguage | None:
    """The likeliest source language of a text of so many words, or None while the evidence is thin."""
    if not suspected:
        return None
    code = max(sorted(suspected), key=lambda c: suspected[c])
    rivals = [_PRIOR + words * _PRIOR_PER_WORD, *(value for other, value in suspected.items() if other != code)]
    probability = 1 / (1 + sum(exp(min(rival - suspected[code], _MOST_ODDS)) for rival in rivals))
    return SourceLanguage(code, round(probability, 4)) if probability >= THRESHOLD else None
