"""Meta-tests over all built-in rules: their examples hold, their entries read like a style guide's."""

import re
from collections import Counter
from pathlib import Path

import pytest

from auditor.rules import load, packs
from auditor.rules.examples import failures
from auditor.rules.loaded import RuleSet

ACRONYM = re.compile(r"\b[A-Z]{2,}")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load.compile_all(packs.files(packs.directories()))


def test_no_rule_file_is_broken(rules: RuleSet) -> None:
    assert not rules.errors


def test_examples_hold(rules: RuleSet) -> None:
    """One test for all rules: `auditor rules test` runs the same code."""
    failed = [f"{f.rule}: {f.message}\n    {f.example}" for f in failures(rules.rules)]
    assert not failed, "\n".join(failed)


def test_there_are_enough_rules(rules: RuleSet) -> None:
    packs = Counter(loaded.pack for loaded in rules.rules)
    assert sum(packs.values()) >= 120
    assert {"any", "en", "fr"} <= set(packs)


def test_summaries_and_reasons_are_prose(rules: RuleSet) -> None:
    for loaded in rules.rules:
        summary, why = loaded.rule.summary, loaded.rule.why
        assert len(summary) <= 90, loaded.id
        assert not summary.endswith("."), loaded.id
        assert summary[0].isupper() or not summary[0].isalpha(), loaded.id
        assert why.strip().endswith((".", "!", "?", "”", '"', ")", "».", "»")), loaded.id
        assert len(why) >= 30, loaded.id


def test_examples_are_not_repeated(rules: RuleSet) -> None:
    for loaded in rules.rules:
        texts = [example.flag or example.pass_ for example in loaded.rule.examples]
        assert len(texts) == len(set(texts)), loaded.id


def test_only_rules_that_always_run_vote(rules: RuleSet) -> None:
    """A rule that waits for evidence cannot be evidence."""
    assert not [r.id for r in rules.rules if r.rule.when == "translated" and r.rule.evidence]


def test_documents_name_rules_that_exist(rules: RuleSet) -> None:
    known = {loaded.id for loaded in rules.rules}
    home = Path(__file__).parent.parent
    for document in (home / "README.md", *sorted((home / "docs").glob("*.md"))):
        named = set(re.findall(r"\b(?:any|en|fr)\.[a-z0-9]+(?:-[a-z0-9]+)+\b(?!-\*)", document.read_text(encoding="utf-8")))
        assert named <= known, document.name
