"""Files of house models, sound and hostile."""

from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.scoring.fluency.model import Model
from auditor.scoring.fluency.storage import dump, load, parse
from auditor.scoring.fluency.training import Archive
from tests.scoring.fluency.archive import article, articles

FIRST = b"auditor house model 1\n"


@pytest.fixture(scope="module")
def house() -> Model:
    archive = Archive()
    for document in articles():
        archive.add(document)
    return archive.model()


@pytest.fixture(scope="module")
def data(house: Model) -> bytes:
    return dump(house)


def signed(body: bytes) -> bytes:
    """A file with that body and a checksum that is right."""
    return FIRST + blake2b(body, digest_size=32).digest() + body


def test_a_model_read_back_is_the_same(house: Model, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "house.lm").write_bytes(data)
    again = load(str(tmp_path / "house.lm"))
    assert dump(again) == data
    assert again.score(article(99)) == house.score(article(99))


def test_not_a_model(tmp_path: Path) -> None:
    for content in (b"", b"auditor", b"\x80\x04\x95 a pickle", b"{}"):
        with pytest.raises(InputError, match=r"house.lm: not a house model; `auditor fluency train` makes one"):
            parse(content, "house.lm")
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load(str(tmp_path / "none.lm"))
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        load(str(tmp_path))


def test_of_another_version(data: bytes) -> None:
    with pytest.raises(InputError, match="made by another version of auditor, or damaged; train it anew"):
        parse(data.replace(b"model 1\n", b"model 2\n", 1), "house.lm")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.999])
def test_cut_short(data: bytes, share: float) -> None:
    with pytest.raises(InputError, match=r"damaged or cut short|house model"):
        parse(data[: len(FIRST) + int((len(data) - len(FIRST)) * share)], "house.lm")


def test_one_bit_of_damage(data: bytes) -> None:
    damaged = bytearray(data)
    damaged[-7] ^= 1
    with pytest.raises(InputError, match="damaged"):
        parse(bytes(damaged), "house.lm")


@settings(max_examples=150)
@given(st.data())
def test_hostile_with_a_right_checksum(data: bytes, draw: st.DataObject) -> None:
    """Whatever is in the body, it is refused as an InputError or it scores with finite figures."""
    body = bytearray(data[len(FIRST) + 32 :])
    near = draw.draw(st.sampled_from([0, 60, len(body) // 2, len(body) - 200]))
    for _ in range(draw.draw(st.integers(1, 4))):
        at = min(near + draw.draw(st.integers(0, 400)), len(body) - 1)
        body[at : at + draw.draw(st.integers(0, 2))] = draw.draw(st.binary(max_size=4))
    try:
        found = parse(signed(bytes(body)), "house.lm").score(article(5, 6))
    except InputError:
        return
    assert found
    assert np.isfinite([found.cross_entropy, found.perplexity, found.percentile]).all()


def edited(data: bytes, old: bytes, new: bytes) -> bytes:
    body = data[len(FIRST) + 32 :]
    length = int.from_bytes(body[:4], "little")
    header = body[4 : 4 + length]
    assert old in header
    header = header.replace(old, new, 1)
    return signed(len(header).to_bytes(4, "little") + header + body[4 + length :])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"words":', b'"words":1', "words"),
        (b'"trigrams":', b'"trigrams":4', "not as long as it says"),
        (b'"bigrams":', b'"bigrams":-', "bigrams"),
        (b'"unknown":', b'"unknown":1e999,"x":', "unknown"),
        (b'"articles":[', b'"articles":[63.5,', "quantiles are not in order"),
        (b'"articles":[', b'"articles":[1e400,', "articles|number"),
        (b'"articles":[', b'"articles":[NaN,', "not a sound"),
        (b'{"training":', b'{"surprise":1,"training":', "unknown field"),
        (b'{"training":', b"[" * 20_000 + b'{"training":', "not a sound"),
    ],
)
def test_hostile_headers(data: bytes, old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(edited(data, old, new), "house.lm")


def test_ngrams_out_of_order(house: Model) -> None:
    for name in ("bigram_word", "trigram_word"):
        values = getattr(house.tables, name).copy()
        getattr(house.tables, name).setflags(write=True)
        getattr(house.tables, name)[:] = values[::-1]
        bad = dump(house)
        getattr(house.tables, name)[:] = values
        with pytest.raises(InputError, match="n-grams are not in order"):
            parse(bad, "house.lm")
