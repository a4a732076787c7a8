"""The texts that the style model is trained on and tested with, and what each of them counts."""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from auditor.scoring.style.features import tokens, windows

Floats = NDArray[np.float64]
Kind = Literal["mt", "ht", "native"]
Shares = Mapping[str, float]

SCHEMES = ("language left out", "2021 to 2022")
"""Ways to predict texts by models that have not seen them."""
BBC_SHARE = 0.2
"""Of the weight of native text; more makes other native text look less native."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document of the corpora comes from."""

    id: str
    source: str
    """The document it translates, shared by all its translations; itself if native."""
    kind: Kind
    lang: str
    year: int
    system: str

    @property
    def is_bbc(self) -> bool:
        return self.system == "bbc"


@dataclass(frozen=True, slots=True)
class Article(Origin):
    """With what it says."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(Origin):
    """With what the style model learns of it."""

    words: int
    tokens: Counter[str]
    windows: list[Counter[str]]


def articles(corpora: Path) -> Iterator[Article]:
    """All documents of `wmt-dev` and `bbc-clean`; those of the latter have the system `bbc`."""
    for r in _records(corpora / "wmt-dev" / "docs.jsonl.gz"):
        yield Article(r["id"], r["doc"], r["kind"], r["lang"], r["year"], r["system"], "\n".join(r["segments"]))
    for r in _records(corpora / "bbc-clean" / "docs.jsonl.gz"):
        yield Article(f"bbc.{r['id']}", f"bbc.{r['id']}", "native", "en", 2005, "bbc", r["text"])


def read(corpora: Path) -> list[Text]:
    """What there is to learn from all articles."""
    return [_learned(article) for article in articles(corpora)]


def _learned(article: Article) -> Text:
    names = tokens(article.text)
    origin = (article.id, article.source, article.kind, article.lang, article.year, article.system)
    return Text(*origin, len(article.text.split()), Counter(names), windows(names))


def fold(text: Origin) -> int:
    """One of ten, by the source document."""
    return zlib.crc32(text.source.encode()) % 10


def is_kept_out(text: Origin) -> bool:
    """Whether it belongs to the half of `bbc-clean` that no model sees."""
    return text.is_bbc and fold(text) % 2 == 1


def shares(texts: Sequence[Origin], of: Shares) -> Floats:
    """Weights that sum to 1, give each kind its share, and in it each source document the same."""
    groups = [(text.kind, text.is_bbc) for text in texts]
    per_source = Counter((group, text.source) for group, text in zip(groups, texts, strict=True))
    sources = Counter(group for group, _ in per_source)
    weights = np.array([1 / per_source[group, text.source] / sources[group] for group, text in zip(groups, texts, strict=True)])
    with_bbc = len({is_bbc for kind, is_bbc in sources if kind == "native"}) > 1
    for at, (kind, is_bbc) in enumerate(groups):
        part = (BBC_SHARE if is_bbc else 1 - BBC_SHARE) if with_bbc and kind == "native" else 1.0
        weights[at] *= of[kind] * part
    return weights


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
