"""Which literal wordings may begin where, by their first two words, or three where two are as short as "in the".

Packs hold tens of thousands of literal wordings. An automaton of them all takes longer to build than an article takes to
audit; a dictionary of their heads is only decoded, and looking up each word of an article and each pair of words costs
nothing next to that.
"""

from collections.abc import Iterable, Mapping, Sequence

from auditor.matching.compiled import Lazy

_WORD = Lazy(r"\w+")
_SHORT = 9  # code points


def head(wording: str) -> str | None:
    """What a folded wording begins with, up to the end of its second or third word; None when it begins with no word."""
    ends = [word.end() for word, _ in zip(_WORD.finditer(wording), range(3), strict=False)]
    if not ends or _WORD.match(wording) is None:
        return None
    if len(ends) == 3 and ends[1] > _SHORT:
        ends.pop()
    return wording[: ends[-1]]


class Heads:
    """Finds where the wordings of rules may begin. `index` has, for each head, the places in `rules` of those that ask for it."""

    def __init__(self, index: Mapping[str, Sequence[int]], rules: Sequence[str]) -> None:
        self._index = index
        self._rules = rules

    @classmethod
    def of(cls, heads: Iterable[tuple[str, Sequence[str]]]) -> "Heads":
        """From each rule and its heads."""
        rules = []
        index: dict[str, list[int]] = {}
        for number, (rule, own) in enumerate(heads):
            rules.append(rule)
            for wording in own:
                index.setdefault(wording, []).append(number)
        return cls(index, rules)

    def find(self, folded: str) -> dict[str, list[int]]:
        """For each rule, the places at which one of its wordings may begin, in order. One pass, linear time."""
        found: dict[int, list[int]] = {}
        get = self._index.get
        before = second = -1  # where the word before begins, and the one before that if the two are short
        for word in _WORD.finditer(folded):
            start, end = word.span()
            for at in (second, before, start):
                if at >= 0:
                    for number in get(folded[at:end], ()):
                        found.setdefault(number, []).append(at)
            second = before if before >= 0 and end - before <= _SHORT else -1
            before = start
        return {self._rules[number]: sorted(set(places)) for number, places in found.items()}
