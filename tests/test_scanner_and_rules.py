"""No rule loses a match to the scanner: on text made from its own expression or tokens, both paths find the same."""

from random import Random

import pytest

from auditor.checks.format import Format
from auditor.checks.pattern import Pattern
from auditor.checks.tokens import Tokens
from auditor.document import Document
from auditor.engine import Engine
from auditor.rules import load, packs
from auditor.rules.loaded import LoadedRule
from auditor.rules.model import Rule
from tests.generate import matching, sequence

_STRINGS = 80
RULES = [
    loaded
    for loaded in load.compile_all(packs.files(packs.directories())).rules
    if isinstance(loaded.rule, Pattern | Format | Tokens)
]


def _text(rule: Rule, seed: str) -> str:
    random = Random(seed)  # noqa: S311 - chance, not secrecy
    if isinstance(rule, Tokens):
        lines = [sequence(rule.tokens, random) for _ in range(_STRINGS)]
    else:
        lines = [matching(rule.expressions()[-1], random) for _ in range(_STRINGS)]
    return "\n".join(random.choice(["", "He ", "“"]) + line + random.choice(["", ".", " it,", "”"]) for line in lines)


@pytest.mark.parametrize("loaded", RULES, ids=lambda loaded: loaded.id)
def test_scanner_loses_nothing(loaded: LoadedRule) -> None:
    document = Document(_text(loaded.rule, loaded.id))
    source = loaded.pack if loaded.when == "translated" else None
    fast = Engine([loaded], source=source).run(document)
    assert fast.findings == Engine([loaded], source=source, plain=True).run(document).findings


def test_the_texts_are_to_the_point() -> None:
    """Most rules find something in what was made for them; else the test above would test nothing."""
    matched = sum(bool(list(r.rule.run(Document(_text(r.rule, r.id)), None, r.anchors))) for r in RULES)
    assert matched > 0.9 * len(RULES)
