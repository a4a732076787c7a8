"""Which language a passage is in."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

# What news is translated from, and English. Fewer candidates are faster to load and less often mistaken for one another.
LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "it", "ja", "ko"),
    *("lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh-cn", "zh-tw"),
)
LEAST_LETTERS = 20
_MOST = 1000  # code points: more does not make it surer

_loading = Lock()


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639-1 code (`zh-cn`, `zh-tw` for Chinese) and how sure it is."""

    code: str
    probability: float


def identify(text: str) -> Language | None:
    """The language of a passage, or None when it is too short to tell. The same text gives the same answer always."""
    text = text[:_MOST]
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        return None
    with _loading:
        factory = _factory()
    found = _probabilities(factory.create(), text)
    return Language(found[0].lang, round(found[0].prob, 4)) if found else None


def _probabilities(detector: Any, text: str) -> list[Any]:
    from langdetect.lang_detect_exception import LangDetectException

    detector.append(text)
    try:
        return list(detector.get_probabilities())
    except LangDetectException:  # no letters that any of the languages uses
        return []


@cache
def _factory() -> Any:
    """langdetect with our languages, seeded: unseeded, it draws lots."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([(Path(PROFILES_DIRECTORY) / code).read_text("utf-8") for code in LANGUAGES])
    return factory
