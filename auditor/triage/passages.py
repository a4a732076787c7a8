"""The words around a known finding, looked up in a text: was it fixed there?"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from auditor.finding import Finding
from auditor.report import DocumentReport
from auditor.triage.baseline import Entry
from auditor.triage.fingerprint import WORD

NEAREST = 4  # words on each side that tell a place in the text
_ENOUGH = 4  # of them, both sides together
_INSERTED = 6  # words that may have come in where a finding was fixed
_PLACES = 100  # most places of the same words that are looked at

_Words = Sequence[str]


class Passages:
    """The words of a document, to find those around an entry again where its rule flags nothing any more."""

    def __init__(self, report: DocumentReport) -> None:
        self._text = report.document.text
        self._flags: defaultdict[str, list[Finding]] = defaultdict(list)
        self._told: dict[tuple[str, ...], bool] = {}
        for finding in report.findings:
            self._flags[finding.rule].append(finding)

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        return [(word.group().casefold(), word.start(), word.end()) for word in WORD.finditer(self._text)]

    @cached_property
    def _index(self) -> Mapping[_Words, Sequence[int]]:
        """Where each pair of words begins."""
        index: defaultdict[_Words, list[int]] = defaultdict(list)
        for at, (one, other) in enumerate(zip(self._words, islice(self._words, 1, None), strict=False)):
            index[one[0], other[0]].append(at)
        return index

    def stands_without(self, entry: Entry) -> bool:
        """Whether the nearest words of an entry stand somewhere, and its rule flags nothing between them."""
        before, after = folded(entry.before)[-NEAREST:], folded(entry.after)[:NEAREST]
        if len(before) + len(after) < _ENOUGH:
            return False
        key = (entry.rule, entry.text, *before, "", *after)
        if key not in self._told:
            places = self._places(before, after, len(folded(entry.text)))
            self._told[key] = any(not self._flagged(entry.rule, *place) for place in places)
        return self._told[key]

    def _places(self, before: _Words, after: _Words, own: int) -> Iterator[tuple[int, int]]:
        """Spans between the words before and after. Where there are none of one kind, as many words as the entry has."""
        words = self._words
        reach = own + _INSERTED + 1
        if len(before) >= len(after):
            for at in self._standing(before):
                end = at + len(before)
                gap = next((g for g in range(reach) if self._says(after, end + g)), None) if after else own
                if gap is not None:
                    yield words[end - 1][2], words[end + gap][1] if end + gap < len(words) else len(self._text)
        else:
            for end in self._standing(after):
                gap = next((g for g in range(reach) if self._says(before, end - g - len(before))), None) if before else own
                if gap is not None:
                    yield words[end - gap - 1][2] if end > gap else 0, words[end][1]

    def _standing(self, given: _Words) -> list[int]:
        """Where some words stand, at least two of them."""
        found: set[int] = set()
        for offset in {0, len(given) - 2}:
            found.update(at - offset for at in islice(self._index.get(tuple(given[offset : offset + 2]), ()), _PLACES))
        return sorted(at for at in found if self._says(given, at))

    def _says(self, given: _Words, at: int) -> bool:
        """Whether words stand at a place. One of three and more may differ: it may have been a fault of its own."""
        if at < 0 or at + len(given) > len(self._words):
            return False
        same = sum(word == here for word, (here, _, _) in zip(given, self._words[at : at + len(given)], strict=True))
        return same >= len(given) - (len(given) > 2)

    def _flagged(self, rule: str, start: int, end: int) -> bool:
        flags = self._flags.get(rule, [])
        at = bisect_right(flags, start, key=lambda flag: flag.end)
        return at < len(flags) and flags[at].start < end


def folded(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]
