"""Gold: text with its errors annotated in place, in CriticMarkup (https://github.com/CriticMarkup/CriticMarkup-toolkit).

    The mayor {~~has on Tuesday~>on Tuesday~~}{>>linguistic-conventions/grammar major<<} opened the hall.
    {--READ ALSO--}{>>any.read-also<<}

A substitution or a deletion, and at once a comment that says what is wrong: an MQM error type with its severity, or the
id of the rule that should flag it. The machine's text is what is read with all marks undone; the edited version is what
is read with all of them applied.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from auditor import readers
from auditor.errors import InputError
from auditor.finding import ErrorType, Severity
from auditor.rules.packs import LANGUAGES

TYPES: frozenset[str] = frozenset(get_args(ErrorType))
SEVERITIES: frozenset[str] = frozenset(severity.label for severity in Severity)
_WITHIN = r"(?!~>|~~\}|--\}|<<\}|\{(?:~~|--|>>))."  # nothing that opens or closes a mark, so that no line takes quadratic time
_MARK = re.compile(
    rf"\{{(?:~~(?P<wrong>(?:{_WITHIN})+)~>(?P<right>(?:{_WITHIN})*)~~|--(?P<deleted>(?:{_WITHIN})+)--)\}}"
    rf"(?:\{{>>(?P<comment>(?:{_WITHIN})*)<<\}})?"
)
_LEFTOVER = re.compile(r"\{(?:~~|--|\+\+|==|>>)|(?:~~|--|\+\+|==|<<)\}")
_FORM = "{~~wrong~>right~~}{>>type severity<<} or {--wrong--}{>>type severity<<}"
Lookup = Callable[[str], tuple[str, str] | None]
_RULE = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")
_QUOTED = 80  # characters of a faulty annotation that a message repeats


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotated error at `[start, end)`, code points of the machine's text.

    `replacement` is None for a deletion and where the annotation proposes nothing; `rule` is named instead of type and
    severity where a rule is meant to flag the error. `type` is an MQM 2 type, or a category of the file's own.
    """

    start: int
    end: int
    replacement: str | None
    type: str
    severity: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as the machine left it, and its errors in order. `edited` is None where no edited version is known."""

    path: str
    language: str | None
    text: str
    marks: tuple[Mark, ...]
    edited: str | None


def _no_rules(rule: str) -> None:  # noqa: ARG001 - a Lookup
    return None


def parse(annotated: str, path: str = "", lookup: Lookup = _no_rules) -> Passage:
    """The passage that the annotation describes; its language is the name of the directory that holds it.

    `lookup` gives type and severity of a rule that a comment names, or None if there is none. Raises InputError, naming
    the line, for an annotation that is malformed or unknown.
    """
    raw: list[str] = []
    edited: list[str] = []
    marks: list[Mark] = []
    length = end = 0
    for found in _MARK.finditer(annotated):
        between = _plain(annotated, end, found.start(), path)
        wrong = found["wrong"] or found["deleted"]
        kind, severity, rule = _comment(found, lookup, path)
        start = length + len(between)
        raw += between, wrong
        edited += between, found["right"] or ""
        length = start + len(wrong)
        marks.append(Mark(start, length, found["right"], kind, severity, rule))
        end = found.end()
    rest = _plain(annotated, end, len(annotated), path)
    return Passage(path, _language(path), "".join([*raw, rest]), tuple(marks), "".join([*edited, rest]))


def render(passage: Passage) -> str:
    """The annotation that `parse` reads as this passage."""
    parts: list[str] = []
    end = 0
    for mark in passage.marks:
        wrong = passage.text[mark.start : mark.end]
        change = f"{{--{wrong}--}}" if mark.replacement is None else f"{{~~{wrong}~>{mark.replacement}~~}}"
        parts += passage.text[end : mark.start], change, f"{{>>{mark.rule or f'{mark.type} {mark.severity}'}<<}}"
        end = mark.end
    return "".join([*parts, passage.text[end:]])


def read(path: str, lookup: Lookup = _no_rules) -> Iterator[Passage]:
    """The passage of one annotated file (`-`: standard input). Raises InputError."""
    for document in readers.read(path):
        if isinstance(document, InputError):
            raise document
        yield parse(document.text, document.path, lookup)


def quoted(text: str) -> str:
    """The beginning of what a message quotes from a file."""
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")


def _plain(annotated: str, start: int, end: int, path: str) -> str:
    """Text outside marks, in which nothing may look like one."""
    text = annotated[start:end]
    if stray := _LEFTOVER.search(text):
        place = f"{path}:{_line(annotated, start + stray.start())}"
        raise InputError(f"unfinished mark near {stray[0]!r}; on one line: {_FORM}", place=place)
    return text


def _comment(found: re.Match[str], lookup: Lookup, path: str) -> tuple[str, str, str]:
    """(type, severity, rule id) that the comment of a mark names."""
    words = (found["comment"] or "").split()
    if len(words) == 2 and words[0] in TYPES and words[1] in SEVERITIES:
        return words[0], words[1], ""
    if len(words) == 1 and _RULE.fullmatch(words[0]):
        if known := lookup(words[0]):
            return *known, words[0]
        message = f"no rule named {words[0][:_QUOTED]}"
    else:
        actual = f"not {quoted(found['comment'])}" if found["comment"] else "and has none"
        message = (
            f"a mark needs a comment such as {{>>style/unidiomatic minor<<}} or {{>>fr.some-rule<<}}, {actual}; types: "
            + ", ".join(sorted(TYPES))
        )
    raise InputError(message, place=f"{path}:{_line(found.string, found.start())}")


def _language(path: str) -> str | None:
    parent = Path(path).absolute().parent.name
    return parent if parent in LANGUAGES else None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
