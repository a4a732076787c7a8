"""YAML as rule files use it: plain data with line numbers, nothing clever.

Aliases are refused (they make small files huge); of the plain scalars only `true`, `false`, `null` and whole
numbers are not text, so that a word list may hold `no` and `on`.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from auditor.errors import RuleError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEPTH = 12
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
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
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise RuleError(f"not valid YAML: {problem}", place=f"{place}:{mark.line + 1}" if mark else place) from None
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


def _scalar(node: Any) -> Any:
    if node.style is None:
        if node.value in _PLAIN:
            return _PLAIN[node.value]
        if node.value.isdecimal() and not node.value.startswith("0"):
            return int(node.value)
    return node.value
