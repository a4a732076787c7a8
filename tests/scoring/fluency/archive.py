"""An archive written by a grammar: small, English enough, and the same every time."""

import random

from auditor.document import Document

_PEOPLE = "Smith Jones Patel Okoro Larsen Rossi Dubois Novak".split()
_VERBS = "announced rejected welcomed criticized discussed approved".split()
_THINGS = "plan budget proposal report decision agreement program law".split()
_ENDS = (
    "on Monday, 3 March",
    "after talks in the capital",
    "in a letter to the council",
    "at the end of 2019",
    "because the cost was too high",
    "although the government had doubts",
)


def sentence(rng: random.Random) -> str:
    who = rng.choice(
        [f"Mr {rng.choice(_PEOPLE)}", "The minister", "A spokesman for the company", f"{rng.choice(_PEOPLE)}'s lawyer"]
    )
    return f"{who} {rng.choice(_VERBS)} the {rng.choice(_THINGS)} {rng.choice(_ENDS)}."


def article(number: int, sentences: int = 30) -> Document:
    """Article of that number; no two have a paragraph in common."""
    rng = random.Random(number)  # noqa: S311 - no secret
    lines = [" ".join(sentence(rng) for _ in range(3)) + f" It was number {number}.{at}." for at in range(sentences // 3)]
    return Document(f"News of the day {number}\n" + "\n".join(lines), f"{number}.txt")


def articles(count: int = 40) -> list[Document]:
    return [article(number) for number in range(count)]
