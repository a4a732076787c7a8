"""A word into the house vocabulary, as an edit that keeps what else stands there."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import load
from auditor.errors import ConfigError
from auditor.lsp.vocabulary import with_word


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'vocabulary = ["Kyiv"]\n'),
        ("# ours\npreview = true", '# ours\npreview = true\nvocabulary = ["Kyiv"]\n'),
        ('vocabulary = ["Lviv"]  # names\n', 'vocabulary = ["Lviv", "Kyiv"]  # names\n'),
        (
            'vocabulary = [\n  "Lviv",  # a city\n]\n\n[severity]\nany = "minor"\n',
            'vocabulary = [\n  "Lviv",  # a city\n  "Kyiv",\n]\n\n[severity]\nany = "minor"\n',
        ),
        ('[severity]\r\nany = "minor"\r\n', 'vocabulary = ["Kyiv"]\r\n\r\n[severity]\r\nany = "minor"\r\n'),
        ('vocabulary = ["Kyiv"]\n', 'vocabulary = ["Kyiv"]\n'),
    ],
)
def test_the_formatting_is_kept(before: str, after: str) -> None:
    assert with_word(before, "auditor.toml", "Kyiv") == after


def test_pyproject_has_a_table_for_it() -> None:
    before = '[project]\nname = "desk"  # ours\n\n[tool.auditor]\npreview = true\n\n[tool.other]\n'
    after = '[project]\nname = "desk"  # ours\n\n[tool.auditor]\npreview = true\nvocabulary = ["Kyiv"]\n\n[tool.other]\n'
    assert with_word(before, "pyproject.toml", "Kyiv") == after


@pytest.mark.parametrize("content", ["vocabulary = 5\n", "vocabulary = [", "[vocabulary]\n", "vocabulary = ''\n"])
def test_a_broken_configuration_is_left_alone(content: str) -> None:
    with pytest.raises(ConfigError, match=r"auditor\.toml"):
        with_word(content, "auditor.toml", "Kyiv")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_word_is_read_back(word: str) -> None:
    assert tomllib.loads(with_word('vocabulary = ["a"]\n', "auditor.toml", word))["vocabulary"] == ["a"] + [word] * (word != "a")


def test_auditor_reads_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(with_word("[severity]\nany = 'minor'\n", path.name, 'the "Sun"'), encoding="utf-8")
    assert load(path).vocabulary == ['the "Sun"']
