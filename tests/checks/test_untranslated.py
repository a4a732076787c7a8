import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.untranslated import Untranslated
from auditor.document import Document
from auditor.engine import Engine
from auditor.rules.loaded import LoadedRule
from auditor.text.language import identify

WORDS = (
    "le la les des du de et en un une est dans pour que qui sur pas avec aux au ce cette ces sont ont nous vous ils elle leur"
    " mais il ne se sa par été être tout comme à l' d' qu' n' s' c'"
).split()
RULE = Untranslated(summary="s", why="w", type="accuracy/untranslated", severity="major", examples=[], language="fr", words=WORDS)
LOADED = LoadedRule.of("fr", "rule", "-", RULE)
ENGINES = [Engine([LOADED], plain=plain) for plain in (False, True)]


def found(text: str) -> list[str]:
    """What is flagged; the same with and without the scanner."""
    fast, plain = (engine.run(Document(text)).findings for engine in ENGINES)
    assert fast == plain
    return [f.text for f in fast]


def test_a_sentence_left_in_french() -> None:
    french = "Les pompiers sont intervenus dans la nuit pour éteindre un incendie qui menaçait des maisons"
    assert found(f"The fire was out by dawn.\n{french}.\nNobody was hurt.") == [french]


def test_a_passage_inside_an_english_sentence() -> None:
    (passage,) = found("The mayor said that il ne faut pas que la commune perde son école and promised more money.")
    assert passage.startswith("il ne faut pas que la commune")
    assert "promised" not in passage


@pytest.mark.parametrize(
    "english",
    [
        "The leader of La France insoumise, Jean-Luc Mélenchon, told Le Monde that Côte d'Ivoire would not be at the table.",
        "She works for the Caisse des Dépôts et Consignations and the Agence de l'Eau et des Forêts de la Loire.",
        "He sang “La vie en rose” and read “À la recherche du temps perdu” on the plane.",
        "Its motto is “il ne faut jamais que la nuit nous prenne dans les bois sans une lampe” (never go without a light).",
        "The sign said “nous ne sommes pas dans un jardin mais sur une place qui est à tous”, meaning that dogs are welcome.",
        "Oscar de la Renta and Juan de la Cruz met Charles de Gaulle on the Rue de la Paix.",
        "Un peu de tout.",
        "El presidente del país dijo que la situación de la economía es buena en la capital.",
    ],
)
def test_names_titles_and_translated_quotations_pass(english: str) -> None:
    assert found(english) == []


def test_langdetect_is_not_loaded_for_english() -> None:
    here = Path(__file__).parent
    code = (
        f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parents[1])!r}]; from test_untranslated import found;"
        "found('Le Monde said that Charles de Gaulle was in the Rue de la Paix.'); sys.exit('langdetect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_identify_is_deterministic_and_guarded() -> None:
    text = "Die Regierung hat am Montag beschlossen, die Steuern nicht zu erhöhen."
    first = identify(text)
    assert first is not None
    assert first.code == "de"
    assert first.probability > 0.9
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(identify, [text] * 40)) == {first}
    assert identify("Oui, oui") is None
    assert identify("1234 " * 20) is None
    assert identify("ᚠᚢᚦᚨᚱᚲ" * 10) is None


PIECES = st.sampled_from([*WORDS, "the", "of", "maison", "Paris", "chanson", "(", "“", "”", ".", "\n", "nuit", "jour"])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_scanner_changes_nothing(text: str) -> None:
    found(text)
