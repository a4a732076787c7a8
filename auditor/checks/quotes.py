"""`check: quotes`: double quotation marks that are missing, mixed, foreign or misplaced."""

from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.checks.faults import Fault
from auditor.document import Document
from auditor.finding import Safety
from auditor.matching.anchors import Anchors
from auditor.rules.model import Hit, Match, Rule

_LETTER = r"[^\W\d_]"
# Endings that English hangs on a quoted word: "no"s, "OK"ed.
_ENDING = r"(?!(?:s|es|ed|d|er|ers|ing|ish|ness|y|ly|th)\b)"


_SPEAKER = (
    r"(?:he|she|they|I|we|(?:the|an?|one|his|her) [^\W_]{2,20}(?: [^\W_]{2,20})?"
    r"|[A-Z][^\W_]{1,20}\.?(?: [A-Z][^\W_]{1,20}){0,2})"
)
_SPEECH = (
    r"(?:said|says|say|ask(?:s|ed)|told|tells|wr(?:ites|ote)|add(?:s|ed)|repl(?:ies|ied)|answer(?:s|ed)|explain(?:s|ed)"
    r"|exclaim(?:s|ed)|shout(?:s|ed)|cr(?:ies|ied)|wonder(?:s|ed)|declare[sd]|launche[sd]|smile[sd]|laugh(?:s|ed)|joke[sd]"
    r"|lament(?:s|ed)|insist(?:s|ed)|continue[sd]|conclude[sd]|question(?:s|ed)|announce[sd]|warn(?:s|ed)|demand(?:s|ed)"
    r"|enthuse[sd]|recall(?:s|ed)|thunder(?:s|ed)|tweet(?:s|ed)|yell(?:s|ed)|scream(?:s|ed)|whisper(?:s|ed)|reacts?|reacted)"
)
_ATTRIBUTION = rf"(?:{_SPEECH}|{_SPEAKER} {_SPEECH})"


def _apart(groups: dict[str, str]) -> tuple[str, ...]:
    """A space outside the mark; a straight one may belong to either side."""
    mark = groups["mark"]
    return {"“": (" “",), "”": ("” ",)}.get(mark, (f" {mark}", f"{mark} "))


def _one_stop(groups: dict[str, str]) -> tuple[str, ...]:
    """A question keeps its mark and loses the comma; a full stop becomes the comma."""
    return (("," if groups["end"] == "." else groups["end"]) + groups["mark"],)


# The faults that show in a mark's neighbours. The others need to know which marks belong together.
_LOCAL: dict[str, tuple[Fault, ...]] = {
    "glued": (
        Fault(
            rf'(?P<mark>["“”])(?:(?<={_LETTER}.)|(?<=[^\W_]{{2}}[.,;:!?].)|(?<=[^\W_]“)|(?<=[^\W_]”))(?={_LETTER}){_ENDING}',
            fixes=_apart,
            widen=True,
        ),
    ),
    "spaced": (
        Fault(r"“(?<![^\s(\[—–-]“) {1,3}(?=[^\W_])", ("“",), needs="“ "),
        Fault(
            r"  ?”(?<![(\[—–“\n-] ”)(?<![(\[—–“\n-]  ”)(?![^\W_])(?!(?<=[.,] ”)\s{0,2}(?:\n|\Z))",
            ("”",),
            needs=" ”",
        ),
        Fault(r' " "(?<=[.,!?…] " ")(?=\w)', ('" "',), needs=' " "'),
        Fault(r' "(?<=[^\s\d] ") (?=[^\W\d_])', (' "', '" '), needs=' " '),
        Fault(r'  ?"(?<=[.,!?… ] ")(?<![\n(] ")(?=\s|$)(?! )', ('"',), needs=' "'),
    ),
    "comma-after-terminal": (
        Fault(
            r'(?P<end>\.)(?P<mark>["”]),(?<=[^\W\d_]{2}...)(?<!(?:Inc|Ltd|etc|ros|orp)...)(?<!(?:Jr|Sr|Co|St|Dr|Mr|vs|No)...)'
            r"(?= ?[^\W\d_])(?! ?(?:and|or|but|an?|by|from|which|who|in|on|with)\b)",
            _one_stop,
        ),
        # Behind a question the comma may be due to the sentence: “Who Are We?”, a play. Before its speaker it never is.
        Fault(rf'(?P<end>[!?])(?P<mark>["”]),(?<=[^\W\d_]{{2}}...)(?= ?{_ATTRIBUTION}\b)', _one_stop),
    ),
    # A straight mark may open a quotation that has the second comma in error.
    "double-comma": (Fault(r",”,(?= )", (",”",), "safe"), Fault(r',",(?= )', (',"',))),
    "apostrophes": (Fault(r"``(?=\w)|''(?<!['`\d]'')(?=\w)|''(?<=[^\W\d]'')(?!['\w])|''(?<=[.,!?]'')(?!['\w])", ('"',)),),
    "doubled": (
        Fault(r'""(?:(?<=[\w.,!?…]"")(?![\w"])|(?<![\w"”“.,!?…=]"")(?=\w))', ('"',), needs='""'),
        Fault(r'”["”](?![\w"”])', ("”",), needs="”"),
        Fault(r'"”(?<=[\w.,!?…]"”)(?![\w"”])', ("”",), needs='"”'),
        Fault(r'“["“](?=\w)', ("“",), needs="“"),
        Fault(r'"“(?<!\w"“)(?=\w)', ("“",), needs='"“'),
    ),
}
_LOCAL_MARKS: dict[str, Sequence[str]] = {
    "apostrophes": ("``", "''"),
    "double-comma": (',"', ",”"),
    "spaced": ("“ ", " ”", ' "'),
    "doubled": ('""', "””", "““", '”"', '"”', '“"', '"“'),
    "comma-after-terminal": ('.",', ".”,", '?",', "?”,", '!",', "!”,"),
}
_PAIRED: dict[str, Sequence[str]] = {"unpaired": '"“”«»„', "mixed": "“”«»", "reversed": "“”", "low-nine": "„", "guillemet": "«»"}


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
        marks = _PAIRED.get(self.fault) or _LOCAL_MARKS.get(self.fault, '"“”')
        return Anchors(tuple(sorted(marks)))

    def expressions(self) -> list[str]:
        return [*self.unless, *(fault.pattern for fault in _LOCAL.get(self.fault, ()))]

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        if self.fault in _LOCAL:
            found = [match for fault in _LOCAL[self.fault] for match in fault.find(document)]
            yield from sorted(found, key=lambda match: match.start)
            return
        problems = document.mark_problems
        for at, instead in sorted((p.at, p.instead) for p in problems if p.problem == self.fault):
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
