"""Annotations, read back by the rules of GitHub's runner, written here a second time from its source."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document, DocumentReport
from auditor.finding import Finding, Fix, Severity
from auditor.report import Problem, Report
from auditor.reporters import github
from auditor.reporters.terminal import visible
from tests.support import ARTICLE

GOLDEN = Path(__file__).parent.parent / "golden" / "ci" / "github.txt"
# Those that actions/runner registers; an unknown one is text to it.
COMMANDS = set(
    "error warning notice debug group endgroup echo add-mask add-matcher remove-matcher stop-commands set-env set-output"
    " save-state add-path internal-set-repo-path".split()
)
ANY = st.text(st.characters(), max_size=40)  # half surrogate pairs too
HOSTILE = st.one_of(
    ANY,
    st.sampled_from(
        [
            "::error::x",
            "\n::stop-commands::x",
            "\r::add-mask::a",
            "%0A::error::x",
            "%250A",
            "a,line=9::b",
            "##[error]x",
            "\x1b[31m",
            "\u2028::error::x",
            "\x85::error::x",
        ]
    ),
)


def named(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts as names of files on POSIX: of surrogates only those that stand for bytes which are not UTF-8."""
    return texts.map(lambda name: re.sub("[\\ud800-\\udc7f\\udd00-\\udfff]", "?", name))


class Obeyed(NamedTuple):
    """A command as the runner understands it."""

    command: str
    properties: dict[str, str]
    data: str


def obeyed(line: str) -> Obeyed | None:
    """ActionCommand.TryParseV2, then TryParse, of actions/runner."""
    stripped = line.lstrip()
    end = stripped.find("::", 2)
    if stripped.startswith("::") and end >= 0:
        name, _, rest = stripped[2:end].partition(" ")
        if name.lower() in COMMANDS:
            pairs = [pair.split("=", 1) for pair in rest.strip().split(",") if pair]
            properties = {p[0]: unescaped(p[1], {"%3A": ":", "%2C": ","}) for p in pairs if len(p) == 2 and p[1]}
            return Obeyed(name, properties, unescaped(stripped[end + 2 :], {}))
    old = re.search(r"##\[([^\] ]*)[^\]]*\]", line)
    return Obeyed(old[1], {}, "") if old and old[1].lower() in COMMANDS else None


def unescaped(value: str, more: dict[str, str]) -> str:
    for escape, char in ({"%0D": "\r", "%0A": "\n"} | more | {"%25": "%"}).items():
        value = value.replace(escape, char)
    return value


def read(rendered: str) -> tuple[list[Obeyed], list[str]]:
    """The commands of an output, and its other lines, as .NET splits them."""
    assert rendered.endswith("\n")
    lines = re.split(r"\r\n|\r|\n", rendered[:-1])
    return [found for line in lines if (found := obeyed(line))], [line for line in lines if not obeyed(line)]


def found(article: str | Document, start: int, end: int, **more: object) -> Finding:
    """A finding on `[start, end)` of an article."""
    document = Document(article) if isinstance(article, str) else article
    finding = Finding(
        rule="p.rule",
        type="style/awkward",
        severity=Severity.MAJOR,
        start=start,
        end=end,
        line=document.position(start)[0],
        column=document.position(start)[1],
        end_line=document.position(end)[0],
        end_column=document.position(end)[1],
        text=document.text[start:end],
        message="A message",
        why="A reason. And more.",
        fixes=(Fix(start, end, "fix", "safe"),),
        fingerprint="0" * 16,
    )
    return replace(finding, **more)  # type: ignore[arg-type]


def sample() -> Report:
    """Articles with findings of each severity, on one line, over two, in JSON Lines and on standard input."""
    news = Auditor().audit(Document(ARTICLE, "desk/article.txt", notes=("read as UTF-16",)))
    lines = "Prices rose 5%, from $9 to $10\nsaid @desk, see #12."
    over = lines.index("$10\nsaid")
    two = DocumentReport(Document(lines, "a, b: c.md"), (found(lines, over, over + 8, message="Over a line's end"),))
    one = Document("A <b>bold</b> claim", "feed.jsonl#7", file="feed.jsonl", file_line=3)
    tag = DocumentReport(one, (found(one.text, 2, 5, severity=Severity.NEUTRAL, text="<b>", fixes=(Fix(2, 5, "", "unsafe"),)),))
    stdin = DocumentReport(Document("teh end", "-"), (found("teh end", 0, 3, severity=Severity.MINOR),))
    clean = DocumentReport(Document("Nothing to say of this.", "clean.txt"), ())
    problem = Problem("raw/photo.txt", "looks like a binary file; if it is text, name its --encoding")
    return Report((news, two, tag, stdin, clean), (problem,))


@pytest.mark.usefixtures("tiny")
def test_annotations_as_the_runner_gets_them() -> None:
    assert github.render(sample()) == GOLDEN.read_text(encoding="utf-8")


