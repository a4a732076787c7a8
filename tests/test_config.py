"""Configuration: where it is found, what it means, what is wrong with it."""

from pathlib import Path

import pytest

from auditor import config
from auditor.config import Config
from auditor.errors import ConfigError


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def error(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    return str(caught.value).replace(str(path.parent) + "/", "")


class TestFind:
    def test_nearest_upwards(self, tmp_path: Path) -> None:
        upper = write(tmp_path / "auditor.toml", "")
        lower = write(tmp_path / "a" / "b" / "auditor.toml", "")
        assert config.find(tmp_path / "a") == upper
        assert config.find(tmp_path / "a" / "b") == lower
        assert config.find(tmp_path / "a" / "b" / "missing") == lower

    def test_pyproject_counts_only_with_our_table(self, tmp_path: Path) -> None:
        upper = write(tmp_path / "pyproject.toml", "[tool.auditor]\npreview = true\n")
        write(tmp_path / "a" / "pyproject.toml", "[tool.auditor-like]\nx = '[tool.auditor]'\n")
        assert config.find(tmp_path / "a") == upper

    def test_auditor_toml_comes_first(self, tmp_path: Path) -> None:
        own = write(tmp_path / "auditor.toml", "")
        write(tmp_path / "pyproject.toml", "[tool.auditor]\n")
        assert config.find(tmp_path) == own

    def test_directory_of_that_name_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "a" / "auditor.toml").mkdir(parents=True)
        upper = write(tmp_path / "auditor.toml", "")
        assert config.find(tmp_path / "a") == upper


class TestLoad:
    def test_everything(self, tmp_path: Path) -> None:
        path = write(
            tmp_path / "auditor.toml",
            'select = ["fr"]\nignore = ["fr.a"]\nfrom = "fr"\nfail-on = "minor"\npreview = true\npacks = ["desk", "/abs"]\n'
            'vocabulary = ["Kyivan"]\n[severity]\n"fr.b" = "neutral"\n[[override]]\npaths = ["sport/**"]\nselect = []\n',
        )
        loaded = config.load(path)
        assert (loaded.source, loaded.fail_on, loaded.preview, loaded.severity) == ("fr", "minor", True, {"fr.b": "neutral"})
        assert loaded.pack_paths() == (tmp_path / "desk", Path("/abs"))

    def test_pyproject(self, tmp_path: Path) -> None:
        path = write(
            tmp_path / "pyproject.toml",
            '[project]\nname = "x"\n[tool.auditor]\nfail-on = "never"\n[tool.auditor.severity]\nx = "minor"\n',
        )
        assert config.load(path).fail_on == "never"
        assert config.load(path).severity == {"x": "minor"}

    def test_is_read_anew_each_time(self, tmp_path: Path) -> None:
        path = write(tmp_path / "auditor.toml", "preview = true")
        assert config.load(path).preview
        write(path, "preview = false")
        assert not config.load(path).preview

    def test_crlf_and_empty(self, tmp_path: Path) -> None:
        path = tmp_path / "auditor.toml"
        path.write_bytes(b"preview = true\r\n\r\nignore = []\r\n")
        assert config.load(path).preview
        assert config.load(write(path, "")) == Config()

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("preview = yes\n", "auditor.toml:1: not valid TOML: Invalid value"),
            ("preview = true\nx = [\n", "auditor.toml: not valid TOML: Invalid value (at end of document)"),
            ("preview = true\npreview = true\n", "auditor.toml:2: not valid TOML: Cannot overwrite a value"),
            ("\nfail_on = 'minor'\n", "auditor.toml:2: unknown setting `fail_on`; did you mean `fail-on`?"),
            ("ignroe = []\n", "auditor.toml:1: unknown setting `ignroe`; did you mean `ignore`?"),
            ("directory = 'x'\n", "auditor.toml:1: unknown setting `directory`"),
            ("zzz = 1\n", "auditor.toml:1: unknown setting `zzz`"),
            ("\npreview = 'yes'\n", "auditor.toml:2: `preview`: Expected `bool`, got `str`"),
            ("ignore = 'fr'\n", "auditor.toml:1: `ignore`: Expected `array`, got `str`"),
            ("ignore = ['fr', 3]\n", "auditor.toml:1: `ignore`: Expected `str`, got `int`"),
            ("fail-on = 'bad'\n", "auditor.toml:1: `fail-on`: no condition to fail on: 'bad'; there are neutral, minor"),
            ("\nfail-on = []\n", "auditor.toml:2: `fail-on`: no condition to fail on; there are neutral, minor"),
            ("fail-on = ['major', 3]\n", "auditor.toml:1: `fail-on`: Expected `str`, got `int`"),
            ("\nraw-probability = 1\n", "auditor.toml:2: `raw-probability` is no setting of this table; it belongs in another"),
            ("[[override]]\npaths = []\nfail-on = 'never'\n", "auditor.toml:3: `fail-on` is no setting of this table"),
            ("\nverdict.raw-probability = 'x'\n", "auditor.toml:2: `raw-probability`: Expected `float`"),
            ("\nverdict . raw-probability = 0.1\n", "auditor.toml:2: `verdict`: these must not fall"),
            ("\nprofiles = {house = 3}\n", "auditor.toml:2: `profiles`: Expected `object`, got `int`"),
            ("[severity]\nx = 'bad'\n", "auditor.toml:1: `severity`: Invalid enum value 'bad'"),
            ("[[override]]\nignore = []\n", "auditor.toml:1: `override`: Object missing required field `paths`"),
            ("[[override]]\npaths = []\npack = 1\n", "auditor.toml:3: unknown setting `pack`; did you mean `packs`?"),
            ("[override]\npaths = []\n", "auditor.toml:1: `override`: Expected `array`, got `object`"),
        ],
    )
    def test_errors_name_file_line_and_key(self, tmp_path: Path, content: str, message: str) -> None:
        assert error(write(tmp_path / "auditor.toml", content)).startswith(message)

    def test_not_utf8(self, tmp_path: Path) -> None:
        path = tmp_path / "auditor.toml"
        path.write_bytes(b"# one\n# caf\xe9\n")
        assert error(path) == "auditor.toml:2: byte 0xe9 is not UTF-8"

    def test_missing_and_directory(self, tmp_path: Path) -> None:
        assert "cannot be read: No such file" in error(tmp_path / "none.toml")
        assert "cannot be read: Is a directory" in error(tmp_path)

    @pytest.mark.parametrize("content", ["tool = 3", "[tool]\nauditor = 3", "tool = []", "# [tool.auditor]\ntool.auditor = 'x'"])
    def test_pyproject_of_another_shape(self, tmp_path: Path, content: str) -> None:
        assert error(write(tmp_path / "pyproject.toml", content)).startswith("pyproject.toml: Expected `object`")

    def test_nested_too_deeply(self, tmp_path: Path) -> None:
        assert "auditor.toml" in error(write(tmp_path / "auditor.toml", "ignore = " + "[" * 100_000))


