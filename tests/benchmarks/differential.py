"""The scanner's findings against those of the plain path, over whole corpora: they must be identical.

python -m tests.benchmarks.differential ../shared/corpora [EVERY]

EVERY: take each n-th document only (default 1: all).
"""

import sys
from pathlib import Path

from auditor import Auditor, Document
from tests.benchmarks.alarms import documents


def main(corpora: Path, every: int) -> None:
    fast, plain = Auditor(), Auditor(plain=True)
    count = findings = different = 0
    for number, (_, identity, text) in enumerate(documents(corpora)):
        if number % every:
            continue
        count += 1
        one, other = fast.audit(Document(text)).findings, plain.audit(Document(text)).findings
        findings += len(one)
        if one != other:
            different += 1
            print(identity, sorted({f.rule for f in set(one) ^ set(other)}))
    print(f"{count} documents, {findings} findings, {different} documents differ")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
