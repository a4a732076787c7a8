"""Writes `rules/records.tsv` and the `status` of every built-in rule by it: `python -m auditor.corpus`."""

import re
from pathlib import Path

from auditor.corpus import records
from auditor.corpus.evidence import tallies
from auditor.rules.packs import built_in_directory

_STATUS = re.compile(r"^status: \w+\n", re.MULTILINE)
_SEVERITY = re.compile(r"^severity: .*\n", re.MULTILINE)


def main() -> None:
    home = built_in_directory()
    built = records.build(*tallies(home.parent / "corpora"))
    (home / records.FILE).write_text(records.render(built), encoding="utf-8")
    for record in built:
        pack, _, name = record.rule.partition(".")
        _set_status(home / pack / f"{name}.yaml", record.status)
    stable = sum(record.status == "stable" for record in built)
    print(f"{len(built)} rules: {stable} stable, {len(built) - stable} preview; {sum(not r.hits for r in built)} without a hit")


def _set_status(path: Path, status: str) -> None:
    before = path.read_text(encoding="utf-8")
    after = _STATUS.sub("", before)
    if status == "preview":
        after = _SEVERITY.sub(lambda line: f"{line[0]}status: preview\n", after, count=1)
    if after != before:
        path.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
