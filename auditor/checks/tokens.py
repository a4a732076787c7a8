"""`check: tokens`: a sequence of words of one sentence, by form, stem and part of speech."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from auditor.checks.items import Item, Sentence, possible, steps
from auditor.checks.literals import fold, follow_case
from auditor.document import Document
from auditor.errors import ExpressionError
from auditor.matching.anchors import Anchors
from auditor.matching.compiled import Lazy
from auditor.matching.sequence import matches
from auditor.rules.model import FixSpec, Hit, Match, Rule
from auditor.text.quotations import Span
from auditor.text.sentences import pieces
from auditor.text.structure import Segment

_FIELD = Lazy(r"\{(\w+)\}")
_SPACES = Lazy(r" {2,}")
_MOST_ITEMS = 20
_MOST_LITERALS = 1_000


class Tokens(Rule, frozen=True, kw_only=True, tag="tokens"):
    """Flags the tokens of its items with `mark`, from the first to the last, or all where none has it.

    Contractions are two tokens (`do`, `n't`), and so is a possessive; punctuation marks and hyphens are tokens. Items match
    as a regular expression does: leftmost, greedy. Only sentences with an anchor are split into tokens and tagged: the words,
    or the beginnings of the stems, of an item that every match has. Where those are too short, `trigger` names literals, and
    a sentence without any of them is not looked at. Words whose items follow each other have one space between them.
    """

    tokens: list[Item]
    trigger: list[str] = []
    fix: FixSpec | None = None

    WORD_LISTS = ("tokens",)

    def __post_init__(self) -> None:
        if not any(item.required for item in self.tokens):
            raise ValueError("`tokens` needs an item that is not optional")
        if len(self.tokens) > _MOST_ITEMS:
            raise ValueError(f"`tokens` may have {_MOST_ITEMS} items")
        names = {item.as_ for item in self.tokens}
        unknown = [f for t in (self.fix.templates if self.fix else ()) for f in _FIELD.findall(t) if f not in names]
        if unknown:
            raise ValueError(f"`fix` uses {{{unknown[0]}}}, but no token has `as: {unknown[0]}`")

    def anchors(self) -> Anchors:
        from auditor.matching.required import GOOD_LENGTH, Literals, best  # only compiling rules needs these
        from auditor.text.tokens import tokens

        for word in (word for item in self.tokens for word in item.words):
            parts = [token.text for token in tokens(Document(word).view, 0, len(word))]
            if parts != [Document(word).view]:
                raise ExpressionError(f"{word!r} is not one token but {len(parts)}: {' '.join(parts)}")
        if self.trigger:
            short = [trigger for trigger in self.trigger if len(trigger.strip()) < GOOD_LENGTH]
            if short:
                raise ExpressionError(f"`trigger` {short[0]!r} is in every other line; name {GOOD_LENGTH} letters")
            return Anchors(tuple(sorted(map(fold, self.trigger))))
        sets = [Literals(found, 0) for found in self._literals() if len(found) <= _MOST_LITERALS]
        found = best(sets)
        if found is None or min(map(len, found.strings)) < GOOD_LENGTH:
            raise ExpressionError(
                f"has no item with a word or stem of {GOOD_LENGTH} letters in every match; name what to look for in `trigger`"
            )
        return Anchors(tuple(sorted(found.strings)))

    def run(self, document: Document, hits: Sequence[Hit] | None, anchors: Anchors) -> Iterator[Match]:  # noqa: ARG002
        for start, end in self._sentences(document, hits):
            sentence = Sentence.of(document, (start, end))
            for taken in matches(steps(self.tokens, sentence), len(sentence.tokens)):
                yield self._match(document, sentence, taken)

    def _sentences(self, document: Document, hits: Sequence[Hit] | None) -> Iterator[Span]:
        """The sentences to tag, in order: with every literal, in paragraphs whose words alone do not exclude a match."""
        near = document.segments if hits is None else _holding(document.segments, [at for at, _ in hits])
        spans = [span for s in near for span in pieces(document.text, s.start, s.end)]
        spans = [span for span in spans if possible(self.tokens, document, span)]
        if not spans:  # splitting sentences, and stems, take NLTK
            return
        needed = [*self._literals(), *([frozenset(map(fold, self.trigger))] if self.trigger else [])]
        starts = [start for start, _ in document.sentences]
        for first, last in spans:
            for start, end in document.sentences[bisect_left(starts, first) : bisect_left(starts, last)]:
                folded = document.folded[start:end]
                if all(any(map(folded.__contains__, literals)) for literals in needed):
                    yield start, end

    def _literals(self) -> list[frozenset[str]]:
        """Sets of literals of which every match contains one each. Words that follow each other are one literal, "risk to", for
        that is much rarer than either.
        """
        found: list[frozenset[str]] = []
        phrase: frozenset[str] | None = None  # what the items just before this one are, if they are single words
        for item in self.tokens:
            literals = item.literals() if item.required else None
            if literals is None:
                phrase = None
            elif phrase and item.is_plain and len(phrase) * len(literals) <= _MOST_LITERALS:
                phrase = found[-1] = frozenset(f"{before} {word}" for before in phrase for word in literals)
            else:
                found.append(literals)
                phrase = literals if item.is_plain else None
        return found

    def _match(self, document: Document, sentence: Sentence, taken: list[Span]) -> Match:
        marked = [span for item, span in zip(self.tokens, taken, strict=True) if item.mark and span[0] < span[1]]
        start, end = _span(sentence, marked or taken)
        named: dict[str, list[Span]] = {}
        for item, span in zip(self.tokens, taken, strict=True):
            if item.as_ and span[0] < span[1]:
                named.setdefault(item.as_, []).append(span)
        names = {name: document.text[slice(*_span(sentence, spans))] for name, spans in named.items()}
        original = document.text[start:end]
        templates = self.fix.templates if self.fix else []
        replacements = tuple(follow_case(original, _fill(template, names)) for template in templates)
        return Match(start, end, replacements, self.fix.safety if self.fix else "unsafe", tuple(names.items()))


def _holding(segments: Sequence[Segment], places: Sequence[int]) -> list[Segment]:
    """The segments in which one of the places is, each once, in order."""
    starts = [segment.start for segment in segments]
    return [segments[at] for at in sorted({bisect_right(starts, place) - 1 for place in places}) if at >= 0]


def _span(sentence: Sentence, spans: Sequence[Span]) -> Span:
    """Where tokens begin and end in the document."""
    return sentence.tokens[spans[0][0]].start, sentence.tokens[spans[-1][1] - 1].end


def _fill(template: str, names: dict[str, str]) -> str:
    """What is named but absent leaves no double space."""
    filled = _FIELD.sub(lambda field: names.get(field[1], ""), template)
    squeezed: str = _SPACES.sub(" ", filled).strip()
    return squeezed
