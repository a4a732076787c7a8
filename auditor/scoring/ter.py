"""TER with the scores of sacreBLEU in a small part of its time.

`TER` stands in for `sacrebleu.metrics.TER`: the same options, tokens, signature and statistics, so that `corpus_score`,
`sentence_score`, the bootstrap and the paired tests of sacreBLEU take it. Only the count of edits is its own.
"""

from collections.abc import Sequence
from typing import Any

from sacrebleu.metrics import ter as sacrebleu_ter

from auditor.errors import InputError
from auditor.scoring.ter_edits import edits

MOST_WORDS = 1000
"""In a segment. Two of that length that have little in common take some seconds, and the time grows with the length."""


class TER(sacrebleu_ter.TER):
    """Translation edit rate (Snover et al. 2006) as sacreBLEU defines it; see there for the options.

    Scoring raises InputError for a segment of more than `MOST_WORDS` words.
    """

    def _compute_segment_statistics(self, hypothesis: str, ref_kwargs: dict[str, Any]) -> list[float]:
        """The edits to the nearest reference, and the mean length of the references in words."""
        words = hypothesis.split()
        references: list[list[str]] = ref_kwargs["ref_words"]
        for segment in (words, *references):
            check_length(segment)
        length = sum(map(len, references)) / len(references)
        return [min(edits(words, reference) for reference in references), length]


def check_length(words: Sequence[str]) -> None:
    """Raise InputError for a hypothesis or reference of too many words, as TER splits it; the caller knows its place.

    sacreBLEU has no such limit, but its memory grows with the square of the length; stopping earlier would change the score.
    """
    if len(words) > MOST_WORDS:
        raise InputError(
            f"{len(words):,} words, more than the {MOST_WORDS:,} that TER takes; one sentence or paragraph a segment, or no TER"
        )
