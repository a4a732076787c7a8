"""From articles to a model."""

import pytest

from auditor.document import Document
from auditor.errors import InputError
from auditor.scoring.fluency import training
from auditor.scoring.fluency.figures import Read
from auditor.scoring.fluency.model import Model
from auditor.scoring.fluency.storage import dump
from auditor.scoring.fluency.training import Archive
from tests.scoring.fluency.archive import article, articles

GERMAN = (
    "Die Regierung hat am Montag angekündigt, dass sie den Haushalt kürzen will. Der Minister sprach von einer schweren Zeit. "
)


def trained(documents: list[Document]) -> tuple[Model, Read]:
    archive = Archive()
    for document in documents:
        archive.add(document)
    return archive.model(), archive.read


def test_counts_what_it_read() -> None:
    model, read = trained(articles(40))
    assert (read.articles, read.paragraphs, read.repeated_paragraphs, read.repeated_articles) == (40, 440, 0, 0)
    assert (model.training.articles, model.training.held_out_articles) == (36, 4)
    assert model.training.tokens + model.training.held_out_tokens == read.tokens
    assert read.tokens > training.LEAST_READ


def test_duplicates_do_not_count_twice() -> None:
    once, _ = trained(articles(40))
    spaced = [Document(a.text.replace(" ", "  ") + "\n\n", "copy") for a in articles(40)]
    twice, read = trained([*articles(40), *articles(40), *spaced])
    assert dump(twice) == dump(once)
    assert (read.articles, read.repeated_articles, read.repeated_paragraphs) == (40, 80, 880)


def test_repeated_paragraph_in_a_new_article() -> None:
    archive = Archive()
    archive.add(Document("Read more here about the council and the plan.\nThe story of the day was in the news.", "a"))
    archive.add(Document("Read more here about the council and the plan.\nAnother story was told to the public.", "b"))
    assert (archive.read.articles, archive.read.repeated_paragraphs, archive.read.repeated_articles) == (2, 1, 0)


def test_order_of_reading_does_not_choose_who_is_held_out() -> None:
    forth, back = trained(articles(40))[0], trained(articles(40)[::-1])[0]
    assert forth.training == back.training
    assert forth.articles == back.articles


def test_other_languages_are_left_out() -> None:
    once, _ = trained(articles(40))
    model, read = trained([Document(GERMAN * 20), *articles(40), Document(GERMAN * 20)])
    assert read.foreign == {"de": 1}  # the other repeats its paragraph
    assert (read.articles, read.repeated_articles) == (40, 1)
    assert dump(model) == dump(once)


def test_an_archive_in_another_language() -> None:
    archive = Archive()
    for number in range(40):
        archive.add(Document("\n".join(f"{GERMAN} Nummer {number}, {line}." for line in range(20))))
    assert archive.read.foreign["de"] == 40
    with pytest.raises(InputError, match="0 articles in English with 0 words and marks"):
        archive.model()


@pytest.mark.parametrize("documents", [[], articles(3), [Document("")] * 99, [article(1, 3000)]])
def test_too_small(documents: list[Document]) -> None:
    with pytest.raises(InputError, match=r"too small to learn from: .* A model takes 30 articles .* and 10,000 words and marks"):
        trained(documents)


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "MOST_READ", 1000)
    with pytest.raises(InputError, match=r"7\.txt: more than 1,000 words and marks so far"):
        trained([article(3, 60), article(7, 60)])


def test_text_of_one_line_and_one_word_has_finite_figures() -> None:
    noise = [Document(f"{'the ' * 500}{number}") for number in range(40)]
    model, _ = trained(noise)
    assert all(value >= 0 for value in (*model.articles, *model.passages))
    assert 0 <= model.training.cross_entropy < 64
    score = model.score(noise[0])
    assert score
    assert score.perplexity < 2
