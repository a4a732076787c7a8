"""`check: tokens`, seen through the engine."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditor.checks.tokens import Tokens
from auditor.document import Document
from auditor.engine import Engine
from auditor.errors import ExpressionError, RuleError
from auditor.finding import Finding
from auditor.rules import packs
from auditor.rules.compile import compile_rules
from auditor.rules.loaded import LoadedRule
from tests.support import write_rules

SHARED = {"check": "tokens", "summary": "S", "why": "W", "type": "style/awkward", "severity": "minor", "examples": []}
ALLOW_TO: list[dict[str, Any]] = [
    {"stem": ["allow", "permit"], "tag": "VB*", "as": "allow"},
    {"word": "to", "mark": True},
    {"tag": "RB", "optional": True, "mark": True, "as": "how"},
    {"tag": "VB", "mark": True, "as": "verb"},
]

ALLOW_RULE = """\
summary: Allows without saying whom
why: English needs an object.
type: style/awkward
severity: minor
check: tokens
tokens: [{stem: allow}, {word: to, mark: true}, {tag: VB, mark: true}]
examples:
  - flag: It allows [[to go]].
  - pass: It allows us to go.
  - pass: It allows for it.
"""


def findings(text: str, *, plain: bool = False, **keys: Any) -> list[Finding]:
    rule = msgspec.convert({**SHARED, **keys}, Tokens)
    return list(Engine([LoadedRule.of("en", "t", "t", rule)], plain=plain).run(Document(text)).findings)


def texts(text: str, tokens: list[dict[str, Any]], **keys: Any) -> list[str]:
    return [f.text for f in findings(text, tokens=tokens, **keys)]


def test_flags_what_is_marked() -> None:
    text = (
        "This allows to reduce costs. The law permitted to quickly close it.\n\nIt allows us to leave, and the allowance to go."
    )
    assert texts(text, ALLOW_TO) == ["to reduce", "to quickly close"]


def test_flags_all_where_nothing_is_marked() -> None:
    assert texts("He allows to go.", [{"word": "allows"}, {"word": "to"}]) == ["allows to"]


def test_a_lower_case_word_is_any_case_and_others_are_as_written() -> None:
    text = "March, march and MARCH."
    assert texts(text, [{"word": "march"}]) == ["March", "march", "MARCH"]
    assert texts(text, [{"word": "March"}]) == ["March"]


def test_sees_straight_apostrophes_and_splits_contractions() -> None:
    tokens = [{"stem": "minister"}, {"word": "'s", "tag": "POS"}, {"tag": "NN", "as": "thing"}]
    (finding,) = findings("The minister’s car was there.", tokens=tokens, message="{thing}")
    assert (finding.text, finding.message) == ("minister’s car", "car")
    assert texts("They didn’t allow it.", [{"word": "n’t"}, {"word": "allow"}]) == ["n’t allow"]


def test_keeps_to_one_sentence() -> None:
    assert texts("That is what he allows. To leave is hard.", ALLOW_TO) == []


def test_repeats_are_greedy_and_bounded() -> None:
    tokens: list[dict[str, Any]] = [{"word": "very", "repeat": [1, 3]}, {"tag": "JJ"}]
    assert texts("It was very very very very good.", tokens) == ["very very very good"]
    assert texts("It was very good.", [{"word": "was"}, {"word": "never", "repeat": [0, 2]}, *tokens], trigger=["good"]) == [
        "was very good"
    ]


def test_gives_back_what_later_items_need() -> None:
    assert texts("A long long road.", [{"not_word": "road", "repeat": [1, 5]}, {"word": "long"}, {"word": "road"}]) == [
        "A long long road"
    ]


def test_absent_looks_at_the_neighbors() -> None:
    tokens: list[dict[str, Any]] = [{"word": "not", "absent": True}, {"word": "allowed"}, {"word": ["to", "for"], "absent": True}]
    assert texts("allowed, not allowed, allowed to, allowed for, be allowed", tokens) == ["allowed", "allowed"]


def test_edges_of_the_sentence() -> None:
    text = "Allow that. “Allow this.” We do not allow, said Allow."
    assert [f.start for f in findings(text, tokens=[{"word": "allow", "start": True}])] == [0, 13]
    assert [f.start for f in findings(text, tokens=[{"word": "allow", "end": True}])] == [48]


def test_fix_names_tokens_and_keeps_capitals() -> None:
    fix = {"replace": ["{allow} us to {how} {verb}"], "safety": "unsafe"}
    tokens = [{**item, "mark": True} for item in ALLOW_TO]
    (finding,) = findings("Allowing to leave is hard.", tokens=tokens, fix=fix, message="{text}: {verb} {how}")
    assert [(f.start, f.end, f.replacement) for f in finding.fixes] == [(0, 17, "Allowing us to leave")]
    assert finding.message == "Allowing to leave: leave {how}"


def test_unless_and_skip() -> None:
    tokens = [{"word": "allowed"}]
    assert texts("allowed and allowed now", tokens, unless=["allowed now"]) == ["allowed"]
    assert texts("“It is allowed,” he said. It is allowed.", tokens, skip=["quotation"]) == ["allowed"]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"tokens": [{"word": "to"}, {"tag": "VB"}]}, "`trigger`"),
        ({"tokens": [{"word": "allowed", "optional": True}, {"tag": "VB"}]}, "`trigger`"),
        ({"tokens": [{"word": "to"}], "trigger": ["to"]}, "every other line"),
        ({"tokens": [{"word": "don't"}], "trigger": ["don't"]}, "one token but 2: do n't"),
    ],
)
def test_refuses_what_cannot_be_looked_for(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        findings("", **keys)


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ("[{word: allow, optional: true}]", "not optional"),
        ("[{word: allow}, {mark: true}]", r"`tokens\[1\]`: say something"),
        ("[{word: allow, tag: VERB}]", "no tag 'VERB'; Penn tags are"),
        ("[{word: allow, repeat: [0, 11]}]", "1 to 10"),
        ("[{word: allow, lemma: x}]", "unknown field `lemma`"),
        ("[{word: allow}]\nfix: {replace: '{verb}', safety: safe}", "no token has `as: verb`"),
        ("[{word: ['{nothing}']}]", "unknown lexicon"),
        ("[{word: so}]", r"t\.yaml:6: `tokens` has no item"),
    ],
)
def test_errors_say_where_and_what(tmp_path: Path, tokens: str, message: str) -> None:
    body = f"summary: S\nwhy: W\ntype: style/awkward\nseverity: minor\ncheck: tokens\ntokens: {tokens}\n"
    examples = "examples:\n  - flag: We [[allow]] it.\n  - pass: a\n  - pass: b\n"
    ((place, what),) = compile_rules(packs.files([write_rules(tmp_path, {"t/t.yaml": body + examples}) / "t"])).errors
    assert RuleError(what, place=place).args
    with pytest.raises(RuleError, match=message):
        raise RuleError(what, place=place)


def test_words_that_follow_each_other_are_looked_for_together() -> None:
    """Few articles have "risk to", and many "risk": only the few are tagged."""
    rule = msgspec.convert({**SHARED, "tokens": [{"word": ["risk", "risks"]}, {"word": "to"}, {"tag": "VB"}]}, Tokens)
    assert rule.anchors().literals == ("risk to", "risks to")
    split = msgspec.convert({**SHARED, "tokens": [{"word": "risk"}, {"tag": "RB", "optional": True}, {"word": "to"}]}, Tokens)
    assert split.anchors().literals == ("risk",)


def test_word_lists_take_lexicons(tmp_path: Path) -> None:
    rule = ALLOW_RULE.replace("{stem: allow}", "{word: ['{verbs}', nothing]}")
    lexicon = "summary: S\nsource: ours\nwords: [allow, allows]\n"
    home = write_rules(tmp_path, {"lexicons/verbs.yaml": lexicon, "desk/allow.yaml": rule})
    rules = compile_rules(packs.files([home / "lexicons", home / "desk"]))
    assert not rules.errors
    assert [f.text for f in Engine(rules.rules).run(Document("It allows to go.")).findings] == ["to go"]


def test_no_sentence_is_tagged_twice() -> None:
    document = Document("It allows to go. It allows to stay.")
    assert [document.tagged(span) for span in document.sentences] == [document.tagged(span) for span in document.sentences]
    assert document.tagged(document.sentences[0]) is document.tagged(document.sentences[0])


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        (
            "They saw the rep.\nThen he left.",
            [{"word": "they"}, {"word": "saw"}, {"word": "the"}, {"word": "rep"}],
            ["They saw the rep"],
        ),
        ("He tries something.", [{"stem": "try"}, {"word": "something"}], ["tries something"]),
        ("It was using something.", [{"stem": "use"}, {"word": "something"}], ["using something"]),
    ],
)
def test_what_words_alone_seem_to_exclude_is_found(text: str, tokens: list[dict[str, Any]], expected: list[str]) -> None:
    assert texts(text, tokens) == expected
    assert [f.text for f in findings(text, tokens=tokens, plain=True)] == expected
