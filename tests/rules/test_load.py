"""Rule files become rules; every error names file, line and key, and none hides another rule."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.rules import compile as compiling
from auditor.rules import load, packs
from auditor.rules.lexicons import Lexicon, Name, expand, groups, spellings, splice
from auditor.rules.loaded import RuleSet
from auditor.rules.packs import RuleFile
from tests.support import RULES, Command, write_rules

GOOD = RULES["any/teh.yaml"]
PATTERN = RULES["fr/launched.yaml"]


def compiled(**files: str | bytes) -> RuleSet:
    """Rules of the pack `p` from files by name."""
    return compiling.compile_rules(
        [
            RuleFile("p", name, Path(f"p/{name}.yaml"), c if isinstance(c, bytes) else c.encode("utf-8"))
            for name, c in files.items()
        ]
    )


def error(content: str | bytes) -> str:
    """What is wrong with a rule, which must not hide the one beside it."""
    found = compiled(bad=content, good=GOOD)
    assert [rule.id for rule in found.rules] == ["p.good"]
    ((place, message),) = found.errors
    return f"{place}: {message}"


def test_a_good_rule() -> None:
    (rule,) = compiled(good=GOOD).rules
    assert (rule.id, rule.pack, rule.path, rule.own_heads()) == ("p.good", "p", "p/good.yaml", ["recieve", "teh"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity: minor", "severity: small", "p/bad.yaml:4: `severity`: Invalid enum value 'small'"),
        ("severity: minor\n", "", "p/bad.yaml:1: Object missing required field `severity`"),
        ("type: ling", "type: long", "p/bad.yaml:3: `type`: Invalid enum value"),
        ("safety: safe", "saftey: safe", "p/bad.yaml:7: Object contains unknown field `saftey`"),
        ("check: replace", "check: replacement", "p/bad.yaml:5: `check` must be one of: "),
        ("check: replace", "check: [replace]", "p/bad.yaml:5: `check` must be one of: "),
        ("check: replace", "check: {a: b}", "p/bad.yaml:5: `check` must be one of: "),
        ("check: replace\n", "", "p/bad.yaml:1: `check` must be one of: "),
        ("map: {teh: the,", "map: {teh: [the, 3],", "p/bad.yaml:6: `map"),
        ("map: {teh: the,", "map: {a: the,", "p/bad.yaml:1: `map` needs keys of at least three characters: 'a'"),
        ("summary: A common slip", "summary: 3", "p/bad.yaml:1: `summary`: Expected `str`, got `int`"),
        ("summary: A common slip", "summary: [", "p/bad.yaml:3: not valid YAML: "),
        ("  - pass: Tehran\n", "", "p/bad.yaml:8: needs at least one `flag` and two `pass` examples; has 1 and 1"),
        ("  - pass: Tehran\n", "  - pass: a\n    flag: '[[b]]'\n", "p/bad.yaml:12: `examples[2]`: an example has either"),
        ("[[teh]]", "teh", "p/bad.yaml:9: `examples[0]`: mark the expected span with [[ ]]"),
        ("safety: safe", "unless: ['a+b']", "p/bad.yaml:7: `unless` has a repeat without upper bound"),
        ("safety: safe", "unless: ['{nothing}']", "p/bad.yaml:7: `unless`: unknown lexicon {nothing}"),
        ("safety: safe", "unless: [3]", "p/bad.yaml:7: `unless` must be text"),
        ("safety: safe", "unless: 3", "p/bad.yaml:7: `unless` must be text"),
        ("safety: safe", "unless: {a: b}", "p/bad.yaml:7: `unless` must be text"),
    ],
)
def test_errors_name_file_line_and_key(old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert error(GOOD.replace(old, new)).startswith(message)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(unclosed", "missing ), unterminated subpattern"),
        ("launched .*", "has a repeat without upper bound"),
        (r"(?:a{1,9}){1,9}(?:a{1,9}){1,9}launched", "can backtrack over more than"),
        ("(?:launched)?", "can match the empty string"),
        (r"(launched) \1", "refers back to a group"),
        ("at|by", "has no literal of 4 characters"),
        ("launched x{700}", "can match 709 characters; the most is 600"),
        ("(?L)launched", "bad inline flags"),
        ("(" * 100 + "launched" + ")" * 100, "nested too deeply"),
        (r"launched(?=.{0,69}.{0,69}(?=.{0,69}.{0,69}(?=.{0,69}.{0,69}x)))", "can begin its groups more than"),
        (r"(?>.{0,69}.{0,69}(?>.{0,69}.{0,69}(?>.{0,69}.{0,69}launched)))", "can begin its groups more than"),
        ("launched{2,1}", "min repeat greater than max repeat"),
    ],
)
def test_patterns_that_could_run_for_ever_or_do_not_compile(pattern: str, message: str) -> None:
    lines = PATTERN.replace("{verbs} (?P<who>(?:Mr|Mrs)\\. [A-Z][a-z]{1,20}+)", pattern).replace(
        "fix: {replace: '{who} said', safety: unsafe}\n", ""
    )
    assert error(lines).startswith("p/bad.yaml:6: `pattern` ")
    assert message in error(lines)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "p/bad.yaml: a rule is a mapping of keys"),
        (b"- a\n", "p/bad.yaml: a rule is a mapping of keys"),
        (b"text", "p/bad.yaml: a rule is a mapping of keys"),
        (b"summary: a\nwhy: caf\xe9\n", "p/bad.yaml:2: byte 0xe9 is not UTF-8"),
        (b"\x00\x01\x02", "p/bad.yaml:1: not valid YAML"),
    ],
)
def test_files_that_hold_no_rule(content: bytes, message: str) -> None:
    assert error(content).startswith(message)


def test_byte_order_mark_is_read_over() -> None:
    assert compiled(good=b"\xef\xbb\xbf" + GOOD.encode()).rules


@given(st.integers(0, len(PATTERN)), st.integers(0, 40), st.text(st.sampled_from("[]{}:-'\"\n ab&*|>\0\t?")))
def test_any_damage_is_a_rule_or_an_error(at: int, length: int, insert: str) -> None:
    found = compiled(bad=PATTERN[:at] + insert + PATTERN[at + length :], good=GOOD)
    assert "p.good" in [rule.id for rule in found.rules]
    assert len(found.rules) + len(found.errors) == 2


class TestPacks:
    def test_names(self, tiny: Path) -> None:
        write_rules(tiny, {"any/Bad Name.yaml": GOOD, "Odd Pack/good.yaml": GOOD, "any/.hidden.yaml": "x", "any/notes.txt": "x"})
        messages = {message for _, message in load.load().errors}
        assert messages == {
            "name the file in lower case with hyphens: it is the rule's id",
            "name the directory in lower case with hyphens: it is the pack's name",
        }

    def test_the_same_rule_twice(self, tiny: Path, tmp_path: Path) -> None:
        write_rules(tmp_path, {"any/teh.yaml": GOOD})
        found = load.load((tmp_path / "any",))
        assert found.errors == ((f"{tmp_path}/any/teh.yaml", f"rule any.teh exists already in {tiny}/any/teh.yaml"),)

    def test_files_that_cannot_be_read(self, tiny: Path) -> None:
        (tiny / "any/a.yaml").symlink_to("nowhere")
        (tiny / "any/b.yaml").mkdir()
        (tiny / "any/lexicons").write_text("not a directory")
        found = load.load()
        assert found.errors == (
            (f"{tiny}/any/a.yaml", "cannot be read: No such file or directory"),
            (f"{tiny}/any/b.yaml", "cannot be read: Is a directory"),
        )
        assert len(found.rules) == 5

    def test_own_lexicons_and_relative_directory(self, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert tiny
        lexicon = "summary: s\nsource: s\nwords: [yelled]\n"
        write_rules(tmp_path, {"desk/lexicons/shouts.yaml": lexicon, "desk/shout.yaml": PATTERN.replace("{verbs}", "{shouts}")})
        monkeypatch.chdir(tmp_path / "desk")
        assert "desk.shout" in [rule.id for rule in load.load((Path(),)).rules]

    def test_broken_lexicon_names_its_line_and_rules_that_need_it(self, tiny: Path) -> None:
        write_rules(tiny, {"lexicons/verbs.yaml": "summary: s\nsource: s\nwords: 3\n"})
        found = load.load()
        assert found.errors[0] == (f"{tiny}/lexicons/verbs.yaml:3", "`words`: Expected `array`, got `int`")
        assert found.errors[1] == (f"{tiny}/fr/launched.yaml:6", "`pattern`: unknown lexicon {verbs}")
        assert len(found.rules) == 4

    def test_missing_directory(self, tiny: Path, tmp_path: Path) -> None:
        assert tiny
        with pytest.raises(ConfigError, match="no such pack"):
            load.load((tmp_path / "nowhere",))


class TestLexicons:
    LEXICONS = {
        "verbs": Lexicon("s", "s", words=["say", "said", "said on", "say.", "say"]),
        "name": Lexicon("s", "s", pattern="[A-Z][a-z]{1,9}"),
        "who": Lexicon("s", "s", pattern="Mr {name}"),
        "a": Lexicon("s", "s", pattern="{b}"),
        "b": Lexicon("s", "s", pattern="{a}"),
    }

    def test_longest_first_and_escaped(self) -> None:
        assert expand("{verbs}", self.LEXICONS) == r"(?:said on|said|say\.|say)"

    def test_nested(self) -> None:
        assert expand("x{who}{1,3}", self.LEXICONS) == "x(?:Mr (?:[A-Z][a-z]{1,9})){1,3}"

    @pytest.mark.parametrize(
        ("expression", "message"),
        [("{verb}", "unknown lexicon {verb}; near: verbs"), ("{zzz}", "unknown lexicon {zzz}"), ("{a}", "in a circle")],
    )
    def test_errors(self, expression: str, message: str) -> None:
        with pytest.raises(ValueError, match=message.replace("{", r"\{")):
            expand(expression, self.LEXICONS)

    def test_that_multiply_are_refused(self) -> None:
        bomb = {f"l_{n}".translate(str.maketrans("0123456", "abcdefg")): Lexicon("s", "s", pattern="x") for n in range(1)}
        for name, inner in zip("bcdef", "abcde", strict=True):
            bomb[f"l_{name}"] = Lexicon("s", "s", pattern=f"{{l_{inner}}}" * 100)
        with pytest.raises(ValueError, match="becomes longer than 500,000 characters"):
            expand("{l_f}", bomb)

    def test_splice(self) -> None:
        assert splice(["a", "{verbs}", "{name}x"], self.LEXICONS)[:2] == ["a", "say"]
        assert splice("text", self.LEXICONS) == "text"

    def test_either_words_or_pattern(self) -> None:
        for content in ("summary: s\nsource: s\n", "summary: s\nsource: s\nwords: [a]\npattern: b\n"):
            found = compiling.compile_rules([RuleFile(packs.LEXICONS, "l", Path("l.yaml"), content.encode())])
            assert found.errors == (("l.yaml:1", "a lexicon has either `words`, a `pattern` or `names`"),)

    GAZETTEER = {
        "places": Lexicon(
            "s",
            "s",
            names=[
                Name("Kyiv", also=["Kiev"], foreign={"de": ["Kiew"], "pl": ["Kijów"], "nl": ["Kiew"]}),
                Name("Geneva", foreign={"de": ["Genf"]}),
            ],
        )
    }

    def test_gazetteer_gives_the_spellings_of_one_language_or_the_shared_ones(self) -> None:
        assert spellings("{places:de}", self.GAZETTEER) == {"Genf": "Geneva"}
        assert spellings("{places:shared}", self.GAZETTEER) == {"Kiew": "Kyiv"}
        assert spellings(["{places:pl}", {"Wawa": "Warsaw"}], self.GAZETTEER) == {"Kijów": "Kyiv", "Wawa": "Warsaw"}
        assert spellings({"{x}": "y"}, self.GAZETTEER) == {"{x}": "y"}

    def test_gazetteer_gives_groups_of_variants(self) -> None:
        assert groups(["{places}", ["Odesa", "Odessa"]], self.GAZETTEER) == [["Kyiv", "Kiev"], ["Odesa", "Odessa"]]

    def test_gazetteer_misused(self) -> None:
        with pytest.raises(ValueError, match="near: places"):
            spellings("{place:de}", self.GAZETTEER)
        with pytest.raises(ValueError, match="a mapping, or references to gazetteers"):
            spellings("{places}", self.GAZETTEER)
        with pytest.raises(ValueError, match="a gazetteer has no expression"):
            expand("in {places}", self.GAZETTEER)


class TestCache:
    def files(self, directory: Path) -> list[Path]:
        return sorted(directory.glob("rules-*.msgpack"))

    def ids(self) -> list[str]:
        return [rule.id for rule in load.load().rules]

    def test_is_written_and_read(self, tiny: Path, cache_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert tiny
        fresh = load.load()
        assert len(self.files(cache_directory)) == 1
        monkeypatch.setattr(load, "compile_all", None)  # must not be called
        cached = load.load()
        assert [rule.id for rule in cached.rules] == [rule.id for rule in fresh.rules]
        assert cached.packs == fresh.packs

    @pytest.mark.parametrize("content", [b"", b"\xc1", b"\x80", b"\x91\x80", b"\x93\x01\x02\x03", b"\xdd\xff\xff\xff\xff"])
    def test_damaged(self, tiny: Path, cache_directory: Path, content: bytes) -> None:
        assert tiny
        before = self.ids()
        (path,) = self.files(cache_directory)
        good = path.read_bytes()
        path.write_bytes(content)
        assert self.ids() == before
        assert path.read_bytes() == good

    @settings(max_examples=20, deadline=None)
    @given(st.data())
    def test_any_damage(self, data: st.DataObject) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
            patch.setenv("AUDITOR_CACHE_DIR", home)
            patch.setattr("auditor.rules.packs.built_in_directory", lambda: write_rules(Path(home) / "packs", RULES))
            before = self.ids()
            (path,) = self.files(Path(home))
            cut = data.draw(st.integers(0, path.stat().st_size - 1))
            path.write_bytes(path.read_bytes()[:cut])
            assert self.ids() == before

    def test_stale(self, tiny: Path, cache_directory: Path) -> None:
        before = self.ids()
        write_rules(tiny, {"any/new.yaml": GOOD})
        assert self.ids() == sorted([*before, "any.new"])
        (tiny / "any/new.yaml").unlink()
        assert self.ids() == before
        assert len(self.files(cache_directory)) == 1

    def test_a_file_written_anew_is_stale(self, tiny: Path, cache_directory: Path) -> None:
        assert cache_directory
        write_rules(tiny, {"any/new.yaml": GOOD})
        load.load()
        write_rules(tiny, {"any/new.yaml": GOOD.replace("A common slip", "Another common slip")})
        assert "Another common slip" in [rule.rule.summary for rule in load.load().rules]

    def test_changed_check_code_is_stale(self, tiny: Path, cache_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert tiny
        self.ids()
        (path,) = self.files(cache_directory)
        before = path.read_bytes()
        monkeypatch.setattr(load, "_code", lambda: "changed")
        self.ids()
        assert path.read_bytes() != before

    def test_old_ones_go(self, tiny: Path, tmp_path: Path, cache_directory: Path) -> None:
        assert tiny
        for number in range(12):
            own = tmp_path / f"desk{number}"
            write_rules(own, {"own/new.yaml": GOOD})
            load.load((own / "own",))
        assert len(self.files(cache_directory)) == 8
        assert [path.name for path in cache_directory.iterdir() if path.name.startswith("tmp")] == []

    def test_broken_rules_are_not_cached_away(self, tiny: Path) -> None:
        write_rules(tiny, {"any/bad.yaml": "x"})
        assert len(load.load().errors) == len(load.load().errors) == 1

    def test_directory_that_cannot_be_written(self, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert tiny
        (tmp_path / "file").write_text("")
        for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
            monkeypatch.setenv("AUDITOR_CACHE_DIR", str(place))
            assert len(self.ids()) == 5

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without rights")
    def test_read_only_directory(self, command: Command, article: Path, cache_directory: Path) -> None:
        cache_directory.chmod(0o555)
        article.chmod(0o644)
        try:
            process = command.start("check", article, user=65534)
        except PermissionError:
            pytest.skip("this Python cannot be read by anybody else")
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (1, b"")
        assert list(cache_directory.iterdir()) == []

    def test_two_processes_at_once(self, command: Command, article: Path) -> None:
        processes = [command.start("check", article, "--format", "json") for _ in range(4)]
        results = [process.communicate(timeout=60) for process in processes]
        assert len(set(results)) == 1
        assert results[0][1] == b""
        assert command("check", article, "--format", "json").stdout == results[0][0]

    @pytest.mark.parametrize(
        "content", [b"", b"{}", b"[]", b'{"auditor.packs": []}', b'{"auditor.packs": [["a"]], "auditor.checks": []}']
    )
    def test_damaged_list_of_plugins(self, command: Command, article: Path, cache_directory: Path, content: bytes) -> None:
        before = command("check", article)
        for path in cache_directory.glob("plugins-*.json"):
            path.write_bytes(content)
        after = command("check", article)
        assert (after.returncode, after.stdout, after.stderr) == (before.returncode, before.stdout, b"")
