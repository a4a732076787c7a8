"""Whether the weights `wmt` reproduce the segment scores that WMT publishes.

python -m tests.benchmarks.mqm ../shared/corpora
"""

import argparse
import gzip
import tempfile
from collections import Counter
from pathlib import Path

from auditor.corpus import annotations, wmt
from auditor.scoring.profiles import WMT

_TOLERANCE = 1e-9
_REFERENCES = {"ref": "ref-A", "refB": "ref-B"}  # in the annotations, in the published scores


def published(path: Path) -> dict[tuple[str, str], str]:
    """(system, segment) → score as written, `None` where it was not rated."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.split() for line in lines][1:]
    return {(system, segment): score for system, score, segment in rows}


def _compare(title: str, ours: dict[tuple[str, str], float], rated: dict[tuple[str, str], float]) -> None:
    differences = [abs(ours[key] - rated[key]) for key in ours.keys() & rated.keys()]
    different = sum(difference > _TOLERANCE for difference in differences)
    print(f"{title}: {len(differences):,}, equal {len(differences) - different:,}, different {different:,}")
    print(f"  largest difference: {max(differences, default=0):g}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    home = arguments.parse_args().corpora / "mqm-ted"
    with tempfile.TemporaryDirectory() as directory:
        plain = Path(directory) / "annotations.tsv"
        plain.write_bytes(gzip.decompress((home / "mqm_ted_zhen.tsv.gz").read_bytes()))
        ours = {(s.system, s.id): annotations.score(s, WMT) for s in wmt.segments(str(plain))}
    theirs = published(home / "mqm_ted_zhen.avg_seg_scores.tsv.gz")
    rated = {key: float(score) for key, score in theirs.items() if score != "None"}
    _compare("segments in both files", ours, rated)
    print(f"only annotated: {dict(Counter(system for system, _ in ours.keys() - rated.keys()))}")
    print(f"only published: {dict(Counter(system for system, _ in rated.keys() - ours.keys()))}")
    references = {(_REFERENCES[system], segment): score for (system, segment), score in ours.items() if system in _REFERENCES}
    _compare("references, by their other names", references, rated)
    unrated = theirs.keys() - rated.keys()
    print(f"published as not rated: {len(unrated):,}, of which annotated {len(ours.keys() & unrated)}")


if __name__ == "__main__":
    main()
