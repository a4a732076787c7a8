"""Processor time and peak memory of whole processes, in pairs with a peer: `auditor check` and `proselint check`.

    python -m tests.benchmarks.speed ARTICLE.txt [--peer proselint] [--runs 10]

Each pair runs one after the other, so that a drift of the machine's speed hits both; the median of the ratios counts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median


def run(command: list[str], cache: str) -> tuple[float, float]:
    """(processor seconds, peak MiB) of one finished process."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "AUDITOR_CACHE_DIR": cache}
    )
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("article", type=Path)
    arguments.add_argument("--peer", default="proselint")
    arguments.add_argument("--runs", type=int, default=10)
    given = arguments.parse_args()
    binaries = Path(sys.executable).parent
    ours = [str(binaries / "auditor"), "check", str(given.article)]
    theirs = [str(binaries / given.peer), "check", str(given.article)]
    with tempfile.TemporaryDirectory() as cache:
        cold, _ = run(ours, cache)
        run(theirs, cache)
        pairs = [(run(ours, cache), run(theirs, cache)) for _ in range(given.runs)]
    print(f"{given.article}: {given.article.stat().st_size:,} bytes, {given.runs} pairs, medians")
    print(f"auditor, cold cache: {cold:.3f} s")
    for name, side in (("auditor", 0), (given.peer, 1)):
        seconds, memory = median(p[side][0] for p in pairs), max(p[side][1] for p in pairs)
        print(f"{name}: {seconds:.3f} s processor time, peak {memory:.0f} MiB")
    print(f"ratio: {median(a[0] / b[0] for a, b in pairs):.3f}")


if __name__ == "__main__":
    main()
