"""A run of rules over gold and clean text, saved and compared with a later one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from auditor import __version__
from auditor.corpus.figures import CleanResult, total
from auditor.corpus.gold import Passage
from auditor.corpus.judging import Judged, PassageResult, judge
from auditor.document import Document
from auditor.errors import InputError
from auditor.pipeline import Auditor
from auditor.readers.decode import decode as decoded
from auditor.readers.whole import content

SCHEMA_VERSION = 1
_QUOTED = 200  # characters of an error that a message repeats


@dataclass(frozen=True, slots=True)
class Run:
    """What one configuration did on each passage and on the clean text."""

    passages: tuple[PassageResult, ...]
    clean: CleanResult | None = None
    packs: dict[str, str] = field(default_factory=dict)
    schema: int = SCHEMA_VERSION
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from an earlier run on the passages that both have, unchanged. Items are (path, judged)."""

    compared: int
    lost: tuple[tuple[str, Judged], ...]
    gained: tuple[tuple[str, Judged], ...]
    new_alarms: tuple[tuple[str, Judged], ...]
    gone_alarms: tuple[tuple[str, Judged], ...]
    losses: tuple[str, ...]
    """The figures that got worse, in words; none: the run is no worse."""
    omitted: tuple[str, ...]
    """What the saved run has and the comparison leaves out, in words."""


def evaluate(auditor: Auditor, passages: Iterable[Passage]) -> tuple[PassageResult, ...]:
    """Audit each passage, and its edited version where there is one."""
    return tuple(_result(auditor, passage) for passage in passages)


def alarms(auditor: Auditor, documents: Iterable[Document]) -> CleanResult:
    """Count what the rules flag on text that should be silent."""
    by_rule: dict[str, int] = {}
    count = words = 0
    for document in documents:
        count += 1
        words += document.words
        for finding in auditor.audit(document).findings:
            by_rule[finding.rule] = by_rule.get(finding.rule, 0) + 1
    return CleanResult(count, words, by_rule)


def read(path: str) -> Run:
    """A run that was saved with `--format json`. Raises InputError for anything else."""
    data = content(path)
    try:
        run = msgspec.json.decode(decoded(data, path).text, type=Run)
    except InputError:
        raise InputError("not a saved evaluation: neither UTF-8 nor UTF-16", place=path) from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InputError(f"not a saved evaluation: {str(error)[:_QUOTED]}", place=path) from None
    if run.schema != SCHEMA_VERSION:
        raise InputError(f"saved by another version ({run.version[:_QUOTED]}); save it anew with this one", place=path)
    return run


def compare(before: Run, now: Run) -> Change:
    """Judged by the passages that are the same in both runs, and by the clean text. Raises InputError if there is neither."""
    old = {(result.path, result.digest): result for result in before.passages}
    pairs = [(old[r.path, r.digest], r) for r in now.passages if (r.path, r.digest) in old]
    omitted = []
    if before.passages and not pairs:
        omitted.append("no passage is the same as in the saved run")
    if before.clean and not now.clean:
        omitted.append("the saved run counts alarms on clean text, of which this one has none")
    if not pairs and not (before.clean and now.clean):
        raise InputError("nothing to compare: " + ("; ".join(omitted) or "the saved run has none of what this one has"))
    lost, gained = _difference(pairs, lambda r: [m for m in r.marks if m.met])
    gone, new = _difference(pairs, _false)
    losses = _worse([a for a, _ in pairs], [b for _, b in pairs])
    if before.clean and now.clean and now.clean.per_million_words() > before.clean.per_million_words():
        losses.append(
            f"alarms per million words of clean text: {now.clean.per_million_words():.0f},"
            f" before {before.clean.per_million_words():.0f}"
        )
    return Change(len(pairs), lost, gained, new, gone, tuple(losses), tuple(omitted))


def _result(auditor: Auditor, passage: Passage) -> PassageResult:
    report = auditor.audit(Document(passage.text, passage.path))
    edited = auditor.audit(Document(passage.edited, passage.path)).findings if passage.edited is not None else None
    stated = report.source_language.code if report.source_language else None
    return judge(passage, report.findings, edited, stated)


def _false(result: PassageResult) -> list[Judged]:
    return [f for f in result.findings if not f.met] + list(result.alarms or ())


def _difference(
    pairs: Iterable[tuple[PassageResult, PassageResult]], items: Callable[[PassageResult], list[Judged]]
) -> tuple[tuple[tuple[str, Judged], ...], tuple[tuple[str, Judged], ...]]:
    """(only before, only now), items being the same that stand at the same place under the same name."""
    only_before: list[tuple[str, Judged]] = []
    only_now: list[tuple[str, Judged]] = []
    for before, now in pairs:
        first = {(j.start, j.end, j.rule, j.type, j.severity): j for j in items(before)}
        second = {(j.start, j.end, j.rule, j.type, j.severity): j for j in items(now)}
        only_before += [(before.path, j) for key, j in first.items() if key not in second]
        only_now += [(now.path, j) for key, j in second.items() if key not in first]
    return tuple(only_before), tuple(only_now)


def _worse(before: Sequence[PassageResult], now: Sequence[PassageResult]) -> list[str]:
    losses = []
    old, new = total(before), total(now)
    for name, was, is_ in (("precision", old.precision, new.precision), ("recall", old.recall, new.recall)):
        if (1.0 if is_ is None else is_) < (1.0 if was is None else was):  # none found is none wrong
            losses.append(f"{name}: {is_:.4f}, before " + ("no findings" if was is None else f"{was:.4f}"))
    was_alarms, alarms_now = (sum(len(r.alarms or ()) for r in side) for side in (before, now))
    if alarms_now > was_alarms:
        losses.append(f"alarms on edited versions: {alarms_now}, before {was_alarms}")
    return losses
