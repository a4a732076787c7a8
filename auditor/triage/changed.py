"""What a git revision, or a range of them, changed: lines of files, as git counts them (a line ends with LF)."""

import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from auditor.document import Document
from auditor.errors import ConfigError
from auditor.finding import Finding
from auditor.matching.compiled import Lazy
from auditor.report import DocumentReport
from auditor.triage.git import Repository

_BATCH = 60_000  # bytes of file names on one command line
_RANGE = Lazy(r"(?s)(?P<start>.*?)(?P<dots>\.\.\.?)(?P<end>.*)")
_HUNK = Lazy(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = Lazy(rb"\\([0-7]{3}|.)")
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_DIFF = (
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules=all",
    "--find-renames",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
_LINK, _SUBMODULE = b"120000", b"160000"  # modes


class Lines(msgspec.Struct, frozen=True):
    """Changed lines of a file, 1-based: spans in order, ends included. Where lines were deleted before a line `n`: (n, n - 1)."""

    spans: tuple[tuple[int, int], ...] = ()

    def meet(self, first: int, last: int) -> bool:
        """Whether a stretch of lines has a changed one in it, or runs over a place where lines were deleted."""
        for start, end in self.spans[bisect_left(self.spans, first, key=max) :]:
            if start > last:
                break
            if start <= end or first < start:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Changed:
    """The files that changed, in the order they were given in, and their changed lines; None: all of them."""

    files: list[str]
    lines: Mapping[str, Lines | None] = field(repr=False)

    @classmethod
    def since(cls, rev: str, files: Sequence[str]) -> "Changed":
        """What changed from a revision to the work tree, untracked files included; or in a range `A..B` or `A...B`.

        All files must lie in one git repository; those of its submodules are passed over. Raises ConfigError for files elsewhere,
        for a revision that is not known, for a range that does not end with what the work tree holds, and where git fails.
        """
        if not files:
            return cls([], {})
        if "-" in files:
            raise ConfigError("--diff-from: standard input has no revisions; name files")
        repository = Repository(files[0])
        names = {path: repository.names(path) for path in files}
        found = _changes(repository, rev, {name for both in names.values() for name in both})
        lines: dict[str, Lines | None] = {}
        for path, (name, link) in names.items():
            if link in found and link != name:
                lines[path] = None  # another file may stand behind it
            elif name in found:
                lines[path] = found[name]
        return cls(list(lines), lines)

    def without(self, report: DocumentReport) -> DocumentReport:
        """The report with only the findings that meet a changed line."""
        document = report.document
        lines = self.lines.get(document.origin, Lines())
        if lines is None or (lines.spans and not _has_lines(document.encoding)):
            return report
        kept = tuple(finding for finding in report.findings if lines.meet(*_span(document, finding)))
        return replace(report, findings=kept, known=report.known + len(report.findings) - len(kept))


def _span(document: Document, finding: Finding) -> tuple[int, int]:
    """The first and last line of a finding, as git counts them."""
    if document.file_line is not None:
        return document.file_line, document.file_line
    first = document.text.count("\n", 0, finding.start) + 1
    return first, first + document.text.count("\n", finding.start, finding.end - 1)


def _has_lines(encoding: str) -> bool:
    """Whether a line ends with the one byte that it ends with for git; not so in UTF-16."""
    return "\n\n".encode(encoding).endswith(b"\n\n")


def _changes(repository: Repository, rev: str, wanted: set[bytes]) -> dict[bytes, Lines | None]:
    """Changed lines of the files wanted, by name; None: all lines."""
    parts = _RANGE.fullmatch(rev)
    if not parts:
        found = _lines(repository, repository.commit(rev), wanted)
        return found | dict.fromkeys(_untracked(repository, wanted))
    start, end = parts["start"] or "HEAD", parts["end"] or "HEAD"
    last = repository.commit(end)
    first = repository.base(start, end) if parts["dots"] == "..." else repository.commit(start)
    differing = sorted(name for name, *_ in _records(repository, last) if name in wanted)
    if differing:
        raise ConfigError(
            f"--diff-from {rev[:80]}: {os.fsdecode(differing[0])} is not as it is in {end[:80]!r}. "
            "Check that revision out, commit or stash what you changed, or name only the first revision of the range"
        )
    return _lines(repository, first, wanted)


def _lines(repository: Repository, commit: str, wanted: set[bytes]) -> dict[bytes, Lines | None]:
    """Changed lines of the files wanted that git tracks."""
    found: dict[bytes, Lines | None] = {}
    named: list[tuple[bytes, ...]] = []
    for name, before, letter in _records(repository, commit):
        if name not in wanted or letter == b"D":
            continue
        if letter in b"UT":  # in conflict, or no longer a link
            found[name] = None
        else:
            named.append((name,) if name == before else (name, before))
    for batch in _batches(named):
        patch = repository.ask(*_DIFF, "--patch", "--unified=0", "--inter-hunk-context=0", "--text", commit, "--", *batch)
        found |= {name: lines for name, lines in _parsed(patch) if name in wanted and name not in found}
    return found


def _records(repository: Repository, commit: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Of each file that differs from a commit: its name, its name there, and git's letter for what happened (T: a link)."""
    fields = iter(repository.ask(*_DIFF, "--raw", "--no-abbrev", "-z", commit, "--").split(b"\0"))
    for record in fields:
        if not record:
            return
        _, mode, _, _, letter = record.split()
        before = next(fields)
        name = next(fields) if letter[:1] in b"RC" else before
        if mode != _SUBMODULE:
            yield name, before, b"T" if mode == _LINK else letter[:1]


def _untracked(repository: Repository, wanted: set[bytes]) -> Iterator[bytes]:
    """Of the files wanted those that git does not track, unless they lie in a submodule."""
    tracked: set[bytes] = set()
    submodules: set[bytes] = set()
    for record in repository.ask("ls-files", "--stage", "-z").split(b"\0"):
        mode, _, name = record.partition(b"\t")
        (submodules if mode.startswith(_SUBMODULE) else tracked).add(name)
    for name in wanted - tracked:
        if submodules.isdisjoint(_above(name)):
            yield name


def _above(name: bytes) -> Iterator[bytes]:
    """The directories that a file is in."""
    while b"/" in name:
        name = name.rpartition(b"/")[0]
        yield name


def _batches(named: Sequence[tuple[bytes, ...]]) -> Iterator[list[bytes]]:
    """File names in portions that a command line takes; those of one file stay together."""
    batch: list[bytes] = []
    for names in named:
        batch += names
        if sum(map(len, batch)) > _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _parsed(patch: bytes) -> Iterator[tuple[bytes, Lines]]:
    """Changed lines by file name, from a patch without context."""
    name = b""
    spans: list[tuple[int, int]] = []
    lines = iter(patch.split(b"\n"))
    for line in lines:
        if line.startswith(b"diff --git "):
            if name:
                yield name, Lines(tuple(spans))
            name, spans = b"", []
        elif line.startswith(b"+++ "):
            name = _unquoted(line[4:]).removeprefix(b"b/")
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[2]), int(hunk[3] or 1)
            spans.append((start, start + count - 1) if count else (start + 1, start))
            left = int(hunk[1] or 1) + count
            while left:  # what stands in the lines is not for us
                left -= not next(lines, b"").startswith(b"\\")  # but that the last one does not end is no line
    if name:
        yield name, Lines(tuple(spans))


def _unquoted(name: bytes) -> bytes:
    """A file name of a patch, where git quotes what is not plain as C does."""
    name = name.removesuffix(b"\t")
    if not name.startswith(b'"'):
        return name
    return bytes(_ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if len(m[1]) == 3 else _ESCAPES.get(m[1], m[1]), name[1:-1]))
