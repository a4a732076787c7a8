"""Kinds of check: one file each. A rule names its kind in `check:`."""

from functools import cache

from auditor import plugins
from auditor.checks.casing import Casing
from auditor.checks.consistency import Consistency
from auditor.checks.encoding import Encoding
from auditor.checks.format import Format
from auditor.checks.pattern import Pattern
from auditor.checks.quotes import Quotes
from auditor.checks.repetition import Repetition
from auditor.checks.replace import Replace
from auditor.checks.residue import Residue
from auditor.checks.script import LeftScript
from auditor.checks.spacing import Spacing
from auditor.checks.terms import Terms
from auditor.checks.tokens import Tokens
from auditor.checks.untranslated import Untranslated
from auditor.rules.model import Rule

BUILT_IN: tuple[type[Rule], ...] = (
    Casing,
    Consistency,
    Encoding,
    Format,
    Pattern,
    Quotes,
    Repetition,
    Replace,
    Residue,
    LeftScript,
    Spacing,
    Terms,
    Tokens,
    Untranslated,
)


@cache
def kinds() -> tuple[type[Rule], ...]:
    """The built-in kinds and those of installed packages. Raises ConfigError when one of those cannot be loaded."""
    return BUILT_IN + tuple(plugins.checks())
