"""`check: tokens`: what the scanner saves changes no finding, and neither long texts nor texts without anchors cost much."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.test_tokens import ALLOW_RULE, ALLOW_TO, findings
from tests.support import finishes, write_rules

RULES: list[dict[str, Any]] = [
    {"tokens": ALLOW_TO},
    {"tokens": [{"tag": ["NN*", "JJ"], "repeat": [0, 3]}, {"word": ["kiss", "isis"]}, {"word": "not", "absent": True}]},
    {"tokens": [{"word": ["kiss", "to"]}, {"word": ["allow", "to", "go"]}, {"word": "n't", "optional": True}]},
    {"tokens": [{"word": "Kiss", "start": True, "optional": True}, {"tag": "IN"}, {"tag": "NN"}], "trigger": ["kiss", "allo"]},
    {"tokens": [{"stem": "happy"}, {"not_word": [".", "kiss"], "repeat": [0, 2]}, {"tag": "N*", "end": True}]},
]
WORDS = "kiss Kiss KİſS allows Allow allowed to go happily happiness “ ” - ’s n’t ß .".split()


@pytest.mark.parametrize("keys", RULES)
@settings(deadline=None)
@given(st.lists(st.sampled_from([*WORDS, " ", " ", " ", ". ", " of ", " not ", "U.S. ", "\u00a0", "\n"]), max_size=30))
def test_plain_path_agrees(keys: dict[str, Any], pieces: list[str]) -> None:
    text = "".join(pieces)
    assert findings(text, **keys) == findings(text, plain=True, **keys)


@pytest.mark.parametrize("unit", ["allow ", "allow to ", "allow", "allow-", "not allow's to “”", "allow. "])
def test_linear_on_hostile_input(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    tokens = [{"not_word": "x", "repeat": [0, 10]}, {"stem": "allow"}, *[{"not_word": "x", "repeat": [0, 10]}] * 8, {"word": "x"}]
    with finishes():
        findings(text, tokens=tokens)
        findings(text + "x", tokens=tokens)


def test_without_an_anchor_neither_nltk_nor_weights_are_loaded(installation: Path, tmp_path: Path) -> None:
    write_rules(tmp_path, {"desk/allow.yaml": ALLOW_RULE})
    program = (
        "import sys; from auditor import Auditor; from auditor.config import Config; auditor = Auditor(Config(packs=['desk']))\n"
        "if 'warm' in sys.argv:\n"
        "    assert not auditor.audit('It lets us go.').findings\n"
        "    assert not {'nltk', 'auditor.text.tagging'} & set(sys.modules)\n"
        "assert auditor.audit('It allows to go.').findings"
    )
    environment = {**os.environ, "PYTHONPATH": str(installation)}
    for temperature in ("cold", "warm"):  # compiling the rule stems its words
        command = [sys.executable, "-c", program, temperature]
        done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr.decode()
