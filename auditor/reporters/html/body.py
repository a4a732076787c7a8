"""The text of an article as HTML whose text content is that text again."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from auditor.document import Document
from auditor.reporters.html.characters import shown
from auditor.reporters.html.marks import Mark
from auditor.text.quotations import Span

_FLAG = Markup('<a class="flag {severity}{more}" {identity} data-n="{number}" aria-describedby="f{article}-{number}m">{text}</a>')
_FIRST, _LATER = Markup('id="m{0}" href="#f{0}"'), Markup('href="#f{0}" tabindex="-1"')
_BLANK = Markup(' aria-label="white space"')
_GAP = Markup('<span{identity} data-n="{number}">{text}</span>')  # white space between paragraphs that a mark runs across
_BLOCKS = {
    "headline": Markup('<h3 class="headline" dir="auto">{}</h3>'),
    "paragraph": Markup('<p dir="auto">{}</p>'),
}


def body(document: Document, marks: Sequence[Mark], article: int) -> Markup:
    """Headline and paragraphs, the placed marks as links to their findings. Nothing but the text is text in it.

    Line ends are `\\n`, and harmful characters replaced one for one, as `characters.shown` does.
    """
    return Markup("").join(_Writer(document, marks, article).parts())


class _Writer:
    """Goes through the text once, from its beginning to its end."""

    def __init__(self, document: Document, marks: Sequence[Mark], article: int) -> None:
        self.document = document
        self.text = document.text
        self.article = article
        self.marks = [mark for mark in marks if mark.placed]
        self.at = 0  # the first mark that does not end before what was written
        self.linked = 0  # the last mark whose first piece was written

    def parts(self) -> Iterator[Markup]:
        """Blocks, and the white space between them."""
        end = 0
        for kind, pieces in _blocks(self.document):
            yield from self._run(end, pieces[0][0], block=False)
            yield _BLOCKS[kind].format(Markup("").join(self._pieces(pieces)))
            end = pieces[-1][1]
        yield from self._run(end, len(self.text), block=False)

    def _pieces(self, pieces: Sequence[Span]) -> Iterator[Markup]:
        """A paragraph, or a dateline and the paragraph behind it."""
        *datelines, last = pieces
        end = last[0]
        for start, stop in datelines:
            yield Markup('<span class="dateline">{}</span>').format(Markup("").join(self._run(start, stop)))
            yield from self._run(stop, end)
        yield from self._run(*last)

    def _run(self, start: int, end: int, *, block: bool = True) -> Iterator[Markup]:
        """A stretch of text, cut where marks begin and end."""
        while start < end:
            while self.at < len(self.marks) and self.marks[self.at].end <= start:
                self.at += 1
            mark = self.marks[self.at] if self.at < len(self.marks) else None
            if mark is None or mark.start >= end:
                yield shown(self.text[start:end])
                return
            if mark.start > start:
                yield shown(self.text[start : mark.start])
            stop = min(mark.end, end)
            yield self._marked(mark, max(start, mark.start), stop, block)
            start = stop

    def _marked(self, mark: Mark, start: int, end: int, block: bool) -> Markup:
        text = shown(self.text[start:end])
        name = f"{self.article}-{mark.number}"
        if not block and not text.strip():
            whole = (start, end) == (mark.start, mark.end)
            return _GAP.format(identity=Markup(' id="m{}"').format(name) if whole else "", number=mark.number, text=text)
        first = self.linked < mark.number
        self.linked = mark.number
        return _FLAG.format(
            severity=mark.finding.severity.label,
            more="" if end == mark.end else " more",
            identity=(_FIRST if first else _LATER).format(name) + (_BLANK if not text.strip() else ""),
            number=mark.number,
            article=self.article,
            text=text,
        )


def _blocks(document: Document) -> Iterator[tuple[str, list[Span]]]:
    """Each headline or paragraph with the spans of its pieces: a dateline belongs to the paragraph on its line."""
    waiting: list[Span] = []
    for segment in document.segments:
        span = (segment.start, segment.end)
        if waiting and "\n" in document.text[waiting[-1][1] : span[0]].replace("\r", "\n"):
            yield "paragraph", waiting
            waiting = []
        waiting.append(span)
        if segment.kind != "dateline":
            yield segment.kind, waiting
            waiting = []
    if waiting:
        yield "paragraph", waiting
