"""Where in a configuration file an error stands, and what may have been meant."""

import re
from collections.abc import Collection
from pathlib import Path

import msgspec

from auditor.errors import ConfigError


def located(error: msgspec.ValidationError, text: str, path: Path, known: Collection[str], before: int = 0) -> ConfigError:
    """Say the line of the offending key, after so many lines, and for an unknown key the nearest of the known ones."""
    what, _, where = str(error).partition(" - at `$")
    unknown = re.search(r"unknown field `([^`]+)`", what)
    keys = re.findall(r"[\w-]*[a-z_][\w-]*", where)
    own = re.match(r"`([^`]+)`: (.*)", what, re.DOTALL)  # a message of ours
    key, what = own.groups() if own else (unknown[1] if unknown else keys[-1] if keys else "", what)
    message = f"`{key}`: {what}" if key else what
    if unknown:
        from difflib import get_close_matches

        near = get_close_matches(key, sorted(known), n=1)
        message = f"unknown setting `{key}`" + (f"; did you mean `{near[0]}`?" if near else "")
        if key in known:
            message = f"`{key}` is no setting of this table; it belongs in another"
    return ConfigError(message, place=place(path, text, key, before))


def place(path: Path, text: str, key: str, before: int = 0) -> str:
    """File, and line where a key is given, the first after so many lines."""
    name = rf"[\"']?{re.escape(key)}[\"']?\s*"
    given = re.compile(rf"(?:.*[{{,])?\s*(?:[\w\"'-]+\s*\.\s*)*{name}[=.]|\s*\[+(?:[^\]]*[.\s])?{name}[\].]")
    lines = text.split("\n")[before:]
    line = next((n for n, content in enumerate(lines, before + 1) if key and given.match(content)), None)
    return f"{path}:{line}" if line else str(path)
