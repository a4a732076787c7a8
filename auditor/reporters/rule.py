"""A rule as an entry in a style guide, for `auditor rules show`."""

import textwrap

from click import style

from auditor.corpus.records import Record
from auditor.reporters.terminal import visible
from auditor.rules.examples import marked
from auditor.rules.loaded import LoadedRule

_WIDTH = 88


def render(loaded: LoadedRule, record: Record | None = None) -> str:
    """Identity, reason, scope, examples and record of one rule."""
    rule = loaded.rule
    facts = [rule.severity, rule.type, f"check: {rule.__struct_config__.tag}"]
    if rule.status == "preview":
        facts.append("preview")
    lines = [f"{style(loaded.id, bold=True)}  {visible(rule.summary)}", f"  {' · '.join(facts)}", ""]
    lines += textwrap.wrap(visible(" ".join(rule.why.split())), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    if rule.when == "translated":
        lines += ["", f"  Only in a text that other findings, or --from {loaded.pack}, show to come from this language."]
    if rule.skip:
        lines += ["", f"  Does not look inside: {', '.join(rule.skip)}."]
    if rule.evidence:
        lines += ["", "  Evidence of: " + ", ".join(f"{code} ({strength})" for code, strength in rule.evidence.items()) + "."]
    if record:
        lines += ["", f"  Record: {record}."]
    lines += ["", "  Wrong and right:"]
    for example in rule.examples:
        if example.flag is not None:
            lines.append(f"  {style('✗', fg='red')} {_emphasized(example.flag)}")
            if example.becomes is not None:
                lines.append(f"    → {visible(example.becomes)}")
        else:
            lines.append(f"  {style('✓', fg='green')} {visible(example.pass_)}")
    if rule.see:
        lines += ["", *(f"  See {visible(source)}" for source in rule.see)]
    lines += ["", f"  {visible(loaded.path)}"]
    return "\n".join(lines)


def _emphasized(example: str) -> str:
    text, spans = marked(example)
    shown, end = "", 0
    for start, stop in spans:
        shown += visible(text[end:start]) + style(visible(text[start:stop]), fg="red", underline=True)
        end = stop
    return shown + visible(text[end:])
