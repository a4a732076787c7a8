"""Fixing a document, round by round."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document
from auditor.config import Config
from auditor.fixing import Fixed, fixed
from auditor.report import DocumentReport
from tests.support import ARTICLE, finishes, write_rules

RULE = """\
summary: A rule of {name}
why: Because.
type: linguistic-conventions/spelling
severity: {severity}
check: replace
map: {map}
safety: {safety}
examples:
  - flag: '[[{flag}]]'
  - pass: Nothing here
  - pass: Nor there
"""
Make = Callable[..., Auditor]


def rule(name: str, words: dict[str, str], safety: str = "safe", severity: str = "minor") -> str:
    return RULE.format(name=name, map=json.dumps(words), safety=safety, severity=severity, flag=next(iter(words)))


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """An auditor with these rules in place of the built-in ones: name → what it changes, and how safely and severe it is."""

    def auditor(config: Config | None = None, **rules: str) -> Auditor:
        home = write_rules(tmp_path / "rules", {f"any/{name}.yaml": content for name, content in rules.items()})
        monkeypatch.setattr("auditor.rules.packs.built_in_directory", lambda: home)
        return Auditor(config)

    return auditor


def left(done: Fixed) -> list[str]:
    return [finding.text for finding in done.report.findings]


@pytest.mark.usefixtures("tiny")
class TestArticle:
    def test_safe_fixes(self) -> None:
        document = Document(ARTICLE, "a.txt", encoding="cp1252", notes=("read as cp1252",))
        done = fixed(Auditor(), document)
        assert done.document == replace(document, text=ARTICLE.replace("kyiv", "Kyiv").replace("teh", "the"))
        assert [(f.rule, f.line, f.column) for f in done.fixed] == [("en.city", 1, 18), ("any.teh", 4, 37)]
        assert left(done) == ["launched Mr. Putin", "raged Mr. Medvedev", "around fifteen"]
        assert done.report.document is done.document
        assert done.report.notes == ("read as cp1252",)
        assert done.held == ()

    def test_unsafe_fixes(self) -> None:
        done = fixed(Auditor(), Document(ARTICLE), unsafe=True)
        assert "“Why not?”, Mr. Putin said on Wednesday. Then Mr. Medvedev said." in done.document.text
        assert len(done.fixed) == 4
        assert left(done) == []  # that rule speaks only of a text that others show to be French

    def test_nothing_to_do(self) -> None:
        document = Document("In Kyiv.")
        done = fixed(Auditor(), document)
        assert done.document is document
        assert (done.fixed, done.held, left(done)) == ((), (), [])

    def test_only_what_is_kept_is_fixed(self) -> None:
        def keep(report: DocumentReport) -> DocumentReport:
            found = tuple(finding for finding in report.findings if finding.line != 1)
            return replace(report, findings=found, known=len(report.findings) - len(found))

        done = fixed(Auditor(), Document("kyiv teh\nteh kyiv\nlaunched Mr. Putin\n"), keep=keep)
        assert done.document.text == "kyiv teh\nthe Kyiv\nlaunched Mr. Putin\n"
        assert left(done) == ["launched Mr. Putin"]
        assert done.report.known == 2
        assert fixed(Auditor(), Document("kyiv"), keep=keep).report.known == 1

    def test_suppressed_findings_stay(self) -> None:
        text = "kyiv <!-- auditor-ignore en.city: as it was sent -->\nteh\n"
        assert fixed(Auditor(), Document(text)).document.text == text.replace("teh", "the")

    def test_rules_that_are_ignored_stay(self) -> None:
        assert fixed(Auditor(Config(ignore=["any"])), Document("teh kyiv")).document.text == "teh Kyiv"


class TestRounds:
    def test_what_touches_waits_for_the_next_round(self, make: Make) -> None:
        auditor = make(space=rule("space", {"aaaa ": "bbbb ", "cccc": "dddd"}))
        done = fixed(auditor, Document("aaaa cccc"))
        assert (done.document.text, len(done.fixed)) == ("bbbb dddd", 2)
        assert [finding.start for finding in done.fixed] == [0, 5]

    def test_places_are_those_of_the_original(self, make: Make) -> None:
        auditor = make(space=rule("space", {"aaaa ": "b ", "cccc": "dddd"}))
        done = fixed(auditor, Document("aaaa cccc cccc aaaa cccc"))
        assert done.document.text == "b dddd dddd b dddd"
        assert [(f.start, f.text) for f in done.fixed] == [(0, "aaaa "), (5, "cccc"), (10, "cccc"), (15, "aaaa "), (20, "cccc")]

    def test_a_fix_whose_result_is_fixed_again(self, make: Make) -> None:
        done = fixed(make(chain=rule("chain", {"aaaa": "bbbb", "bbbb": "cccc"})), Document("aaaa bbbb"))
        assert (done.document.text, len(done.fixed), left(done)) == ("cccc cccc", 2, [])

    def test_rules_that_undo_each_other_are_told(self, make: Make) -> None:
        auditor = make(one=rule("one", {"aaaa": "bbbb"}), other=rule("other", {"bbbb": "aaaa"}))
        done = fixed(auditor, Document("aaaa then bbbb"))
        assert done.document.text == "aaaa then bbbb"
        assert [finding.text for finding in done.held] == ["aaaa", "bbbb"]
        assert left(done) == ["aaaa", "bbbb"]

    def test_a_fix_that_flags_itself_is_not_applied(self, make: Make) -> None:
        done = fixed(make(grow=rule("grow", {"aaaa": "aaaa aaaa"})), Document("aaaa"))
        assert done.document.text == "aaaa"

    def test_a_fix_that_brings_a_finding_is_not_applied_and_others_are(self, make: Make) -> None:
        auditor = make(
            good=rule("good", {"gggg": "hhhh"}), bad=rule("bad", {"aaaa": "bbbb"}), eye=rule("eye", {"bbbb": "x"}, "unsafe")
        )
        done = fixed(auditor, Document("gggg aaaa gggg bbbb gggg aaaa"))
        assert done.document.text == "hhhh aaaa hhhh bbbb hhhh aaaa"
        assert [finding.text for finding in done.held] == ["aaaa", "aaaa"]
        assert fixed(auditor, Document("gggg aaaa"), unsafe=True).document.text == "hhhh x"

    def test_a_fix_that_uncovers_a_hidden_finding_is_not_applied(self, make: Make) -> None:
        auditor = make(long=rule("long", {"aaaa bbbb": "cccc bbbb"}), short=rule("short", {"bbbb": "x"}, "unsafe"))
        assert [finding.text for finding in auditor.audit("aaaa bbbb").findings] == ["aaaa bbbb"]
        assert fixed(auditor, Document("aaaa bbbb")).document.text == "aaaa bbbb"
        assert fixed(auditor, Document("aaaa bbbb"), unsafe=True).document.text == "cccc x"

    def test_a_finding_that_a_fix_brings_far_away(self, make: Make) -> None:
        """One spelling of a name is kept to; a fix decides which."""
        consistent = rule("names", {"Kiev": "x"}).replace("[[Kiev]]", "Kyiv and Kyiv and [[Kiev]]").splitlines()
        consistent[4:7] = ["check: consistency", "variants: [[Kyiv, Kiev]]"]
        auditor = make(names="\n".join(consistent), good=rule("good", {"gggg": "hhhh"}), bad=rule("bad", {"Kyjiw": "Kyiv"}))
        assert auditor.problems == []
        text = "Kiev and Kiev. " + "gggg here. " * 30 + "Kyjiw and Kyjiw and Kyjiw"
        done = fixed(auditor, Document(text))
        assert done.document.text == text.replace("gggg", "hhhh")
        assert [finding.text for finding in done.held] == ["Kyjiw"] * 3

    def test_many_fixes_that_all_bring_findings(self, make: Make) -> None:
        auditor = make(bad=rule("bad", {"aaaa": "bbbb"}), eye=rule("eye", {"bbbb": "x"}, "unsafe"))
        with finishes():
            done = fixed(auditor, Document("aaaa " * 800))
        assert (len(done.fixed), len(done.held)) == (0, 800)


WORDS = ("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff")
MAPS = st.lists(
    st.tuples(
        st.dictionaries(
            st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join),
            st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from(["safe", "unsafe"]),
        st.sampled_from(["minor", "major"]),
    ),
    min_size=1,
    max_size=3,
)
TEXTS = st.lists(st.sampled_from([*WORDS, " ", ", ", ".\n"]), max_size=30).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(MAPS, st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
@example(
    maps=[({"bbbb cccc": "aaaa bbbb"}, "safe", "minor"), ({"aaaa aaaa": "", "cccc": ""}, "unsafe", "minor")],
    texts=["bbbb cccc cccc"],
    unsafe=False,
)
def test_any_rules_and_texts(
    tmp_path_factory: pytest.TempPathFactory, maps: list[tuple[dict[str, str], str, str]], texts: list[str], unsafe: bool
) -> None:
    rules = {f"any/r{number}.yaml": rule("x", *each) for number, each in enumerate(maps)}
    home = write_rules(tmp_path_factory.mktemp("rules"), rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("auditor.rules.packs.built_in_directory", lambda: home)
        auditor = Auditor()
    for text in texts:
        before = auditor.audit(text)
        done = fixed(auditor, Document(text), unsafe=unsafe)
        after = auditor.audit(done.document.text)
        assert done.report.findings == after.findings
        added = Counter((f.rule, f.text) for f in after.findings) - Counter((f.rule, f.text) for f in before.findings)
        assert not added
        assert len(after.findings) <= len(before.findings) - len(done.fixed)
        assert set(done.fixed) <= set(before.findings)
        assert (done.document.text == text) == (not done.fixed)
        again = fixed(auditor, done.document, unsafe=unsafe)
        assert again.document.text == done.document.text
        assert again.fixed == ()
