"""MQM annotations in the form of WMT."""

import gzip
from pathlib import Path

import pytest

from auditor.corpus import wmt
from auditor.corpus.wmt import read
from auditor.errors import InputError

HEADER = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n"
PUBLISHED = Path(__file__).parents[3] / "shared" / "corpora" / "mqm-ted" / "mqm_ted_zhen.tsv.gz"


def row(segment: int, rater: int, target: str, category: str, severity: str, system: str = "A") -> str:
    return f"{system}\ttalk\t1\t{segment}\trater{rater}\tsource\t{target}\t{category}\t{severity}\n"


def write(path: Path, *rows: str, header: str = HEADER) -> str:
    path.write_text(header + "".join(rows), encoding="utf-8")
    return str(path)


def test_segments_of_a_document_are_joined_and_raters_pooled(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.tsv",
        row(1, 1, "No fault.", "No-error", "No-error"),
        row(2, 1, "The <v>cat</v> bark.", "Accuracy/Mistranslation", "Major"),
        row(2, 2, "The cat <v>bark</v>.", "Fluency/Grammar", "Minor"),
        row(2, 3, "The <v>cat</v> bark.", "Accuracy/Mistranslation", "Major"),
        row(2, 3, "The cat bark.", "Accuracy/Omission", "Major"),
        row(1, 1, "Other <v>system", "Style/Awkward", "Minor", system="B"),
    )
    first, second = read(path)
    assert first.text == "No fault.\nThe cat bark."
    assert first.edited is None
    assert [(first.text[m.start : m.end], m.type, m.severity) for m in first.marks] == [
        ("cat", "Accuracy/Mistranslation", "major"),
        ("bark", "Fluency/Grammar", "minor"),
    ]
    assert second.path == f"{path}#B/talk"
    assert [second.text[m.start : m.end] for m in second.marks] == ["system"]


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ([row(1, 1, "A", "No-error", "No-error"), "A\tB\n"], 3, "2 columns where 9 are expected"),
        ([row(1, 1, "A", "Style", "Awful")], 2, "unknown severity 'Awful'"),
        ([row(1, 1, "A", "No-error", "No-error"), row(1, 2, "<v>B</v>", "Style", "Minor")], 3, "another target"),
        ([row(1, 1, "A", "Style", "x" * 5000)], 2, "unknown severity 'x{80}…'"),
        ([row(1, 1, "A" * 2**20, "Style", "Minor")], 2, "longer than 1,048,576 characters"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, rows: list[str], line: int, message: str) -> None:
    path = write(tmp_path / "a.tsv", *rows)
    with pytest.raises(InputError, match=message) as caught:
        list(read(path))
    assert caught.value.place == f"{path}:{line}"


@pytest.mark.parametrize(
    ("target", "marked"),
    [
        ("The <v>cat</v> and <v>dog</v> bark.", ["cat", "dog"]),
        ("The cat and <v>dog bark.", ["dog bark."]),
        ("The cat</v> and <v>dog bark.", []),
        ("The cat</v> and <v>dog</v> bark.", ["dog"]),
        ("The <v></v>cat and <v>dog <v>bark</v></v>.", ["dog bark"]),
    ],
)
def test_every_span_is_marked_and_no_tag_stays(tmp_path: Path, target: str, marked: list[str]) -> None:
    (passage,) = read(write(tmp_path / "a.tsv", row(1, 1, target, "Style", "Minor")))
    assert passage.text == "The cat and dog bark."
    assert [passage.text[m.start : m.end] for m in passage.marks] == marked


def test_many_spans_in_a_target_that_is_spaced_otherwise(tmp_path: Path) -> None:
    count = 30_000
    rows = row(1, 1, "ab " * count, "No-error", "No-error"), row(1, 2, "<v>a</v>b  " * count, "Style", "Minor")
    (passage,) = read(write(tmp_path / "a.tsv", *rows))
    assert [mark.start for mark in passage.marks] == list(range(0, 3 * count, 3))


def test_what_official_files_hold_besides_errors(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.tsv",
        row(1, 1, "A <v>dog</v> barks.", "Style", "Minor"),
        row(1, 1, "A cat made wrong <v>on purpose</v>.", "Found", "HOTW-test"),
        row(2, 1, "No fault.", "no-error", "no_error"),
        row(1, 2, "A  dog <v>barks</v>. ", "Style", "Major"),
        "\n",
        "\r\n",
        header="\ufeff" + HEADER,
    )
    (passage,) = read(path)
    assert passage.text == "A dog barks.\nNo fault."
    assert [(passage.text[m.start : m.end], m.severity) for m in passage.marks] == [("dog", "minor"), ("barks", "major")]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").symlink_to("/dev/zero")
    with pytest.raises(InputError, match="longer than"):
        list(read(str(tmp_path / "a.tsv")))


def test_a_file_too_large_for_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wmt, "_MOST", 1000)
    with pytest.raises(InputError, match=r"a\.tsv: larger than 1,000 characters; split it"):
        list(read(write(tmp_path / "a.tsv", *[row(1, 1, "Good.", "No-error", "No-error")] * 30)))


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column system, doc"):
        list(read(write(tmp_path / "a.tsv", header="a\tb\n")))
    with pytest.raises(InputError, match=r"a\.tsv:1: two columns have the same name"):
        list(read(write(tmp_path / "a.tsv", header=HEADER.replace("\trater", "\tseverity"))))
    (tmp_path / "b.tsv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="not UTF-8; save it as that"):
        list(read(str(tmp_path / "b.tsv")))
    with pytest.raises(InputError, match="No such file"):
        list(read(str(tmp_path / "c.tsv")))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published annotations are not here")
def test_published_annotations_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ted.tsv"
    path.write_bytes(gzip.decompress(PUBLISHED.read_bytes()))
    passages = list(read(str(path)))
    assert len(passages) == 75
    assert all(0 <= m.start < m.end <= len(p.text) for p in passages for m in p.marks)
