"""How long after a keystroke an editor has the findings: `python -m tests.benchmarks.lsp ARTICLE`.

A real client types single characters at random places of the article, as incremental changes, over standard input and output, and
waits each time for the diagnostics of that version before it rests for a moment and types on.
"""

import argparse
import asyncio
import random
import re
import statistics
import sys
import time
from pathlib import Path

from lsprotocol import types

from auditor.lsp.positions import Text
from tests.lsp.client import Client, start

_URI = "untitled:article"


async def _latencies(client: Client, content: str, strokes: int, rest: float) -> tuple[float, list[float]]:
    """Seconds from opening to the first diagnostics, and from each keystroke to its own."""
    chance = random.Random(7)  # noqa: S311 - the same places each time
    text = Text(content)

    async def diagnostics(version: int) -> float:
        begun = time.perf_counter()
        await client.diagnostics(_URI, version)
        return time.perf_counter() - begun

    client.open(_URI, content)
    first = await diagnostics(1)
    words = [found.end() for found in re.finditer(r"\w+", content)]
    taken = []
    for version in range(2, strokes + 2):
        await asyncio.sleep(rest)
        at = text.position(chance.choice(words))
        change = types.TextDocumentContentChangePartial(types.Range(at, at), chance.choice("aeinrst ,."))
        text = text.replaced(change.range, change.text)
        client.change(_URI, version, change)
        taken.append(await diagnostics(version))
    return first, taken


async def _run(content: str, strokes: int, rest: float) -> None:
    begun = time.perf_counter()
    async with start(sys.executable, "-m", "auditor", "lsp") as client:
        ready = time.perf_counter() - begun
        first, taken = await _latencies(client, content, strokes, rest)
    print(f"{len(content):,} characters, {strokes} keystrokes {1000 * rest:.0f} ms apart")
    print(f"start to initialized: {1000 * ready:.0f} ms; open to first diagnostics: {1000 * first:.0f} ms")
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    print(f"keystroke to diagnostics: median {1000 * cuts[49]:.0f} ms, 95th percentile {1000 * cuts[94]:.0f} ms, ", end="")
    print(f"most {1000 * max(taken):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("article", type=Path, help="a text file")
    parser.add_argument("--characters", type=int, help="repeat or cut the article to this length")
    parser.add_argument("--strokes", type=int, default=300)
    parser.add_argument("--rest", type=float, default=0.1, help="seconds between findings and the next keystroke")
    options = parser.parse_args()
    content = options.article.read_text(encoding="utf-8")
    if options.characters:
        content = (content * (options.characters // len(content) + 1))[: options.characters]
    asyncio.run(_run(content, options.strokes, options.rest))


if __name__ == "__main__":
    main()
