"""Human annotations scored as WMT scores them, and rules beside them."""

import gzip
from pathlib import Path

import pytest

from auditor import Auditor
from auditor.corpus import annotations, wmt
from auditor.finding import Severity
from auditor.scoring.profiles import MQM, NAMES, WMT
from tests.corpus.test_wmt import PUBLISHED, row, write

SCORES = PUBLISHED.parent / "mqm_ted_zhen.avg_seg_scores.tsv.gz"


def segments(tmp_path: Path, *rows: str) -> list[wmt.Segment]:
    return wmt.segments(write(tmp_path / "a.tsv", *rows))


@pytest.mark.parametrize(
    ("rows", "score"),
    [
        ([row(1, 1, "A", "No-error", "No-error")], 0),
        ([row(1, 1, "A", "Accuracy/Omission", "Major")], -5),  # spanless errors count
        ([row(1, 1, "<v>A</v>", "Fluency/Punctuation", "Minor")] * 3, -0.3),  # and so does the same error once more
        ([row(1, 1, "<v>A</v>", "Fluency/Punctuation", "Major")], -5),
        ([row(1, 1, "<v>A</v>", "Non-translation!", "Major")], -25),
        ([row(1, 1, "A", "Source error", "Minor")], -1),
        ([row(1, 1, "<v>A</v>", "Style/Awkward", "Neutral")], 0),
        ([row(1, 1, "<v>A</v>", "Something new", "major")], -5),
        ([row(1, 1, "<v>A</v>", "Style/Awkward", "Major"), row(1, 2, "A", "No-error", "No-error")], -2.5),
        ([row(1, rater, "<v>A</v>", "Style/Awkward", "Minor") for rater in (1, 1, 2, 3)], -4 / 3),
        ([row(1, 1, "<v>A</v>", "Style/Awkward", "Minor"), row(1, 2, "B", "Found", "HOTW-test")], -1),
    ],
)
def test_segment_score_is_the_mean_over_raters(tmp_path: Path, rows: list[str], score: float) -> None:
    (segment,) = segments(tmp_path, *rows)
    assert annotations.score(segment, WMT) == pytest.approx(score, abs=1e-6)


def test_categories_are_named_as_rules_name_them(tmp_path: Path) -> None:
    (segment,) = segments(
        tmp_path,
        row(1, 1, "<v>A</v>", "Terminology/Inappropriate for context", "Major"),
        row(1, 1, "<v>A</v>", "Style/Something New", "Minor"),
    )
    found = [(error.type, error.severity) for error, _ in annotations.errors(segment, MQM)]
    assert found == [("terminology/wrong-term", Severity.MAJOR), ("Style/Something New", Severity.MINOR)]
    assert set(annotations.MQM_TYPES.values()) <= NAMES


@pytest.fixture
def two_systems(tmp_path: Path) -> list[wmt.Segment]:
    return segments(
        tmp_path,
        row(1, 1, "We went to <v>kyiv</v>.", "Fluency/Spelling", "Minor"),
        row(2, 1, "All is <v>good</v>.", "Style/Awkward", "Major"),
        row(2, 2, "All is good.", "No-error", "No-error"),
        row(1, 1, "We went to Kyiv.", "No-error", "No-error", system="B"),
        row(2, 1, "In teh end, all is well.", "No-error", "No-error", system="B"),
    )


def test_systems_documents_and_segments(two_systems: list[wmt.Segment]) -> None:
    first, second = annotations.rated(two_systems, WMT, "system")
    assert (first.name, first.segments, first.raters, first.score) == (("A",), 2, 2, -1.75)  # (1 + 5 / 2) / 2
    assert (first.people.words, first.people.total.penalty, first.people.per_1000_words) == (7, 3.5, 500)
    assert (second.name, second.score, second.rules) == (("B",), 0, None)
    assert [r.name for r in annotations.rated(two_systems, WMT, "document")] == [("A", "talk"), ("B", "talk")]
    assert [(r.name[2], r.score) for r in annotations.rated(two_systems, WMT, "segment")] == [
        ("1", -1),
        ("2", -2.5),
        ("1", 0),
        ("2", 0),
    ]


@pytest.mark.usefixtures("tiny")
def test_a_finding_belongs_to_the_segment_in_which_it_begins(two_systems: list[wmt.Segment]) -> None:
    found = annotations.flagged(Auditor(), two_systems, "a.tsv")
    assert {key: [f.rule for f in findings] for key, findings in found.items()} == {
        ("A", "talk", "1"): ["en.city"],
        ("B", "talk", "2"): ["any.teh"],
    }
    rules = [r.rules for r in annotations.rated(two_systems, WMT, "segment", found)]
    assert [card.total.penalty for card in rules if card] == [5, 0, 0, 1]


@pytest.mark.usefixtures("tiny")
def test_no_agreement_of_too_few_or_equal_systems(tmp_path: Path) -> None:
    words = "one two three four five"
    rows = [row(1, 1, words, "Style/Awkward", "Minor", system=name) for name in "ABCD" for _ in range("ABCD".index(name))]
    parts = segments(tmp_path, row(1, 1, words, "No-error", "No-error"), *rows)
    same = annotations.flagged(Auditor(), parts, "a.tsv")
    assert same == {}
    systems = annotations.rated(parts, WMT, "system", same)
    assert annotations.agreement(systems) is None  # the rules say the same of all
    assert annotations.agreement(systems[:2]) is None
    assert annotations.agreement(annotations.rated(parts, WMT, "system")) is None


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(("slips", "expected"), [((0, 1, 2, 3), 1.0), ((3, 2, 1, 0), -1.0), ((0, 1, 1, 2), 0.9487)])
def test_rank_correlation(tmp_path: Path, slips: tuple[int, ...], expected: float) -> None:
    rows: list[str] = []
    for errors, (name, count) in enumerate(zip("ABCD", slips, strict=True)):
        text = " ".join(["teh"] * count + ["the"] * (5 - count))
        rows.append(row(1, 1, text, "No-error", "No-error", system=name))
        rows += [row(1, 1, text, "Style/Awkward", "Minor", system=name)] * errors
    parts = segments(tmp_path, *rows)
    found = annotations.flagged(Auditor(), parts, "a.tsv")
    assert annotations.agreement(annotations.rated(parts, WMT, "system", found)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published annotations are not here")
def test_published_scores_come_out_exactly(tmp_path: Path) -> None:
    path = tmp_path / "ted.tsv"
    path.write_bytes(gzip.decompress(PUBLISHED.read_bytes()))
    ours = {(s.system, s.id): annotations.score(s, WMT) for s in wmt.segments(str(path))}
    lines = [line.split() for line in gzip.decompress(SCORES.read_bytes()).decode().splitlines()[1:]]
    theirs = {(system, segment): float(score) for system, score, segment in lines if score != "None"}
    both = ours.keys() & theirs.keys()
    assert len(both) == 6877
    assert max(abs(ours[key] - theirs[key]) for key in both) < 1e-9
