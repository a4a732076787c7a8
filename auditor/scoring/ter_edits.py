"""The number of edits between a hypothesis and one reference: Tercom's greedy shifts, as sacreBLEU counts them, but fast.

Snover et al. (2006), "A Study of Translation Edit Rate with Targeted Human Annotation". Which shifts are tried, which one
wins a tie, when to stop trying, and the beam in which the edit distance is found all decide the number, so all are those of
sacreBLEU 2.6. What is faster: words become characters and a library measures the shifted hypotheses; alignments are found
only where a shift can still change the sum.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

_MOST_WORDS_SHIFTED = 10
_LONGEST_SHIFT = 50
_MOST_SHIFTS_TRIED = 1000
_BEAM = 25
_OUTSIDE = 1 << 60  # the distance in a cell that the beam does not reach
_NO_WORD = "\0"

Shift = tuple[int, int, int]  # minus its number of words, their first position, the position they go to: the smallest is best
Row = tuple[int, list[int]]  # its first column inside the beam, the distances from there
_NO_SHIFT: Shift = (-_MOST_WORDS_SHIFTED - 1, 0, 0)  # better than any that gains nothing


def edits(hypothesis: Sequence[str], reference: Sequence[str]) -> int:
    """The shifts, insertions, deletions and substitutions that sacreBLEU counts between two lists of words.

    For at most a million different words; time grows with the square of the length.
    """
    if not hypothesis or not reference:
        return len(hypothesis) + len(reference)
    names = {word: chr(number) for number, word in enumerate(dict.fromkeys([*hypothesis, *reference]), start=1)}
    words, target = "".join(names[word] for word in hypothesis), "".join(names[word] for word in reference)
    fewest = max(len(words), len(target)) - (Counter(words) & Counter(target)).total()  # whatever the order of the words
    distance = _in_beam(Levenshtein.distance(words, target), words, target, [])
    shifts = tried = 0
    # Where a shift can gain no more than one edit, the sum stays, as the shift is one itself.
    while distance - fewest > 1:
        rows = _matrix(words, target, [])
        found, tried = _shifts(words, target, _alignment(words, target, rows), tried)
        if tried >= _MOST_SHIFTS_TRIED:
            break
        after, words = _best(words, target, rows, found, distance)
        if after == distance:
            break
        distance = after
        shifts += 1
    return shifts + distance


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Of the cheapest way from the hypothesis to the reference."""

    reached: list[int]  # words of the hypothesis used up before the word at this position of the reference, and at its end
    wrong: list[int]  # words of the hypothesis, up to a position, that are no match
    missed: list[int]  # words of the reference likewise


def _shifts(words: str, target: str, alignment: _Alignment, tried: int) -> tuple[list[Shift], int]:
    """The shifts worth trying, and how many sacreBLEU has tried with them; it tries some more than once."""
    reached, wrong, missed = alignment.reached, alignment.wrong, alignment.missed
    found: set[Shift] = set()
    for start, word in enumerate(words):
        if wrong[min(start + _MOST_WORDS_SHIFTED, len(words))] == wrong[start]:
            continue
        end = start + _LONGEST_SHIFT + 1
        goal = target.find(word, max(0, start - _LONGEST_SHIFT), end)
        while goal >= 0:
            for length in range(1, min(_MOST_WORDS_SHIFTED, len(words) - start, len(target) - goal) + 1):
                if words[start + length - 1] != target[goal + length - 1]:
                    break
                if wrong[start + length] == wrong[start] or missed[goal + length] == missed[goal]:
                    continue
                if start < reached[goal + 1] <= start + length:  # onto itself
                    continue
                places = set(reached[goal : goal + length + 1])
                tried += len(places)
                found.update((-length, start, place) for place in places)
            if tried >= _MOST_SHIFTS_TRIED:
                return [], tried
            goal = target.find(word, goal + 1, end)
    return list(found), tried


