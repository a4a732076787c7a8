"""What the page says in words."""

from auditor.reporters.html.characters import plain

_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_SPACES = {" ": "a space", "\u00a0": "a no-break space", "\n": "a line end", "\t": "a tab"}


def language(code: str) -> str:
    """Its English name; of a language without a pack of ours, the code."""
    return _LANGUAGES.get(code, code)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def readable(kind: str) -> tuple[str, str]:
    """An error type as people read it, and its dimension: `style/awkward` is "awkward" of "style"."""
    dimension, _, name = kind.replace("-", " ").partition("/")
    return (name, dimension) if name else (dimension, "")


def seen(text: str) -> str:
    """What is taken out or put in: itself, or in words where it could not be seen."""
    if not text:
        return "nothing (delete)"
    return _SPACES.get(text, "white space") if text.isspace() else plain(text)
