"""The items of `check: tokens`: what a rule says of one token, and how a token is held against it."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from auditor.document import Document
from auditor.matching.sequence import Step
from auditor.text.folding import fold, plain
from auditor.text.penn import expanded
from auditor.text.stems import stem
from auditor.text.tokens import Token

MOST_REPEATS = 10


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One token, or `repeat` of them, of which all conditions hold."""

    word: str | list[str] = []
    """One of these words; in lower case it means any case. A lexicon's words go into a list: `['{fr_towns}']`."""
    not_word: str | list[str] = []
    stem: str | list[str] = []
    """Any form with the stem of one of these words: `allow` is allows, allowed, allowing."""
    tag: str | list[str] = []
    """One of these Penn tags; `VB*` is all that begin so."""
    not_tag: str | list[str] = []
    start: bool = False
    """The first word of its sentence."""
    end: bool = False
    """The last word of its sentence."""
    optional: bool = False
    repeat: tuple[int, int] | None = None
    """How many such tokens, at least and at most."""
    absent: bool = False
    """No such token here: the next one, or, where the sequence begins with it, the one before. Takes no token."""
    mark: bool = False
    """Part of what is flagged."""
    as_: str | None = msgspec.field(default=None, name="as")
    """A name for its text, for `fix` and `message`."""

    def __post_init__(self) -> None:
        if not (self.word or self.not_word or self.stem or self.tag or self.not_tag or self.start or self.end):
            raise ValueError("say something of the token: `word`, `stem`, `tag`, `not_word`, `not_tag`, `start` or `end`")
        least, most = self.repeat or (1, 1)
        if not (0 <= least <= most and 1 <= most <= MOST_REPEATS):
            raise ValueError(f"`repeat` is [least, most], with 1 to {MOST_REPEATS} at most")
        if self.optional and self.repeat:
            raise ValueError("`repeat: [0, …]` is optional already")
        if self.absent and (self.optional or self.repeat or self.mark or self.as_):
            raise ValueError("what is `absent` cannot be optional, repeated, marked or named")
        expanded([*_listed(self.tag), *_listed(self.not_tag)])

    @property
    def required(self) -> bool:
        """Whether every match has such a token."""
        return not self.absent and not self.optional and (self.repeat is None or self.repeat[0] > 0)

    @property
    def words(self) -> list[str]:
        """All words that it names, wanted and not wanted."""
        return [*_listed(self.word), *_listed(self.not_word), *_listed(self.stem)]

    @property
    def is_plain(self) -> bool:
        """Whether it is one token, and always one of some words with letters: what a space must be around."""
        return (
            self.required
            and self.repeat is None
            and not self.stem
            and all(word[0].isalnum() and word != "n't" for word in _listed(self.word))
        )

    def literals(self) -> frozenset[str] | None:
        """Folded literals of which every such token contains one, or None where there are none."""
        if self.stem:
            return frozenset(_beginning(stem(fold(plain(word)))) for word in _listed(self.stem))
        return frozenset(fold(plain(word)) for word in _listed(self.word)) or None


class Sentence(msgspec.Struct, frozen=True):
    """The tokens of a sentence, and which are its first and last words."""

    tokens: tuple[Token, ...]
    folded: tuple[str, ...]
    first: int
    last: int

    @classmethod
    def of(cls, document: Document, span: tuple[int, int]) -> "Sentence":
        tokens = document.tagged(span)
        words = [n for n, token in enumerate(tokens) if any(map(str.isalnum, token.text))] or [-1]
        return cls(tokens, tuple(document.folded[t.start : t.end] for t in tokens), words[0], words[-1])


def steps(items: Sequence[Item], sentence: Sentence) -> list[Step]:
    """The items as what `matching.sequence` takes."""
    made = []
    leading = True  # only absent items so far: they look at the token before
    for item in items:
        leading = leading and item.absent
        least, most = item.repeat or (0 if item.optional else 1, 1)
        made.append(Step(_accepts(item, sentence), least, most, item.absent, -1 if leading else 0))
    return made


def _accepts(item: Item, sentence: Sentence) -> Callable[[int], bool]:
    tests: list[Callable[[int], bool]] = []
    tokens, folded = sentence.tokens, sentence.folded
    if item.tag:
        tags = expanded(_listed(item.tag))
        tests.append(lambda at: tokens[at].tag in tags)
    if item.not_tag:
        other_tags = expanded(_listed(item.not_tag))
        tests.append(lambda at: tokens[at].tag not in other_tags)
    if item.word:
        words = frozenset(map(plain, _listed(item.word)))
        tests.append(lambda at: folded[at] in words or tokens[at].text in words)
    if item.not_word:
        other_words = frozenset(map(plain, _listed(item.not_word)))
        tests.append(lambda at: folded[at] not in other_words and tokens[at].text not in other_words)
    if item.stem:
        stems = frozenset(stem(fold(plain(word))) for word in _listed(item.stem))
        tests.append(lambda at: _has_stem(folded[at], stems))
    if item.start:
        tests.append(lambda at: at == sentence.first)
    if item.end:
        tests.append(lambda at: at == sentence.last)
    return lambda at: all(test(at) for test in tests)


def _has_stem(word: str, stems: Iterable[str]) -> bool:
    """A word must also begin as the stem does, so that a literal finds it: "dying" is not taken for a form of "die"."""
    near = [known for known in stems if word.startswith(_beginning(known))]
    return bool(near) and stem(word) in near


def _beginning(of: str) -> str:
    """What all forms of a stem begin with: "tri" is the stem of "try", "hope" that of "hoping"."""
    return of[:-1] if of[-1:] in ("e", "i", "y") else of


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
