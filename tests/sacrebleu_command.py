"""The real `sacrebleu` command, and what it prints, as figures."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FLAGS = {"chrF": ("chrf",), "chrF++": ("chrf", "--chrf-word-order", "2"), "BLEU": ("bleu",), "TER": ("ter",)}
"""How its command line calls each of our metrics."""
_WIDTH = "12"  # decimals
_CELL = re.compile(r"(?P<score>[\d.]+) \((?P<mean>[\d.]+) ± (?P<margin>[\d.]+)\)")
_P = re.compile(r"\(p = ([\d.]+)\)")

Figures = dict[str, float | None]


def run(references: Sequence[Path], hypotheses: Sequence[Path], metric: str, *options: str) -> str:
    """Its output for one of our metrics."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sacrebleu", *map(str, references), "-i", *map(str, hypotheses)),
            *("-m", *FLAGS[metric], "-w", _WIDTH, "--quiet", "--no-color", *options),
        ],
        capture_output=True,
        check=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("SACREBLEU")},
    )
    return done.stdout.decode()


def score(references: Sequence[Path], hypothesis: Path, metric: str, *options: str) -> dict[str, Any]:
    """`score`, `signature`, and with `--confidence` `confidence_mean` and `confidence_var`."""
    return dict(json.loads(run(references, [hypothesis], metric, *options)))


def segments(references: Sequence[Path], hypothesis: Path, metric: str) -> list[tuple[str, float]]:
    """Signature and score of each segment."""
    lines = run(references, [hypothesis], metric, "--sentence-level", "-f", "text").splitlines()
    return [(line.split(" = ")[0].split("|", 1)[1], float(line.split(" = ")[1].split()[0])) for line in lines]


def paired(references: Sequence[Path], systems: Sequence[Path], metric: str, test: str, draws: int) -> tuple[str, list[Figures]]:
    """Signature, and figures of each system, of the test `bs` or `ar`.

    Read from its table: its JSON fails on the bootstrap with numpy 2.
    """
    options = (f"--paired-{test}", f"--paired-{test}-n", str(draws), "-f", "text")
    output = run(references, systems, metric, *options)
    rows: list[Figures] = []
    for line in output.split("╘")[0].split("╞")[1].splitlines():
        cell = _CELL.search(line) if test == "bs" else re.search(r"│ +(?P<score>\d+\.\d+) ", line)
        if cell:
            rows.append({**{name: float(value) for name, value in cell.groupdict().items()}, "p": None})
        elif p := _P.search(line):
            rows[-1]["p"] = float(p[1])
    return output.split(" - ")[-1].split()[1], rows