@settings(deadline=None)
@given(named(HOSTILE), HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.sampled_from(Severity))
def test_nothing_but_our_commands_is_obeyed(
    path: str, content: str, message: str, why: str, rule: str, severity: Severity
) -> None:
    article = content + "x"
    fixes = (Fix(0, 1, content, "unsafe"),)
    finding = found(article, 0, len(article), rule=rule, message=message, why=why, severity=severity, fixes=fixes)
    report = Report((DocumentReport(Document(article, path), (finding,)),), (Problem(path, message),))
    rendered = github.render(report)
    commands, others = read(rendered)
    level = {"NEUTRAL": "notice", "MINOR": "warning"}.get(severity.name, "error")
    assert [command.command for command in commands] == ["error", level]
    assert set(commands[0].properties) == {"title"}
    assert set(commands[1].properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert len(others) == 1
    assert others[0].startswith("1 finding (1 ")
    assert commands[1].data.split("\n")[0] == visible(message)
    assert commands[1].data.split("\n")[1] == f"Found: {visible(article)}"
    assert commands[1].properties["title"] == visible(f"{severity.label}: {rule}").rstrip()  # the runner trims
    for char in rendered.replace("\n", ""):
        assert char >= " "
        assert not "\x7f" <= char <= "\x9f"
        assert char not in "\u2028\u2029\u202e"
    rendered.encode()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(lambda name: name.strip("./") and name != "-"))
def test_file_names_come_back_as_they_are(name: str) -> None:
    report = Report((DocumentReport(Document("teh", name), (found("teh", 0, 3),)),))
    (command,), _ = read(github.render(report))
    assert command.properties["file"] == visible(Path(name).as_posix())


def test_a_long_path_is_not_cut() -> None:
    path = "/".join(["a directory of the archive"] * 20) + "/a.txt"
    (command, *_), _ = read(github.render(Report((Auditor().audit(Document(ARTICLE, path)),))))
    assert command.properties["file"] == path


def test_paths_start_at_the_root(tmp_path: Path) -> None:
    report = Report(
        (DocumentReport(Document("teh", str(tmp_path / "wire" / "a.txt")), (found("teh", 0, 3),)),), root=str(tmp_path)
    )
    (command,), _ = read(github.render(report))
    assert command.properties["file"] == "wire/a.txt"


def test_columns_stand_only_where_the_runner_keeps_them() -> None:
    def place(document: Document, start: int, end: int) -> dict[str, str]:
        (command,), _ = read(github.render(Report((DocumentReport(document, (found(document.text, start, end),)),))))
        return {key: value for key, value in command.properties.items() if key != "title"}

    text = "one two\nthree"
    assert place(Document(text, "a"), 4, 7) == {"file": "a", "line": "1", "endLine": "1", "col": "5", "endColumn": "7"}
    assert place(Document(text, "a"), 4, 4) == {"file": "a", "line": "1", "endLine": "1", "col": "5", "endColumn": "5"}
    assert place(Document(text, "a"), 4, 9) == {"file": "a", "line": "1", "endLine": "2"}
    assert place(Document(text, "a#1", file="a", file_line=8), 4, 7) == {"file": "a", "line": "8", "endLine": "8"}
    assert place(Document(text, "-"), 4, 7) == {}


def test_the_worst_ten_of_each_level_are_shown() -> None:
    document = Document("x" * 10_000)
    severities = [Severity.NEUTRAL, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL] * 2_500
    findings = tuple(found(document, at, at + 1, severity=severity) for at, severity in enumerate(severities))
    report = Report((DocumentReport(document, findings),), (Problem("b.txt", "is empty"),))
    commands, others = read(github.render(report))
    titles = [command.properties["title"] for command in commands]
    assert titles == ["auditor", *["critical: p.rule"] * 9, *["minor: p.rule"] * 10, *["neutral: p.rule"] * 10]
    assert "10,000 findings" in others[0]
    assert others[1].startswith("30 of 10,001 are shown as annotations")
    assert len(others) == 2


def test_many_problems_leave_room_in_the_log() -> None:
    commands, others = read(github.render(Report((), tuple(Problem(f"{n}.txt", "is empty") for n in range(1_000)))))
    assert [command.data for command in commands] == [f"{n}.txt: is empty" for n in range(10)]
    assert others[1].startswith("10 of 1,000 are shown")


def test_messages_stay_short() -> None:
    long = "y" * 100_000
    finding = found(long, 0, 100_000, message=long, why=long, rule=long, fixes=tuple(Fix(0, 1, long, "safe") for _ in range(50)))
    (command,), _ = read(github.render(Report((DocumentReport(Document(long, long), (finding,)),))))
    assert len(command.data) < 4_096  # what the runner cuts
    assert len(command.properties["title"]) < 512


def test_a_run_without_findings_annotates_nothing() -> None:
    commands, others = read(github.render(Report((DocumentReport(Document("Fine.", "a.txt"), ()),))))
    assert not commands
    assert others == ["0 findings in 1 document, 1 word; MQM penalty 0.0 per 1,000 words"]
