"""Weights of the user's own: what a configuration may say of them, and what is wrong with it."""

from pathlib import Path

import pytest

from auditor import Auditor, Document, config
from auditor.config import Config
from auditor.errors import ConfigError
from auditor.finding import Severity

HOUSE = """\
weights = "house"
[profiles.house]
minor = 2
critical = 10
[profiles.house.types]
"linguistic-conventions/punctuation" = { minor = 0.1 }
style = 0.5
"""


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_own_profile(tmp_path: Path) -> None:
    profile = config.load(write(tmp_path / "auditor.toml", HOUSE)).profile()
    assert profile.name == "house"
    assert [profile.points("accuracy/omission", severity) for severity in Severity] == [0, 2, 5, 10]
    assert profile.points("linguistic-conventions/punctuation", Severity.MINOR) == 0.1
    assert profile.points("style/awkward", Severity.CRITICAL) == 5


@pytest.mark.usefixtures("tiny")
def test_reports_carry_the_profile(tmp_path: Path) -> None:
    auditor = Auditor(config.load(write(tmp_path / "auditor.toml", HOUSE)))
    assert auditor.audit(Document("teh end")).profile.name == "house"
    assert Auditor().audit("teh end").profile.name == "mqm"
    with pytest.raises(ConfigError, match="no weights are named `hause`; there are: mqm, wmt"):
        Auditor(Config(weights="hause"))


def test_the_command_line_goes_on_top() -> None:
    base = Config(weights="wmt")
    given: dict[str, object] = {"select": [], "ignore": [], "source": None, "preview": False, "glossaries": []}
    assert config.merged(base, **given, weights="mqm").profile().name == "mqm"  # type: ignore[arg-type]
    assert config.merged(base, **given).profile().name == "wmt"  # type: ignore[arg-type]


PROFILES = "[profiles.good]\nminor = 1\n[profiles.good.types]\nstyle = 1\n[profiles.bad]\n"  # five lines


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("\nweights = 'hause'\n[profiles.house]\n", "2: `weights`: no weights are named `hause`; there are: mqm, wmt, house"),
        (PROFILES + "minor = -1\n", "6: `minor`: a weight is a number from 0 to 10,000, not -1"),
        (PROFILES + "minor = nan\n", "6: `minor`: a weight is a number from 0 to 10,000, not nan"),
        (PROFILES + "minor = inf\n", "6: `minor`: a weight is a number from 0 to 10,000, not inf"),
        (PROFILES + "minor = 1e300\n", "6: `minor`: a weight is a number from 0 to 10,000, not 1e+300"),
        (PROFILES + f"minor = 1{'0' * 400}\n", "6: `minor`: Number out of range"),
        (PROFILES + "minor = true\n", "6: `minor`: Expected `float`, got `bool`"),
        (PROFILES + "minro = 1\n", "6: unknown setting `minro`; did you mean `minor`?"),
        (PROFILES + "[profiles.bad.types]\nstyel = 1\n", "7: `styel`: no such error type; did you mean `style`?"),
        (PROFILES + "[profiles.bad.types]\n'style/x' = 1\n", "7: `style/x`: no such error type"),
        (PROFILES + "[profiles.bad.types]\n'style' = -2\n", "7: `style`: a weight is a number from 0 to 10,000, not -2"),
        (PROFILES + "types = {style = {minor = nan}}\n", "6: `style`: a weight is a number from 0 to 10,000, not nan"),
        (PROFILES + "[profiles.bad.types.style]\nmajor = inf\n", "6: `style`: a weight is a number from 0 to 10,000, not inf"),
        (PROFILES + "[profiles.bad.types]\nstyle = {minro = 1}\n", "7: unknown setting `minro`; did you mean `minor`?"),
        (PROFILES + "[profiles.bad.types]\nstyle = 'x'\n", "6: `types`: Expected `float | object`, got `str`"),
        (PROFILES + "[profiles.wmt]\nminor = 2\n", "6: `wmt`: these weights are built in; give yours another name"),
        ("profiles = 3\n", "1: `profiles`: Expected `object`, got `int`"),
        ("[profiles]\nx = 3\n", "1: `profiles`: Expected `object`, got `int`"),
    ],
)
def test_errors_name_file_line_and_key(tmp_path: Path, content: str, message: str) -> None:
    path = write(tmp_path / "auditor.toml", content)
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    assert str(caught.value).removeprefix(f"{path}:").startswith(message)


def test_a_number_too_long_to_read(tmp_path: Path) -> None:
    path = write(tmp_path / "auditor.toml", f"[profiles.x]\nminor = 1{'0' * 5000}\n")
    with pytest.raises(ConfigError, match="not valid TOML: Exceeds the limit"):
        config.load(path)
