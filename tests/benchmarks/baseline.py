"""A thousand random edits over real machine translations with the real rules: does a baseline tell old findings from new ones?

python -m tests.benchmarks.baseline ../shared/corpora [--edits 1000] [--seed 1] [--show]

Each article of wmt-dev with findings gets a baseline, then edits one upon the other: words changed or deleted, paragraphs moved,
sentences copied from other articles (with their faults) or deleted, lines wrapped, findings repaired, the file renamed. After
each, every finding has an origin: its own characters were there at first (old), or came in (new). An edit elsewhere may also let
a rule speak or fall silent, by the vote on the source language for one. Such findings are counted apart: no baseline can know
them. Where an equal finding (rule and words) had gone as well, a hidden one counts apart too: that is the conflict that the
module states, unless the place of the one that is gone still stands.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from auditor import Auditor, Document
from auditor.finding import Finding
from auditor.triage import known as known_findings
from auditor.triage.baseline import SCHEMA_VERSION, Baseline
from auditor.triage.known import Known

_EDITS_OF_AN_ARTICLE = 10
Letter = tuple[str, int]  # with its number in the original, or a negative one


class Story:
    """A text whose characters keep their origin."""

    def __init__(self, text: str, chance: random.Random, others: Sequence[str]) -> None:
        self.letters: list[Letter] = list(zip(text, range(len(text)), strict=True))
        self.chance = chance
        self._others = others
        self._between = chance.choice(["\n", "\n\n"])
        """What ends a paragraph; lines are wrapped only where that is an empty line."""
        if self._between != "\n":
            self.letters = [new for old in self.letters for new in ([old, ("\n", -1)] if old[0] == "\n" else [old])]

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)

    def edit(self, findings: Sequence[Finding]) -> str:
        """Make one random edit; its name."""
        names = ["word", "word", "delete word", "move", "copy", "delete sentence", "repair"]
        name = self.chance.choice(names + ["wrap"] * (self._between != "\n"))
        getattr(self, "_" + name.replace(" ", "_"))(findings)
        return name

    def _put(self, start: int, end: int, text: str) -> None:
        self.letters[start:end] = [(letter, -1) for letter in text]

    def _spans(self, separator: str) -> list[tuple[int, int]]:
        spans, at = [], 0
        for part in re.split(f"({separator})", self.text):
            if part.strip():
                spans.append((at, at + len(part)))
            at += len(part)
        return spans

    def _word(self, findings: Sequence[Finding]) -> None:
        start, end = self.chance.choice(self._sound(findings))
        self._put(start, end, self.chance.choice(self.chance.choice(self._others).split()))

    def _delete_word(self, findings: Sequence[Finding]) -> None:
        start, end = self.chance.choice(self._sound(findings))
        del self.letters[start : end + 1]

    def _sound(self, findings: Sequence[Finding]) -> list[tuple[int, int]]:
        """Words that no finding touches."""
        spans = self._spans(r"\s+")
        return [(s, e) for s, e in spans if all(e < f.start or s > f.end for f in findings)] or spans[:1]

    def _move(self, _: Sequence[Finding]) -> None:
        lines = [self.letters[start:end] for start, end in self._spans(self._between)]
        line = lines.pop(self.chance.randrange(len(lines)))
        lines.insert(self.chance.randint(0, len(lines)), line)
        self.letters = [letter for line in lines for letter in [*line, *((end, -1) for end in self._between)]]

    def _copy(self, _: Sequence[Finding]) -> None:
        line = self.chance.choice(self.chance.choice(self._others).split("\n"))
        at = self.chance.choice([end for _, end in self._spans(self._between)])
        self._put(at, at, self._between + line)

    def _delete_sentence(self, _: Sequence[Finding]) -> None:
        spans = self._spans(self._between)
        if len(spans) > 2:
            start, end = self.chance.choice(spans)
            dot = self.text.find(". ", start, end)
            del self.letters[start : dot + 2 if dot > 0 else end]

    def _wrap(self, _: Sequence[Finding]) -> None:
        """Line breaks for spaces, as an editor with a narrow window puts them."""
        column, width = 0, self.chance.choice([60, 72, 80])
        for at, (letter, origin) in enumerate(self.letters):
            column = 0 if letter == "\n" else column + 1
            if letter == " " and column > width - 8:
                self.letters[at], column = ("\n", origin), 0

    def _repair(self, findings: Sequence[Finding]) -> None:
        fixable = [finding for finding in findings if finding.fixes]
        if fixable:
            fix = self.chance.choice(fixable).fixes[0]
            self._put(fix.start, fix.end, fix.replacement)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--edits", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", action="store_true", help="print what came back and what was hidden")
    given = arguments.parse_args()
    chance = random.Random(given.seed)  # noqa: S311
    auditor = Auditor()
    with gzip.open(given.corpora / "wmt-dev" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts = [text for r in records if r["kind"] == "mt" and 100 < len((text := "\n".join(r["segments"])).split()) < 1500]
    chance.shuffle(texts)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        for text in texts:
            if counts["edits"] >= given.edits:
                break
            first = auditor.audit(Document(text, f"{home}/a.txt"))
            if len(first.findings) >= 2:
                counts["articles"] += 1
                _try(Story(text, chance, texts), first.findings, auditor, Path(home), counts, given.show)
    for name, count in counts.items():
        print(f"{count:7,} {name}")


def _try(story: Story, old: Sequence[Finding], auditor: Auditor, home: Path, counts: Counter[str], show: bool) -> None:
    original = story.text
    (home / "a.txt").touch()
    first = auditor.audit(Document(original, f"{home}/a.txt"))
    known = Baseline(SCHEMA_VERSION, {"a.txt": known_findings.entries(first)})
    at_first = {_origin(range(f.start, f.end), f): f for f in old}
    findings: Sequence[Finding] = old
    name = "a.txt"
    for number in range(_EDITS_OF_AN_ARTICLE):
        edit = story.edit(findings)
        if number == 2:  # while half of the findings are as they were
            (home / "a.txt").unlink(missing_ok=True)
            name = "b.txt"
        elif number == 3:
            (home / "a.txt").touch()
            name = "a.txt"
        report = auditor.audit(Document(story.text, f"{home}/{name}"))
        findings = report.findings
        left = Known(known, home).without(report)
        new = set(left.findings)
        counts["edits"] += 1
        counts["findings judged"] += len(findings)
        origins = {f: _origin([origin for _, origin in story.letters[f.start : f.end]], f) for f in findings}
        present = Counter(_kind(f) for f, origin in origins.items() if origin in at_first)
        gone = Counter(map(_kind, old)) - present
        for finding, origin in origins.items():
            is_old = origin in at_first
            came_in = origin is not None and min(origin[1]) < 0
            if is_old and finding in new:
                rest = _more(findings, origins, at_first, finding)
                what = (
                    "OLD CAME BACK AS NEW"
                    if not rest
                    else "old came back while an equal one came in (only the number can be told)"
                )
                counts[what] += 1
                _print(show, what, edit, original, story.text, finding)
            elif not is_old and finding not in new:
                what = "new hidden, an equal one having gone (conflict)" if gone[_kind(finding)] else "NEW HIDDEN"
                if not came_in:
                    what = "appeared in words that were there, counted as known"
                counts[what] += 1
                _print(show, what, edit, original, story.text, finding)
            elif not is_old:
                what = "new, reported" if came_in else "appeared in words that were there, reported (rules, not matching)"
                counts[what] += 1
                _print(show and not came_in, what, edit, original, story.text, finding)
            else:
                counts["old, known"] += 1
        counts["old no longer found (repaired, deleted, or silent)"] += len(old) - sum(present.values())


_Origin = tuple[str, tuple[int, ...]]


def _origin(places: Sequence[int], finding: Finding) -> _Origin:
    """The rule, and where the characters of a finding, but for white space, came from."""
    return finding.rule, tuple(place for place, letter in zip(places, finding.text, strict=True) if not letter.isspace()) or (0,)


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.rule, " ".join(finding.text.split()).casefold()


def _more(findings: Sequence[Finding], origins: dict[Finding, _Origin], old: dict[_Origin, Finding], one: Finding) -> int:
    """How many equal findings are new."""
    return sum(_kind(f) == _kind(one) and origins[f] not in old for f in findings)


def _print(show: bool, what: str, edit: str, before: str, after: str, finding: Finding) -> None:
    if show:
        context = (
            after[max(0, finding.start - 60) : finding.start] + "[" + finding.text + "]" + after[finding.end : finding.end + 60]
        )
        times = f"{before.count(finding.text)} before, {after.count(finding.text)} now"
        print(f"{what} ({edit}) {finding.rule}: {context!r}; {times}")


if __name__ == "__main__":
    main()
