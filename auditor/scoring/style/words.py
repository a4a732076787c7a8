"""Features in words that a person can read."""

from auditor.scoring.style.lexicon import CLITICS, CLOSE, FUNCTION_WORDS, MARKS, OPEN, OTHER, START

_CLASSES = {
    "POSSESSIVE": "the possessive 's",
    "NAME": "a capitalized word",
    "ACRONYM": "an abbreviation in capitals",
    "NUMBER": "a number",
    "YEAR": "a year",
    "COMPOUND": "a hyphenated word",
    OPEN: "an opening quotation mark",
    CLOSE: "a closing quotation mark",
    ",": "a comma",
    ".": "a full stop",
    ";": "a semicolon",
    ":": "a colon",
    "?": "a question mark",
    "!": "an exclamation mark",
    "(": "an opening bracket",
    ")": "a closing bracket",
    "-": "a dash",
    "...": "three dots",
    "/": "a slash",
}


def is_readable(feature: str) -> bool:
    """Whether it says something to a person: `OTHER` is a word like most, and what ends a sentence is mostly a full stop."""
    parts = feature.split(" ")
    return OTHER not in parts and parts[1:] != [START]


def in_words(feature: str) -> str:
    """What is counted, such as `"the" before a word in -tion` or `sentences that open with "in"`."""
    if feature == START:
        return "sentences"
    first, _, second = feature.partition(" ")
    if first == START:
        return f"sentences that open with {_word(second)}"
    if not second:
        return _word(first)
    if _is_word(first) and second in CLITICS:
        return f'"{_spelled(first)}{second}"'
    if _is_word(first) and _is_word(second):
        return f'"{_spelled(first)} {_spelled(second)}"'
    return f"{_word(first)} before {_word(second)}"


def key_parts(feature: str) -> frozenset[str]:
    """What it shares with features that say much the same."""
    parts = frozenset(feature.split(" "))
    return frozenset(part for part in parts if _is_word(part) or part in MARKS) or parts


def _is_word(name: str) -> bool:
    return name in FUNCTION_WORDS


def _spelled(word: str) -> str:
    return "I" if word == "i" else word


def _word(name: str) -> str:
    if _is_word(name):
        return f'"{_spelled(name)}"'
    if name in CLITICS:
        return f'the contraction "{name}"'
    return _CLASSES.get(name) or f"a word in -{name.lower()}"
