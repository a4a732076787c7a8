"""Full names of people, found by the roles that introduce them: "the journalist Ada Lind"."""

from collections.abc import Iterator

from auditor.matching.compiled import Lazy

_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐŁŚŠŽ"
_WORD = rf"[{_CAPITAL}][^\W\d_]{{1,20}}+(?:-[{_CAPITAL}][^\W\d_]{{1,20}}+)?"
_RUN = Lazy(rf"[{_CAPITAL}](?<![\w-].)[^\W\d_]{{1,20}}+(?:-[{_CAPITAL}][^\W\d_]{{1,20}}+)?(?: {_WORD}){{1,5}}+(?!'?\w|-)")
# What stands before a full name shows a person; places and institutions follow none of these.
_ROLES = frozenset(
    "actor actress activist adviser ambassador analyst artist author bishop captain chairman chancellor chief coach colonel "
    "commander commissioner correspondent deputy director doctor economist editor engineer expert farmer general governor head "
    "historian journalist judge king lawyer leader lawmaker major mayor minister mr mrs ms officer opponent photographer "
    "physician player poet politician premier president prince princess professor prosecutor queen reporter "
    "researcher scientist secretary senator sergeant singer spokesman spokesperson spokeswoman striker teacher writer".split()
)
_NO_NAME = frozenset("de sir lord lady dame saint house party".split())
_MOST = 60  # people looked at; an article has a dozen


def reintroductions(view: str) -> Iterator[tuple[int, int, str]]:
    """Every place of a full name that a role introduces somewhere: start, end, family name; in order.

    A family name that two people of the text share needs its given name, and is left out.
    """
    runs = [(match.start(), match.group().split(" ")) for match in _RUN.finditer(view)]
    names: dict[str, list[str]] = {}  # by family name
    for start, words in runs:
        name = words[_after_role(words) :]
        introduced = len(name) < len(words) or _word_before(view, start) in _ROLES
        if introduced and 2 <= len(name) <= 3 and name[0].lower() not in _NO_NAME and len(names) < _MOST:
            names.setdefault(name[-1], name)
    shared = {
        words[-1]
        for _, words in runs
        if words[-1] in names and words[-2] != names[words[-1]][-2] and words[-2].lower() not in _ROLES
    }
    for start, words in runs:
        name = names.get(words[-1], [])
        if name and words[-1] not in shared and words[-len(name) :] == name:
            at = start + sum(len(word) + 1 for word in words[: -len(name)])
            if len(name) < len(words) or _word_before(view, start) != "the":
                yield at, at + len(" ".join(name)), name[-1]


def _after_role(words: list[str]) -> int:
    """Index of the first word behind the last role in a run of capitalized words."""
    return max((index + 1 for index, word in enumerate(words) if word.lower() in _ROLES), default=0)


def _word_before(view: str, start: int) -> str:
    before = view[max(0, start - 24) : start].rstrip(" ,.").split(" ")
    return before[-1].lower() if before else ""
