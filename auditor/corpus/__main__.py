"""Writes `rules/records.tsv`, and puts rules without a good record on trial: `python -m auditor.corpus`."""

import re

from auditor.corpus import records
from auditor.corpus.evidence import tallies
from auditor.rules.packs import built_in_directory

_MARK = "status: preview   # for want of a good record\n"
_SEVERITY = re.compile(r"^severity: .*\n", re.MULTILINE)


def main() -> None:
    home = built_in_directory()
    built = records.build(*tallies(home.parent / "corpora"))
    (home / records.FILE).write_text(records.render(built), encoding="utf-8")
    for record in built:
        pack, _, name = record.rule.partition(".")
        path = home / pack / f"{name}.yaml"
        before = path.read_text(encoding="utf-8")
        after = with_status(before, record.status)
        if after != before:
            path.write_text(after, encoding="utf-8")
    stable = sum(record.status == "stable" for record in built)
    print(f"{len(built)} rules: {stable} with a good record; {sum(not r.hits for r in built)} without a hit")


def with_status(rule: str, status: str) -> str:
    """The text of a rule with the status that its record gives it. What its author put on trial stays there."""
    bare = rule.replace(_MARK, "")
    if status == "stable" or "\nstatus: preview" in bare:
        return bare
    return _SEVERITY.sub(lambda line: f"{line[0]}{_MARK}", bare, count=1)


if __name__ == "__main__":
    main()
