"""The items of `check: tokens`: what a rule says of one token, and how a token is held against it."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from auditor.document import Document
from auditor.matching.sequence import Step, matches
from auditor.text.folding import fold, plain
from auditor.text.penn import CLOSED, expanded
from auditor.text.stems import stem
from auditor.text.tokens import Token, tokens

MOST_REPEATS = 10
_SHORT = 3  # letters that all forms of a word share, or fewer


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
        tagged = document.tagged(span)
        words = [n for n, token in enumerate(tagged) if any(map(str.isalnum, token.text))] or [-1]
        return cls(tagged, tuple(document.folded[t.start : t.end] for t in tagged), words[0], words[-1])


def steps(items: Sequence[Item], sentence: Sentence) -> list[Step]:
    """The items as what `matching.sequence` takes."""
    made = []
    leading = True  # only absent items so far: they look at the token before
    for item in items:
        leading = leading and item.absent
        least, most = item.repeat or (0 if item.optional else 1, 1)
        made.append(Step(_accepts(item, sentence), least, most, item.absent, -1 if leading else 0))
    return made


def possible(items: Sequence[Item], document: Document, span: tuple[int, int]) -> bool:
    """Whether text could hold a match for all that its words tell without their tags: tagging is dear, and rarely needed."""
    # The full stop of an abbreviation, or of the last word of a sentence, is not told apart here.
    texts = (document.folded[t.start : t.end] for t in tokens(document.view, *span))
    found = [text.rstrip(".") or text for text in texts]
    made = []
    for item in items:
        if not item.absent:
            least, most = item.repeat or (0 if item.optional else 1, 1)
            made.append(Step(_may_accept(item, found), 0 if "." in item.words else least, most))
    return next(matches(made, len(found)), None) is not None


def _may_accept(item: Item, words: Sequence[str]) -> Callable[[int], bool]:
    wanted = frozenset(fold(plain(word)).removesuffix(".") for word in _listed(item.word))
    beginnings = tuple(_beginning(fold(plain(word)))[:_SHORT] for word in _listed(item.stem))  # stems would take NLTK
    tags = expanded(_listed(item.tag)) if item.tag else None

    def may(at: int) -> bool:
        word = words[at]
        if wanted and word not in wanted:
            return False
        if tags is not None and word in CLOSED and not tags & CLOSED[word]:
            return False
        return word.startswith(beginnings) if beginnings else True

    return may


def _accepts(item: Item, sentence: Sentence) -> Callable[[int], bool]:
    tests: list[Callable[[int], bool]] = []
    tagged, folded = sentence.tokens, sentence.folded
    if item.tag:
        tags = expanded(_listed(item.tag))
        tests.append(lambda at: tagged[at].tag in tags)
    if item.not_tag:
        other_tags = expanded(_listed(item.not_tag))
        tests.append(lambda at: tagged[at].tag not in other_tags)
    if item.word:
        words = frozenset(map(plain, _listed(item.word)))
        tests.append(lambda at: folded[at] in words or tagged[at].text in words)
    if item.not_word:
        other_words = frozenset(map(plain, _listed(item.not_word)))
        tests.append(lambda at: folded[at] not in other_words and tagged[at].text not in other_words)
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
