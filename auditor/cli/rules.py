"""`auditor rules`: list, explain, test and write rules."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor import config as configuration
from auditor.cli.options import complain
from auditor.config import Config
from auditor.errors import AuditorError, ConfigError
from auditor.reporters.terminal import visible
from auditor.rules import load, packs
from auditor.rules.loaded import LoadedRule, RuleSet
from auditor.rules.select import selected

if TYPE_CHECKING:
    from auditor.corpus.records import Record

_SKELETON = """\
summary: What is wrong, in one line
why: >
  What the source language says, what English desks write, and why it matters.
type: style/unidiomatic
severity: minor
status: preview
check: {check}
{body}
examples: []   # at least one `flag` with its span in [[ ]], and two `pass`: the nearest legitimate English
"""
_BODIES = {
    "pattern": "pattern: 'the words to (?P<flag>flag)'\nfix: {replace: 'better words', safety: unsafe}",
    "replace": "map:\n  wrong words: right words",
    "casing": "names: [Kyiv]",
}


@click.group("rules")
def command() -> None:
    """List, explain, test and write rules."""


@command.command("list")
@click.argument("selectors", nargs=-1)
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["name", "precision"]),
    default="name",
    show_default=True,
    help="precision: surest first.",
)
def list_rules(selectors: tuple[str, ...], output: str, order: str) -> int:
    """List rules: all, or those of the packs, ids and patterns named."""
    from auditor.corpus import records

    rules = _all_rules()
    code = _report(rules)
    chosen = _selected(rules, selectors)
    known = records.built_in()
    if order == "precision":
        chosen.sort(key=lambda r: _sureness(known.get(r.id)), reverse=True)
    if output == "json":
        import msgspec

        rows = [
            {"id": r.id, "severity": r.rule.severity, "type": r.rule.type, "status": r.rule.status, "summary": r.rule.summary}
            | {"record": known.get(r.id)}
            for r in chosen
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    else:
        wide = max((len(r.id) for r in chosen), default=0)
        for r in chosen:
            preview = " (preview)" if r.rule.status == "preview" else ""
            record = f"{_bounds(known.get(r.id))}  " if order == "precision" else ""
            click.echo(f"{r.id:<{wide}}  {record}{r.rule.severity:<8}  {r.rule.summary}{preview}")
        click.echo(f"{len(chosen)} rules", err=True)
    return code


def _sureness(record: "Record | None") -> tuple[float, int]:
    """What to sort by: rules without a hit come last."""
    return (record.low, record.hits) if record and record.hits else (-1.0, 0)


def _bounds(record: "Record | None") -> str:
    """Judged findings and the precision they show."""
    if not record or not record.hits:
        return f"{'no hits':<20}"
    return f"{f'{record.correct}/{record.hits}':>9} {record.low:.2f}–{record.high:.2f}"


@command.command("show")
@click.argument("rule", required=True)
def show(rule: str) -> int:
    """Explain one rule: what, why, and its examples."""
    from auditor.corpus import records
    from auditor.reporters.rule import render

    rules = _all_rules(with_examples=True)
    code = _report(rules)
    for loaded in _selected(rules, (rule,)):
        click.echo(render(loaded, records.built_in().get(loaded.id)))
    return code


@command.command("test")
@click.argument("selectors", nargs=-1)
def test(selectors: tuple[str, ...]) -> int:
    """Run the examples of rules: all, or those named. Exits 1 when one fails."""
    from auditor.rules.examples import failures

    rules = _all_rules(with_examples=True)
    code = _report(rules)
    chosen = _selected(rules, selectors)
    failed = 0
    for failure in failures(chosen):
        failed += 1
        click.echo(f"{failure.rule}: {visible(failure.message)}\n    {visible(failure.example)}")
    examples = sum(len(r.rule.examples) for r in chosen)
    click.echo(f"{len(chosen)} rules, {examples} examples, {failed} failed")
    return code or int(failed > 0)


@command.command("new")
@click.argument("rule", metavar="PACK.NAME")
@click.option("--check", type=click.Choice(sorted(_BODIES)), default="pattern", show_default=True)
@click.option(
    "--directory", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Where packs are kept. [default: .]"
)
def new(rule: str, check: str, directory: Path) -> None:
    """Write the skeleton of a rule. It fails until it has examples."""
    import re

    pack, _, name = rule.partition(".")
    if not all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part) for part in (pack, name)):
        raise ConfigError("a rule is named PACK.NAME in lower case with hyphens, such as desk.no-hyperbole", place=rule)
    path = directory / pack / f"{name}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(_SKELETON.format(check=check, body=_BODIES[check]))
    except FileExistsError:
        raise ConfigError("exists already", place=str(path)) from None
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", place=str(path)) from None
    click.echo(
        f"Wrote {path}. Next: fill it in, name {path.parent} under `packs` in auditor.toml, then: auditor rules test {rule}"
    )


def _all_rules(with_examples: bool = False) -> RuleSet:
    """Rules of the built-in packs and of those that the configuration found from here names."""
    found = configuration.find(Path.cwd())
    extra = configuration.load(found).pack_paths() if found else ()
    return load.compile_all(packs.files(packs.directories(extra))) if with_examples else load.load(extra)


def _selected(rules: RuleSet, selectors: tuple[str, ...]) -> list[LoadedRule]:
    if not selectors:
        return list(rules.rules)
    return selected(rules.rules, Config(select=list(selectors), preview=True))


def _report(rules: RuleSet) -> int:
    problems: list[AuditorError] = list(rules.problems())
    for problem in problems:
        complain(problem)
    return 2 if problems else 0
