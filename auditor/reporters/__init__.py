"""Reporters: one pure function for each output format, from a report to text or bytes. Imported when asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from auditor.report import Report

Reporter = Callable[[Report], str | bytes]

FORMATS: dict[str, str] = {
    "text": "text:render",
    "json": "json:render",
    "jsonl": "json:render_lines",
    "html": "html:render",
    "docx": "docx:render",
    "markdown": "markdown:render",
    "github": "github:render",
    "gitlab": "gitlab:render",
    "sarif": "sarif:render",
    "junit": "junit:render",
    "checkstyle": "checkstyle:render",
}
EXPLAINING = frozenset({"sarif", "html"})
"""The formats that use `Report.rules`."""


def reporter(name: str) -> Reporter:
    """The function of one of FORMATS. Raises ConfigError when the extra that it needs is not installed."""
    module, _, function = FORMATS[name].partition(":")
    return cast(Reporter, getattr(import_module(f"auditor.reporters.{module}"), function))
