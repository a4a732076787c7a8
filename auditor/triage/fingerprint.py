"""Fingerprints: the identity of a finding across edits. Its line number plays no part."""

from collections import Counter

from auditor.matching.compiled import Lazy

_WORD = Lazy(r"\w+")
_NEIGHBORS = 2
_REACH = 60  # code points read on each side


class Fingerprints:
    """Hands out the fingerprints of one document's findings, which must come in order of place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: Counter[str] = Counter()

    def of(self, rule: str, start: int, end: int) -> str:
        """Hash of rule, matched text, neighboring words on either side, and an ordinal among equals."""
        text = self._text
        from hashlib import blake2b  # a text without findings does without

        before = _WORD.findall(text[max(0, start - _REACH) : start])[-_NEIGHBORS:]
        after = _WORD.findall(text[end : end + _REACH])[:_NEIGHBORS]
        parts = [rule, " ".join(text[start:end].split()), " ".join(before), " ".join(after)]
        key = "\x1f".join(parts).casefold()
        self._seen[key] += 1
        return blake2b(f"{key}\x1f{self._seen[key]}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
