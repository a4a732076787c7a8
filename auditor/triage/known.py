"""Known findings and new ones, by a baseline.

Two things are asked of it: no old finding comes back as new unless its own words (those it flags) changed, and no new one is
hidden. An entry accounts for at most one finding of the same rule, words and file, so a file never has more known findings of a
kind than its baseline says. Which finding an entry accounts for, in this order:

1. The one with the same fingerprint: same neighboring words in its sentence, wherever the sentence stands.
2. The one whose sentence shares at least half of its words around it, best first: the sentence was edited.
3. Any that is left, most alike first: the sentence was rewritten around the words. But an entry whose own place still stands in
   the text, with its nearest words and without the finding, was fixed there; what turns up elsewhere is new.

The two demands conflict in one case only: in one file an old finding has gone together with the words around it, and the same
words are flagged among others. Its sentence may have been rewritten, or it was deleted while the same fault was made anew
elsewhere. The texts before and after are the same in both stories, so nobody can tell, and the finding counts as known: the
file has no more faults of the kind than it had, and CI does not cry wolf. (So does one in the surroundings of one that is
gone: it counts as moved.)

What is cut out of its sentence and put elsewhere, while the rest of the sentence stays, counts as fixed here and new there. So
does what goes from one file into another while the first one stays, as when an article is cut in two: a copy would look the same.

A file that the baseline does not name takes over what is left of a file that is no longer on disk, when they share at least half
of the findings of the smaller of both (rule, words, and the nearest words on one side): a renamed file. In JSON Lines the `id`
stands for the article; another article of the file gives an entry only to a finding with its fingerprint.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product
from pathlib import Path

import msgspec

from auditor.document import Document
from auditor.finding import Finding
from auditor.report import DocumentReport
from auditor.triage.baseline import Baseline, Entry, Kind, exists, file_name
from auditor.triage.fingerprint import WORD, surroundings
from auditor.triage.passages import NEAREST, Passages, folded

_CONTEXT = 8  # words kept on each side
_REACH = 120  # code points in which they are looked for
_ALIKE = 0.5  # share of the words around that makes an edited sentence the same
_PAIRS = 40_000  # most pairs of entries and findings that are compared; more are taken in order


def entries(report: DocumentReport) -> list[Entry]:
    """The findings of a report as a baseline keeps them."""
    passages = Passages(report)
    found = [_entry(report.document, finding) for finding in report.findings]
    return [msgspec.structs.replace(entry, twin=True) if passages.stands_without(entry) else entry for entry in found]


class Known:
    """Tells known findings from new ones. Keeps count over the documents of one run; `directory` is that of the baseline."""

    def __init__(self, baseline: Baseline, directory: str | Path) -> None:
        self.directory = directory
        self._pools = {name: _Pool(known) for name, known in baseline.files.items()}
        self._heirs: dict[str, _Pool] = {}

    def without(self, report: DocumentReport) -> DocumentReport:
        """The report without its known findings."""
        new = tuple(finding for finding, known in zip(report.findings, self.accounted(report), strict=True) if not known)
        return replace(report, findings=new, known=report.known + len(report.findings) - len(new))

    def accounted(self, report: DocumentReport) -> list[bool]:
        """Of each finding, whether an entry accounts for it. That entry is used up."""
        found = [_entry(report.document, finding) for finding in report.findings]
        pool = self._pool(report.document, found) if found else None
        return pool.account(found, report) if pool else [False] * len(found)

    def left(self) -> Iterator[tuple[str, Entry]]:
        """The entries that accounted for nothing so far, with the names of their files."""
        for name, pool in self._pools.items():
            for entry in pool.left():
                yield name, entry

    def _pool(self, document: Document, found: Sequence[Entry]) -> "_Pool | None":
        name = file_name(document.origin, self.directory)
        if name in self._pools:
            return self._pools[name]
        if name not in self._heirs:
            shared = Counter(gone for entry in found for gone in {g for side in _sides(entry) for g in self._gone.get(side, ())})
            fit = [(-n, gone) for gone, n in shared.items() if 2 * n >= min(len(found), self._pools[gone].size)]
            if not fit:
                return None
            self._heirs[name] = self._pools[min(fit)[1]]
        return self._heirs[name]

    @cached_property
    def _gone(self) -> Mapping[tuple[str, ...], Collection[str]]:
        """What is known of the files that are no longer on disk, and in which of them."""
        found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, pool in self._pools.items():
            if not exists(name, self.directory):
                for side in (side for entry in pool.left() for side in _sides(entry)):
                    found[side].add(name)
        return found


class _Pool:
    """The entries of one file, each of which is used once."""

    def __init__(self, known: Sequence[Entry]) -> None:
        self._known = known
        self._free = set(range(len(known)))
        self._kinds: defaultdict[Kind, list[int]] = defaultdict(list)
        self._printed: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        for at, entry in enumerate(known):
            self._kinds[entry.kind].append(at)
            self._printed[entry.fingerprint, entry.id].append(at)
            self._printed[entry.fingerprint, None].append(at)
        self.size = len(known)

    def left(self) -> Iterator[Entry]:
        return (self._known[at] for at in sorted(self._free))

    def account(self, found: Sequence[Entry], report: DocumentReport) -> list[bool]:
        done = [self._use(entry.fingerprint, entry.id) for entry in found]
        done = [known or self._use(entry.fingerprint, None) for known, entry in zip(done, found, strict=True)]
        waiting: defaultdict[Kind, list[int]] = defaultdict(list)
        for number, entry in enumerate(found):
            if not done[number]:
                waiting[entry.kind].append(number)
        passages = Passages(report)
        for kind, numbers in waiting.items():
            for number in self._alike(kind, numbers, found, passages):
                done[number] = True
        return done

    def _use(self, fingerprint: str, article: str | None) -> bool:
        """Use up an entry with this fingerprint, if there is one in an article, or in any."""
        printed = self._printed.get((fingerprint, article), [])
        while printed:
            at = printed.pop()
            if at in self._free:
                self._free.remove(at)
                return True
        return False

    def _alike(self, kind: Kind, numbers: Collection[int], found: Sequence[Entry], passages: Passages) -> Iterator[int]:
        """Pair what is left of a rule and its words, most alike first; the numbers of those found that are known."""
        known = [at for at in self._kinds.get(kind, ()) if at in self._free]
        if len(known) * len(numbers) > _PAIRS:
            ranked: Iterable[tuple[float, float, int, int]] = ((0, 0, *pair) for pair in zip(known, numbers, strict=False))
        else:
            bags = {at: _bags(self._known[at]) for at in known}
            others = {number: _bags(found[number]) for number in numbers}
            ranked = sorted((*_unlike(bags[at], others[number]), at, number) for at, number in product(known, numbers))
        fixed: dict[int, bool] = {}
        taken: set[int] = set()
        for unlike, _, at, number in ranked:
            if at not in self._free or number in taken:
                continue
            if unlike > -_ALIKE and at not in fixed:
                fixed[at] = not self._known[at].twin and passages.stands_without(self._known[at])
            if unlike <= -_ALIKE or not fixed[at]:
                self._free.remove(at)
                taken.add(number)
                yield number


def _entry(document: Document, finding: Finding) -> Entry:
    before, after = surroundings(document, finding.start, finding.end, _REACH)
    words = list(WORD.finditer(before))[-_CONTEXT:]
    before = before[words[0].start() :] if len(words) == _CONTEXT else before
    words = list(WORD.finditer(after))[:_CONTEXT]
    after = after[: words[-1].end()] if len(words) == _CONTEXT else after
    article = document.path.removeprefix(document.file).removeprefix("#") if document.file else ""
    before, text, after, article = (_plain(part) for part in (before, finding.text, after, article))
    return Entry(finding.rule, before, text, after, finding.fingerprint, article)


def _plain(text: str) -> str:
    """White space folded; half surrogate pairs, which JSON cannot hold, replaced."""
    return " ".join(text.split()).encode("utf-8", "replace").decode()


def _sides(entry: Entry) -> list[tuple[str, ...]]:
    """Rule and words with the nearest words on each side that has any; what edits on the other side leave as it is."""
    before, after = folded(entry.before)[-NEAREST // 2 :], folded(entry.after)[: NEAREST // 2]
    kind = entry.kind[1:]
    return [(*kind, side, *words) for side, words in (("before", before), ("after", after)) if words] or [kind]


def _bags(entry: Entry) -> tuple[Counter[str], Counter[str]]:
    return Counter(folded(entry.before)), Counter(folded(entry.after))


def _unlike(one: tuple[Counter[str], Counter[str]], other: tuple[Counter[str], Counter[str]]) -> tuple[float, float]:
    """How alike the words around two are, from -1 (alike) to 0: altogether, and with each on its own side (Dice)."""
    whole = one[0] + one[1], other[0] + other[1]
    size = whole[0].total() + whole[1].total()
    if not size:
        return -1, -1
    sided = (one[0] & other[0]).total() + (one[1] & other[1]).total()
    return -2 * (whole[0] & whole[1]).total() / size, -2 * sided / size
