"""Rules as a run has them."""

from functools import cache, cached_property
from typing import Any, Literal, Union

import msgspec

from auditor.checks import kinds
from auditor.errors import RuleError
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import code, learn
from auditor.matching.heads import Heads
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
    headed: bool = False
    heads: msgspec.Raw = msgspec.Raw(b"\x90")
    """The heads of its wordings, a list; not decoded where `RuleSet.heads` has them all."""

    @classmethod
    def of(cls, pack: str, name: str, path: str, rule: Rule) -> "LoadedRule":
        """Raises ExpressionError when the rule's expressions cannot be used."""
        anchors = rule.anchors()
        codes = msgspec.Raw(msgspec.msgpack.encode([code(expression) for expression in rule.expressions()]))
        body = msgspec.Raw(msgspec.msgpack.encode(rule))
        heads = msgspec.Raw(msgspec.msgpack.encode(anchors.heads))
        slim = msgspec.structs.replace(anchors, heads=())
        evidence = tuple(rule.evidence)
        identity = f"{pack}.{name}"
        return cls(identity, pack, path, rule.status, rule.when, evidence, slim, body, codes, bool(anchors.heads), heads)

    def without_examples(self) -> "LoadedRule":
        """The same rule, smaller: only `auditor rules` needs examples and the place of the file."""
        rule = msgspec.structs.replace(self.rule, examples=[])
        return msgspec.structs.replace(self, path="", body=msgspec.Raw(msgspec.msgpack.encode(rule)))

    def own_heads(self) -> list[str]:
        return msgspec.msgpack.decode(self.heads, type=list[str])

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
    index: msgspec.Raw = msgspec.Raw(b"\xc0")
    """For the head of each wording of a stable rule, the places of the rules that ask for it; none until `indexed`."""
    preview_index: msgspec.Raw = msgspec.Raw(b"\xc0")
    """The same for preview rules, which most runs do without."""

    def heads(self, preview: bool) -> Heads:
        """Finds where wordings of the rules may begin, those of preview rules included or not."""
        index = msgspec.msgpack.decode(self.index, type=dict[str, list[int]] | None)
        if index is None:
            return Heads.of((loaded.id, loaded.own_heads()) for loaded in self.rules)
        if preview:
            for head, numbers in msgspec.msgpack.decode(self.preview_index, type=dict[str, list[int]]).items():
                index.setdefault(head, []).extend(numbers)
        return Heads(index, [loaded.id for loaded in self.rules])

    def indexed(self) -> "RuleSet":
        """The same rules as they are stored: without examples, and with all heads in one place."""
        indices: dict[str, dict[str, list[int]]] = {"stable": {}, "preview": {}}
        for number, loaded in enumerate(self.rules):
            for head in loaded.own_heads():
                indices[loaded.status].setdefault(head, []).append(number)
        empty = msgspec.Raw(msgspec.msgpack.encode([]))
        slim = tuple(msgspec.structs.replace(loaded.without_examples(), heads=empty) for loaded in self.rules)
        stable, preview = (msgspec.Raw(msgspec.msgpack.encode(index)) for index in indices.values())
        return msgspec.structs.replace(self, rules=slim, index=stable, preview_index=preview)

    def problems(self) -> list[RuleError]:
        return [RuleError(message, place=place) for place, message in self.errors]
