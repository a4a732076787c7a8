"""Words: where they begin and end."""


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` does not cut a word at either side."""
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
