"""What the page says in words."""

from auditor.reporters.html.characters import described, plain

_SPACES = {" ": "a space", "\u00a0": "a no-break space", "\n": "a line end", "\t": "a tab"}


def readable(kind: str) -> tuple[str, str]:
    """An error type as people read it, and its dimension: `style/awkward` is "awkward" of "style"."""
    dimension, _, name = kind.replace("-", " ").partition("/")
    return (name, dimension) if name else (dimension, "")


def seen(text: str) -> str:
    """What is taken out or put in: itself, or in words where it could not be seen."""
    if not text:
        return "nothing (delete)"
    if text.isspace():
        return _SPACES.get(text, "white space")
    return plain(text) if len(text) > 1 or text.isprintable() else described(text)
