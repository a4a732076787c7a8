"""An evaluation as text, Markdown or JSON."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from auditor.corpus.figures import GROUPINGS, Figures, chance, characters, grouped, total
from auditor.corpus.judging import Judged, PassageResult
from auditor.corpus.runs import Change, Run
from auditor.reporters.tables import Row, Table, columns, pipes
from auditor.reporters.terminal import visible

_HEADER: Row = ("", "findings", "correct", "exact", "precision", "95%", "marks", "found", "recall", "95%", "F1")
_MOST_SHOWN = 60
_ALARMING = 20  # rules listed by alarms


CASES: dict[str, Callable[[PassageResult], Iterable[Judged]]] = {
    "wrong": lambda r: (f for f in r.findings if not f.met),
    "missed": lambda r: (m for m in r.marks if not m.met),
    "alarms": lambda r: r.alarms or (),
}


def json(run: Run) -> str:
    """The run for `--baseline` and for programs, with the figures that the tables show."""
    figures = {
        "total": _encoded(total(run.passages)),
        "characters": _encoded(characters(run.passages), intervals=False),
        "chance": chance(run.passages),
    }
    groups = {by: {name: _encoded(f) for name, f in grouped(run.passages, by).items()} for by in GROUPINGS}
    return (
        msgspec.json.format(
            msgspec.json.encode({**msgspec.to_builtins(run), "figures": {**figures, **groups}}), indent=1
        ).decode()
        + "\n"
    )


def text(run: Run, by: Sequence[str]) -> str:
    """Tables in plain columns."""
    return "\n\n".join(_sections(run, by, columns)) + "\n"


def markdown(run: Run, by: Sequence[str]) -> str:
    """Tables for a pull request or a report."""
    return "\n\n".join(_sections(run, by, pipes)) + "\n"


def comparison(change: Change) -> str:
    """What an evaluation gained and lost."""
    lines = [f"compared with the saved run on {change.compared} passages", *(f"left out: {o}" for o in change.omitted)]
    for name, items in (
        ("marks lost", change.lost),
        ("marks gained", change.gained),
        ("new false alarms", change.new_alarms),
        ("false alarms gone", change.gone_alarms),
    ):
        lines.append(f"{name}: {len(items)}")
        lines += _listed(items)
    lines += [f"worse: {loss}" for loss in change.losses] or ["no figure is worse"]
    return "\n".join(lines) + "\n"


def details(results: Iterable[PassageResult], kind: str) -> str:
    """Each finding or mark of one kind: `wrong`, `missed` or `alarms`."""
    lines = [f"{visible(r.path)}: {j.rule or j.type}: {visible(j.text)}" for r in results for j in CASES[kind](r)]
    return "\n".join([f"{kind}: {len(lines)}", *lines]) + "\n"


def _sections(run: Run, by: Sequence[str], table: Table) -> Iterable[str]:
    if run.passages:
        by_character = _row("characters", characters(run.passages), intervals=False)
        yield table(_HEADER, [_row("all", total(run.passages)), by_character])
        yield _facts(run.passages)
        for key in by:
            yield table((key, *_HEADER[1:]), [_row(name, figures) for name, figures in grouped(run.passages, key).items()])
    if clean := run.clean:
        yield (
            f"clean text: {clean.alarms} alarms in {clean.documents} documents, {clean.words:,} words:"
            f" {clean.per_million_words():.1f} per million words"
        )
        worst = sorted(clean.by_rule.items(), key=lambda item: (-item[1], item[0]))[:_ALARMING]
        if worst:
            alarming: list[Row] = [(rule, str(alarms), f"{clean.per_million_words(rule):.1f}") for rule, alarms in worst]
            yield table(("rule", "alarms", "per million words"), alarming)


def _facts(results: Sequence[PassageResult]) -> str:
    words = sum(r.words for r in results)
    lines = [f"{len(results)} passages, {words:,} words"]
    by_chance = chance(results)
    if by_chance is not None:
        lines.append(f"chance: findings of the same lengths at random places would have a precision of {by_chance:.3f}")
    edited = [r.alarms for r in results if r.alarms is not None]
    if edited:
        lines.append(f"edited versions: {sum(map(len, edited))} findings in {len(edited)} texts")
    known = [r for r in results if r.language]
    if known:
        right = sum(r.stated == r.language for r in known)
        silent = sum(r.stated is None for r in known)
        stated = len(known) - silent
        lines.append(
            f"source language: stated for {stated} of {len(known)} passages,"
            f" right for {right} ({_share(right, len(known))} of all, {_share(right, stated)} of those stated),"
            f" wrong for {stated - right} ({_share(stated - right, len(known))} of all)"
        )
    return "\n".join(lines)


def _row(name: str, figures: Figures, *, intervals: bool = True) -> Row:
    return (
        visible(name),
        str(figures.findings),
        str(figures.correct),
        str(figures.exact),
        _number(figures.precision),
        _interval(figures.precision_interval) if figures.findings and intervals else "",
        str(figures.marks),
        str(figures.found),
        _number(figures.recall),
        _interval(figures.recall_interval) if figures.marks and intervals else "",
        _number(figures.f1),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _interval(bounds: tuple[float, float]) -> str:
    return f"{bounds[0]:.2f}–{bounds[1]:.2f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _listed(items: Sequence[tuple[str, Judged]]) -> Iterable[str]:
    for path, judged in items[:_MOST_SHOWN]:
        yield f"    {visible(path)}: {judged.rule or judged.type}: {visible(judged.text)}"
    if len(items) > _MOST_SHOWN:
        yield f"    … and {len(items) - _MOST_SHOWN} more"


def _encoded(figures: Figures, *, intervals: bool = True) -> dict[str, object]:
    return {
        "findings": figures.findings,
        "correct": figures.correct,
        "exact": figures.exact,
        "marks": figures.marks,
        "found": figures.found,
        "precision": figures.precision,
        "precision_interval": figures.precision_interval if intervals else None,
        "recall": figures.recall,
        "recall_interval": figures.recall_interval if intervals else None,
        "f1": figures.f1,
    }
