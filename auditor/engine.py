"""Rules, scanner and checks: the findings of one document."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from auditor.document import Document
from auditor.finding import Finding, Fix, Severity
from auditor.matching import scanner
from auditor.matching.compiled import Lazy, compiled
from auditor.matching.heads import Heads
from auditor.report import DocumentReport, SourceLanguage
from auditor.rules.loaded import LoadedRule
from auditor.rules.model import Hit, Match, Rule
from auditor.rules.packs import COMMON
from auditor.scoring.evidence import log_odds, source_language, suspects, with_hints
from auditor.triage.fingerprint import Fingerprints
from auditor.triage.overlap import resolve

_FIELD = Lazy(r"\{(\w+)\}")
_ADDRESS = Lazy(r"(?:https?://|www\.)|[\w.+-]@\w|^[@#]\w|\w\.(?:com|org|net|html?|pdf|jpe?g|png)\b", re.IGNORECASE)
_EXCEPTION_REACH = 80  # code points around a finding in which `unless` looks
_TOKEN_REACH = 200


class _Flag(msgspec.Struct, frozen=True):
    """A match with its rule, while it is still in question."""

    loaded: LoadedRule
    match: Match
    severity: Severity

    @property
    def rule(self) -> str:
        return self.loaded.id

    @property
    def start(self) -> int:
        return self.match.start

    @property
    def end(self) -> int:
        return self.match.end


class _Stage:
    """Rules that run together, and the scanner for their literals, built when it is first needed."""

    def __init__(self, rules: Iterable[LoadedRule], plain: bool) -> None:
        self._rules = tuple(rules)
        self._plain = plain or not scanner.available

    @cached_property
    def _scanner(self) -> scanner.Scanner:
        return scanner.Scanner(_owners(self._rules))

    def matches(self, document: Document, heads: Mapping[str, Sequence[int]]) -> Iterator[tuple[LoadedRule, Match]]:
        """What the rules see, rule by rule. `heads`: where wordings of a rule may begin."""
        hits: dict[int, list[Hit]] = {} if self._plain else self._scanner.scan(document.folded)
        for index, loaded in enumerate(self._rules):
            own = None
            if (loaded.anchors.literals or loaded.headed) and not self._plain:
                own = [*hits.get(index, ()), *((start, "") for start in heads.get(loaded.id, ()))]
                if not own:
                    continue
            for match in loaded.rule.run(document, own, loaded.anchors):
                yield loaded, match


class Engine:
    """Runs a set of rules over documents. Holds no state between documents: safe to share among threads.

    `severities` overrides the severity of rules by id; `vocabulary` holds words that are never flagged;
    `source` is the known source language; `heads` finds wordings of these rules, and maybe of others. `plain` checks
    every rule everywhere without the scanner: slower, and the same findings.
    """

    def __init__(
        self,
        rules: Sequence[LoadedRule],
        *,
        severities: dict[str, Severity] | None = None,
        vocabulary: Iterable[str] = (),
        source: str | None = None,
        plain: bool = False,
        heads: Heads | None = None,
    ) -> None:
        self.rules = tuple(rules)
        self._plain = plain or not scanner.available
        self._heads = heads or Heads.of((loaded.id, loaded.own_heads()) for loaded in self.rules)
        self._source = source
        self._severities = severities or {}
        self._vocabulary = frozenset(Document(word).view.casefold() for word in vocabulary)
        self._always = _Stage((r for r in self.rules if r.when == "always"), plain)
        self._translated = {
            code: _Stage((r for r in self.rules if r.when == "translated" and r.pack in {*COMMON, code}), plain)
            for code in {"", *(r.pack for r in self.rules)}
        }

    def run(self, document: Document) -> DocumentReport:
        """Audit one document. Time is linear in its length."""
        heads = {} if self._plain else self._heads.find(document.folded)
        flags = list(self._flags(document, self._always, heads))
        source, waiting = self._source_language(document, flags, heads)
        flags += waiting
        prints = Fingerprints(document)
        findings = tuple(_finding(document, flag, prints) for flag in resolve(flags))
        return DocumentReport(document, findings, source)

    def _source_language(
        self, document: Document, flags: Sequence[_Flag], heads: Mapping[str, Sequence[int]]
    ) -> tuple[SourceLanguage | None, list[_Flag]]:
        """The language the text comes from, and what the rules that wait for it flag."""
        if self._source:
            return SourceLanguage(self._source, 1.0), self._waiting(document, self._source, heads)
        voting = resolve(flags)
        suspected = log_odds((flag.rule, flag.loaded.rule.evidence) for flag in voting)
        source = source_language(suspected, document.words)
        if source:
            return source, self._waiting(document, source.code, heads)
        waiting = {code: self._waiting(document, code, heads) for code in suspects(suspected)}
        heard = [flag for flag in voting if flag.loaded.evidence]
        hints = {
            code: [flag.rule for flag in found if flag.loaded.pack == code and not any(_meet(flag, other) for other in heard)]
            for code, found in waiting.items()
        }
        source = source_language(with_hints(suspected, hints), document.words)
        return source, waiting[source.code] if source else []

    def _waiting(self, document: Document, code: str, heads: Mapping[str, Sequence[int]]) -> list[_Flag]:
        return list(self._flags(document, self._translated.get(code, self._translated[""]), heads))

    def _flags(self, document: Document, stage: _Stage, heads: Mapping[str, Sequence[int]]) -> Iterator[_Flag]:
        for loaded, match in stage.matches(document, heads):
            if self._stands(document, loaded.rule, match):
                severity = self._severities.get(loaded.id, Severity[loaded.rule.severity.upper()])
                yield _Flag(loaded, match, severity)

    def _stands(self, document: Document, rule: Rule, match: Match) -> bool:
        """Whether something is flagged and no exception applies: scope, address, house vocabulary, `unless`."""
        if match.start >= match.end:
            return False
        if any(document.in_scope(scope, match.start, match.end) for scope in rule.skip):
            return False
        view = document.view
        if _ADDRESS.search(_token(view, match.start, match.end)):
            return False
        if self._vocabulary and view[match.start : match.end].casefold() in self._vocabulary:
            return False
        return not any(_excepts(compiled(e), view, match) for e in rule.unless)


def _meet(one: _Flag, other: _Flag) -> bool:
    return one.start < other.end and other.start < one.end


def _owners(rules: Sequence[LoadedRule]) -> dict[str, list[int]]:
    owners: dict[str, list[int]] = {}
    for index, loaded in enumerate(rules):
        for literal in loaded.anchors.literals:
            owners.setdefault(literal, []).append(index)
    return owners


def _token(view: str, start: int, end: int) -> str:
    """The stretch without white space around `[start, end)`."""
    low, high = max(0, start - _TOKEN_REACH), end + _TOKEN_REACH
    head, tail = view[low:start].split(), view[end:high].split()
    before = head[-1] if head and not view[start - 1].isspace() else ""
    after = tail[0] if tail and not view[end].isspace() else ""
    return before + view[start:end] + after


def _excepts(exception: re.Pattern[str], view: str, match: Match) -> bool:
    low, high = max(0, match.start - _EXCEPTION_REACH), match.end + _EXCEPTION_REACH
    return any(m.start() < match.end and m.end() > match.start for m in exception.finditer(view, low, high))


def _finding(document: Document, flag: _Flag, prints: Fingerprints) -> Finding:
    rule, match = flag.loaded.rule, flag.match
    text = document.text[match.start : match.end]
    line, column = document.position(match.start)
    end_line, end_column = document.position(match.end)
    named = {"text": text, "fix": match.replacements[0] if match.replacements else "", **dict(match.names)}
    message = _FIELD.sub(lambda field: named.get(field[1], field[0]), rule.message) if rule.message else rule.summary
    return Finding(
        rule=flag.rule,
        type=rule.type,
        severity=flag.severity,
        start=match.start,
        end=match.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text=text,
        message=message,
        why=rule.why,
        fixes=tuple(Fix(match.start, match.end, replacement, match.safety) for replacement in match.replacements),
        fingerprint=prints.of(flag.rule, match.start, match.end),
    )
