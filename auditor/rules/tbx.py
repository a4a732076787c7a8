"""TBX, the exchange format of term bases (ISO 30042:2008 and :2019): English terms and their standing."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from auditor.errors import ConfigError

_CONCEPTS = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STANDINGS = {
    "preferred": "preferred",
    "admitted": "admitted",
    "deprecated": "forbidden",
    "superseded": "forbidden",
    "forbidden": "forbidden",
    "legal": "required",
    "regulated": "required",
    "standardized": "required",
}


def concepts(content: bytes, path: str) -> Iterator[dict[str, list[str]]]:
    """The English terms of each concept by standing: required, preferred, admitted, forbidden.

    Raises ConfigError for what is not XML, or not TBX, or uses entities, which could unfold without end.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(content)
    except ParseError as error:
        raise ConfigError(f"not valid XML: {error}", place=f"{path}:{error.position[0]}") from None
    except DefusedXmlException:
        raise ConfigError("XML that declares entities is refused", place=path) from None
    except (ValueError, LookupError) as error:
        raise ConfigError(f"not valid XML: {error}", place=path) from None
    if _name(root) not in ("martif", "tbx"):
        raise ConfigError(f"not TBX: its first element is <{_name(root)}>, not <martif> or <tbx>", place=path)
    for concept in root.iter():
        if _name(concept) in _CONCEPTS:
            yield _english(concept)


def _english(concept: Element) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for language in concept:
        code = language.get(_LANG, language.get("lang", ""))
        if _name(language) in _LANGUAGES and code.strip().lower().replace("_", "-").split("-")[0] == "en":
            for section in language:
                term = next((" ".join("".join(e.itertext()).split()) for e in section.iter() if _name(e) == "term"), "")
                if term:
                    terms.setdefault(_standing(section), []).append(term)
    return terms


def _standing(section: Element) -> str:
    """From `administrativeStatus`, a term note or an element of its own; a term without one is admitted."""
    for element in section.iter():
        if "administrativeStatus" in (element.get("type"), _name(element)):
            status = (element.text or "").strip().casefold().removesuffix("-admn-sts").removesuffix("term")
            return _STANDINGS.get(status, "admitted")
    return "admitted"


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
