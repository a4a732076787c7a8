"""`check: replace`: many literal wrong → right pairs in one rule."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from auditor.checks.literals import fold, follow_case, look
from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.matching.heads import head
from auditor.rules.model import Hit, Match, Rule
from auditor.text.words import is_whole


class Replace(Rule, frozen=True, kw_only=True, tag="replace", dict=True):
    """Flags each key of `map` and proposes its value: one replacement, several, or null for none.

    `<make>` in a key stands for all forms of a verb, `{a|b}` for alternatives; a verb, or the same alternatives, in the
    value follow them: `<make> figure of: <look> like`, `lost ball{s|}: stray bullet{s|}`. Instead of pairs, `map` may name a
    gazetteer and a language, `'{gazetteer_places:de}'`, or list several of both. A key in lower case also matches with a
    capital at its start or all in capitals; one with capitals of its own matches only as written. Where keys overlap,
    the longest wins.
    """

    map: dict[str, str | list[str] | None]
    safety: Safety = "unsafe"

    SPELLINGS = ("map",)

    def __post_init__(self) -> None:
        short = [key for key in self.map if len(key.strip()) < 3]
        if not self.map or short:
            raise ValueError(f"`map` needs keys of at least three characters{': ' + repr(short[0]) if short else ''}")

    def anchors(self) -> Anchors:
        heads = {folded: head(folded) for folded in map(fold, self.map)}
        literals = sorted(folded for folded, first in heads.items() if first is None)
        return Anchors(tuple(literals), heads=tuple(sorted({first for first in heads.values() if first is not None})))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        done = 0
        for start in sorted({start for start, _ in (look(document.folded, map(fold, self.map)) if hits is None else hits)}):
            end, key = self._longest(document.view, start) if start >= done else (0, "")
            if end:
                done = end
                value = self.map[key]
                options = [value] if isinstance(value, str) else value or []
                original = document.text[start:end]
                # An abbreviation of the map's own (SMIC) says nothing about the capitals of what replaces it.
                replacements = options if key.isupper() else [follow_case(original, option) for option in options]
                yield Match(start, end, tuple(replacements), self.safety)

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted(set(map(len, self.map)), reverse=True)

    def _longest(self, view: str, start: int) -> tuple[int, str]:
        """Where the longest wording that begins at a place ends, and its key; 0 if none does."""
        for length in self._lengths:
            key = self._key(view[start : start + length])
            if key is not None and len(key) == length and is_whole(view, start, start + length):
                return start + length, key
        return 0, ""

    def _key(self, text: str) -> str | None:
        """The key this text is a form of."""
        if text in self.map:
            return text
        lowered = text.lower()
        if lowered in self.map and (text.isupper() or text[1:] == lowered[1:]):
            return lowered
        return None