class TestOverrides:
    def load(self, home: Path, pattern: str) -> Config:
        return config.load(
            write(home / "auditor.toml", f'ignore = ["a"]\n[[override]]\npaths = ["{pattern}"]\nignore = ["b"]\nfrom = "fr"\n')
        )

    @pytest.mark.parametrize(
        ("pattern", "path", "applies"),
        [
            ("sport/**", "sport/a.txt", True),
            ("sport/**", "sport/deep/er/a.txt", True),
            ("sport/**", "sports/a.txt", False),
            ("sport", "sport/a.txt", True),
            ("sport/", "sport/a.txt", True),
            ("sport/*.txt", "sport/a.txt", True),
            ("*.md", "a.md", True),
            ("**/*.md", "x/y/a.md", True),
            ("a.txt", "a.txt", True),
            ("a.txt", "b.txt", False),
            ("sport/**", "x/../sport/a.txt", True),
            ("sport/**", "sport/../a.txt", False),
            ("[ab].txt", "b.txt", True),
        ],
    )
    def test_paths(self, tmp_path: Path, pattern: str, path: str, applies: bool) -> None:
        found = self.load(tmp_path, pattern).for_path(str(tmp_path / path))
        assert found.ignore == (["a", "b"] if applies else ["a"])
        assert found.source == ("fr" if applies else None)

    def test_directory_with_special_characters(self, tmp_path: Path) -> None:
        home = tmp_path / "desk [1]*"
        assert self.load(home, "sport/**").for_path(str(home / "sport/a.txt")).source == "fr"

    def test_relative_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        loaded = self.load(tmp_path, "sport/**")
        (tmp_path / "sport").mkdir()
        monkeypatch.chdir(tmp_path / "sport")
        assert loaded.for_path("a.txt").source == "fr"

    def test_later_ones_win(self, tmp_path: Path) -> None:
        content = '[[override]]\npaths = ["*"]\nselect = ["a"]\nfrom = "fr"\n[[override]]\npaths = ["x/*"]\nselect = ["b"]\n'
        found = config.load(write(tmp_path / "auditor.toml", content)).for_path(str(tmp_path / "x" / "y"))
        assert (found.select, found.source) == (["b"], "fr")


def test_command_line_goes_on_top() -> None:
    base = Config(select=["a"], ignore=["b"], source="fr")
    merged = config.merged(base, select=["c"], ignore=["d"], source="ru", preview=True, glossaries=["g"])
    assert (merged.select, merged.ignore, merged.source, merged.preview) == (["c"], ["b", "d"], "ru", True)
    assert config.merged(base, select=[], ignore=[], source=None, preview=False, glossaries=[]) == base
