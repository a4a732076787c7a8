"""The verdict: which level, with what probability, for which reasons. Its quality: `tests/benchmarks/calibration.py`."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.document import Document
from auditor.finding import Finding, Severity
from auditor.pipeline import Auditor
from auditor.report import DocumentReport, SourceLanguage
from auditor.scoring.articles import ReferenceScores
from auditor.scoring.style import StyleScore, Trait
from auditor.scoring.verdict import LEVELS, Thresholds, Verdict, verdict
from auditor.scoring.verdict.reasons import reasons, shown

CORPORA = Path(__file__).parents[3] / "corpora"
chances = st.floats(0.001, 0.999)


def finding(severity: Severity) -> Finding:
    return Finding("any.x", "style/awkward", severity, 0, 1, 1, 1, 1, 2, "x", "m", "w", (), "f")


def style(translated: float, machine: float, *traits: Trait) -> StyleScore:
    return StyleScore(translated, machine, (), traits)


def judged(
    scored: StyleScore | None,
    *severities: Severity,
    words: int = 1000,
    reference: ReferenceScores | None = None,
    source: SourceLanguage | None = None,
) -> Verdict:
    found = verdict(
        DocumentReport(Document("x " * words), tuple(map(finding, severities)), source, style=scored, reference=reference),
        Thresholds(),
    )
    assert found is not None
    return found


NATIVE, RAW = style(0.02, 0.3), style(0.999, 0.99)


def test_edited_english_without_findings_is_ready() -> None:
    found = judged(NATIVE)
    assert found.level == "ready"
    assert found.probability < 0.2
    assert found.reasons == ("no findings, and it does not read like a raw translation",)


def test_what_reads_like_a_machine_is_raw_and_says_why() -> None:
    loud, faint = Trait("few contractions", 0.4), Trait("a colon", 0.01)
    found = judged(style(0.999, 0.99, loud, faint), *[Severity.MAJOR] * 9)
    assert found.level == "raw machine translation"
    assert found.probability > 0.95
    assert found.reasons == (
        "9 major findings: penalty 45.0 per 1,000 words",
        "reads like a translation (probability >0.99), and if it is one, like a machine's (0.99)",
        "style: few contractions",
    )


@pytest.mark.parametrize(
    ("severities", "level"),
    [
        ([Severity.NEUTRAL], "ready"),
        ([Severity.MINOR], "light edit"),
        ([Severity.MAJOR] * 3, "light edit"),
        ([Severity.MAJOR] * 4, "needs post-editing"),
        ([Severity.CRITICAL], "needs post-editing"),
    ],
)
def test_findings_alone_name_a_level(severities: list[Severity], level: str) -> None:
    assert judged(NATIVE, *severities).level == level


def test_a_single_finding_is_a_light_edit_unless_it_is_critical() -> None:
    assert judged(NATIVE, Severity.MAJOR, words=100).level == "light edit"
    assert judged(NATIVE, Severity.CRITICAL, words=100).level == "needs post-editing"
    assert judged(NATIVE, Severity.MAJOR, Severity.MINOR, words=100).level == "needs post-editing"


def test_without_any_finding_nothing_is_called_raw() -> None:
    assert judged(RAW).level == "needs post-editing"
    assert judged(RAW).probability > 0.93
    assert judged(RAW, Severity.MINOR).level == "raw machine translation"


def test_what_is_left_out_or_added_has_to_be_looked_at() -> None:
    omitted = ReferenceScores((), 0.5, (), (), ("It rained.",), ())
    added = ReferenceScores((), 0.5, (), ((0, 1), (2, 3)), (), ())
    complete = ReferenceScores((), 0.5, (), (), (), ())
    assert (judged(NATIVE, reference=omitted).level, judged(NATIVE, reference=complete).level) == ("light edit", "ready")
    assert judged(NATIVE, reference=omitted).reasons == ("1 sentence of the reference left out",)
    assert judged(NATIVE, reference=added).reasons == ("2 sentences that the reference does not have",)


def test_the_source_language_is_a_reason() -> None:
    found = judged(NATIVE, Severity.MINOR, source=SourceLanguage("fr", 0.97))
    assert found.reasons == (
        "1 minor finding: penalty 1.0 per 1,000 words",
        "wordings typical of translation from French (probability 0.97)",
    )


def why(scored: StyleScore, *severities: Severity, chance: float = 0.8, ready: bool = False) -> list[str]:
    return reasons(DocumentReport(Document("x " * 200), tuple(map(finding, severities))), scored, chance, ready=ready)


@pytest.mark.parametrize(
    ("scored", "reason"),
    [
        (style(0.999, 0.8), "reads like a translation (probability >0.99), and if it is one, like a machine's (0.80)"),
        (style(0.99, 0.45), "reads like a translation (probability 0.99), and if it is one, like a person's (0.55)"),
        (style(0.45, 0.96), "does not read like a translation (probability 0.45), but if it is one, like a machine's (0.96)"),
    ],
)
def test_what_style_says_is_told_as_it_is(scored: StyleScore, reason: str) -> None:
    assert why(scored) == [reason]


def test_style_is_a_reason_beside_findings_only_where_it_says_so_twice() -> None:
    assert len(why(style(0.6, 0.8), Severity.MINOR)) == 2
    assert len(why(style(0.2, 0.96), Severity.MINOR)) == 1
    assert len(why(style(0.96, 0.2), Severity.MINOR)) == 1


def test_a_ready_text_has_no_reasons_for_work() -> None:
    loud = style(0.8, 0.7, Trait("few contractions", 0.4))
    assert why(loud, chance=0.6, ready=True) == ["no findings, and its style is no clear sign of a raw translation"]
    assert why(loud, chance=0.4, ready=True) == ["no findings, and it does not read like a raw translation"]


def test_a_verdict_of_ready_never_names_style() -> None:
    lenient = Thresholds(raw_probability=1, post_editing_probability=1, light_edit_probability=1)
    found = verdict(DocumentReport(Document("x " * 1000), (), style=style(0.999, 0.99)), lenient)
    assert found is not None
    assert found.level == "ready"
    assert found.reasons == ("no findings, and its style is no clear sign of a raw translation",)


def test_a_trait_of_both_questions_is_named_once() -> None:
    of, human = Trait('"of": 99.0; news has 24.5', 0.9), Trait('"of": 99.0; human translations have 33.2', 0.4)
    told = why(StyleScore(0.99, 0.95, (of, Trait("a colon: 9.0", 0.2)), (human,)))
    assert told[1:] == [f"style: {human.says}", "style: a colon: 9.0"]


@given(st.floats(0, 1))
def test_no_probability_is_shown_as_certain(chance: float) -> None:
    assert shown(chance) not in ("0.00", "1.00")
    assert abs(float(shown(chance).strip("<>")) - chance) <= 0.0101


def test_nothing_is_said_where_nothing_is_known() -> None:
    short = DocumentReport(Document("kyiv"), (finding(Severity.CRITICAL),))
    assert verdict(short, Thresholds()) is None


@given(chances, chances, st.integers(0, 30), st.integers(0, 30))
def test_more_findings_never_make_it_better(translated: float, machine: float, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    some, many = (judged(style(translated, machine), *[Severity.MAJOR] * n) for n in (fewer, more))
    assert some.probability <= many.probability
    assert LEVELS.index(some.level) <= LEVELS.index(many.level)


@given(chances, chances, chances)
def test_the_more_it_reads_like_a_machine_the_worse(translated: float, machine: float, other: float) -> None:
    less, more = (judged(style(translated, m)) for m in sorted((machine, other)))
    assert less.probability <= more.probability
    assert LEVELS.index(less.level) <= LEVELS.index(more.level)


def test_thresholds_must_rise() -> None:
    assert msgspec.convert({"raw-probability": 0.99}, Thresholds).raw_probability == 0.99
    for bad in (
        {"raw-probability": 0.1},
        {"light-edit-penalty": 50},
        {"raw-probability": 2},
        {"light-edit-probability": float("nan")},
    ):
        with pytest.raises(
            msgspec.ValidationError, match=rf"must not fall, .*`{next(iter(bad))}` {next(iter(bad.values())):g}\b"
        ):
            msgspec.convert(bad, Thresholds)


def test_edited_articles_are_not_called_raw_and_raw_ones_need_work() -> None:
    """The project's own articles, which no model has seen; the edited ones tell foreign news as a desk publishes it."""
    auditor = Auditor()

    def levels(pattern: str) -> list[str]:
        reports = [auditor.audit(path.read_text("utf-8")) for path in sorted(CORPORA.glob(pattern))]
        return [report.verdict.level for report in reports if report.verdict]

    edited = levels("clean/**/*.txt") + levels("articles/*.ref.txt")
    raw = levels("articles/*.raw.txt")
    assert len(edited) > 40
    assert "raw machine translation" not in edited
    assert len(raw) == 10
    assert set(raw) <= {"needs post-editing", "raw machine translation"}
