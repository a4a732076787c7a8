"""Which sentences of an article met which of a reference, and in which words they differ, for people."""

import re
from collections.abc import Iterator, Sequence

from click import style

from auditor.document import Document
from auditor.reporters.terminal import excerpt, visible, wrapped
from auditor.scoring.alignment import Alignment, Link
from auditor.scoring.articles import DifferingSegment, Paired, ReferenceScores
from auditor.text.differences import Piece
from auditor.text.quotations import Span

_INDENT = "    "
_NONE = "–"
_LONGEST = 1000  # code points of a segment that are shown
_REMOVED, _ADDED = re.compile(r"\[-.*?-\]", re.DOTALL), re.compile(r"\{\+.*?\+\}", re.DOTALL)


def render(paired: Paired, columns: int = 80) -> str:
    """Each link of each alignment: the numbers of its sentences, their similarity, how they begin.

    Styled with ANSI codes, which `click.echo` removes where they do not belong.
    """
    parts = []
    for reference, spans, alignment in zip(paired.references, paired.reference_sentences, paired.alignments, strict=True):
        head = f"{visible(paired.document.path)} ↔ {visible(reference.path)}"
        lines = [f"{style(head, bold=True)}: {_summary(alignment)}"]
        texts = _texts(paired.document, paired.sentences), _texts(reference, spans)
        wide = max(len(_numbers(link)) for link in alignment.links)
        for link in alignment.links:
            lines += _link(link, *texts, wide, columns)
        parts.append("".join(line + "\n" for line in lines))
    return "\n".join(parts)


def against(scores: ReferenceScores, document: Document, columns: int = 80) -> str:
    """Scores of one article, what has no counterpart, and the worst segments with the words that differ. Styled."""
    path = visible(document.path)
    figures = ", ".join(f"{score.metric} {score.value:.1f}" for score in scores.scores)
    lines = [f"{style(path, bold=True)}: {figures}; alignment quality {scores.quality:.2f}"]
    lines += [f"{path}: {style('note', fg='cyan')}: {visible(note)}" for note in scores.notes]
    if scores.worst:
        lines.append("furthest from the reference, as [-article-]{+reference+}:")
    for segment in scores.worst:
        lines += _worst(segment, document, columns)
    for span in scores.added:
        place = _place(document, span)
        lines.append(f"{place}: {style('no counterpart in the reference', fg='yellow')}")
        lines.append(_INDENT + _beginning(document.text[slice(*span)], columns - len(_INDENT)))
    if scores.omitted:
        lines.append(style("only in the reference:", fg="yellow"))
        lines += [_INDENT + _beginning(text, columns - len(_INDENT)) for text in scores.omitted]
    return "".join(line + "\n" for line in lines)


def marked(pieces: Sequence[Piece]) -> str:
    """Both texts in one, with marks that outlive a pipe: `[-old-]{+new+}`. No control characters."""
    parts = []
    for piece in pieces:
        if piece.same:
            parts.append(visible(piece.old))
            continue
        old, new = piece.old.strip(), piece.new.strip()
        lead = " " if (piece.old or piece.new)[:1].isspace() else ""
        parts.append(lead + (f"[-{visible(old)}-]" if old else "") + (f"{{+{visible(new)}+}}" if new else ""))
    return "".join(parts).strip()


def _worst(segment: DifferingSegment, document: Document, columns: int) -> Iterator[str]:
    yield f"{_place(document, segment.span)}: chrF {segment.chrf:.1f}"
    text = marked(segment.differences)
    lines = "\n".join(wrapped(_INDENT, text if len(text) <= _LONGEST else text[:_LONGEST] + "…", columns))
    lines = _REMOVED.sub(lambda found: style(found[0], fg="red"), lines)
    yield _ADDED.sub(lambda found: style(found[0], fg="green"), lines)


def _place(document: Document, span: Span) -> str:
    line, column = document.position(span[0])
    return style(f"{visible(document.path)}:{line}:{column}", bold=True)


def _summary(alignment: Alignment) -> str:
    met = [link for link in alignment.links if link.hypothesis and link.reference]
    ours = f"{sum(len(link.hypothesis) for link in met)} of {sum(len(link.hypothesis) for link in alignment.links)}"
    theirs = f"{sum(len(link.reference) for link in met)} of {sum(len(link.reference) for link in alignment.links)}"
    return f"{ours} sentences met {theirs}, quality {alignment.quality:.2f}"


def _link(link: Link, ours: Sequence[str], theirs: Sequence[str], wide: int, columns: int) -> Iterator[str]:
    head = f"{_numbers(link):<{wide}}  "
    similarity = f"{link.similarity:.2f}  " if link.hypothesis and link.reference else " " * 6
    room = columns - len(head) - len(similarity)
    first, *rest = (_beginning(" ".join(side), room) for side in _sides(link, ours, theirs) if side)
    if rest:
        yield f"{head}{similarity}{first}"
        yield " " * (len(head) + len(similarity)) + rest[0]
    else:
        yield style(f"{head}{similarity}{first}", fg="yellow")


def _sides(link: Link, ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    return [ours[i] for i in link.hypothesis], [theirs[j] for j in link.reference]


def _numbers(link: Link) -> str:
    return f"{_range(link.hypothesis)} ↔ {_range(link.reference)}"


def _range(numbers: Sequence[int]) -> str:
    """Numbers for people begin with 1."""
    if not numbers:
        return _NONE
    return f"{numbers[0] + 1}" if len(numbers) == 1 else f"{numbers[0] + 1}-{numbers[-1] + 1}"


def _texts(document: Document, spans: Sequence[Span]) -> list[str]:
    return [document.text[slice(*span)] for span in spans]


def _beginning(text: str, columns: int) -> str:
    line = " ".join(text.split())
    return excerpt(line, (0, len(line)), (0, 1), max(columns, 10))[0]
