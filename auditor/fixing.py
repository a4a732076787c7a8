"""Fixing a document: what is safe to apply is applied, round by round, and no round leaves a finding that was not there."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.document import Document
from auditor.finding import Finding, Fix
from auditor.pipeline import Auditor
from auditor.report import DocumentReport
from auditor.text.quotations import Span
from auditor.triage.fixes import Shift, chosen, replaced, usable

_ROUNDS = 10
_STEPS = 4  # of one round: its fixes, and those of what they brought
_TRIES = 16  # of one round, when some fixes cannot be applied

Keep = Callable[[DocumentReport], DocumentReport]
_Pair = tuple[Finding, Fix]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A corrected document.

    `before` is what was found in the original, as far as it was kept. `fixed` are the findings whose fixes were applied, where
    they stood in the original. `report` is what remains to be done; `held` are those of its findings that have a fix which was
    not applied, because it would bring another finding.
    """

    document: Document
    before: DocumentReport
    fixed: tuple[Finding, ...]
    report: DocumentReport
    held: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """A report, and for each of its findings the finding of the original that it is."""

    report: DocumentReport
    origins: tuple[Finding, ...]
    fixed: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of some fixes: where each now stands, and where findings do that were not there before."""

    state: _State
    places: list[Span]
    new: list[Span]


def fixed(auditor: Auditor, document: Document, *, unsafe: bool = False, keep: Keep | None = None) -> Fixed:
    """The document with its safe fixes, or with all of them, and what remains.

    Every round leaves fewer findings than it found, and only such as were there before: a fix that would bring a new one, or
    uncover one that another hid, is not applied, unless that one can be fixed as well. So two rules cannot undo each
    other's work for ever, and fixing again what was fixed changes nothing. It ends after ten rounds at the latest.

    Only findings that `keep` leaves in the report are fixed; it sees the original. The report has no scores against
    references. Raises ConfigError as `Auditor.audit` does.
    """
    first = auditor.audit(document)
    kept = keep(first) if keep else first
    wanted = frozenset(kept.findings)
    state = _State(first, first.findings)
    for _ in range(_ROUNDS):
        after = _round(auditor, state, wanted, unsafe)
        if after is None:
            break
        state = after
    if not state.fixed:
        return Fixed(document, kept, (), kept, _fixable(kept.findings, unsafe))
    left = tuple(f for f, origin in zip(state.report.findings, state.origins, strict=True) if origin in wanted)
    report = replace(state.report, findings=left, known=len(state.report.findings) - len(left))
    done = tuple(sorted(state.fixed, key=lambda finding: finding.start))
    return Fixed(report.document, kept, done, report, _fixable(left, unsafe))


def _fixable(findings: Iterable[Finding], unsafe: bool) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if usable(finding, unsafe))


def _round(auditor: Auditor, before: _State, wanted: Collection[Finding], unsafe: bool) -> _State | None:
    """The state after fixes that together bring nothing new: all, or else as many as a few tries find. None without any."""
    origins = dict(zip(before.report.findings, before.origins, strict=True))
    waiting = [chosen((finding for finding, origin in origins.items() if origin in wanted), unsafe)]
    for tried in range(_TRIES):
        if not waiting or not waiting[0]:
            break
        taken = waiting.pop(0)
        attempt = _attempt(auditor, before, taken, unsafe)
        if not attempt.new:
            return attempt.state
        waiting[:0] = _parts(taken, set() if tried else _nearest(attempt.places, attempt.new))
    return None


def _attempt(auditor: Auditor, before: _State, taken: Sequence[_Pair], unsafe: bool) -> _Attempt:
    """Apply these fixes, and those of the findings that they bring as long as each of these has one."""
    done = {finding for finding, _ in taken}
    pairs = [pair for pair in zip(before.report.findings, before.origins, strict=True) if pair[0] not in done]
    spans = [(finding.start, finding.end) for finding, _ in pairs]
    origins = [origin for _, origin in pairs]
    places = [(fix.start, fix.end) for _, fix in taken]
    fixes = [fix for _, fix in taken]
    report = before.report
    for _ in range(_STEPS):
        report = auditor.audit(replace(report.document, text=replaced(report.document.text, fixes)))
        shift = Shift(fixes)
        spans = [shift.span(*span) for span in spans]
        places = [shift.span(*place) for place in places]
        known = _recognized(report.findings, spans, origins)
        new = [finding for finding, origin in zip(report.findings, known, strict=True) if origin is None]
        following = chosen(new, unsafe)
        if not new or len(following) < len(new):
            break
        fixes = [fix for _, fix in following]
    fixed_now = tuple(origin for finding, origin in zip(before.report.findings, before.origins, strict=True) if finding in done)
    state = _State(report, tuple(origin for origin in known if origin), before.fixed + fixed_now)
    return _Attempt(state, places, [(finding.start, finding.end) for finding in new])


def _parts(taken: Sequence[_Pair], blamed: Collection[int]) -> list[list[_Pair]]:
    """What to try instead of fixes that bring something new: those that are not to blame, then the others; or each half."""
    guilty = [pair for at, pair in enumerate(taken) if at in blamed]
    innocent = [pair for at, pair in enumerate(taken) if at not in blamed]
    if guilty and innocent:
        return [innocent, guilty]
    middle = len(taken) // 2
    return [list(taken[:middle]), list(taken[middle:])] if middle else []


def _recognized(findings: Sequence[Finding], spans: Sequence[Span], origins: Sequence[Finding]) -> list[Finding | None]:
    """For each finding the earlier one that it is: of the same rule and words, at a place that overlaps. None for a new one.

    Fingerprints would not do: they change with the words around.
    """
    ahead: dict[str, list[tuple[Span, Finding]]] = {}
    for span, origin in sorted(zip(spans, origins, strict=True), key=lambda pair: pair[0], reverse=True):
        ahead.setdefault(origin.rule, []).append((span, origin))
    known: list[Finding | None] = []
    for finding in findings:
        waiting = ahead.get(finding.rule, [])
        while waiting and waiting[-1][0][1] <= finding.start:
            waiting.pop()
        same = waiting and waiting[-1][0][0] < finding.end and waiting[-1][1].text == finding.text
        known.append(waiting.pop()[1] if same else None)
    return known


def _nearest(places: Sequence[Span], new: Iterable[Span]) -> set[int]:
    """Numbers of the fixes nearest to what is new."""
    starts = [start for start, _ in places]
    nearest: set[int] = set()
    for start, end in new:
        after = bisect_left(starts, start)
        around = [at for at in (after - 1, after) if 0 <= at < len(places)]
        nearest.add(min(around, key=lambda at: max(places[at][0] - end, start - places[at][1])))
    return nearest
