"""Known findings stay known through edits, and new ones are not hidden: a story whose faults the test keeps book of."""

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from auditor import Auditor, Document
from auditor.errors import ConfigError
from auditor.report import DocumentReport
from auditor.triage import baseline
from auditor.triage import known as known_findings
from auditor.triage.baseline import SCHEMA_VERSION, Baseline
from auditor.triage.known import Known
from tests.support import finishes

FAULTS = {"teh": "the", "recieve": "receive", "kyiv": "Kyiv"}
STEPS = 20  # of a story; with EXAMPLES a thousand edits
EXAMPLES = 50
_LETTERS = "bdfglmnprst"
VOCABULARY = [a + v + b + w for a in _LETTERS for v in "aeiou" for b in _LETTERS for w in ("", "ing")]
_uids = count()


@dataclass(eq=False)
class Word:
    """A word of the story; another word in its place is another object."""

    text: str
    new: bool = False
    uid: int = field(default_factory=lambda: next(_uids))

    @property
    def faulty(self) -> bool:
        return self.text in FAULTS


Sentence = list[Word]


class Story:
    """Paragraphs of sentences of words, and the edits that befall them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.width = 0
        self.paragraphs = [[self.sentence() for _ in range(chance.randint(1, 4))] for _ in range(chance.randint(2, 5))]
        for _ in range(chance.randint(2, 6)):
            sentence = chance.choice(self.sentences)
            if sum(word.faulty for word in sentence) < 2:
                self.spoil(sentence, new=False)
        self.touched: Counter[int] = Counter()
        """How many words of a sentence were changed, by identity."""
        self.old = {word.uid: (word, self._home(word), self._nearest(word)) for word in self.faults()}
        self.names = count()
        self.name = "story.txt"

    @property
    def sentences(self) -> list[Sentence]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    def faults(self) -> list[Word]:
        return [word for sentence in self.sentences for word in sentence if word.faulty]

    def sentence(self) -> Sentence:
        return [Word(word) for word in self.chance.sample(VOCABULARY, self.chance.randint(9, 16))]

    def spoil(self, sentence: Sentence, *, new: bool, kinds: tuple[str, ...] = tuple(FAULTS)) -> None:
        """Put a fault in, but not beside another: of equal ones side by side nobody can say which was repaired."""
        free = [n for n in range(3, len(sentence) - 3) if not any(w.faulty for w in sentence[n - 1 : n + 1])]
        if free:
            sentence.insert(self.chance.choice(free), Word(self.chance.choice(kinds), new))

    def render(self) -> tuple[str, dict[int, Word]]:
        """The text, and the faulty words by the offset at which they stand."""
        text, places = "", {}
        column = 0
        for paragraph in self.paragraphs:
            for sentence in paragraph:
                for number, word in enumerate(sentence):
                    if self.width and column + len(word.text) > self.width:
                        text, column = text[:-1] + "\n", 0
                    if word.faulty:
                        places[len(text)] = word
                    end = ". " if number == len(sentence) - 1 else " "
                    text += word.text + end
                    column += len(word.text) + len(end)
            text, column = text[:-1] + "\n\n", 0
        return text, places

    # Edits. Each returns nothing and may find nothing to do.

    def change_word(self) -> None:
        """Another word for one that is no fault; a sentence keeps most of its words, one with a repaired fault all."""
        sentence = self.chance.choice(self.sentences)
        if self.touched[id(sentence)] < 3 and not self._repaired(sentence):
            at = self.chance.choice([n for n, word in enumerate(sentence) if not word.faulty])
            sentence[at] = Word(self.chance.choice(VOCABULARY))
            self.touched[id(sentence)] += 1

    def move_paragraph(self) -> None:
        paragraph = self.paragraphs.pop(self.chance.randrange(len(self.paragraphs)))
        self.paragraphs.insert(self.chance.randint(0, len(self.paragraphs)), paragraph)

    def move_sentence(self) -> None:
        donor = self.chance.choice(self.paragraphs)
        if len(donor) > 1:
            sentence = donor.pop(self.chance.randrange(len(donor)))
            self._insert(sentence)

    def wrap(self) -> None:
        self.width = self.chance.choice([0, 40, 60, 72, 90])

    def insert_sentence(self) -> None:
        self._insert(self.sentence())

    def delete_sound_sentence(self) -> None:
        self._delete(lambda sentence: not self._marked(sentence))

    def delete_faulty_sentence(self) -> None:
        """Not where a fault of the kind is new: the conflict that nobody can solve."""
        new = {word.text for word in self.faults() if word.new}
        self._delete(lambda sentence: not new.intersection(w.text for w, home, _ in self.old.values() if home is sentence))

    def delete_any_sentence(self) -> None:
        self._delete(lambda _: True)

    def repair(self) -> None:
        found = [word for word in self.faults() if not self.touched[id(self._home(word))]]
        if found:
            self._repair(self.chance.choice(found))

    def repair_any(self) -> None:
        if self.faults():
            self._repair(self.chance.choice(self.faults()))

    def new_fault_in_a_new_sentence(self) -> None:
        kinds = tuple(set(FAULTS) - self._vanished())
        if kinds:
            sentence = self.sentence()
            self.spoil(sentence, new=True, kinds=kinds)
            self._insert(sentence)

    def new_fault_in_an_old_sentence(self) -> None:
        sentence = self.chance.choice(self.sentences)
        kinds = tuple(set(FAULTS) - self._vanished())
        if kinds and not self._marked(sentence):
            self.spoil(sentence, new=True, kinds=kinds)

    def new_fault_anywhere(self) -> None:
        self.spoil(self.chance.choice(self.sentences), new=True)

    GENTLE = (
        change_word,
        change_word,
        move_paragraph,
        move_sentence,
        wrap,
        insert_sentence,
        delete_sound_sentence,
        delete_faulty_sentence,
        repair,
        new_fault_in_a_new_sentence,
        new_fault_in_an_old_sentence,
    )
    WILD = (*GENTLE, delete_any_sentence, repair_any, new_fault_anywhere)

    def traceless(self) -> Counter[str]:
        """Old faults that are gone, and whose place no longer stands in the text, or stands beside a new fault of the kind."""
        gone: Counter[str] = Counter()
        present = {word.uid for word in self.faults()}
        for uid, (word, home, nearest) in self.old.items():
            stands = home in self.sentences and nearest in [self._nearest(other) for other in home]
            again = any(other.new and other.text == word.text for other in home)
            gone[word.text] += uid not in present and (again or not stands)
        return gone

    def _insert(self, sentence: Sentence) -> None:
        paragraph = self.chance.choice(self.paragraphs)
        paragraph.insert(self.chance.randint(0, len(paragraph)), sentence)

    def _delete(self, fit: Callable[[Sentence], bool]) -> None:
        donors = [p for p in self.paragraphs if len(p) > 1]
        found = [(paragraph, n) for paragraph in donors for n, sentence in enumerate(paragraph) if fit(sentence)]
        if found:
            paragraph, number = self.chance.choice(found)
            del paragraph[number]

    def _repair(self, word: Word) -> None:
        home = self._home(word)
        home[home.index(word)] = Word(FAULTS[word.text])

    def _home(self, word: Word) -> Sentence:
        return next(sentence for sentence in self.sentences if word in sentence)

    def _nearest(self, word: Word) -> tuple[list[int], list[int]]:
        home = self._home(word)
        uids = [other.uid for other in home]
        at = home.index(word)
        return uids[max(0, at - 4) : at], uids[at + 1 : at + 5]

    def _marked(self, sentence: Sentence) -> bool:
        """Whether it has a fault, or had one at first."""
        return any(word.faulty for word in sentence) or any(home is sentence for _, home, _ in self.old.values())

    def _repaired(self, sentence: Sentence) -> bool:
        return any(home is sentence and word not in home for word, home, _ in self.old.values())

    def _vanished(self) -> set[str]:
        return {text for text, gone in self.traceless().items() if gone}


def made(*reports: DocumentReport, directory: Path) -> Baseline:
    """A baseline of reports, written and read again."""
    files: dict[str, list[baseline.Entry]] = {}
    for report in reports:
        name = baseline.file_name(report.document.file or report.document.path, directory)
        files.setdefault(name, []).extend(known_findings.entries(report))
    path = directory / baseline.FILE
    path.write_bytes(baseline.encoded(Baseline(SCHEMA_VERSION, files)))
    return baseline.read(str(path))


@pytest.fixture
def audit(tiny: Path) -> Callable[..., DocumentReport]:
    assert tiny.is_dir()
    auditor = Auditor()
    return lambda text, path="a.txt", **more: auditor.audit(Document(text, str(path), **more))


Audit = Callable[..., DocumentReport]
many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],  # a story does not shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
STORIES = st.integers(0, 2**32).map(lambda seed: Story(random.Random(seed)))  # noqa: S311


def steps(story: Story, edits: tuple[Any, ...], audit: Audit, directory: Path) -> Iterator[tuple[list[Word], list[Word]]]:
    """After each edit: the words that are reported as new, and those that are new."""
    path = directory / story.name
    path.touch()
    known = made(audit(story.render()[0], path), directory=directory)
    for _ in range(STEPS):
        story.chance.choice(edits)(story)
        text, places = story.render()
        report = audit(text, path)
        assert sorted(places) == [finding.start for finding in report.findings]
        left = Known(known, directory).without(report)
        assert left.known + len(left.findings) == len(places)
        yield [places[finding.start] for finding in left.findings], [word for word in places.values() if word.new]


@many
@given(STORIES)
def test_a_thousand_edits(audit: Audit, tmp_path: Path, story: Story) -> None:
    """No old finding comes back as new, and no new one is hidden."""
    for reported, new in steps(story, Story.GENTLE, audit, tmp_path):
        assert reported == new


@many
@given(STORIES)
def test_a_thousand_edits_without_mercy(audit: Audit, tmp_path: Path, story: Story) -> None:
    """Where faults come while equal ones go without a trace, the new may count as the old; never more of them than went."""
    for reported, new in steps(story, Story.WILD, audit, tmp_path):
        hidden = Counter(word.text for word in new)
        hidden.subtract(word.text for word in reported)
        traceless = story.traceless()
        assert all(0 <= hidden[kind] <= traceless[kind] for kind in FAULTS), (hidden, traceless)


@many
@given(STORIES)
def test_renamed_after_edits(audit: Audit, tmp_path: Path, story: Story) -> None:
    known = made(audit(story.render()[0], tmp_path / "gone.txt"), directory=tmp_path)
    for _ in range(3):
        story.chance.choice((Story.change_word, Story.move_paragraph, Story.wrap, Story.insert_sentence))(story)
    changed = sum(story.touched[id(home)] for _, home, _ in story.old.values())
    if 2 * changed <= len(story.old):
        assert Known(known, tmp_path).without(audit(story.render()[0], tmp_path / "sub" / "new.txt")).findings == ()


OLD = "The long talks between both sides in {} ended without any result on Monday."
NEW = "Snow fell for a third day while nobody near {} could get to work."


def without(audit: Audit, before: str, after: str, directory: Path) -> list[int]:
    """Lines of the findings that are new in a text."""
    known = made(audit(before, directory / "a.txt"), directory=directory)
    return [f.line for f in Known(known, directory).without(audit(after, directory / "a.txt")).findings]


def test_fixed_here_and_made_anew_there(audit: Audit, tmp_path: Path) -> None:
    before = f"{OLD.format('kyiv')}\n{NEW.format('us')}"
    assert without(audit, before, f"{OLD.format('Kyiv')}\n{NEW.format('kyiv')}", tmp_path) == [2]
    assert without(audit, before, f"{OLD.format('the capital')}\n{NEW.format('kyiv')}", tmp_path) == [2]
    assert without(audit, before, f"{OLD.replace('{} ', '')}\n{NEW.format('kyiv')}", tmp_path) == [2]
    assert without(audit, before, f"{OLD.format('Kyiv')}\n{NEW.format('kyiv')} {NEW.format('kyiv')}", tmp_path) == [2, 2]


def test_a_sentence_rewritten_around_its_words(audit: Audit, tmp_path: Path) -> None:
    """The conflict: it could as well have been deleted, and the fault made anew. It counts as known, and only once."""
    assert without(audit, OLD.format("kyiv"), NEW.format("kyiv"), tmp_path) == []
    assert without(audit, OLD.format("kyiv"), f"{NEW.format('kyiv')}\n{NEW.format('kyiv')}", tmp_path) == [2]


def test_a_twin_of_a_place_is_no_proof_that_it_was_fixed(audit: Audit, tmp_path: Path) -> None:
    before = f"{OLD.format('kyiv')}\n{OLD.format('Lviv')}"
    assert without(audit, before, f"{NEW.format('kyiv')}\n{OLD.format('Lviv')}", tmp_path) == []


def test_at_the_edges_of_sentences(audit: Audit, tmp_path: Path) -> None:
    first, last = "{} was hit by missiles for hours.", "For hours missiles rained on {}."
    for place in (first, last):
        before = f"{place.format('kyiv')} {NEW.format('us')}"
        assert without(audit, before, f"{place.format('Kyiv')}\n{NEW.format('kyiv')}", tmp_path) == [2]
        assert without(audit, before, f"Then {place.format('kyiv')}\n{NEW.format('us')}", tmp_path) == []


def test_other_words_or_another_rule_are_new(audit: Audit, tmp_path: Path) -> None:
    assert without(audit, OLD.format("teh"), OLD.format("kyiv"), tmp_path) == [1]
    assert without(audit, OLD.format("teh"), OLD.format("recieve"), tmp_path) == [1]


def test_other_files_do_not_help(audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    known = made(audit(OLD.format("kyiv"), tmp_path / "a.txt"), directory=tmp_path)
    assert len(Known(known, tmp_path).without(audit(OLD.format("kyiv"), tmp_path / "b.txt")).findings) == 1


def test_a_file_that_is_gone_is_inherited_once(audit: Audit, tmp_path: Path) -> None:
    text = f"{OLD.format('kyiv')}\n{NEW.format('teh')}"
    known = Known(made(audit(text, tmp_path / "a.txt"), directory=tmp_path), tmp_path)
    edited = text.replace("Snow", "Rain").replace("near", "in")
    assert [len(known.without(audit(edited, tmp_path / name)).findings) for name in ("b.txt", "c.txt")] == [0, 2]


def test_too_little_in_common_is_no_rename(audit: Audit, tmp_path: Path) -> None:
    known = made(
        audit(f"{OLD.format('kyiv')} {OLD.format('teh')} {OLD.format('recieve')}", tmp_path / "a.txt"), directory=tmp_path
    )
    text = f"{OLD.format('kyiv')} {NEW.format('teh')} {NEW.format('recieve')}"
    assert Known(known, tmp_path).without(audit(text, tmp_path / "b.txt")).known == 0


def lines(audit: Audit, directory: Path, **articles: str) -> list[DocumentReport]:
    path = str(directory / "all.jsonl")
    return [audit(text, f"{path}#{key}", file=path, file_line=n) for n, (key, text) in enumerate(articles.items(), 1)]


def test_json_lines(audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").touch()
    before = made(*lines(audit, tmp_path, one=OLD.format("kyiv"), two=NEW.format("kyiv")), directory=tmp_path)
    known = Known(before, tmp_path)
    reports = [known.without(report) for report in lines(audit, tmp_path, two=OLD.format("kyiv"), one=NEW.format("kyiv"))]
    assert [len(report.findings) for report in reports] == [0, 0]  # the ids changed places
    known = Known(before, tmp_path)
    more = lines(audit, tmp_path, one=f"{OLD.format('kyiv')} We met near kyiv.", two=NEW.format("kyiv").replace("Snow", "Rain"))
    assert [[f.start for f in known.without(report).findings] for report in more] == [[len(OLD.format("kyiv")) + 13], []]


def test_a_run_counts_what_is_used_up(audit: Audit, tmp_path: Path) -> None:
    known = Known(made(audit(OLD.format("kyiv")), directory=tmp_path), tmp_path)
    assert [e.text for _, e in known.left()] == ["kyiv"]
    assert known.without(audit("Nothing.")).known == 0
    assert len(list(known.left())) == 1


def test_the_file_is_for_people_and_for_git(audit: Audit, tmp_path: Path) -> None:
    reports = [audit(f"{NEW.format('teh')} {OLD.format('kyiv')}", tmp_path / name) for name in ("b.txt", "sub/a.txt")]
    made(*reports, directory=tmp_path)
    written = (tmp_path / baseline.FILE).read_text().splitlines()
    assert written[:4] == ["{", '"schema": 1,', '"files": {', '"b.txt": [']
    assert written[4].startswith(
        '{"rule": "any.teh", "before": "fell for a third day while nobody near", "text": "teh", "after": "could get'
    )
    assert [line[:9] for line in written[5:]] == [
        '{"rule": ',
        "],",
        '"sub/a.txt',
        '{"rule": ',
        '{"rule": ',
        "]",
        "}",
        "}",
    ] or len(written) == 13
    (tmp_path / baseline.FILE).unlink()
    made(*reversed(reports), directory=tmp_path)
    assert (tmp_path / baseline.FILE).read_text().splitlines() == written


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_text_can_be_kept(before: str, after: str, words: str) -> None:
    entry = baseline.Entry("any.teh", before, words, after, "0" * 16)
    plain = Baseline(SCHEMA_VERSION, {before: [entry, entry]})
    assert msgspec.json.decode(baseline.encoded(plain), type=Baseline) == plain


def test_half_surrogate_pairs(audit: Audit, tmp_path: Path) -> None:
    report = audit("\ud800 teh \udcff", os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    known = Known(made(report, directory=tmp_path), tmp_path)
    assert known.without(report).findings == ()


def test_names_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    assert [baseline.file_name(name, tmp_path) for name in ("a.txt", "./b/../a.txt", str(tmp_path / "a.txt"))] == ["a.txt"] * 3
    assert baseline.file_name("b/a.txt", tmp_path) == "b/a.txt"
    assert baseline.file_name("../a.txt", tmp_path) == "../a.txt"
    assert baseline.file_name(str(tmp_path / "link" / "a.txt"), tmp_path / "link") == "a.txt"
    assert baseline.file_name(str(tmp_path / "a.txt"), tmp_path / "link") == "a.txt"
    assert baseline.file_name("-", tmp_path) == "-"


ENTRY = '{"rule": "r", "before": "", "text": "t", "after": "", "fingerprint": "f"}'
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", r"b.json: damaged: .*restore it, or make it afresh with `auditor baseline create --force`"),
    "not JSON": ("schema: 1\n", ":1: damaged: "),
    "cut off": ('{"schema": 1,\n"files": {\n"a.txt": [\n', r": damaged: .*truncated"),
    "conflict of git": ('{\n"schema": 1,\n<<<<<<< HEAD\n', ":3: in conflict: keep the lines of both sides"),
    "not UTF-8": (b'{"schema": 1, "files": {"\xff": []}}', "damaged|not a baseline"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0", ":1: damaged: "),
    "list": ("[]", "not a baseline: "),
    "no version": ('{"files": {}}', r"not a baseline: .*`schema`"),
    "later version": (
        '{"schema": 2, "findings": 7}',
        r"another version of auditor; make it afresh with `auditor baseline create --force`",
    ),
    "odd version": ('{"schema": {"a": 1}, "files": {}}', "another version"),
    "no files": ('{"schema": 1}', r"not a baseline: .*`files`"),
    "wrong type": ('{"schema": 1, "files": {"a": [' + ENTRY.replace('"t"', "7") + "]}}", r"not a baseline: .*text"),
    "unknown key": ('{"schema": 1, "files": {"a": [' + ENTRY[:-1] + ', "x": 1}]}}', r"not a baseline: .*`x`"),
    "other key": ('{"schema": 1, "files": {}, "more": []}', r"not a baseline: .*`more`"),
    "deep": ('{"schema": 1, "files": ' + "[" * 10**6, "not a baseline: |damaged: "),
    "deep elsewhere": ('{"schema": 1, "x": ' + '{"a":' * 10**6, "not a baseline: |damaged: "),
    "huge number": ('{"schema": 1' + "0" * 10**5 + "}", "another version|not a baseline|damaged"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files(name: str, tmp_path: Path) -> None:
    content, said = BROKEN[name]
    path = tmp_path / "b.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=said) as caught:
        baseline.read(str(path))
    assert str(caught.value).startswith(str(path))
    assert len(str(caught.value)) < len(str(path)) + 500


def test_files_that_are_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.json: cannot be read: No such file.*; `auditor baseline create` makes one"):
        baseline.read(str(tmp_path / "none.json"))
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        baseline.read(str(tmp_path))
    with (tmp_path / "huge.json").open("wb") as stream:
        stream.truncate(2**40)
    with pytest.raises(ConfigError, match="larger than 64 MiB"):
        baseline.read(str(tmp_path / "huge.json"))


def test_a_byte_order_mark_and_another_layout(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"files": {"a": [json.loads(ENTRY)]}, "schema": 1}, indent=4).encode())
    assert baseline.read(str(path)).count == 1


@pytest.mark.parametrize("before", ["teh ", "a teh b. ", "teh\n"])
def test_many_equal_findings(audit: Audit, tmp_path: Path, before: str) -> None:
    """None of them has words by which it can be told from the others."""
    with finishes():
        known = made(audit(before * 3_000), directory=tmp_path)
        report = audit(("x " + before) * 4_000)
        assert Known(known, tmp_path).without(report).known == 3_000
