"""Full names of people, found by the roles that introduce them: "the journalist Ada Lind"."""

import re
from collections.abc import Iterator

from auditor.matching.compiled import Lazy

_CAP = r"[A-ZÀ-ÖØ-ÞĆČĐŁŚŠŽ][^\W\d_]{1,20}+(?:-[A-ZÀ-Þ][^\W\d_]{1,20}+)?"
# What stands before a full name shows a person; places and institutions follow none of these.
_ROLE = (
    "actor|actress|activist|adviser|ambassador|analyst|artist|author|bishop|captain|chairman|chancellor|chief|coach|colonel|"
    "commander|commissioner|correspondent|deputy|director|doctor|economist|editor|engineer|expert|farmer|general|governor|head|"
    "historian|journalist|judge|king|lawyer|leader|lawmaker|major|mayor|minister|mr|mrs|ms|officer|opponent|photographer|"
    "physician|player|poet|politician|premier|president|prime minister|prince|princess|professor|prosecutor|queen|reporter|"
    "researcher|scientist|secretary|senator|sergeant|singer|spokesman|spokesperson|spokeswoman|striker|teacher|writer"
)
_INTRODUCED = Lazy(
    rf"\b(?i:{_ROLE})\.?,? (?P<name>(?!(?i:{_ROLE}|de|sir|lord|lady|saint|house|party)\b)(?:{_CAP} ){{1,2}}(?P<family>{_CAP}))(?! ?[A-Z])"
)


_BEFORE_FAMILY = frozenset({"Mr", "Mrs", "Ms", "Dr", "President", "Minister", "Chancellor", "General"})
_MOST = 60  # people looked at; an article has a dozen


def reintroductions(view: str) -> Iterator[tuple[int, int, str]]:
    """Every place of a full name that a role introduces somewhere: start, end, family name; in order.

    A family name that two people of the text share needs its given name, and is left out.
    """
    people: dict[str, str] = {}
    shared: set[str] = set()
    for match in _INTRODUCED.finditer(view):
        if len(people) < _MOST and people.setdefault(match["family"], match["name"]) != match["name"]:
            shared.add(match["family"])
    if not people:
        return
    families = "|".join(map(re.escape, people))
    for match in re.finditer(rf"(?<![\w-])(?P<given>{_CAP}) (?P<family>{families})(?![\w-])", view):
        given = people[match["family"]].split()[-2]
        if match["given"] not in _BEFORE_FAMILY and match["given"] != given:
            shared.add(match["family"])
    names = "|".join(re.escape(name) for family, name in people.items() if family not in shared)
    if names:
        for match in re.finditer(rf"(?<![\w-])(?<![Tt]he )(?:{names})(?!'?\w|-)", view):
            yield *match.span(), match.group().rpartition(" ")[2]
