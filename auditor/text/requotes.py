"""Quotations given twice in one text, in words that differ a little."""

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.matching.compiled import Lazy
from auditor.text.quotations import Span

_WORD = Lazy(r"[^\W_]+(?:'[^\W_]+)?")
_CUT = Lazy(r"…|\.\.\.|\[|\(")
_LEAST = 6  # words; shorter ones are alike by chance
_MOST = 60  # words compared of one quotation
_SHARE = 0.8
_RIVALS = 12  # earlier quotations with the same three words that are looked at


def requotes(view: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Each quotation that repeats an earlier one in other words, after that one.

    A part of an earlier quotation is no difference, nor is one with a mark of omission or an insertion in brackets.
    """
    seen: dict[tuple[str, ...], list[int]] = {}
    known: list[list[str]] = []
    for number, (start, end) in enumerate(spans):
        quoted = view[start : min(end, start + 1000)]
        words = [] if _CUT.search(quoted) else _WORD.findall(quoted.lower())[:_MOST]
        known.append(words)
        if len(words) < _LEAST:
            continue
        shingles = set(zip(words, words[1:], words[2:], strict=False))
        rivals = sorted({rival for shingle in shingles for rival in seen.get(shingle, ())[:_RIVALS]})
        twin = next((rival for rival in rivals[:_RIVALS] if _differ_a_little(known[rival], words)), None)
        if twin is not None:
            yield spans[twin], (start, end)
        for shingle in shingles:
            seen.setdefault(shingle, []).append(number)


def _differ_a_little(one: Sequence[str], other: Sequence[str]) -> bool:
    if _contains(one, other) or _contains(other, one):
        return False
    least = _SHARE * max(len(one), len(other))
    if (Counter(one) & Counter(other)).total() < least:
        return False
    from difflib import SequenceMatcher  # few texts come this far

    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()) >= least


def _contains(one: Sequence[str], other: Sequence[str]) -> bool:
    return f" {' '.join(other)} " in f" {' '.join(one)} "
