"""Rules test themselves: each `flag` example must be flagged just as marked, each `pass` example must stay silent."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from auditor.document import Document
from auditor.engine import Engine
from auditor.finding import Finding
from auditor.rules.loaded import LoadedRule
from auditor.rules.model import Example

_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class Failure(msgspec.Struct, frozen=True):
    """An example whose rule does not do what it says."""

    rule: str
    example: str
    message: str


def failures(rules: Iterable[LoadedRule]) -> Iterator[Failure]:
    """Run every rule on its own examples, with and without the scanner."""
    for loaded in rules:
        source = loaded.pack if loaded.rule.when == "translated" else None
        engines = [Engine([loaded], source=source, plain=plain) for plain in (False, True)]
        for example in loaded.rule.examples:
            for engine in engines:
                message = _check(engine, example)
                if message:
                    yield Failure(loaded.id, example.flag or example.pass_ or "", message)
                    break


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its `[[…]]`, and the spans they marked."""
    spans: list[tuple[int, int]] = []
    plain, end = "", 0
    for mark in _MARK.finditer(text):
        plain += text[end : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[1])))
        plain += mark[1]
        end = mark.end()
    return plain + text[end:], spans


def _check(engine: Engine, example: Example) -> str | None:
    text, expected = marked(example.flag if example.flag is not None else example.pass_ or "")
    findings = engine.run(Document(text)).findings
    if [(f.start, f.end) for f in findings] != expected:
        return f"expected {_quoted(text, expected)}, found {_quoted(text, [(f.start, f.end) for f in findings])}"
    if example.becomes is not None and (fixed := _fixed(text, findings)) != example.becomes:
        return f"the fix gives: {fixed}"
    return None


def _fixed(text: str, findings: Iterable[Finding]) -> str:
    for finding in reversed(list(findings)):
        if finding.fixes:
            fix = finding.fixes[0]
            text = text[: fix.start] + fix.replacement + text[fix.end :]
    return text


def _quoted(text: str, spans: list[tuple[int, int]]) -> str:
    return " and ".join(f"“{text[start:end]}”" for start, end in spans) or "nothing"
