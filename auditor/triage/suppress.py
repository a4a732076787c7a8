"""Suppressions: a comment in the text, or a sidecar file beside it, that names a rule and gives a reason.

In the text: `<!-- auditor-ignore fr.some-rule: the reason -->` silences the rule on its own line when text stands
there, else on the next line with text; `auditor-ignore-file` on the whole document. Beside `article.txt`, the file
`article.txt.auditor.toml` holds entries `[[ignore]]` with `rule`, `reason` and, if only that wording is meant, `text`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from auditor.document import Document
from auditor.errors import ConfigError
from auditor.finding import Finding

SIDECAR = ".auditor.toml"
_MARKER = "auditor-ignore"
_COMMENT = re.compile(r"<!--\s{0,9}auditor-ignore(?P<file>-file)?(?P<body>[^\n>]{0,500}?)-->")
_BODY = re.compile(r"\s{1,9}(?P<rule>[\w.*-]{1,80})\s{0,9}(?::\s{0,9}(?P<reason>\S.*))?")


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: str
    reason: str
    text: str | None = None


class _Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ignore: list[_Entry]


@dataclass(frozen=True, slots=True)
class Suppression:
    """Silences `rule` on the lines `first` to `last` (1-based), or on its wording `text`, or everywhere."""

    rule: str
    place: str
    first: int = 1
    last: int | None = None
    text: str | None = None

    def covers(self, finding: Finding) -> bool:
        if finding.rule != self.rule or (self.text is not None and finding.text != self.text):
            return False
        return self.first <= finding.line and (self.last is None or finding.line <= self.last)


def apply(document: Document, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings that remain, and notes on suppressions that are malformed or were not needed.

    Raises ConfigError for a sidecar file that cannot be read.
    """
    suppressions, notes, comments = _in_text(document)
    suppressions += _in_sidecar(document.path)
    used: set[int] = set()
    kept: list[Finding] = []
    for finding in findings:
        if any(start < finding.end and finding.start < end for start, end in comments):
            continue
        covering = [i for i, suppression in enumerate(suppressions) if suppression.covers(finding)]
        used.update(covering)
        if not covering:
            kept.append(finding)
    notes += [f"{s.place}: unused suppression of {s.rule}; remove it" for i, s in enumerate(suppressions) if i not in used]
    return tuple(kept), tuple(notes)


def _in_text(document: Document) -> tuple[list[Suppression], list[str], list[tuple[int, int]]]:
    suppressions: list[Suppression] = []
    notes: list[str] = []
    comments: list[tuple[int, int]] = []
    if _MARKER not in document.text:
        return suppressions, notes, comments
    for comment in _COMMENT.finditer(document.text):
        comments.append(comment.span())
        line, _ = document.position(comment.start())
        body = _BODY.fullmatch(comment["body"].rstrip())
        if body is None or not body["reason"]:
            notes.append(f"line {line}: a suppression names a rule and gives a reason: <!-- auditor-ignore RULE: REASON -->")
        elif comment["file"]:
            suppressions.append(Suppression(body["rule"], f"line {line}"))
        else:
            target = _target(document, line, comment.group())
            suppressions.append(Suppression(body["rule"], f"line {line}", target, target))
    return suppressions, notes, comments


def _target(document: Document, line: int, comment: str) -> int:
    """The line a comment speaks of: its own when it holds other text, else the next that holds any."""
    if document.line_text(line).replace(comment, "").strip():
        return line
    last, _ = document.position(len(document.text))
    return next((n for n in range(line + 1, last + 1) if document.line_text(n).strip()), line)


def _in_sidecar(path: str) -> list[Suppression]:
    sidecar = Path(path + SIDECAR)
    if path == "-" or not sidecar.is_file():
        return []
    import tomllib

    try:
        entries = msgspec.convert(tomllib.loads(sidecar.read_text(encoding="utf-8")), _Sidecar)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, OSError) as error:
        raise ConfigError(f"cannot be used: {error}", place=str(sidecar)) from None
    return [Suppression(entry.rule, str(sidecar), text=entry.text) for entry in entries.ignore]
