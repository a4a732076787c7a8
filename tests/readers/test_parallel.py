"""Line-aligned files and tables: read as sacreBLEU reads them, refused where they do not correspond."""

import gzip
import io
from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.readers import parallel, tables
from auditor.readers.parallel import System


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("one\ntwo\n", ("one", "two")),
        ("one\ntwo", ("one", "two")),
        ("one \t\r\ntwo\r\n", ("one", "two")),
        ("one\n\n", ("one", "")),
        ("\n", ("",)),
        ("", ()),
        ("one\u2028still\x0cstill\x85one\rone\ntwo", ("one\u2028still\x0cstill\x85one\rone", "two")),
        ("\ufeffone\n", ("one",)),
    ],
)
def test_only_a_line_feed_ends_a_line(content: str, lines: tuple[str, ...]) -> None:
    assert parallel.read_lines(written("a.txt", content)).lines == lines


def test_several_systems_and_references() -> None:
    hypotheses = [written("a.txt", "a1\na2\n"), written("b.txt", "b1\nb2\n")]
    references = [written("r.txt", "r1\nr2\n"), written("s.txt", "s1\ns2\n")]
    read = parallel.read(hypotheses, references, written("docs", "x\nx\n"), written("src", "q1\nq2\n"))
    assert read.systems == (System("a.txt", ("a1", "a2")), System("b.txt", ("b1", "b2")))
    assert (read.references, read.documents, read.sources) == ((("r1", "r2"), ("s1", "s2")), ("x", "x"), ("q1", "q2"))


def test_gzip_is_read_and_damaged_gzip_is_not() -> None:
    assert parallel.read_lines(written("a.gz", gzip.compress(b"one\n"))).lines == ("one",)
    for damaged in (b"no gzip", gzip.compress(b"one\n" * 1000)[:-9]):
        with pytest.raises(InputError, match=r"a\.gz: cannot be read"):
            parallel.read_lines(written("a.gz", damaged))


def test_another_encoding_is_named_in_a_note() -> None:
    read = parallel.read([written("a.txt", "café\n".encode("cp1252"))], [written("r.txt", "x\n")])
    assert read.systems[0].segments == ("café",)
    assert read.notes == ("a.txt: read as cp1252 (Windows Latin-1), for it is not UTF-8",)


def test_different_numbers_of_lines_are_refused_with_files_counts_and_remedy() -> None:
    with pytest.raises(InputError, match=r"r\.txt: has 2 lines, a\.txt has 1; .*--articles"):
        parallel.read([written("a.txt", "a1\n")], [written("r.txt", "r1\nr2\n")])


@pytest.mark.parametrize(("content", "message"), [("", "is empty"), ("\n \n", "has only empty lines")])
def test_an_empty_file_is_refused(content: str, message: str) -> None:
    full, empty = written("full.txt", "one\ntwo\n"), written("empty.txt", content)
    for hypothesis, reference in ((full, empty), (empty, full)):
        with pytest.raises(InputError, match=f"empty.txt: {message}"):
            parallel.read([hypothesis], [reference])


def test_what_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"none\.txt: cannot be read: No such file"):
        parallel.read(["none.txt"], ["none.txt"])
    with pytest.raises(InputError, match=r"none\.txt: is given twice as hypothesis; name each file once"):
        parallel.read(["none.txt", "none.txt"], ["none.txt"])
    for hypotheses, references in ((["-"], ["-"]), (["-", "-"], ["none.txt"])):
        with pytest.raises(InputError, match="only one of the files can be standard input"):
            parallel.read(hypotheses, references)
    monkeypatch.setattr(parallel, "MOST_SEGMENTS", 10)
    with pytest.raises(InputError, match=r"many\.txt: more than 10 lines"):
        parallel.read_lines(written("many.txt", "x\n" * 12))


def test_standard_input_is_a_file_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"one\n")))
    assert parallel.read(["-"], [written("r.txt", "r\n")]).systems == (System("-", ("one",)),)


def test_tsv_with_one_system() -> None:
    path = written(
        "t.tsv", 'id\tdoc\tsource\thypothesis\treference\treference2\n1\tx\tq\t"h1\tr1\ts1\r\n2\tx\t\th2\tr2\t\n3\ty\tq\th3\t\t\n'
    )
    read = tables.read([path])
    assert read.systems == (System("t.tsv", ('"h1', "h2", "h3")),)
    assert read.references == (("r1", "r2", ""), ("s1", None, None))
    assert (read.documents, read.sources) == (("x", "x", "y"), ("q", "", "q"))


