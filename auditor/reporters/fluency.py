"""House models and what they say of texts, for people and for programs."""

import msgspec

from auditor.document import Document
from auditor.readers.decode import encodable
from auditor.reporters.terminal import excerpt, visible
from auditor.scoring.fluency.figures import FluencyScore, Read, SentenceScore, Training
from auditor.text.wording import counted

_COLUMNS = 100


def trained(read: Read, training: Training, path: str, size: int) -> str:
    """What was read, what was left out, and how well the model does on what it has not seen."""
    lines = [
        f"read: {counted(read.articles, 'article')}, {read.tokens:,} words and marks",
        f"repeated, counted once: {counted(read.repeated_paragraphs, 'paragraph')} of {read.paragraphs:,};"
        f" {counted(read.repeated_articles, 'article')} had nothing else",
    ]
    if read.foreign:
        languages = ", ".join(f"{code} {count:,}" for code, count in sorted(read.foreign.items(), key=lambda i: (-i[1], i[0])))
        lines.append(f"not in English, left out: {counted(read.foreign.total(), 'article')} ({languages})")
    lines += [
        f"held out: {counted(training.held_out_articles, 'article')}, {training.held_out_tokens:,} words and marks:"
        f" {training.cross_entropy:.2f} bits per token, perplexity {2**training.cross_entropy:.0f}",
        f"written: {visible(path)}, {size:,} bytes",
    ]
    return "\n".join(lines) + "\n"


def text(document: Document, score: FluencyScore, worst: int) -> str:
    """The figures of a text in one line, and its most surprising sentences below."""
    lines = [f"{visible(document.path)}: {summary(score)}"]
    lines += [_sentence(document, sentence) for sentence in score.worst(worst)]
    return "\n".join(lines) + "\n"


def summary(score: FluencyScore) -> str:
    """The figures of a text, in words."""
    return (
        f"percentile {score.percentile:g}, perplexity {score.perplexity:g}, {score.cross_entropy:.2f} bits per token;"
        f" {score.tokens:,} tokens, {score.unknown:.1%} unknown"
    )


def line(document: Document, score: FluencyScore) -> str:
    """One line of JSON, with every sentence that has a percentile."""
    return msgspec.json.encode({"path": encodable(document.path), **msgspec.to_builtins(score)}).decode() + "\n"


def _sentence(document: Document, sentence: SentenceScore) -> str:
    row, column = document.position(sentence.start)
    head = f"    {row}:{column} percentile {sentence.percentile:g}, perplexity {sentence.perplexity:g}: "
    span = (sentence.start, sentence.end)
    return (head + excerpt(document.text, span, span, _COLUMNS - len(head))[0]).rstrip()
