"""The accessibility summary: true of every book, in every language that has sentences."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.draft import Metadata
from accessible.renderers import render
from accessible.renderers.holds import Facts
from accessible.renderers.languages import words
from accessible.renderers.summary import summary
from tests.renderers.builder import document, paragraph, title

DATA = files("accessible.renderers") / "data"
SENTENCES = tomllib.loads((DATA / "summary.toml").read_text(encoding="utf-8"))
LANGUAGES = sorted(tomllib.loads((files("accessible.wording") / "words.toml").read_text(encoding="utf-8")))


def said(facts: Facts, *narrators: str, language: str = "en") -> str:
    return summary(facts, narrators, language)[0]


def test_every_language_of_ours_has_every_sentence() -> None:
    assert sorted(SENTENCES) == LANGUAGES
    numbers = {"voices", "pictures", "undescribed"}
    for language, sentences in SENTENCES.items():
        assert set(sentences) == set(SENTENCES["en"]), language
        assert {name for name, text in sentences.items() if "{}" in text} == numbers, language
        assert len(set(sentences.values())) == len(sentences), language  # nothing was copied for another
        assert all(text[-1] in ".。" for text in sentences.values()), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_has_the_summary_in_its_own_language(language: str) -> None:
    metadata = Metadata(title="T", language=f"{language}-x-one", creators=("Ada",))
    publication = render(document([title("T"), paragraph("A.")], metadata=metadata), None)
    (found,) = [entry for entry in publication.properties if entry.property == "schema:accessibilitySummary"]
    assert SENTENCES[language]["unread"] in found.value
    assert SENTENCES[language]["shows_authors"] in found.value
    assert found.language == ""


@pytest.mark.parametrize("language", ["", "und", "sw"])
def test_in_other_languages_it_is_marked_as_english(language: str) -> None:
    text, marked = summary(Facts(), (), language)
    assert text.startswith("The book has no narration.")
    assert marked == "en" == words(language).language


def test_the_cover_shows_authors_only_where_there_are_some() -> None:
    assert "It shows the title." in said(Facts(drawn_cover=True))
    assert "It shows the title and the authors." in said(Facts(drawn_cover=True, authors=True))
    assert "Its description gives the title." in said(Facts())
    assert "Its description gives the title and the authors." in said(Facts(authors=True))
    assert "cover." not in said(Facts(pictures=1)).replace("beside the cover", "")


@pytest.mark.parametrize("granularity", ["word", "sentence", "paragraph"])
def test_what_is_highlighted_is_what_was_asked_for(granularity: str) -> None:
    text = said(Facts(spoken=True, granularity=granularity))
    assert [other for other in ("word", "sentence", "paragraph") if f"{other} by {other}" in text] == [granularity]


def test_pictures_are_counted_in_a_way_that_one_is_right() -> None:
    assert "Pictures beside the cover: 1. Every picture has a description." in said(Facts(pictures=1))
    assert "Pictures beside the cover: 7. Pictures without a description: 1." in said(Facts(pictures=7, undescribed=1))


def test_it_tells_what_is_not_there() -> None:
    text = said(Facts(spoken=True, quote_list=True, left_out=True))
    for words_ in ("but not all of it", "not read aloud", "no page numbers", "was left out"):
        assert words_ in text
    assert "no page numbers" not in said(Facts(pages=3))
    assert "those of no printed edition" in said(Facts(pages=3, counted_pages=True))
    assert "can be skipped" not in said(Facts(notes=True))
    assert "can be skipped" in said(Facts(notes=True, spoken=True))


def test_many_voices_are_counted() -> None:
    assert "Voices: a, b, c, d (+2)." in said(Facts(spoken=True), *"abcdef")


@given(st.builds(Facts, granularity=st.sampled_from(["word", "sentence", "paragraph"])), st.sampled_from(LANGUAGES))
def test_there_is_a_summary_of_any_book(facts: Facts, language: str) -> None:
    text = said(facts, "Ann {x}", language=language)
    assert "{}" not in text
    assert "  " not in text
