"""Suppressions: comments and sidecar files."""

from pathlib import Path

import pytest

from auditor import Auditor, Document
from auditor.config import Config
from auditor.errors import ConfigError
from tests.support import finishes

pytestmark = pytest.mark.usefixtures("tiny")


def audit(text: str, path: str = "-", **config: object) -> tuple[list[tuple[str, int]], list[str]]:
    report = Auditor(Config(**config)).audit(Document(text, path))  # type: ignore[arg-type]
    return [(f.rule, f.line) for f in report.findings], list(report.notes)


def test_on_its_own_line() -> None:
    assert audit("In kyiv now. <!-- auditor-ignore en.city: a brand -->\nIn kyiv again.") == ([("en.city", 2)], [])


def test_on_the_next_line_with_text() -> None:
    text = "<!-- auditor-ignore en.city: a brand -->\n \n\nIn kyiv now.\nIn kyiv again."
    assert audit(text) == ([("en.city", 5)], [])


def test_two_comments_above_one_line() -> None:
    text = "<!-- auditor-ignore en.city: a brand -->\n<!-- auditor-ignore any.teh: a name -->\nIn kyiv teh."
    assert audit(text) == ([], [])


def test_two_comments_on_one_line() -> None:
    text = "<!-- auditor-ignore en.city: a brand --><!-- auditor-ignore any.teh: a name -->\nIn kyiv teh."
    assert audit(text) == ([], [])


def test_on_the_whole_file() -> None:
    text = "In kyiv now.\nIn kyiv teh.\n<!-- auditor-ignore-file en.city: the paper's style -->"
    assert audit(text) == ([("any.teh", 2)], [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = f"<!-- auditor-ignore en.city: a brand -->{end}{end}In kyiv now.{end}In kyiv again."
    assert audit(text) == ([("en.city", 4)], [])


@pytest.mark.parametrize("reason", ["a -> b", "é > è", "x: y", "- -"])
def test_reason_may_hold_anything(reason: str) -> None:
    assert audit(f"In kyiv now. <!-- auditor-ignore en.city: {reason} -->") == ([], [])


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- auditor-ignore en.city -->",
        "<!-- auditor-ignore en.city: -->",
        "<!-- auditor-ignore en.city:  \t-->",
        "<!-- auditor-ignore -->",
        "<!-- auditor-ignore: reason -->",
        "<!-- auditor-ignore en.*: reason -->",
        "<!-- auditor-ignore-file en.city -->",
    ],
)
def test_rule_and_reason_are_required(comment: str) -> None:
    findings, notes = audit(f"One\nIn kyiv. {comment}")
    assert findings == [("en.city", 2)]
    assert notes == ["line 2: a suppression names a rule and gives a reason: <!-- auditor-ignore RULE: REASON -->"]


def test_unused_is_reported() -> None:
    assert audit("<!-- auditor-ignore en.city: a brand -->\nIn Kyiv.") == (
        [],
        ["line 1: unused suppression of en.city; remove it"],
    )


def test_unused_is_not_reported_when_the_rule_did_not_run() -> None:
    text = "<!-- auditor-ignore en.city: a brand -->\nIn kyiv teh."
    assert audit(text, select=["any"]) == ([("any.teh", 2)], [])
    assert audit(text, ignore=["en.city"]) == ([("any.teh", 2)], [])


def test_unknown_rule_is_reported() -> None:
    assert audit("<!-- auditor-ignore en.cty: a brand -->\nx")[1] == ["line 1: unused suppression of en.cty; remove it"]


def test_comment_itself_is_not_audited() -> None:
    assert audit("Text. <!-- auditor-ignore en.city: it says kyiv and teh --> kyiv") == ([], [])


class TestSidecar:
    def write(self, tmp_path: Path, content: str) -> str:
        (tmp_path / "a.txt.auditor.toml").write_text(content, encoding="utf-8")
        return str(tmp_path / "a.txt")

    def test_rule_everywhere(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, '[[ignore]]\nrule = "en.city"\nreason = "a brand"\n')
        assert audit("kyiv\nkyiv teh", path) == ([("any.teh", 2)], [])

    def test_only_one_wording(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, '[[ignore]]\nrule = "any.teh"\nreason = "a name"\ntext = "Teh"\n')
        assert audit("Teh\nteh", path) == ([("any.teh", 2)], [])

    def test_unused_is_reported(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, '[[ignore]]\nrule = "en.city"\nreason = "a brand"\n')
        assert audit("Kyiv", path)[1] == [f"{path}.auditor.toml: unused suppression of en.city; remove it"]

    @pytest.mark.parametrize(
        "content",
        [
            "[[ignore]]\nrule = 'x'\n",
            "[[ignore]]\nrule = 'x'\nreason = ''\ntexts = 1",
            "ignore = 3",
            "[[",
            "\ud83d".encode("utf-8", "replace").decode() + "=",
        ],
    )
    def test_broken_one_names_the_file(self, tmp_path: Path, content: str) -> None:
        path = self.write(tmp_path, content)
        with pytest.raises(ConfigError) as caught:
            audit("x", path)
        assert caught.value.place == f"{path}.auditor.toml"

    def test_impossible_names_have_none(self) -> None:
        assert audit("teh", "x" * 5000)[0] == audit("teh", "a\0b")[0] == [("any.teh", 1)]


def test_very_many_suppressions() -> None:
    count = 20_000
    document = Document(
        "kyiv <!-- auditor-ignore en.city: why --> teh " * count + "\n<!-- auditor-ignore any.teh: x -->\n\n" * count
    )
    with finishes():
        Auditor().audit(document)
