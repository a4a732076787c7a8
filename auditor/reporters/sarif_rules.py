"""The rules of a SARIF log, and texts as SARIF has them."""

import re
from typing import Any

from auditor.finding import Severity
from auditor.report import RuleEntry
from auditor.reporters.ci import line
from auditor.reporters.terminal import short

Json = dict[str, Any]

LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}
_LONGEST = 1000  # code points of a description, of which GitHub takes 1,024
_LONGEST_NAME = 255
_PRECISIONS = ((0.9, "very-high"), (0.8, "high"), (0.5, "medium"), (0.0, "low"))
_MARKUP = re.compile(r"[!#-&(-+\-/:<-@\[-`{-~]|\.(?=\w)")  # all of ASCII that Markdown knows but for stops, commas, quotes
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def message(text: str) -> Json:
    """A plain text message: braces are doubled (§3.11.5), and nothing reads as an embedded link (§3.11.6)."""
    return {"text": _braced(text.replace("](", "] ("))}


def _described(text: str) -> Json:
    """A message that GitHub takes; what is doubled in one is at most all of it."""
    whole_message = message(short(line(text), _LONGEST))
    return whole_message if len(whole_message["text"]) <= _LONGEST else message(short(line(text), _LONGEST // 2))


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def rule(entry: RuleEntry) -> Json:
    dimension, pack = entry.type.partition("/")[0], entry.id.partition(".")[0]
    tags = [dimension, entry.type, f"pack/{line(pack)}", *(["preview"] if entry.preview else [])]
    summary = entry.summary or entry.id
    why = entry.why.strip() or summary
    return {
        "id": line(entry.id),
        "name": "".join(part[:1].upper() + part[1:] for part in re.split(r"[\W_]+", entry.id))[:_LONGEST_NAME],
        "shortDescription": _described(summary),
        "fullDescription": _described(why),
        "help": _help(entry, line(why)),
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
        "properties": {
            "tags": tags,
            "precision": _precision(entry),
            "problem.severity": LEVELS[entry.severity].replace("note", "recommendation"),
        },
    }


def _precision(entry: RuleEntry) -> str:
    """What at least nine in ten, four in five (the bar for a stable rule), and half of its findings are right.

    A rule without a record is medium. One on trial is at most medium, and low without a record.
    """
    if entry.precision is None:
        return "low" if entry.preview else "medium"
    named = next(named for least, named in _PRECISIONS if entry.precision >= least)
    return "medium" if entry.preview and named.endswith("high") else named


def _help(entry: RuleEntry, why: str) -> Json:
    """Why, wrong and right. In Markdown each line of an example begins with its sign in a difference, so that none can end it."""
    lines, marked = [], []
    for wrong, right in entry.examples:
        wrong = _MARKED.sub(r"\1", wrong) if right else wrong
        for title, sign, text in (("Wrong", "-", wrong), ("Right", "+", right)):
            shown = [line(part) for part in text.splitlines()]
            lines += [f"{title}: {' '.join(shown)}"] if shown else []
            marked += [f"{sign} {part}" for part in shown]
    markdown = _MARKUP.sub(r"\\\g<0>", why)
    if marked:
        markdown += "\n\nWrong (-) and right (+):\n\n" + "\n".join(["```diff", *marked, "```"])
    return {**message("\n".join([why, *lines])), "markdown": _braced(markdown)}
