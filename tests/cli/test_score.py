"""`auditor score`."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import __version__
from auditor.cli.progress import Progress
from tests import sacrebleu_command as sacrebleu
from tests.support import Command, Invoked

GOLDEN = Path(__file__).parent.parent / "golden"
Invoke = Callable[..., Invoked]


@pytest.fixture(autouse=True)
def news(tmp_path: Path) -> Path:
    """Two systems, two references and their source, in `tmp_path`."""
    shutil.copytree(GOLDEN / "news", tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_scores_and_signatures_in_plain_columns(command: Command) -> None:
    options = ("--ref", "reference.txt", "--ref", "reference2.txt", "--metric", "TER", "--metric", "chrf")
    done = command("score", "alpha.txt", "beta.txt", *options)
    table, signatures = done.stdout.decode().split("\n\n")
    lines = [line.split() for line in table.splitlines()]
    assert lines[0] == ["chrF", "TER"]
    references = [command.directory / "reference.txt", command.directory / "reference2.txt"]
    theirs = [sacrebleu.score(references, command.directory / "alpha.txt", metric) for metric in lines[0]]
    assert lines[1] == ["alpha.txt", *(f"{score['score']:.1f}" for score in theirs)]
    assert lines[2][0] == "beta.txt"
    assert signatures.splitlines() == [
        *(f"{metric}: {score['signature']}" for metric, score in zip(lines[0], theirs, strict=True)),
        f"auditor:{__version__}|unit:line|segments:12",
    ]
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_worst_segments_are_shown_with_their_text(invoke: Invoke) -> None:
    done = invoke("score", "alpha.txt", "--ref", "reference.txt", "--level", "segment", "--worst", "3")
    assert (done.code, done.err) == (0, "")
    shown = "\n".join(line for line in done.out.splitlines() if "nrefs:" not in line and "auditor:" not in line)
    assert shown.rstrip() + "\n" == (GOLDEN / "score-segments.txt").read_text("utf-8")


def test_without_chrf_the_worst_segments_have_most_edits(invoke: Invoke) -> None:
    done = invoke("score", "alpha.txt", "--ref", "reference.txt", "--level", "segment", "--worst", "12", "--metric", "ter")
    scores = [float(line.split()[1]) for line in done.out.split("segment of")[1].splitlines()[1:13]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_documents_of_a_file_of_names(invoke: Invoke) -> None:
    options = ("--ref", "reference.txt", "--docs", "documents.txt", "--level", "document")
    rows = [line.split() for line in invoke("score", "alpha.txt", *options).out.split("\n\n")[1].splitlines()]
    assert [row[0] for row in rows] == ["alpha.txt", "bridge", "harbor", "prices", "strike", "court", "flood"]
    read = json.loads(invoke("score", "alpha.txt", *options, "--format", "json").out)
    strike = read["systems"][0]["documents"][3]
    assert (strike["id"], strike["segments"], f"{strike['scores']['chrF']:.1f}") == ("strike", 3, rows[4][1])


def test_json_has_everything_in_input_order(invoke: Invoke) -> None:
    done = invoke("score", "alpha.txt", "beta.txt", "--ref", "reference.txt", "--level", "segment", "--format", "json")
    read = json.loads(done.out)
    assert read["tool"] == {"name": "auditor", "version": __version__}
    alpha, beta = read["systems"]
    assert [score["metric"] for score in beta["scores"]] == ["chrF", "chrF++", "BLEU", "TER"]
    assert [segment["segment"] for segment in alpha["segments"]] == list(range(1, 13))
    assert alpha["segments"][7]["hypothesis"] == "He has denied the accusations."
    assert alpha["segments"][7]["references"] == ["He denied the charges."]
    assert "eff:yes" in alpha["segment_signatures"]["BLEU"]
    assert "eff:no" in alpha["scores"][2]["signature"]


def test_confidence_intervals(invoke: Invoke) -> None:
    options = ("--ref", "reference.txt", "--confidence", "--samples", "100")
    (system,) = json.loads(invoke("score", "alpha.txt", *options, "--format", "json").out)["systems"]
    theirs = sacrebleu.score(
        [GOLDEN / "news" / "reference.txt"], GOLDEN / "news" / "alpha.txt", "BLEU", "--confidence", "--confidence-n", "100"
    )
    bleu = system["scores"][2]
    assert bleu["signature"] == theirs["signature"]
    assert bleu["confidence"]["margin"] == pytest.approx(theirs["confidence_var"], rel=1e-9)
    shown = f"{theirs['score']:.1f} ({theirs['confidence_mean']:.1f} ± {theirs['confidence_var']:.1f})"
    assert shown in invoke("score", "alpha.txt", *options).out


def test_markdown_is_tables_and_code(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "a|b.txt").write_text((tmp_path / "alpha.txt").read_text("utf-8"), "utf-8")
    done = invoke("score", "a|b.txt", "--ref", "reference.txt", "--format", "markdown", "--level", "segment")
    assert done.out.startswith("|  | chrF | chrF++ | BLEU | TER |\n| - | -: | -: | -: | -: |\n| a\\|b.txt | ")
    assert "\n- `chrF: nrefs:1|" in done.out


@pytest.mark.parametrize("suffix", ["tsv", "jsonl"])
def test_a_table_gives_the_scores_of_the_files_in_it(invoke: Invoke, tmp_path: Path, suffix: str) -> None:
    names = ("alpha.txt", "reference.txt", "documents.txt")
    rows = list(zip(*((tmp_path / name).read_text("utf-8").splitlines() for name in names), strict=True))
    if suffix == "tsv":
        table = "\n".join("\t".join(row) for row in [("hypothesis", "reference", "doc"), *rows])
    else:
        table = "\n".join(json.dumps({"hypothesis": h, "reference": r, "doc": d}) for h, r, d in rows)
    (tmp_path / f"t.{suffix}").write_text(table + "\n", "utf-8")
    from_lines = invoke("score", "alpha.txt", "--ref", "reference.txt", "--docs", "documents.txt", "--level", "document").out
    assert (
        invoke("score", f"t.{suffix}", "--level", "document").out.split()
        == from_lines.replace("alpha.txt", f"t.{suffix}").split()
    )


def article(tmp_path: Path, name: str, *, by: int) -> str:
    """A text of the news as one article, so many sentences a paragraph."""
    lines = (tmp_path / f"{name}.txt").read_text("utf-8").splitlines()
    text = "\n\n".join(" ".join(lines[at : at + by]) for at in range(0, len(lines), by))
    (tmp_path / f"{name}-article.txt").write_text(text + "\n", "utf-8")
    return f"{name}-article.txt"


def test_articles_that_are_not_line_aligned_score_as_their_lines(invoke: Invoke, tmp_path: Path) -> None:
    names = article(tmp_path, "beta", by=4), article(tmp_path, "reference", by=3)
    lines, whole = (
        json.loads(invoke("score", beta, "--ref", reference, *options, "--format", "json").out)["systems"][0]
        for beta, reference, *options in (("beta.txt", "reference.txt"), (*names, "--articles"))
    )
    assert lines["scores"] == whole["scores"]
    assert 0.5 < whole["alignment_quality"] <= 1
    assert "unit:sentence|segments:12|alignment:" in whole["signature"]
    shown = invoke("score", names[0], "--ref", names[1], "--articles").out
    quality = shown.split("\n\n")[1].splitlines()
    assert quality[0].strip() == "quality of the alignment (0 to 1)"
    assert quality[1].split() == ["beta-article.txt", f"{whole['alignment_quality']:.2f}"]


def test_what_an_article_lacks_counts_against_it(invoke: Invoke, tmp_path: Path) -> None:
    reference, name = article(tmp_path, "reference", by=3), article(tmp_path, "beta", by=4)
    text = (tmp_path / name).read_text("utf-8")
    (tmp_path / name).write_text(text.replace("The court will decide in June.", ""), "utf-8")
    systems = json.loads(invoke("score", name, "--ref", reference, "--articles", "--level", "segment", "--format", "json").out)[
        "systems"
    ]
    (lacking,) = [segment for segment in systems[0]["segments"] if not segment["hypothesis"]]
    assert lacking["references"] == ["The court will rule in June."]
    assert lacking["scores"] == {"chrF": 0, "chrF++": 0, "BLEU": 0, "TER": 100}


def test_articles_of_json_lines_meet_by_their_names(invoke: Invoke, tmp_path: Path) -> None:
    for name in ("beta", "reference"):
        lines = (tmp_path / f"{name}.txt").read_text("utf-8").splitlines()
        articles = [{"id": "first", "text": " ".join(lines[:6])}, {"id": "second", "text": " ".join(lines[6:])}]
        order = articles if name == "beta" else articles[::-1]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, order)), "utf-8")
    done = invoke("score", "beta.jsonl", "--ref", "reference.jsonl", "--articles", "--level", "document", "--format", "json")
    (system,) = json.loads(done.out)["systems"]
    assert [document["id"] for document in system["documents"]] == ["first", "second"]
    assert all(document["scores"]["chrF"] > 60 for document in system["documents"])
    done = invoke("score", article(tmp_path, "alpha", by=2), "--ref", "reference.jsonl", "--articles")
    assert done.err == "auditor: alpha-article.txt: no article of this name among the references in reference.jsonl\n"


def test_the_alignment_is_shown_on_request(invoke: Invoke, tmp_path: Path) -> None:
    names = article(tmp_path, "beta", by=4), article(tmp_path, "reference", by=3)
    done = invoke("score", names[0], "--ref", names[1], "--articles", "--show-alignment")
    assert done.code == 0
    assert done.out.index("He denied the accusations.") < done.out.index("He denied the charges.") < done.out.index("chrF++")
    as_json = invoke("score", names[0], "--ref", names[1], "--articles", "--show-alignment", "--format", "json")
    assert json.loads(as_json.out)["systems"]
    assert "He denied the charges." in as_json.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["alpha.txt"], "--ref is needed"),
        (["t.tsv", "--ref", "reference.txt"], "holds its references"),
        (["t.tsv", "alpha.txt"], "not both"),
        (["alpha.txt", "--ref", "reference.txt", "--level", "document"], "needs --docs"),
        (["alpha.txt", "--ref", "reference.txt", "--show-alignment"], "needs --articles"),
        (["alpha.txt", "--ref", "reference.txt", "--articles", "--docs", "documents.txt"], "not for --articles"),
        (["alpha.txt", "--articles"], "--ref is needed"),
        (["empty.txt", "--articles", "--ref", "reference.txt"], "empty.txt: is empty"),
        (["none.txt", "--ref", "reference.txt"], "none.txt: cannot be read"),
        (["alpha.txt", "--ref", "short.txt"], "short.txt: has 1 line, alpha.txt has 12; line by line"),
        (["alpha.txt", "--ref", "empty.txt"], "empty.txt: is empty"),
        (["empty.txt", "--ref", "reference.txt"], "empty.txt: is empty"),
        (["alpha.txt", "--ref", "source.txt"], "source.txt: is not in English but seems to be 'fr'"),
        (["alpha.txt", "--ref", "reference.txt", "--ref", "source.txt"], "source.txt: is not in English"),
        (["long.txt", "--ref", "short.txt"], "long.txt, short.txt: segment 1: 150,000 characters"),
        (["words.txt", "--ref", "short.txt"], "words.txt, short.txt: segment 1: 5,000 words"),
        (["words.txt", "--ref", "words.txt", "--articles", "--any-language"], "words.txt, words.txt: segment 1: 4,000 words"),
        (["-", "--ref", "-", "--articles"], "only one of the files can be standard input"),
        (["alpha.txt", "alpha.txt", "--ref", "reference.txt", "--articles"], "alpha.txt: is given twice as hypothesis"),
        (["t.tsv", "--ref", "reference.txt", "--articles"], "--articles is for texts"),
    ],
)
def test_bad_input_is_told_with_its_remedy(invoke: Invoke, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "short.txt").write_text("One line.\n", "utf-8")
    (tmp_path / "long.txt").write_text("x" * 150_000, "utf-8")
    (tmp_path / "words.txt").write_text("word " * 5000, "utf-8")
    done = invoke("score", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err.replace("\n", " ")


def test_a_foreign_reference_may_be_meant(invoke: Invoke) -> None:
    done = invoke("score", "alpha.txt", "--ref", "source.txt", "--any-language")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (["reference.txt"], "reference.txt: the same text as the reference reference.txt; its score says nothing"),
        (["alpha.txt", "copy.txt"], "copy.txt: the same text as alpha.txt"),
        (["alpha.txt", "--ref", "reference.txt"], "reference.txt: the same text as another reference"),
        (["source.txt"], "source.txt: not in English, but seems to be 'fr'"),
        (["mixed.txt", "--source", "source.txt"], "mixed.txt: 2 of 12 segments are the same as the source, not translated"),
        (["gaps.txt"], "gaps.txt: 2 of 12 segments are empty, the first is 2"),
    ],
)
def test_what_makes_a_score_doubtful_is_noted(invoke: Invoke, tmp_path: Path, arguments: list[str], note: str) -> None:
    alpha = (tmp_path / "alpha.txt").read_text("utf-8").splitlines()
    source = (tmp_path / "source.txt").read_text("utf-8").splitlines()
    for name, lines in {
        "copy.txt": alpha,
        "mixed.txt": [*alpha[:10], *source[10:]],
        "gaps.txt": [alpha[0], "", "", *alpha[3:]],
    }.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    done = invoke("score", *arguments, "--ref", "reference.txt")
    assert done.code == 0
    assert f"auditor: {note}" in done.err
    assert note in json.loads(invoke("score", *arguments, "--ref", "reference.txt", "--format", "json").out)["notes"][0]


def test_a_system_like_several_others_is_noted_once(invoke: Invoke, tmp_path: Path) -> None:
    for name in ("b", "c", "d"):
        (tmp_path / f"{name}.txt").write_text((tmp_path / "alpha.txt").read_text("utf-8"), "utf-8")
    done = invoke("score", "alpha.txt", "b.txt", "c.txt", "d.txt", "--ref", "reference.txt")
    assert done.err.splitlines() == [f"auditor: {name}.txt: the same text as alpha.txt" for name in "bcd"]


def test_the_reference_of_a_table_is_named_by_its_table(invoke: Invoke, tmp_path: Path) -> None:
    french = (tmp_path / "source.txt").read_text("utf-8").splitlines()
    rows = ("\t".join(row) for row in zip(french, french, strict=True))
    (tmp_path / "t.tsv").write_text("\n".join(["A\treference", *rows]) + "\n", "utf-8")
    assert invoke("score", "t.tsv").err.startswith("auditor: t.tsv: reference: is not in English")


@pytest.mark.parametrize("output", ["text", "markdown"])
def test_long_names_do_not_widen_the_tables(invoke: Invoke, tmp_path: Path, output: str) -> None:
    segment = {"hypothesis": {"x" * 5000 + "end": "a b", "B": "b"}, "reference": "a b", "doc": "y" * 5000}
    (tmp_path / "t.jsonl").write_text(json.dumps(segment), "utf-8")
    done = invoke("score", "t.jsonl", "--level", "document", "--format", output)
    assert "x…x" in done.out
    assert "xend" in done.out
    assert max(map(len, done.out.splitlines())) < 160


def test_names_in_markdown_are_no_html(invoke: Invoke, tmp_path: Path) -> None:
    article(tmp_path, "beta", by=4)
    (tmp_path / "beta-article.txt").rename(tmp_path / "<!--|.txt")
    done = invoke("score", "<!--|.txt", "--ref", article(tmp_path, "reference", by=3), "--articles", "--format", "markdown")
    assert done.code == 0
    assert "| &lt;!--\\|.txt | " in done.out
    assert "<" not in done.out


def test_tokenized_text_is_noted(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text("He left .\n" * 100, "utf-8")
    (tmp_path / "r.txt").write_text("He went.\n" * 100, "utf-8")
    assert "100 segments end with a space and a period" in invoke("score", "h.txt", "--ref", "r.txt").err


def test_what_matches_nothing_scores_nothing(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text("\n!\n", "utf-8")
    (tmp_path / "r.txt").write_text("word\n\n", "utf-8")
    done = invoke("score", "h.txt", "--ref", "r.txt", "--level", "segment", "--confidence", "--samples", "20", "--format", "json")
    assert done.code == 0
    assert [score["score"] for score in json.loads(done.out)["systems"][0]["scores"][:3]] == [0, 0, 0]


def test_control_characters_do_not_reach_the_terminal(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text("red \x1b[31malert\n", "utf-8")
    (tmp_path / "r.txt").write_text("a red alert\n", "utf-8")
    done = invoke("score", "h.txt", "--ref", "r.txt", "--level", "segment")
    assert "\x1b" not in done.out + done.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "seconds", "shown"),
    [(Terminal(), 0.5, "\rscoring:  50% of 10"), (Terminal(), 0.1, ""), (io.StringIO(), 0.5, "")],
)
def test_progress_shows_on_a_terminal_when_work_is_long(stream: io.StringIO, seconds: float, shown: str) -> None:
    now = 0.0
    with Progress("scoring", 10, stream, lambda: now) as progress:
        for _ in range(10):
            now += seconds
            progress()
            if shown:
                assert (stream.getvalue() != "") == (now >= 2)
    assert shown in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[K" if shown else "")
