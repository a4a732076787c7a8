"""Stems of words (Snowball English, Porter 1980 and later)."""

from functools import cache, lru_cache
from typing import Any


@lru_cache(65_536)
def stem(word: str) -> str:
    """The stem of a word in lower case."""
    found: str = _stemmer().stem(word)
    return found


@cache
def _stemmer() -> Any:
    from nltk.stem.snowball import EnglishStemmer  # takes longer to import than most articles take to audit

    return EnglishStemmer()
