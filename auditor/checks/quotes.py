"""`check: quotes`: double quotation marks that are missing, mixed, foreign or misplaced."""

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from auditor.checks.faults import Fault
from auditor.document import Document
from auditor.finding import Safety
from auditor.rules.model import Anchors, Hit, Match, Rule
from auditor.text.marks import Problem, mark_problems

_LETTER = r"[^\W\d_]"
# Endings that English hangs on a quoted word: "no"s, "OK"ed.
_ENDING = r"(?!(?:s|es|ed|d|er|ers|ing|ish|ness|y|ly|th)\b)"

# The faults that show in a mark's neighbours. The others need to know which marks belong together.
_LOCAL = {
    "glued": Fault(
        rf'(?P<mark>["“”])(?:(?<={_LETTER}.)|(?<=[^\W_]{{2}}[.,;:!?].)|(?<=[^\W_]“)|(?<=[^\W_]”))(?={_LETTER}){_ENDING}',
        fixes=(" {mark}", "{mark} "),
        widen=True,
    ),
    "spaced": Fault(
        r'(?:(?<![^\s(\[—–-])“ {1,3}(?=[^\W_])|(?<=[\w.,;:!?…%)]) {1,3}”(?![^\W_])|(?<=[.,!?]) {1,3}"(?= {0,2}(?:\n|$)))',
        marks='“”"',
    ),
    "comma-after-terminal": Fault(r'(?P<end>[.!?])(?P<mark>["”]), ?(?=[^\W\d_])', ("{end}{mark} ",), marks='"”'),
    "double-comma": Fault(r',(?P<mark>["”]),', (",{mark}",), "safe", marks='"”'),
    "apostrophes": Fault(r"(?:``|''|,,(?=[^\W\d_]))(?!['`,])(?<!['`,]..)(?<!\d''(?=[^'`]))", ('"',), marks="'`,"),
    "doubled": Fault(
        r'(?:(?<=[\w.,!?…])(?:"{2}|"”|”"|”{2})(?![\w"”“])|(?<![\w"”“.,!?…])(?:"{2}|"“|“"|“{2})(?=[^\W_]))', marks='"“”'
    ),
}
_PAIRED = {"unpaired": '"“”«»„', "mixed": "“”«»", "reversed": "“”", "low-nine": "„", "guillemet": "«»"}


class Quotes(Rule, frozen=True, kw_only=True, tag="quotes"):
    """Flags one `fault` of double quotation marks.

    - `unpaired`: opened and never closed, or closed and never opened; a quotation of several paragraphs opens each of them
    - `mixed`: opened with one kind of mark, closed with another
    - `reversed`: “ closes or ” opens
    - `guillemet`: « or » in English text
    - `low-nine`: the „ … “ of German and Slavic languages
    - `spaced`: a space between a mark and what it quotes
    - `glued`: no space between a mark and the word outside
    - `comma-after-terminal`: `?”,` and `.”,`
    - `double-comma`: `,”,`
    - `apostrophes`: two apostrophes or grave accents for a mark
    - `doubled`: one mark written twice

    The direction of straight marks is read from their neighbours; marks of inches are left alone.
    """

    fault: Literal[
        "unpaired",
        "mixed",
        "reversed",
        "guillemet",
        "low-nine",
        "spaced",
        "glued",
        "comma-after-terminal",
        "double-comma",
        "apostrophes",
        "doubled",
    ]
    safety: Safety = "unsafe"

    def anchors(self) -> Anchors:
        marks = _PAIRED[self.fault] if self.fault in _PAIRED else _LOCAL[self.fault].marks
        return Anchors(tuple(sorted(marks)))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        if self.fault in _LOCAL:
            yield from _LOCAL[self.fault].find(document)
            return
        if hits is None and not any(mark in document.text for mark in anchors.literals):
            return
        problems = mark_problems(document.text)
        fault = cast(Problem, self.fault)
        found = sorted((p.at, p.instead) for p in problems if p.problem == fault)
        for at, instead in found:
            start, end = at, at + 1
            if self.fault == "guillemet" and instead:
                start, end = _with_space(document.view, at)
            yield Match(start, end, (instead,) if instead else (), self.safety)


def _with_space(view: str, at: int) -> tuple[int, int]:
    """A guillemet with the space that French puts inside it."""
    start, end = at, at + 1
    if view[at] == "»" and view[at - 1 : at] == " " and not view[at - 2 : at - 1].isspace():
        start -= 1
    elif view[at] == "«" and view[end : end + 1] == " ":
        end += 1
    return start, end
