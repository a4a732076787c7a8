"""YAML as rule files use it: plain data with line numbers, nothing clever.

Aliases are refused (they make small files huge); of the plain scalars only `true`, `false`, `null` and whole
numbers are not text, so that a word list may hold `no` and `on`.
"""

import re
from typing import Any

import msgspec
import yaml

from auditor.errors import RuleError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEPTH = 12
_SHORT = 5_000  # code points: text that cannot nest deep enough to do harm
_DIGITS = 18  # a number of more is text
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")

Path = tuple[str | int, ...]


class Source(msgspec.Struct, frozen=True):
    """Data of one file, and the 1-based line on which each of its parts begins."""

    data: Any
    lines: dict[Path, int]

    def line_of(self, place: str, key: str | None = None) -> int:
        """The line of a place such as `$.examples[0].flag`, or of `key` in the mapping there."""
        path: Path = tuple(int(index) if index else name for name, index in _STEP.findall(place) if name or index)
        if key is not None and (*path, key) in self.lines:
            return self.lines[(*path, key)]
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, place: str) -> Source:
    """Parse one YAML document. Raises RuleError naming file and line."""
    try:
        if len(text) > _SHORT:
            _refuse_deep(text, place)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise RuleError(f"not valid YAML: {_problem(error)}", place=f"{place}:{_line(error, text)}") from None
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise RuleError("not valid YAML: half a surrogate pair", place=f"{place}:{line}") from None
    except RecursionError:
        raise RuleError("nested too deeply", place=place) from None
    lines: dict[Path, int] = {}
    seen: set[int] = set()

    def build(node: Any, path: Path) -> Any:
        line = node.start_mark.line + 1
        lines.setdefault(path, line)
        if id(node) in seen:
            raise RuleError("aliases (*name) are not supported; write the value out", place=f"{place}:{line}")
        if len(path) > _DEPTH:
            raise RuleError("nested too deeply", place=f"{place}:{line}")
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = key_node.value
                if not isinstance(key, str):
                    raise RuleError("keys must be text", place=f"{place}:{line}")
                if key in mapping:
                    raise RuleError(f"`{key}` is given twice", place=f"{place}:{key_node.start_mark.line + 1}")
                lines[(*path, key)] = key_node.start_mark.line + 1
                mapping[key] = build(value_node, (*path, key))
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [build(child, (*path, index)) for index, child in enumerate(node.value)]
        return _scalar(node)

    return Source(build(node, ()) if node is not None else None, lines)


def _refuse_deep(text: str, place: str) -> None:
    """Composing nests as deep as the text does, and libyaml crashes the process when that is too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise RuleError("nested too deeply", place=f"{place}:{line}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _problem(error: yaml.YAMLError) -> str:
    parts = (getattr(error, "context", None), getattr(error, "problem", None))
    return ", ".join(part for part in parts if part) or str(error).partition("\n")[0]


def _line(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    return text.count("\n", 0, getattr(error, "position", 0) or 0) + 1


def _scalar(node: Any) -> Any:
    if not node.style:  # None, or '' in libyaml's parser
        if node.value in _PLAIN:
            return _PLAIN[node.value]
        number = node.value == "0" or not node.value.startswith("0")  # 007 is no number
        if number and node.value.isdecimal() and len(node.value) <= _DIGITS:
            return int(node.value)
    return node.value
