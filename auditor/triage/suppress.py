"""Suppressions: a comment in the text, or a sidecar file beside it, that names a rule and gives a reason.

In the text: `<!-- auditor-ignore fr.some-rule: the reason -->` silences the rule on its own line when text stands
there, else on the next line with text; `auditor-ignore-file` on the whole document. Beside `article.txt`, the file
`article.txt.auditor.toml` holds entries `[[ignore]]` with `rule`, `reason` and, if only that wording is meant, `text`.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Container, Iterable

import msgspec

from auditor.document import Document
from auditor.errors import ConfigError
from auditor.finding import Finding
from auditor.matching.compiled import Lazy
from auditor.text.quotations import Span

SIDECAR = ".auditor.toml"
_MARKER = "auditor-ignore"
_COMMENT = Lazy(r"<!--\s{0,9}auditor-ignore(?P<file>-file)?(?P<body>[^\r\n]{0,500}?)-->")
_BODY = Lazy(r"\s{1,9}(?P<rule>[\w.-]{1,80})\s{0,9}(?::\s{0,9}(?P<reason>\S.*))?")


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: str
    reason: str
    text: str | None = None


class _Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ignore: list[_Entry]


_Key = tuple[str, int | None, str | None]


class Suppression(msgspec.Struct, frozen=True):
    """Silences `rule` on one line (1-based), or everywhere, or everywhere just its wording `text`."""

    rule: str
    place: str
    line: int | None = None
    text: str | None = None

    @property
    def key(self) -> _Key:
        return self.rule, self.line, self.text


def apply(
    document: Document, findings: Iterable[Finding], idle: Container[str] = ()
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings that remain, and notes on suppressions that are malformed or were not needed.

    `idle` are rules that did not run: nobody can tell whether a suppression of one is needed.
    Raises ConfigError for a sidecar file that cannot be read.
    """
    suppressions, notes, comments = _in_text(document)
    suppressions += _in_sidecar(document.path)
    known = {suppression.key for suppression in suppressions}
    used: set[_Key] = set()
    kept: list[Finding] = []
    for finding in findings:
        before = bisect_left(comments, finding.end, key=lambda comment: comment[0]) - 1
        if before >= 0 and comments[before][1] > finding.start:
            continue  # the comment itself is no text
        rule = finding.rule
        covering = known & {(rule, finding.line, None), (rule, None, None), (rule, None, finding.text)}
        used |= covering
        if not covering:
            kept.append(finding)
    unused = [s for s in suppressions if s.key not in used and s.rule not in idle]
    notes += [f"{s.place}: unused suppression of {s.rule}; remove it" for s in unused]
    return tuple(kept), tuple(notes)


def _in_text(document: Document) -> tuple[list[Suppression], list[str], list[Span]]:
    suppressions: list[Suppression] = []
    notes: list[str] = []
    if _MARKER not in document.text:
        return suppressions, notes, []
    comments = list(_COMMENT.finditer(document.text))
    targets = _targets(document, comments)
    for comment in comments:
        line, _ = document.position(comment.start())
        body = _BODY.fullmatch(comment["body"].rstrip())
        if body is None or not body["reason"]:
            notes.append(f"line {line}: a suppression names a rule and gives a reason: <!-- auditor-ignore RULE: REASON -->")
        else:
            suppressions.append(Suppression(body["rule"], f"line {line}", None if comment["file"] else targets[line]))
    return suppressions, notes, [comment.span() for comment in comments]


def _targets(document: Document, comments: Iterable[re.Match[str]]) -> dict[int, int]:
    """For each line with a comment the line it speaks of: its own when that holds text too, else the next that does."""
    parts: list[str] = []
    end = 0
    for comment in comments:
        parts += document.text[end : comment.start()], " " * len(comment.group())
        end = comment.end()
    written = Document("".join(parts) + document.text[end:])
    targets: dict[int, int] = {}
    target = 0
    for line in range(written.position(len(written.text))[0], 0, -1):
        start, stop = written.line_span(line)
        if not target or not (written.text[start:stop] or " ").isspace():
            target = line
        targets[line] = target
    return targets


def _in_sidecar(path: str) -> list[Suppression]:
    sidecar = path + SIDECAR
    if path == "-" or not os.path.isfile(sidecar):
        return []
    import tomllib

    try:
        with open(sidecar, "rb") as stream:
            entries = msgspec.convert(tomllib.load(stream), _Sidecar)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, OSError) as error:
        raise ConfigError(f"cannot be used: {error}", place=sidecar) from None
    return [Suppression(entry.rule, sidecar, text=entry.text) for entry in entries.ignore]
