"""Seconds of processor time on hostile text, and how they grow when it is four times as long: four times is linear.

python -m tests.benchmarks.hostile
"""

import time

from auditor import Auditor, Document

UNITS = ["“", '"', "”", "«»", "'", "\n", "a", "Ab ", "said ", "“a,” said Mr. Smith ", "1 ", "(…) ", "- ", "the ", "Mr. A ", "; "]
UNITS += [
    ". ",
    "would have been ",
    "we are making up that ",
    "Russian President Ivan Orlov said ",
    "le la et dans pour que ",
    "éàâ ",
]
LENGTHS = (100_000, 400_000)


def main() -> None:
    auditor = Auditor()
    auditor.audit("warm")
    for unit in UNITS:
        seconds = []
        for length in LENGTHS:
            document = Document(unit * (length // len(unit)))
            begin = time.process_time()
            auditor.audit(document)
            seconds.append(time.process_time() - begin)
        print(f"{unit!r:40} {seconds[0]:6.2f} {seconds[1]:6.2f}  x{seconds[1] / seconds[0]:.1f}")


if __name__ == "__main__":
    main()