def test_tsv_with_a_column_for_each_system() -> None:
    read = tables.read([written("t.tsv", "engine A\tB\treference\na\tb\tr\n")])
    assert read.systems == (System("engine A", ("a",)), System("B", ("b",)))
    assert (read.documents, read.sources) == (None, None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"t\.tsv:1: the first line must name the columns.*it has nothing"),
        ("hypothesis\tref\n", r"t\.tsv:1: .*it has hypothesis, ref"),
        ("reference\tdoc\nr\td\n", r"t\.tsv:1: the first line must name"),
        ("a\ta\treference\n", "two columns have the same name"),
        ("a\t" * 100 + "reference\n", "more than 100 columns"),
        ("hypothesis\treference\n", "has no segments"),
        ("hypothesis\treference\nh\tr\nh\n", r"t\.tsv:3: 1 cells, but 2 columns; a text cannot hold a tab"),
        ("A\t\treference\nh\th\tr\n", r"t\.tsv:1: a column has no name"),
        ("A\tB\treference\nh\t \tr\n", r"t\.tsv: B is empty in all segments"),
        ("A\treference\nh\t\n", r"t\.tsv: the reference is empty in all segments"),
    ],
)
def test_a_malformed_tsv_is_refused_with_its_line(content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tables.read([written("t.tsv", content)])


def test_json_lines() -> None:
    path = written(
        "t.jsonl",
        '{"hypothesis": {"A": "a1", "B": "b1"}, "reference": ["r1", "s1"], "doc": 7, "other": 0}\n\n'
        '{"hypothesis": {"B": "b2", "A": "a2"}, "reference": "r2", "doc": "y", "source": "q"}\n',
    )
    read = tables.read([path])
    assert read.systems == (System("A", ("a1", "a2")), System("B", ("b1", "b2")))
    assert (read.references, read.documents, read.sources) == ((("r1", "r2"), ("s1", None)), ("7", "y"), ("", "q"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"hypothesis": "h", "reference": "r"}\n{"hypothesis": "h"}', r"t\.jsonl:2: not a segment: .*reference"),
        ('{"hypothesis": "h", "reference": []}', r"t\.jsonl:1: not a segment: `reference` is empty"),
        ('{"hypothesis": "h", "reference": [' + '"r",' * 100 + '"r"]}', "more than 100 systems or references"),
        ('{"hypothesis": {}, "reference": "r"}', r"`hypothesis` is empty"),
        ('{"hypothesis": "h", "reference": NaN}', r"t\.jsonl:1: not a segment"),
        ("[" * 100_000, r"t\.jsonl:1: not a segment"),
        ('{"hypothesis": "h", "reference": "r", "doc": "x"}\n{"hypothesis": "h", "reference": "r"}', r"t\.jsonl:2: `doc` must"),
        ('{"hypothesis": "h", "reference": "r"}\n\n{"hypothesis": {"A": "h"}, "reference": "r"}', r"t\.jsonl:3: the systems"),
        ('{"hypothesis": {"": "h"}, "reference": "r"}', r"t\.jsonl:1: a system has no name"),
        ('{"hypothesis": "h", "reference": ["r", " "]}', r"t\.jsonl: the reference is empty in all segments"),
        ("", "has no segments"),
    ],
)
def test_malformed_json_lines_are_refused(content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tables.read([written("t.jsonl", content)])


def test_tables_of_the_same_references_are_read_together() -> None:
    paths = [written(name, f"hypothesis\treference\n{name}\tr\n") for name in ("a.tsv", "b.tsv")]
    assert [system.name for system in tables.read(paths).systems] == ["a.tsv", "b.tsv"]
    with pytest.raises(InputError, match=r"c\.tsv: has not the same references and documents as a\.tsv"):
        tables.read(["a.tsv", written("c.tsv", "hypothesis\treference\nh\tq\n")])
    with pytest.raises(InputError, match=r"d\.tsv, e\.tsv: two systems are named 'A'; rename one"):
        tables.read([written(name, "A\treference\nh\tr\n") for name in ("d.tsv", "e.tsv")])


def test_too_many_segments_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_SEGMENTS", 2)
    with pytest.raises(InputError, match="more than 2 segments"):
        tables.read([written("t.tsv", "hypothesis\treference\n" + "h\tr\n" * 3)])
    monkeypatch.setattr(tables, "MOST_CELLS", 5)
    assert tables.read([written("t.tsv", "hypothesis\treference\n" + "h\tr\n" * 2)])
    with pytest.raises(InputError, match="or 5 hypotheses and references"):
        tables.read([written("t.tsv", "A\tB\treference\n" + "h\th\tr\n" * 2)])
