"""Audit machine-translated news: flag what the engine left behind, explain it, score it.

>>> from auditor import audit
>>> [f.text for f in audit("The talks in kyiv ended.").findings]
['kyiv']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.errors import AuditorError
    from auditor.finding import Finding, Fix, Severity
    from auditor.pipeline import Auditor, audit
    from auditor.report import DocumentReport, Report

__version__ = "0.1.0"

_HOMES = {
    "Auditor": "pipeline",
    "audit": "pipeline",
    "Document": "document",
    "AuditorError": "errors",
    "Finding": "finding",
    "Fix": "finding",
    "Severity": "finding",
    "DocumentReport": "report",
    "Report": "report",
}
__all__ = ["Auditor", "AuditorError", "Document", "DocumentReport", "Finding", "Fix", "Report", "Severity", "audit"]


def __getattr__(name: str) -> Any:
    """Import on first use: a command that lists rules need not load what audits."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"auditor.{_HOMES[name]}"), name)
