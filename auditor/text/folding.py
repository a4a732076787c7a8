"""Text without case, one code point for one, in step with what `re.IGNORECASE` takes for one letter."""

# Letters that are lower case already and still match another one (the table behind `re.IGNORECASE`).
_TWINS = str.maketrans(
    {"ſ": "s", "ı": "i", "µ": "μ", "\u0345": "ι", "\u1fbe": "ι", "\u1fd3": "ΐ", "\u1fe3": "ΰ", "ẛ": "ṡ", "ﬅ": "ﬆ"}
    | dict(zip("ϐϵϑϰϖϱςϕ", "βεθκπρσφ", strict=True))
    | dict(zip("\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88", "вдосттъѣꙋ", strict=True))
)


def fold(text: str) -> str:
    """The text in lower case, same length."""
    if text.isascii():
        return text.lower()
    # U+0130 is the one character whose lower case is longer than itself.
    return text.replace("İ", "i").lower().translate(_TWINS)
