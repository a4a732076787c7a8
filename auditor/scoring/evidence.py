"""Which language a text was translated from, as its findings tell.

Each rule that is evidence of a language votes with the log-odds it carries, at most twice; a prior of "not
translated, or from a language we do not know", which grows with the length of the text as chance flags do, keeps these
silent. A naive Bayes vote.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import exp

from auditor.report import SourceLanguage
from auditor.rules.model import Strength

_WEIGHTS: dict[Strength, float] = {"weak": 1.0, "strong": 3.0}
_PRIOR = 2.5
_PRIOR_PER_WORD = 0.5 / 1000
_MOST_ODDS = 500.0  # beyond which `exp` overflows
_VOTES_PER_RULE = 2
THRESHOLD = 0.9


def source_language(votes: Iterable[tuple[str, Mapping[str, Strength]]], words: int) -> SourceLanguage | None:
    """The likeliest source language of a text of so many words, or None while the evidence is thin.

    `votes` are (rule, its evidence), one for each finding.
    """
    counts: Counter[str] = Counter()
    log_odds: Counter[str] = Counter()
    for rule, evidence in votes:
        counts[rule] += 1
        if counts[rule] <= _VOTES_PER_RULE:
            for code, strength in evidence.items():
                log_odds[code] += _WEIGHTS[strength]  # type: ignore[assignment]
    if not log_odds:
        return None
    code = max(sorted(log_odds), key=lambda c: log_odds[c])
    rivals = [_PRIOR + words * _PRIOR_PER_WORD, *(value for other, value in log_odds.items() if other != code)]
    probability = 1 / (1 + sum(exp(min(rival - log_odds[code], _MOST_ODDS)) for rival in rivals))
    return SourceLanguage(code, round(probability, 4)) if probability >= THRESHOLD else None
