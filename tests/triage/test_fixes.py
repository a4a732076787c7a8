"""Which fixes are applied together, and what the text becomes."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.finding import Finding, Fix, Safety, Severity
from auditor.triage.fixes import Shift, chosen, replaced
from tests.support import finishes

TEXT = "abcdefghijklmnopqrstuvwxyz"


def applied(text: str, findings: Iterable[Finding], unsafe: bool) -> tuple[str, list[Finding]]:
    """The text with all fixes that can be applied at once, and the findings that these fix."""
    taken = chosen(findings, unsafe)
    return replaced(text, [fix for _, fix in taken]), [finding for finding, _ in taken]


def finding(start: int, end: int, *fixes: tuple[str, Safety], rule: str = "any.rule", text: str | None = None) -> Finding:
    return Finding(
        rule=rule,
        type="style/awkward",
        severity=Severity.MINOR,
        start=start,
        end=end,
        line=1,
        column=start + 1,
        end_line=1,
        end_column=end + 1,
        text=TEXT[start:end] if text is None else text,
        message="",
        why="",
        fixes=tuple(Fix(start, end, replacement, safety) for replacement, safety in fixes),
        fingerprint="",
    )


SAFETIES: tuple[Safety, ...] = ("safe", "unsafe")
FIXES = st.lists(st.tuples(st.text("XY ", max_size=3), st.sampled_from(SAFETIES)), max_size=3)
FINDINGS = st.lists(
    st.builds(
        lambda start, length, fixes, rule: finding(start, min(start + length, len(TEXT)), *fixes, rule=rule),
        st.integers(0, len(TEXT)),
        st.integers(0, 8),
        FIXES,
        st.sampled_from(["a.a", "b.b"]),
    ),
    max_size=12,
)


def slowly(text: str, findings: list[Finding], unsafe: bool) -> tuple[str, list[Fix]]:
    """The same by other means: each gap between characters may be written on once, each character by one fix."""
    fixes: list[tuple[str, Fix]] = []
    for one in findings:
        allowed = [fix for fix in one.fixes if unsafe or fix.safety == "safe"]
        if allowed and allowed[0].replacement != text[one.start : one.end]:
            fixes.append((one.rule, allowed[0]))
    cells: list[str] = list(text)
    used: set[float] = set()
    taken: list[Fix] = []
    for _, fix in sorted(fixes, key=lambda pair: (pair[1].start, pair[1].end, pair[0], pair[1].replacement)):
        places = {place / 2 for place in range(2 * fix.start - 1, 2 * fix.end)}  # characters n, gaps n - 0.5
        if not places & used:
            used |= places
            taken.append(fix)
    for fix in reversed(taken):
        cells[fix.start : fix.end] = [fix.replacement]
    return "".join(cells), taken


@given(FINDINGS, st.booleans())
def test_any_fixes_give_what_the_slow_way_gives(findings: list[Finding], unsafe: bool) -> None:
    text, done = applied(TEXT, findings, unsafe)
    expected, fixes = slowly(TEXT, findings, unsafe)
    assert text == expected
    assert [fix for _, fix in chosen(findings, unsafe)] == fixes
    assert len(done) == len(fixes)


@given(FINDINGS, st.booleans(), st.randoms(use_true_random=False))
def test_order_of_findings_does_not_matter(findings: list[Finding], unsafe: bool, random: Random) -> None:
    shuffled = findings[:]
    random.shuffle(shuffled)
    assert applied(TEXT, shuffled, unsafe)[0] == applied(TEXT, findings, unsafe)[0]


@given(FINDINGS, st.data())
def test_what_is_outside_the_fixes_is_found_again(findings: list[Finding], data: st.DataObject) -> None:
    fixes = [fix for _, fix in chosen(findings, unsafe=True)]
    text, shift = replaced(TEXT, fixes), Shift(fixes)
    for fix in fixes:
        start, end = shift.span(fix.start, fix.end)
        assert text[start:end] == (fix.replacement if fix.start < fix.end else "")  # an insertion is nobody's
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, len(TEXT)))
    low, high = shift.span(start, end)
    if not any(fix.start <= end and start <= fix.end for fix in fixes):
        assert text[low:high] == TEXT[start:end]
    assert 0 <= low <= high <= len(text)


@pytest.mark.parametrize(
    ("findings", "unsafe", "expected"),
    [
        ([], False, TEXT),
        ([finding(0, 1, ("A", "safe"))], False, "A" + TEXT[1:]),
        ([finding(0, 1, ("A", "unsafe"))], False, TEXT),
        ([finding(0, 1, ("A", "unsafe"))], True, "A" + TEXT[1:]),
        ([finding(0, 1, ("X", "unsafe"), ("A", "safe"))], False, "A" + TEXT[1:]),
        ([finding(0, 1, ("X", "unsafe"), ("A", "safe"))], True, "X" + TEXT[1:]),
        ([finding(0, 1, ("a", "safe"))], False, TEXT),
        ([finding(0, 26, ("", "safe"))], False, ""),
        ([finding(0, 5, ("A", "safe")), finding(3, 8, ("B", "safe"))], False, "A" + TEXT[5:]),
        ([finding(0, 5, ("A", "safe")), finding(5, 8, ("B", "safe"))], False, "A" + TEXT[5:]),
        ([finding(0, 5, ("A", "safe")), finding(6, 8, ("B", "safe"))], False, "AfB" + TEXT[8:]),
        ([finding(0, 5, ("A", "safe")), finding(5, 8, ("B", "safe")), finding(8, 9, ("C", "safe"))], False, "AfghC" + TEXT[9:]),
    ],
)
def test_cases(findings: list[Finding], unsafe: bool, expected: str) -> None:
    assert applied(TEXT, findings, unsafe)[0] == expected


def test_very_many() -> None:
    count = 100_000
    findings = [finding(2 * at, 2 * at + 1, ("é", "safe"), text="e") for at in range(count)]
    with finishes():
        text, done = applied("e " * count, findings, unsafe=False)
    assert text == "é " * count
    assert len(done) == count
