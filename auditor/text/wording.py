"""Counts of things, and names of languages, in words."""

_NAMES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """English name of a language by its ISO 639-1 code; of one without a pack of ours, the code."""
    return _NAMES.get(code, code)


def counted(number: int, noun: str) -> str:
    """A number of things: `1 finding`, `1,200 findings`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
