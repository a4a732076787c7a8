"""Where the records come from: the gold, the clean texts, and verdicts on text that is not ours to ship."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.config import Config
from auditor.corpus.gold import read
from auditor.corpus.records import Tally
from auditor.corpus.runs import alarms, evaluate
from auditor.document import Document
from auditor.pipeline import Auditor
from auditor.readers import expand


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule of a finding on a text kept elsewhere, and whether a reader found it right."""

    rule: str
    right: bool


def tallies(corpora: Path) -> tuple[dict[str, Tally], int]:
    """Every rule's judged findings, and the number of words of edited text on which its alarms were counted."""
    auditor = Auditor(Config(preview=True))
    hits: Counter[str] = Counter()
    correct: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    words = 0
    passages = [passage for path in expand([str(corpora / "gold")]) for passage in read(path, auditor.kind_of)]
    for result in evaluate(auditor, passages):
        hits.update(finding.rule for finding in result.findings)
        correct.update(finding.rule for finding in result.findings if finding.met)
    clean = alarms(auditor, _edited(corpora, [p.edited or "" for p in passages]))
    hits.update(clean.by_rule)
    flagged.update(clean.by_rule)
    words += clean.words
    for corpus in tomllib.loads((corpora / "MANIFEST.toml").read_text(encoding="utf-8")).get("judged", []):
        for verdict in verdicts(corpora / corpus["path"]):
            hits[verdict.rule] += 1
            correct[verdict.rule] += verdict.right
            flagged[verdict.rule] += corpus["edited"]
        words += corpus["words"] if corpus["edited"] else 0
    return {rule: Tally(hits[rule], correct[rule], flagged[rule], when) for rule, when in auditor.rules_run.items()}, words


def verdicts(path: Path) -> list[Verdict]:
    """The verdicts of one file of `corpora/judged`."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [Verdict(row["rule"], row["verdict"] == "right") for row in csv.DictReader(lines, delimiter="\t")]


def _edited(corpora: Path, edited: Iterable[str]) -> Iterator[Document]:
    for path in [*sorted((corpora / "clean").glob("*.txt")), *sorted((corpora / "articles").glob("*.ref.txt"))]:
        yield Document(path.read_text(encoding="utf-8"), str(path))
    yield from map(Document, edited)
