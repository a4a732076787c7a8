"""A word into the house vocabulary: what changes in the configuration, its formatting kept."""

from pathlib import Path
from typing import Any, NamedTuple

from lsprotocol import types

from auditor.errors import ConfigError
from auditor.lsp.positions import Text


class Target(NamedTuple):
    """The configuration that a word is to be written into."""

    path: Path
    uri: str
    text: Text
    """As the editor has it, as far as is known; empty for one that is to be made."""
    version: int | None
    """Where the editor has it open."""
    new: bool


def edit(target: Target, after: str, *, versioned: bool, creating: bool) -> types.WorkspaceEdit:
    """What an editor must change for another text.

    `versioned`: the client takes edits of a version of a document; `creating`: it makes files that an edit names.
    """
    edits = target.text.difference(after)
    if not versioned or (target.new and not creating):
        return types.WorkspaceEdit(changes={target.uri: edits})
    identifier = types.OptionalVersionedTextDocumentIdentifier(target.uri, target.version)
    changes: list[Any] = [types.TextDocumentEdit(identifier, edits)]
    if target.new:
        changes.insert(0, types.CreateFile(target.uri, options=types.CreateFileOptions(ignore_if_exists=True)))
    return types.WorkspaceEdit(document_changes=changes)


def with_word(content: str, name: str, word: str) -> str:
    """A configuration with one more word that is never flagged. `name` is that of the file.

    Raises ConfigError for one that is no TOML, or holds something else where settings stand.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(content)
        table = document
        for key in ("tool", "auditor") if name == "pyproject.toml" else ():
            table = table.setdefault(key, tomlkit.table())
        words = table.setdefault("vocabulary", tomlkit.array())
        if word not in words:
            words.append(word)
        changed = tomlkit.dumps(document)
    except (TOMLKitError, AttributeError, TypeError, RecursionError, ValueError):
        raise ConfigError("is not valid; mend it before words are added to it", place=name) from None
    return changed.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in content else changed
