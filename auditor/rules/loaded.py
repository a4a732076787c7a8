"""Rules as a run has them."""

from functools import cache, cached_property
from typing import Any, Literal, Union

import msgspec

from auditor.checks import kinds
from auditor.errors import RuleError
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import code, learn
from auditor.rules.model import Rule


@cache
def decoder() -> msgspec.msgpack.Decoder[Any]:
    """Decodes the body of a rule of any kind."""
    return msgspec.msgpack.Decoder(Union[kinds()])  # noqa: UP007 - from a tuple


class LoadedRule(msgspec.Struct, frozen=True, dict=True):
    """A rule ready to run. What only a rule with candidates needs is decoded when it has some."""

    id: str
    pack: str
    path: str
    status: Literal["stable", "preview"]
    when: Literal["always", "translated"]
    evidence: tuple[str, ...]
    """The source languages that its findings speak for."""
    anchors: Anchors
    body: msgspec.Raw
    codes: msgspec.Raw
    """What each of the rule's expressions compiles to, a list of bytes."""

    @classmethod
    def of(cls, pack: str, name: str, path: str, rule: Rule) -> "LoadedRule":
        """Raises ExpressionError when the rule's expressions cannot be used."""
        anchors = rule.anchors()
        codes = msgspec.Raw(msgspec.msgpack.encode([code(expression) for expression in rule.expressions()]))
        body = msgspec.Raw(msgspec.msgpack.encode(rule))
        return cls(f"{pack}.{name}", pack, path, rule.status, rule.when, tuple(rule.evidence), anchors, body, codes)

    def without_examples(self) -> "LoadedRule":
        """The same rule, smaller: only `auditor rules` needs examples and the place of the file."""
        rule = msgspec.structs.replace(self.rule, examples=[])
        return msgspec.structs.replace(self, path="", body=msgspec.Raw(msgspec.msgpack.encode(rule)))

    @cached_property
    def rule(self) -> Any:
        """The rule itself, of its kind."""
        rule = decoder().decode(self.body)
        codes = msgspec.msgpack.decode(self.codes, type=list[bytes])
        learn(dict(zip(rule.expressions(), codes, strict=True)))
        return rule


class RuleSet(msgspec.Struct, frozen=True):
    """All rules of some packs, and what was wrong with the files that are not among them."""

    rules: tuple[LoadedRule, ...]
    errors: tuple[tuple[str, str], ...] = ()
    """`(place, message)` of each unusable file."""
    packs: dict[str, str] = {}
    """Hash of each pack's files."""

    def problems(self) -> list[RuleError]:
        return [RuleError(message, place=place) for place, message in self.errors]
