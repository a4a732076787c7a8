"""Shared by the checks whose rules are lists of literal words."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.document import Document
from auditor.rules.model import Hit
from auditor.text.words import is_whole


def fold(literal: str) -> str:
    """A literal as it is looked up in `Document.folded`."""
    return Document(literal).folded


def occurrences(document: Document, literals: Iterable[str], hits: Sequence[Hit] | None) -> Iterator[Hit]:
    """Whole-word occurrences of folded literals, in order; of several at one place the longest, none overlapping."""
    found = sorted(hits if hits is not None else look(document.folded, literals), key=lambda hit: (hit[0], -len(hit[1])))
    end = 0
    for start, literal in found:
        if start >= end and is_whole(document.view, start, start + len(literal)):
            yield start, literal
            end = start + len(literal)


def look(folded: str, literals: Iterable[str]) -> Iterator[Hit]:
    for literal in literals:
        at = folded.find(literal)
        while at >= 0:
            yield at, literal
            at = folded.find(literal, at + 1)


def follow_case(original: str, replacement: str) -> str:
    """Give the replacement the capitals of what it replaces."""
    if len(original) > 3 and original.isupper():
        return replacement.upper()
    if original[:1].isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement
