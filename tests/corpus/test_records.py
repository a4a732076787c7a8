"""The record of each rule: how it is worked out, that the committed file and the rules' status are in step with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.corpus import records
from auditor.corpus.__main__ import with_status
from auditor.corpus.evidence import tallies, verdicts
from auditor.corpus.records import Tally
from auditor.rules import load, packs
from tests.support import Invoked

Invoke = Callable[..., Invoked]
HOME = Path(__file__).parents[2]


def test_few_hits_are_judged_in_the_light_of_all_rules() -> None:
    many = {f"a.good{n}": Tally(20, 20) for n in range(40)} | {f"a.fair{n}": Tally(20, 19) for n in range(8)}
    built = records.build(many | {"a.once": Tally(1, 1), "a.never": Tally(), "a.bad": Tally(4, 1, 3)}, 100_000)
    by_rule = {record.rule: record for record in built}
    assert [record.rule for record in built] == sorted(by_rule)
    assert by_rule["a.never"].low < by_rule["a.once"].low < by_rule["a.good0"].low
    assert by_rule["a.bad"].low < 0.8
    assert by_rule["a.bad"].alarms_per_million_words == 30.0
    assert {rule: by_rule[rule].status for rule in ("a.good0", "a.once", "a.never", "a.bad")} == {
        "a.good0": "stable",
        "a.once": "stable",
        "a.never": "preview",  # lacks evidence, whatever the others say
        "a.bad": "preview",
    }


def test_without_any_evidence_nothing_is_stable() -> None:
    assert {record.status for record in records.build({"a.b": Tally(), "a.c": Tally()}, 0)} == {"preview"}


def test_file_round_trip() -> None:
    built = records.build({"a.b": Tally(3, 2, 1), "a.c": Tally()}, 1000)
    assert list(records.parse(records.render(built)).values()) == built


def test_committed_records_and_statuses_are_in_step() -> None:
    """After a change to rules or gold: python -m auditor.corpus."""
    built = records.build(*tallies(HOME / "corpora"))
    assert records.render(built) == (HOME / "rules" / records.FILE).read_text(encoding="utf-8")
    for record in built:
        path = HOME / "rules" / f"{record.rule.replace('.', '/', 1)}.yaml"
        content = path.read_text(encoding="utf-8")
        assert with_status(content, record.status) == content, record.rule


def test_status_follows_the_record_but_trial_by_the_author_stays() -> None:
    rule = "summary: S\nseverity: minor\ncheck: replace\n"
    on_trial = with_status(rule, "preview")
    assert on_trial.splitlines()[2].startswith("status: preview")
    assert with_status(on_trial, "preview") == on_trial
    assert with_status(on_trial, "stable") == rule
    by_author = rule.replace("check:", "status: preview\ncheck:")
    assert with_status(by_author, "stable") == with_status(by_author, "preview") == by_author


def test_verdicts_name_rules_that_exist() -> None:
    known = {loaded.id for loaded in load.compile_all(packs.files(packs.directories())).rules}
    for path in (HOME / "corpora" / "judged").glob("*.tsv"):
        assert {verdict.rule for verdict in verdicts(path)} <= known


@pytest.fixture
def recorded(tiny: Path) -> Path:
    built = records.build({"any.teh": Tally(9, 9), "en.city": Tally(9, 5, 2), "fr.launched": Tally()}, 1_000_000)
    (tiny / records.FILE).write_text(records.render(built), encoding="utf-8")
    return tiny


@pytest.mark.usefixtures("recorded")
def test_rules_list_sorts_by_precision(invoke: Invoke) -> None:
    lines = invoke("rules", "list", "--sort", "precision").out.splitlines()
    assert [line.split()[:2] for line in lines[:2]] == [["any.teh", "9/9"], ["en.city", "5/9"]]
    assert {line.split()[1] for line in lines[2:]} == {"no"}


@pytest.mark.usefixtures("recorded")
def test_rules_show_tells_the_record(invoke: Invoke) -> None:
    assert "Record: 5 of 9 judged findings right, precision 0." in invoke("rules", "show", "en.city").out
    assert "2.0 alarms per million words of edited text" in invoke("rules", "show", "en.city").out
    assert "Record: no finding judged yet" in invoke("rules", "show", "fr.launched").out


@pytest.mark.parametrize("content", ["rule\n", "rule\thits\na.b\tmany\n", "\n\n", "a\tb\nc\n"])
def test_damaged_records_are_named(invoke: Invoke, tiny: Path, content: str) -> None:
    (tiny / records.FILE).write_text(content, encoding="utf-8")
    done = invoke("rules", "list", "--sort", "precision")
    assert done.code in (0, 2)
    assert not done.code or "records.tsv: damaged" in done.err
