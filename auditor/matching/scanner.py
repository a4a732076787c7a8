"""Many literals, one pass over the text: the Aho-Corasick automaton that finds candidates for all rules at once."""

from collections.abc import Mapping, Sequence

from auditor.matching.compiled import Lazy

try:
    import ahocorasick_rs
except ImportError:  # no wheel for this platform: rules then look for themselves, with the same findings
    ahocorasick_rs = None  # type: ignore[assignment]

_SURROGATE = Lazy("[\ud800-\udfff]")

available = ahocorasick_rs is not None


class Scanner:
    """Finds which owners have a literal in a text, and where.

    `literals` maps each folded literal to the owners (any small integers) that asked for it.
    """

    def __init__(self, literals: Mapping[str, Sequence[int]]) -> None:
        self._literals = list(literals)
        self._owners = list(literals.values())
        # Built in milliseconds for thousands of literals, so there is nothing to cache; `ContiguousNFA` scans
        # as fast as the DFA here and builds four times faster.
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._literals, implementation=ahocorasick_rs.Implementation.ContiguousNFA, store_patterns=False
        )

    def scan(self, folded: str) -> dict[int, list[tuple[int, str]]]:
        """For each owner seen: `(start, literal)` in order of start. One pass, linear time."""
        hits: dict[int, list[tuple[int, str]]] = {}
        owners, literals = self._owners, self._literals
        try:
            found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair, which no literal has
            found = self._automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", folded), overlapping=True)
        for index, start, _ in found:
            hit = (start, literals[index])
            for owner in owners[index]:
                hits.setdefault(owner, []).append(hit)
        for own in hits.values():
            own.sort()
        return hits
