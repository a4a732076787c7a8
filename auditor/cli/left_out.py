"""What a run leaves out: the findings of a baseline, and those on lines that did not change."""

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli.options import Auditors
from auditor.report import DocumentReport

if TYPE_CHECKING:
    from auditor.triage.changed import Changed
    from auditor.triage.known import Known


class LeftOut:
    """Takes what is known out of reports. `files`: those that are left to audit.

    Raises ConfigError for a baseline or a revision that cannot be used.
    """

    def __init__(self, baseline: str | None, diff_from: str | None, files: list[str], auditors: Auditors) -> None:
        self.files = files
        self._auditors = auditors
        self._baseline = baseline
        self._known: dict[str, Known] = {}
        self._changed: Changed | None = None
        if baseline is not None:
            self._load(baseline)
        if diff_from is not None:
            from auditor.triage import changed

            self._changed = changed.Changed.since(diff_from, files)
            self.files = self._changed.files

    def without(self, report: DocumentReport) -> DocumentReport:
        """The report without what is known."""
        path = report.document.origin
        baseline = self._baseline if self._baseline is not None else self._auditors.config_for(path).baseline
        if baseline is not None:  # first: an entry of a finding on an unchanged line is not to stand for another
            report = self._load(baseline).without(report)
        return self._changed.without(report) if self._changed else report

    def _load(self, path: str) -> "Known":
        if path not in self._known:
            from auditor.triage import baseline, known

            self._known[path] = known.Known(baseline.read(path), Path(path).absolute().parent)
        return self._known[path]
