"""Pages for the browser tests: an article that has everything, one of them, several of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from auditor import Document, DocumentReport
from auditor.finding import ErrorType, Finding, Fix, Safety, Severity
from auditor.report import Problem, Report, RuleEntry
from auditor.reporters.html import render
from auditor.scoring.articles import DifferingSegment, ReferenceScores
from auditor.scoring.fluency.figures import FluencyScore, SentenceScore
from auditor.scoring.metrics import Score
from auditor.scoring.verdict import Verdict
from auditor.text.differences import differences

Open = Callable[..., Any]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 700}
ENLARGED = {"width": 320, "height": 225}  # a desk at 400%
FILLER = "The council met in the evening and heard what people of the town had to say about the new road. " * 6
TEXT = (
    "A headline about kyiv\r\n"
    "PARIS, March 3 (AFP) — “Why not?”, launched Mr. Putin on Wednesday 🙂 .\r\n\r\n"
    f"{FILLER}\r\n\r\n"
    "Around fifteen  people in teh square; \u202eevil\u202c עברית.\r\nA last\tline with teh word, seen teh twice.  \r\n"
)
Flag = tuple[str, Severity, ErrorType, str, tuple[tuple[str, Safety], ...]]  # text, its rule's name, replacements
FLAGS: tuple[Flag, ...] = (
    ("kyiv", Severity.MAJOR, "linguistic-conventions/spelling", "en.city", (("Kyiv", "safe"),)),
    (
        "launched Mr. Putin",
        Severity.CRITICAL,
        "style/unidiomatic",
        "fr.launched",
        (("Mr. Putin said", "unsafe"), ("Mr. Putin <b>asked</b>", "unsafe")),
    ),
    (" .", Severity.MINOR, "linguistic-conventions/punctuation", "any.space", ((".", "safe"),)),
    ("Around fifteen", Severity.MINOR, "style/unidiomatic", "fr.fifteen", ()),
    ("  ", Severity.NEUTRAL, "linguistic-conventions/punctuation", "any.space", ((" ", "safe"),)),
    ("evil\u202c עברית.\r\nA last", Severity.MINOR, "style/awkward", "any.long", (("sun\nThe last", "unsafe"),)),
    ("teh word,", Severity.MINOR, "linguistic-conventions/spelling", "any.teh", (("", "unsafe"),)),
)
RULES = {
    name: RuleEntry(
        name, f"About {name}", f"The reason for {name}.", kind, severity, examples=(("In [[teh]] end", "In the end"),)
    )
    for _, severity, kind, name, _ in FLAGS
}


def article(text: str = TEXT, path: str = "desk/article.txt", flags: tuple[Flag, ...] = FLAGS) -> DocumentReport:
    document = Document(text, path, notes=("read as UTF-16",))
    return DocumentReport(
        document,
        tuple(finding(document, *flag) for flag in flags),
        notes=document.notes,
        verdict=Verdict("needs post-editing", 0.87, ("2 critical findings",)),
    )


def finding(
    document: Document, text: str, severity: Severity, kind: ErrorType, rule: str, fixes: tuple[tuple[str, Safety], ...]
) -> Finding:
    start = document.text.index(text)
    end = start + len(text)
    return Finding(
        rule,
        kind,
        severity,
        start,
        end,
        *document.position(start),
        *document.position(end),
        text,
        f"Message of {rule}",
        f"The reason for {rule}.",
        tuple(Fix(start, end, replacement, safety) for replacement, safety in fixes),
        "0" * 16,
    )


def full() -> DocumentReport:
    worst = DifferingSegment((0, 8), "He said so", "He told us so", 40.0, differences("He said so", "He told us so"))
    reference = ReferenceScores(
        (Score("chrF", 44.0, "sig"), Score("TER", 60.0, "sig")), 0.5, (worst,), ((0, 10),), ("Only there.",), ("poor",)
    )
    fluency = FluencyScore(50, 8.0, 256.0, 90.0, 0.1, (SentenceScore(0, 21, 9, 9.0, 512.0, 95.0),))
    return replace(article(), reference=reference, fluency=fluency, known=2)


def single() -> str:
    return render(Report((full(),), rules=RULES, packs={"any": "ab12"}))


def several() -> str:
    clean = DocumentReport(Document("Clean words only.\n", "clean.txt"), (), verdict=Verdict("ready", 0.05, ("no findings",)))
    other = article("Zebras\n\nIn teh word, long long long enough a text of words.", "z.txt", FLAGS[-1:])
    return render(Report((clean, other, full()), (Problem("gone.txt", "no such file"),), rules=RULES))


def corrected(*accepted: int, text: str = TEXT) -> str:
    """The text with the first fix of some findings, by their numbers, and ends of lines as one character."""
    for number in accepted:
        flagged, fixes = FLAGS[number - 1][0], FLAGS[number - 1][4]
        text = text.replace(flagged, fixes[0][0], 1)
    return text.replace("\r\n", "\n")


def said(page: Any, words: str) -> None:
    """Waits until the page says so."""
    page.locator(".said", has_text=words).wait_for()


def clipboard(page: Any) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return str(page.evaluate("navigator.clipboard.readText()"))
