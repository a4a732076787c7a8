"""What makes a score say nothing, or not what it seems: input that is not what its reader takes it for."""

from collections.abc import Iterator, Sequence

from auditor.errors import InputError
from auditor.readers.parallel import Parallel
from auditor.text.language import identify

_SURE = 0.99
_LEAST_LETTERS = 100  # of fewer than 60, English is now and then mistaken for its neighbors
_SAMPLED = 1000  # code points
_LEAST_BYTES = 24  # a shorter segment may be a name, the same in both languages: four words of English, eight of Chinese script
_TOKENIZED = 100  # lines, as sacreBLEU counts


def notes(parallel: Parallel, *, any_language: bool = False, aligned: bool = False) -> list[str]:
    """What the reader of the scores should know. `aligned`: by us, so that empty segments are no fault of the input.

    Raises InputError for a reference that is not in English, unless `any_language`.
    """
    if not any_language:
        _check_language(parallel)
    found = [] if aligned else list(_empty(parallel))
    return found + list(_the_same(parallel)) + list(_untranslated(parallel)) + list(_odd(parallel, any_language))


def _check_language(parallel: Parallel) -> None:
    for at, reference in enumerate(parallel.references):
        if code := _foreign(reference):
            raise InputError(
                f"is not in English but seems to be {code!r}; if it is the right file, say --any-language",
                place=_named(parallel, at),
            )


def _empty(parallel: Parallel) -> Iterator[str]:
    sides = [(system.name, system.segments) for system in parallel.systems]
    for name, segments in [*sides, *((_named(parallel, at), r) for at, r in enumerate(parallel.references))]:
        empty = [at for at, segment in enumerate(segments, 1) if segment is not None and not segment.strip()]
        if empty:
            yield f"{name}: {len(empty)} of {len(segments):,} segments are empty, the first is {empty[0]}"


def _the_same(parallel: Parallel) -> Iterator[str]:
    for at, system in enumerate(parallel.systems):
        other = next((s for s in parallel.systems[:at] if s.segments == system.segments), None)
        if other:
            yield f"{system.name}: the same text as {other.name}"
    for at, reference in enumerate(parallel.references):
        for system in parallel.systems:
            if system.segments == reference:
                yield f"{system.name}: the same text as the reference {_named(parallel, at)}; its score says nothing"
        if reference in parallel.references[:at]:
            yield f"{_named(parallel, at)}: the same text as another reference: the signature counts it, the scores hardly"


def _untranslated(parallel: Parallel) -> Iterator[str]:
    for system in parallel.systems if parallel.sources else ():
        same = [
            at
            for at, (segment, source) in enumerate(zip(system.segments, parallel.sources or (), strict=True), 1)
            if segment.strip() == source.strip() and len(segment.encode()) >= _LEAST_BYTES
        ]
        if same:
            yield (
                f"{system.name}: {len(same)} of {len(system.segments):,} segments are the same as the source,"
                f" not translated; the first is {same[0]}"
            )


def _odd(parallel: Parallel, any_language: bool) -> Iterator[str]:
    for system in parallel.systems:
        if not any_language and (code := _foreign(system.segments)):
            yield f"{system.name}: not in English, but seems to be {code!r}"
        spaced = sum(segment.endswith(" .") for segment in system.segments)
        if spaced >= _TOKENIZED:
            yield f"{system.name}: {spaced} segments end with a space and a period; BLEU wants text that is not tokenized"


def _foreign(segments: Sequence[str | None]) -> str | None:
    """The language of segments taken here and there, if surely not English."""
    filled = [segment for segment in segments if segment]
    text = "\n".join(segment[: _SAMPLED // 5] for segment in filled[:: max(1, len(filled) // 10)])[:_SAMPLED]
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return None
    language = identify(text)
    return language.code if language and language.code != "en" and language.probability >= _SURE else None


def _named(parallel: Parallel, at: int) -> str:
    return parallel.reference_names[at] if parallel.reference_names else f"reference {at + 1}"
