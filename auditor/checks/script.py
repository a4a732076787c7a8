"""`check: script`: words left in the letters of another script."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from auditor.document import Document
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import Lazy
from auditor.rules.model import Hit, Match, Rule

Script = Literal["arabic", "armenian", "cyrillic", "devanagari", "georgian", "greek", "han", "hangul", "hebrew", "kana", "thai"]

_RANGES: dict[Script, str] = {
    "arabic": "\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "armenian": "\u0531-\u058a",
    "cyrillic": "\u0400-\u052f",
    "devanagari": "\u0900-\u097f",
    "georgian": "\u10a0-\u10ff",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "han": "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff",
    "hangul": "\u1100-\u11ff\uac00-\ud7af",
    "hebrew": "\u0590-\u05ff",
    "kana": "\u3041-\u309f\u30a1-\u30fa\u30fc\uff66-\uff9f",
    "thai": "\u0e00-\u0e7f",
}
_MARKS = "\u0300-\u036f\u200c\u200d"  # accents that follow their letter, and joiners
_LONGEST = 200
_OTHER = Lazy(r"[^\x00-\u036f\u2000-\u23ff]")  # what most English texts have none of; the full expressions take long to compile
_OPENING = frozenset("(（[「『《“\"«‘'#@")


class LeftScript(Rule, frozen=True, kw_only=True, tag="script"):
    """Flags words of at least `least` letters, and the stretches that they form, in one of `scripts`.

    What opens a bracket or a quotation, as an original beside its translation does, is no fault.
    """

    scripts: list[Script]
    least: int = 1

    def __post_init__(self) -> None:
        if not self.scripts or not 1 <= self.least <= _LONGEST:
            raise ValueError(f"name `scripts`, and 1 to {_LONGEST} letters as `least`")

    def anchors(self) -> Anchors:
        return Anchors()

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        if not _OTHER.search(document.view):
            return
        for found in _expression(tuple(self.scripts), self.least).finditer(document.view):
            if document.view[found.start() - 1 : found.start()] not in _OPENING:
                yield Match(*found.span())


@cache
def _expression(scripts: tuple[Script, ...], least: int) -> re.Pattern[str]:
    letters = "".join(_RANGES[script] for script in scripts)
    word = rf"[{letters}][{letters}{_MARKS}]"
    return re.compile(rf"{word}{{{least - 1},{_LONGEST}}}(?:[ ,-]{{1,2}}{word}{{0,{_LONGEST}}}){{0,40}}")
