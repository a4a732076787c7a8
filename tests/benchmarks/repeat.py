"""The same bytes every time: ten runs in fresh processes, several processes, several threads.

python -m tests.benchmarks.repeat DOCUMENTS.jsonl
"""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from auditor import Auditor
from auditor.reporters.json import render_scanned


def main(path: Path) -> None:
    binary = Path(sys.executable).parent / "auditor"
    digests: list[str] = []
    for jobs in [*["1"] * 5, "2", "2", "3", "3", "4"]:
        environment = {**os.environ, "PYTHONHASHSEED": str(len(digests))}
        done = subprocess.run([binary, "scan", path, "--jobs", jobs], capture_output=True, check=True, env=environment)
        digests.append(hashlib.sha256(done.stdout).hexdigest())
    from auditor.readers import read

    auditor = Auditor()
    documents = [d for d in read(str(path)) if not isinstance(d, Exception)]
    with ThreadPoolExecutor(4) as pool:
        threaded = [render_scanned(report, i) for i, report in enumerate(pool.map(auditor.audit, documents))]
    single = [render_scanned(auditor.audit(document), i) for i, document in enumerate(documents)]
    print(f"{len(documents)} documents; ten runs: {len(set(digests))} distinct output(s)")
    print(f"threads equal one thread: {threaded == single}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
