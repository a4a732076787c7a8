"""What a finding says when the pointer rests on it."""

import re

from auditor.finding import Finding, Fix
from auditor.reporters.terminal import visible

_SHOWN = 5  # of alternative fixes
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!@$^]|(?<=www)\.|:(?=//)")
_BLOCK = re.compile(r"\A(?:[-+=]|(?:\d{1,9})[.)])")


def markdown(finding: Finding, summary: str) -> str:
    """Summary, message, reason, fixes, then severity, type and rule."""
    parts = [f"**{escaped(summary)}**"]
    if finding.message != summary:
        parts.append(escaped(finding.message))
    parts.append(escaped(finding.why))
    parts += [_fix(fix, escaped(fix.replacement)) for fix in finding.fixes[:_SHOWN]]
    parts.append(f"{finding.severity.label} · {finding.type} · {escaped(finding.rule)}")
    return "\n\n".join(parts)


def plain(finding: Finding, summary: str) -> str:
    """The same for editors without Markdown."""
    parts = [summary, *([finding.message] if finding.message != summary else []), finding.why]
    parts += [_fix(fix, fix.replacement) for fix in finding.fixes[:_SHOWN]]
    parts.append(f"{finding.severity.label} · {finding.type} · {finding.rule}")
    return "\n\n".join(map(visible, parts))


def _fix(fix: Fix, shown: str) -> str:
    caution = "" if fix.safety == "safe" else " (check the meaning)"
    return (f"Fix: “{shown}”" if fix.replacement else "Fix: delete it") + caution


def escaped(text: str) -> str:
    """A paragraph that Markdown shows as it is: articles and rules come from strangers, and are no links, images or HTML."""
    line = _MARKUP.sub(r"\\\g<0>", " ".join(visible(text).split()))
    return _BLOCK.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)