def _best(words: str, target: str, rows: list[Row], found: list[Shift], distance: int) -> tuple[int, str]:
    """The distance and the words after the best of the shifts; what was given if none lowers the distance."""
    shifted = [_shifted(words, shift) for shift in found]
    # Without a beam: never more than with it, so most are out at once.
    exact = cdist([target], shifted, scorer=Levenshtein.distance, score_cutoff=distance - 1)[0].tolist()
    best = (distance, _NO_SHIFT)
    result = words
    for least, shift, candidate in sorted(
        (least, shift, candidate) for least, shift, candidate in zip(exact, found, shifted, strict=True) if least < distance
    ):
        if (least, shift) > best:
            break
        unmoved = min(shift[1:])
        after = (_in_beam(least, candidate, target, rows[: unmoved + 1]), shift)
        if after < best:
            best, result = after, candidate
    return best[0], result


def _shifted(words: str, shift: Shift) -> str:
    length, start, place = -shift[0], shift[1], shift[2]
    end = start + length
    if place < start:
        return words[:place] + words[start:end] + words[place:start] + words[end:]
    if place <= end:  # inside the shifted words: they move on by so many
        place += length
    return words[:start] + words[end:place] + words[start:end] + words[place:]


def _in_beam(exact: int, words: str, target: str, known: list[Row]) -> int:
    """The distance along paths inside the beam, given that along any path.

    A path of cost d that ends off the diagonal by k is never further off it than (d + k) / 2. Less a word for rounding and one
    because the beam's far edge is not in it, that is inside the beam.
    """
    if len(target) < _BEAM or exact + abs(len(words) - len(target)) <= 2 * (_BEAM - 2):
        return exact
    return _matrix(words, target, known)[-1][1][-1]


def _matrix(words: str, target: str, known: list[Row]) -> list[Row]:
    """Edit distances of the first words to the first words of the target, a row for each number of words from none.

    Known are the first rows, those of words that another hypothesis of this length begins with as well.
    """
    columns = _NO_WORD + target
    slope = len(target) / len(words)
    beam = _BEAM if slope / 2 <= _BEAM else ceil(slope / 2 + _BEAM)
    rows = known or [(0, list(range(len(columns))))]
    first, row = rows[-1]
    for number, word in enumerate(words[len(rows) - 1 :], start=len(rows)):
        middle = floor(number * slope)
        before, first = first, max(0, middle - beam)
        last = min(len(columns), middle + beam)
        skipped = first - before
        diagonal = row[skipped - 1] if skipped else _OUTSIDE
        above = row[skipped : last - before]
        above += [_OUTSIDE] * (last - first - len(above))
        row = []
        left = _OUTSIDE
        for up, column in zip(above, columns[first:last], strict=True):
            if column != word:
                diagonal += 1
            if diagonal > up:
                diagonal = up + 1
            left = diagonal if diagonal <= left else left + 1
            row.append(left)
            diagonal = up
        rows.append((first, row))
    return rows


def _alignment(words: str, target: str, rows: list[Row]) -> _Alignment:
    """Ties go to a match or a substitution, then to a word too many, then to a word missed."""
    i, j = len(words), len(target)
    reached = [0] * (j + 1)
    wrong, missed = [0] * (i + 1), [0] * (j + 1)
    while i and j:
        first, row = rows[i]
        before, above = rows[i - 1]
        value, column = row[j - first], j - before
        unlike = words[i - 1] != target[j - 1]
        if 0 < column <= len(above) and above[column - 1] + unlike == value:
            reached[j] = i
            wrong[i] = missed[j] = int(unlike)
            i, j = i - 1, j - 1
        elif column < len(above) and above[column] + 1 == value:
            wrong[i] = 1
            i -= 1
        else:
            reached[j] = i
            missed[j] = 1
            j -= 1
    wrong[1 : i + 1] = [1] * i
    missed[1 : j + 1] = [1] * j
    return _Alignment(reached, list(accumulate(wrong)), list(accumulate(missed)))
