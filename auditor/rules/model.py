"""The rule: one entry of the style guide. Check kinds extend it with their own keys."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

import msgspec

from auditor.document import Document, Scope
from auditor.finding import ErrorType, Safety
from auditor.matching.anchors import Anchors

# Where a candidate begins in the text, and which of the rule's anchors was seen there.
Hit = tuple[int, str]
Strength = Literal["weak", "strong"]


class FixSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The replacement a rule proposes; `{name}` stands for a named group of its pattern."""

    replace: str | list[str]
    safety: Safety

    @property
    def templates(self) -> list[str]:
        return [self.replace] if isinstance(self.replace, str) else self.replace


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A test inside the rule: `flag` marks the expected spans with `[[…]]`, `pass` must stay silent."""

    flag: str | None = None
    pass_: str | None = msgspec.field(default=None, name="pass")
    becomes: str | None = None

    def __post_init__(self) -> None:
        if (self.flag is None) == (self.pass_ is None):
            raise ValueError("an example has either `flag` or `pass`")
        if self.flag is not None and "[[" not in self.flag:
            raise ValueError("mark the expected span with [[ ]]")
        if self.becomes is not None and self.flag is None:
            raise ValueError("`becomes` belongs to a `flag` example")


class Match(msgspec.Struct, frozen=True):
    """What a check saw: a span, the replacements it proposes and the words its message may name."""

    start: int
    end: int
    replacements: tuple[str, ...] = ()
    safety: Safety = "unsafe"
    names: tuple[tuple[str, str], ...] = ()


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="check", omit_defaults=True):
    """The keys that all rules share (DESIGN §4). `summary` and `why` are product text."""

    summary: str
    why: str
    type: ErrorType
    severity: Literal["neutral", "minor", "major", "critical"]
    status: Literal["stable", "preview"] = "stable"
    message: str | None = None
    """One line for the reader; may use `{text}`, `{fix}` and the pattern's named groups. Default: the summary."""
    when: Literal["always", "translated"] = "always"
    """`translated`: only in a text that other findings (or --from) show to come from the pack's language; for the packs
    `any` and `en`, from any language."""
    evidence: dict[str, Strength] = {}
    """How strongly a finding speaks for each source language."""
    skip: list[Scope] = []
    """Where the rule does not look."""
    unless: list[str] = []
    """Expressions of the legitimate English: a finding that one of them overlaps is dropped."""
    see: list[str] = []
    """Sources: style guides, dictionaries."""
    examples: list[Example]

    # Keys whose value is an expression in which {lexicon} may stand.
    EXPRESSIONS: ClassVar[tuple[str, ...]] = ("unless",)
    # Keys whose value is a list, or a mapping, into which the words of `{lexicon}` are spliced.
    WORD_LISTS: ClassVar[tuple[str, ...]] = ()
    # Keys whose value maps wrong to right, and those whose value is groups of variants: both may name a gazetteer.
    SPELLINGS: ClassVar[tuple[str, ...]] = ()
    GROUPS: ClassVar[tuple[str, ...]] = ()

    def anchors(self) -> Anchors:
        """Literals to look for; worked out once, when rules are compiled."""
        return Anchors()

    def expressions(self) -> list[str]:
        """The regular expressions it may run; compiled once, when rules are compiled. Add your own to these."""
        return list(self.unless)

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:
        """The rule's matches in order. `hits` are candidates; None means: look everywhere without their help."""
        raise NotImplementedError
