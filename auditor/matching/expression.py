"""What is known of a regular expression before it runs.

Rules come from strangers, and Python's `re` backtracks. Three bounds make its cost linear in the length of
the document: a match has a greatest width, an attempt at one place follows a bounded number of paths, and
attempts are made only around literals ("anchors") that every match contains.
"""

from collections.abc import Sequence

import msgspec

from auditor.errors import ExpressionError
from auditor.matching.anchors import Anchors, Companions
from auditor.matching.bounds import greatest_width
from auditor.matching.required import GOOD_LENGTH, Literals, best, candidates_of
from auditor.matching.tree import parse

__all__ = ["Analysis", "Anchors", "analyze", "anchors"]

_PREFIX = 10  # letters of a literal that are looked for: longer ones make a larger scanner, not fewer candidates
_MOST_COMPANIONS = 3
_SMALL_COMPANION = 60
_TELLING = 3  # letters
_RARE_MARKS = frozenset('"“”„«»‘()[]?!:;%€$£°…')


class Analysis(msgspec.Struct, frozen=True):
    """Greatest width of a match with what it looks at around it, and the sets of literals it must contain."""

    width: int
    candidates: tuple[Literals, ...]

    @property
    def literals(self) -> Literals | None:
        """The best set, when its members are long enough to be rare."""
        found = best(self.candidates)
        return found if found and min(map(len, found.strings)) >= GOOD_LENGTH else None


def analyze(pattern: str) -> Analysis:
    """Bound an expression and find its literals.

    Raises ExpressionError when it is malformed, has a repeat without upper bound, can match nothing, or
    can backtrack over too many paths.
    """
    tree = parse(pattern)
    greatest, beyond = greatest_width(tree)
    return Analysis(greatest + beyond, tuple(candidates_of(tree)))


def anchors(pattern: str, triggers: Sequence[str] = ()) -> Anchors:
    """Where to look for an expression: around `triggers` (folded) if any are given, else around its best literals.

    Raises ExpressionError as `analyze` does, for literals that are in every other line, and when there are none.
    """
    analysis = analyze(pattern)
    if triggers:
        common = [t for t in triggers if len(t.strip()) < GOOD_LENGTH and t.replace(" ", "").isalpha()]
        if common:
            raise ExpressionError(f"`trigger` {common[0]!r} is in every other line; name {GOOD_LENGTH} letters or a rare mark")
        reach = _reach(analysis, triggers)
        if reach is None and analysis.literals is not None:
            raise ExpressionError("`trigger` does not show that it is in every match, and none is needed: leave it out")
        before = analysis.width if reach is None else reach
        return Anchors(tuple(sorted(set(triggers))), before, analysis.width, _companions(analysis, None))
    found = analysis.literals
    if found is None:
        raise ExpressionError(f"has no literal of {GOOD_LENGTH} characters in every match; name what to look for in `trigger`")
    literals = tuple(sorted({string[:_PREFIX] for string in found.strings}))
    return Anchors(literals, found.before, analysis.width, _companions(analysis, found))


def _reach(analysis: Analysis, triggers: Sequence[str]) -> int | None:
    """How far behind the start of a match one of `triggers` begins, at most; None when that cannot be told."""
    offsets = [
        candidate.before + max(min(string.find(t) for t in triggers if t in string) for string in candidate.strings)
        for candidate in analysis.candidates
        if all(any(t in string for t in triggers) for string in candidate.strings)
    ]
    return min(offsets, default=None)


def _companions(analysis: Analysis, chosen: Literals | None) -> tuple[Companions, ...]:
    """Sets besides the chosen one that are cheap to look for and often absent: quotation marks, a particular word."""
    telling = [c for c in map(_companion, (c for c in analysis.candidates if c is not chosen)) if c is not None]
    telling.sort(key=lambda c: (len(c.literals) + c.reach, c.literals))
    return tuple(telling[:_MOST_COMPANIONS])


def _companion(candidate: Literals) -> Companions | None:
    """A candidate as companions, each string cut to what is rare in it; None when one of them is everywhere."""
    literals = set()
    for string in candidate.strings:
        mark = next((char for char in string if char in _RARE_MARKS), None)
        core = string.strip()
        if mark is None and len(core) < _TELLING and (len(core) < _TELLING - 1 or core.isalnum()):
            return None
        literals.add(mark or string[:_PREFIX])
    if len(literals) > _SMALL_COMPANION:
        return None
    return Companions(tuple(sorted(literals)), candidate.before + max(map(len, candidate.strings)))
