"""The numbers of pages are said where the pages begin, each by itself, and no sentence is cut for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from accessible.model.blocks import Evidence, PageBreak, PageMark, Paragraph, Sentence
from accessible.model.document import Document
from accessible.model.script import Part
from accessible.narrator import compose, load_cast
from accessible.narrator.pages import turns, words_for
from tests.narrator.builder import SPAN, document, paragraph


def page(label: str, name: str) -> PageBreak:
    return PageBreak(SPAN, Evidence("hand"), label=label, id=name)


def turned(text: str, *places: tuple[int, str]) -> Paragraph:
    """A paragraph of sentences that end with full stops, with a page that begins at each of these characters."""
    sentences = [
        Sentence(found.start(), found.end(), f"a-t{number}")
        for number, found in enumerate(re.finditer(r"[^. ][^.]*\.?", text), 1)
    ]
    marks = [PageMark(at, at, label, id=f"p{label}") for at, label in places]
    block = paragraph(text, "a")
    return replace(block, prose=replace(block.prose, inlines=(*sentences, *marks)))


def part_of(doc: Document, *announce: str) -> Part:
    (part,) = compose(doc, cast=load_cast(), engine="tone", announce=announce).parts
    return part


def said(doc: Document) -> list[str]:
    return [utterance.text for utterance in part_of(doc).utterances]


def test_a_page_between_blocks_is_said_between_them() -> None:
    doc = document([paragraph("One.", "a"), page("7", "p7"), paragraph("Two.", "b"), page("8", "p8")])
    assert said(doc) == ["One.", "Page 7.", "Two.", "Page 8."]


def test_a_page_that_begins_with_a_sentence_is_said_before_it_and_one_inside_a_sentence_behind() -> None:
    text = "One. “Two” and so on. Three."
    doc = document([turned(text, (6, "7"), (12, "8"), (len(text), "9"))])
    assert said(doc) == ["One.", "Page 7.", "Two and so on.", "Page 8.", "Three.", "Page 9."]


def test_what_is_said_of_a_page_is_written_nowhere_and_has_the_narrators_voice() -> None:
    part = part_of(document([page("7", "p7"), paragraph("Two.", "b")]))
    number, sentence = part.utterances
    assert (number.id, number.written, number.role, number.voice) == ("p7", "", "narrator", sentence.voice)
    assert number.pause_after > 0


@pytest.mark.parametrize(
    ("label", "word", "words"),
    [("7", "Page", "Page 7."), ("xii", "Seite", "Seite 12."), ("A 3", "Page", "Page A 3."), ("7", "", "7.")],
)
def test_the_words(label: str, word: str, words: str) -> None:
    assert words_for(label, word) == words


@pytest.mark.parametrize(("language", "words"), [("de", "Seite 7."), ("pt-BR", "Página 7."), ("fi", "7.")])
def test_they_are_in_the_language_of_the_document(language: str, words: str) -> None:
    assert said(document([page("7", "p7"), paragraph("A.", "a")], language=language))[0] == words


def test_without_announcements_they_are_left_out_with_a_reason() -> None:
    part = part_of(document([page("7", "p7"), paragraph("A.", "a")]), "none")
    assert [utterance.id for utterance in part.utterances] == ["a-t1"]
    assert [(skip.id, skip.written, skip.reason) for skip in part.skips] == [
        ("p7", "7", "page numbers are not announced")
    ]


def test_a_running_head_is_no_page() -> None:
    assert said(document([page("", "p"), paragraph("A.", "a")])) == ["A."]


@given(st.lists(st.integers(0, 11)))
def test_every_page_is_said_once_and_in_order(places: list[int]) -> None:
    block = turned("One. Two. Three", *[(at, str(n)) for n, at in enumerate(sorted(places), 1)])
    sentences = [mark for mark in block.prose.inlines if isinstance(mark, Sentence)]
    found = turns(block.prose, sentences)
    assert [page.label for _, page in found] == [str(n) for n in range(1, len(places) + 1)]
    assert [before for before, _ in found] == sorted(before for before, _ in found)
    assert all(0 <= before <= len(sentences) for before, _ in found)
