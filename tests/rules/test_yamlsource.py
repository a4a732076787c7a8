"""YAML as rule files use it."""

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import RuleError
from auditor.rules.yamlsource import parse


def error(text: str) -> str:
    with pytest.raises(RuleError) as caught:
        parse(text, "f.yaml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_only_plain_data() -> None:
    text = "a: [no, on, yes, 1.5, 2024-01-01, 0x1F, 007, 12, '12', true, null, ~]\nb:\n  c: |\n    x\n"
    assert parse(text, "f").data == {
        "a": ["no", "on", "yes", "1.5", "2024-01-01", "0x1F", "007", 12, "12", True, None, None],
        "b": {"c": "x\n"},
    }


def test_lines() -> None:
    source = parse("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n", "f")
    assert source.line_of("$", "b") == 2
    assert source.line_of("$.b[1].d") == 5
    assert source.line_of("$.b[1]", "c") == 4
    assert source.line_of("$.b[0].nothing[7]") == 3
    assert source.line_of("$", "nothing") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\nb: 2\n", "f.yaml:2: not valid YAML: "),
        ("a: 1\na: 2\n", "f.yaml:2: `a` is given twice"),
        ("a: &x 1\nb: *x\n", "f.yaml:1: aliases (*name) are not supported; write the value out"),
        ("&a [*a]", "f.yaml:1: aliases"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2: not valid YAML: "),
        ("a: 1\n\tb: 2\n", "f.yaml:2: not valid YAML: "),
        ("? [a]\n: b\n", "f.yaml:1: keys must be text"),
        ("a: 1\nb: \x00\n", "f.yaml:2: not valid YAML: "),
        ("a: 1\nb: \ud800\n", "f.yaml:2: not valid YAML: half a surrogate pair"),
        ("- " * 14 + "x", "f.yaml:1: nested too deeply"),
        ("a: !!python/object:os.system x\nb: }", "f.yaml:2: not valid YAML: "),
    ],
)
def test_errors_name_file_and_line(text: str, message: str) -> None:
    assert error(text).startswith(message)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_empty(text: str) -> None:
    assert parse(text, "f").data is None


def test_long_numbers_are_text() -> None:
    assert parse("a: " + "9" * 5000, "f").data == {"a": "9" * 5000}


@pytest.mark.parametrize("unit", ["[", "- ", "{a: ", "? "])
def test_nesting_does_not_crash_the_process(unit: str) -> None:
    code = (
        f"from auditor.rules.yamlsource import parse\ntry: parse({unit!r} * 100_000, 'f.yaml')\nexcept Exception as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "f.yaml:1: nested too deeply\n")


@given(st.text(st.one_of(st.sampled_from("ab:-[]{}&*!|>'\"#%@ \n\t?,"), st.characters()), max_size=60))
def test_any_text_is_data_or_a_rule_error(text: str) -> None:
    with suppress(RuleError):
        parse(text, "f.yaml")
