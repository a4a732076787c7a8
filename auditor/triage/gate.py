"""What fails a run: findings of a severity, a penalty, a verdict. Conditions as `--fail-on` and `fail-on` take them."""

import msgspec

from auditor.errors import ConfigError
from auditor.finding import Severity
from auditor.matching.compiled import Lazy
from auditor.report import DocumentReport
from auditor.scoring.verdict import LEVELS

NEVER = "never"
_SEVERITIES = tuple(severity.label for severity in Severity)
_VERDICTS = {level.replace(" ", "-"): level for level in LEVELS[1:]}  # every text is ready or worse
PATTERN = rf"^(?:{'|'.join(_SEVERITIES)}|{NEVER}|penalty:[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?|verdict:(?:{'|'.join(_VERDICTS)}))$"
_FORM = Lazy(PATTERN)
FORMS = f"{', '.join(_SEVERITIES)}, penalty:NUMBER, verdict:LEVEL ({', '.join(_VERDICTS)}) or never"


class Gate(msgspec.Struct, frozen=True):
    """A text fails that meets any of the conditions: each is reached by what is as bad, or worse."""

    severity: Severity | None = None
    penalty: float | None = None
    """Penalty points per 1,000 words. A text without any never fails."""
    verdict: str | None = None

    @classmethod
    def of(cls, conditions: list[str]) -> "Gate":
        """The gate of several conditions; of two of a kind the one that fails more counts.

        Raises ConfigError for any other, and for none: what fails on nothing says so.
        """
        if not conditions:
            raise ConfigError(f"no condition to fail on; there are {FORMS}")
        severities: list[Severity] = []
        penalties: list[float] = []
        verdicts: list[str] = []
        for condition in conditions:
            if not _FORM.fullmatch(condition):
                raise ConfigError(f"no condition to fail on: {condition[:80]!r}; there are {FORMS}")
            kind, _, value = condition.partition(":")
            if kind == "penalty":
                penalties.append(float(value))
            elif kind == "verdict":
                verdicts.append(_VERDICTS[value])
            elif condition != NEVER:
                severities.append(Severity[condition.upper()])
        return cls(min(severities, default=None), min(penalties, default=None), min(verdicts, key=LEVELS.index, default=None))

    def fails(self, report: DocumentReport) -> bool:
        """Whether a text meets a condition. One without a verdict meets none of a verdict."""
        if self.severity is not None and any(finding.severity >= self.severity for finding in report.findings):
            return True
        if self.penalty is not None and 0 < report.penalty >= self.penalty:
            return True
        if self.verdict is None or report.verdict is None:
            return False
        return LEVELS.index(report.verdict.level) >= LEVELS.index(self.verdict)
