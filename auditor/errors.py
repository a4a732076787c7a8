"""Errors that a user can act on: what is wrong, where, and what to do."""


class AuditorError(Exception):
    """A problem with what the user gave: input, configuration or rules. Never a bug of ours.

    `place` names the file and, where known, the line: `house.yaml:12`.
    """

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.place = place


class InputError(AuditorError):
    """A document that cannot be read."""


class ConfigError(AuditorError):
    """A configuration file, option or lexicon that cannot be used."""


class ExpressionError(ValueError):
    """A regular expression that is malformed or unbounded; becomes a RuleError with its place."""


class RuleError(AuditorError):
    """One rule file that cannot be used; the others still run."""
