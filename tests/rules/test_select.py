"""Which rules run."""

from pathlib import Path

import pytest

from auditor.config import Config
from auditor.errors import ConfigError
from auditor.rules import load
from auditor.rules.select import selected


def chosen(**settings: object) -> list[str]:
    return [loaded.id for loaded in selected(load.load().rules, Config(**settings))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({}, ["any.teh", "en.city", "fr.fifteen", "fr.launched"]),
        ({"preview": True}, ["any.teh", "en.city", "fr.fifteen", "fr.launched", "fr.trial"]),
        ({"select": []}, []),
        ({"select": ["fr", "en.city"]}, ["en.city", "fr.fifteen", "fr.launched"]),
        ({"select": ["fr.l*"]}, ["fr.launched"]),
        ({"select": ["*.t*"], "preview": True}, ["any.teh", "fr.trial"]),
        ({"select": ["fr"], "ignore": ["fr.launched"]}, ["fr.fifteen"]),
        ({"ignore": ["any", "en", "fr"]}, []),
        ({"source": "fr"}, ["any.teh", "en.city", "fr.fifteen", "fr.launched"]),
        ({"select": ["fr.trial"]}, ["fr.trial"]),
    ],
)
def test_selectors(tiny: Path, settings: dict[str, object], ids: list[str]) -> None:
    assert tiny
    assert chosen(**settings) == ids


def test_other_languages_stay_out(tiny: Path) -> None:
    (tiny / "ru").mkdir()
    (tiny / "ru/teh.yaml").write_bytes((tiny / "any/teh.yaml").read_bytes())
    assert "ru.teh" in chosen()
    assert "ru.teh" not in chosen(source="fr")
    assert "fr.launched" not in chosen(source="ru")


def test_rules_that_languages_share_run_for_each(tiny: Path) -> None:
    (tiny / "it").mkdir()
    (tiny / "it/other.yaml").write_bytes((tiny / "any/teh.yaml").read_bytes())
    (tiny / "it/shared.yaml").write_bytes((tiny / "any/teh.yaml").read_bytes() + b"evidence: {it: strong, fr: weak}\n")
    assert "it.shared" in chosen(source="fr")
    assert "it.other" not in chosen(source="fr")


@pytest.mark.parametrize("selector", ["fr.lanched", "launched", "fr.launch", "Fr.launched"])
def test_unknown_names_get_the_nearest(tiny: Path, selector: str) -> None:
    assert tiny
    with pytest.raises(ConfigError, match=r"near: .*fr\.launched"):
        chosen(select=[selector])
