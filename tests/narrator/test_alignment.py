"""Spoken words and the words on the page: what is composed, and where its word marks come to lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Evidence, Foreign, Paragraph, Prose, Sentence, Title
from accessible.model.narration import Mark
from accessible.model.script import Pronunciation, Turn, Utterance
from accessible.narrator import compose
from accessible.narrator.alignment import onto_written
from accessible.narrator.castfile import find_cast, read_cast
from accessible.narrator.engines.espeak import Espeak
from accessible.narrator.lexicon import Lexeme, Lexicon
from accessible.narrator.normalizer import introduced, spoken

from .builder import EVIDENCE, SPAN, document, heading, paragraph, prose

CAST = read_cast(find_cast())


def composed(*blocks: object, language: str = "en", lexicon: Lexicon | None = None) -> tuple[Utterance, ...]:
    source = document(blocks, language=language)  # type: ignore[arg-type]
    return compose(source, cast=CAST, engine="espeak", lexicon=lexicon).parts[0].utterances


def marked(written: str, said: str, turns: tuple[Turn, ...]) -> list[tuple[str, str]]:
    """Each word of what is said, and the written words that its mark lies on."""
    found = []
    position = 0
    for word in said.split():
        start = said.index(word, position)
        position = start + len(word)
        for mark in onto_written((Mark(start, position, 0),), text=said, written=written, turns=turns):
            found.append((word, written[mark.start : mark.end]))
    return found


def test_words_that_are_said_otherwise_are_found_on_the_page() -> None:
    written = "“Dr. Ann” ran\n12 km in 1905."
    found = spoken(written, language="en")
    assert marked(written, found.text, found.turns) == [
        ("Doctor", "Dr."),
        ("Ann", "Ann"),
        ("ran", "ran"),
        ("12", "12"),
        ("kilometres", " km"),
        ("in", "in"),
        ("nineteen", "1905"),
        ("oh", "1905"),
        ("five.", "1905"),
    ]


def test_a_stretch_has_one_mark_where_its_first_word_begins() -> None:
    marks = (Mark(0, 2, 0), Mark(3, 11, 10), Mark(12, 14, 20), Mark(15, 19, 30), Mark(21, 25, 40))
    turns = (Turn(3, 7, 3, 19),)
    moved = onto_written(marks, text="In nineteen oh five, then", written="In 1905, then", turns=turns)
    assert moved == (Mark(0, 2, 0), Mark(3, 7, 10), Mark(9, 13, 40))


def test_words_that_are_not_written_have_no_mark() -> None:
    found = introduced(spoken("Red 1905", language="en"), "Colour: ")
    assert found.text == "Colour: Red nineteen oh five"
    assert marked("Red 1905", found.text, found.turns)[:2] == [("Red", "Red"), ("nineteen", "1905")]


def test_letters_that_differ_without_a_turn_have_no_marks() -> None:
    assert onto_written((Mark(0, 3, 0),), text="one it is", written="1 it is") == ()


@given(
    st.lists(
        st.sampled_from(["Dr. ", "Ann ", "1905 ", "10–12 ", "“so” ", "km ", "5 km ", "\n", "BBC ", "— ", "[1]"])
    ).map("".join)
)
def test_marks_lie_on_the_page_in_order(written: str) -> None:
    found = spoken(written, language="en")
    marks, position = [], 0
    for number, word in enumerate(found.text.split()):
        start = found.text.index(word, position)
        position = start + len(word)
        marks.append(Mark(start, position, number))
    moved = onto_written(tuple(marks), text=found.text, written=written, turns=found.turns)
    assert all(0 <= mark.start < mark.end <= len(written) for mark in moved)
    assert all(before.end <= after.start for before, after in zip(moved, moved[1:], strict=False))
    assert bool(moved) == any(character.isalnum() for character in found.text)


def test_espeak_marks_end_on_the_written_words() -> None:
    [said] = composed(paragraph("In 1905 Dr. Ann ran."))
    engine = Espeak()
    speech = engine.synthesize(said, said.voice)
    engine.close()
    moved = onto_written(speech.marks, text=said.text, written=said.written, turns=said.turns)
    assert [said.written[mark.start : mark.end] for mark in moved] == ["In", "1905", "Dr.", "Ann", "ran"]


# ------------------------------------------------------------------------------------------------------------ composed
def test_a_heading_reads_its_numeral_and_a_paragraph_does_not() -> None:
    title, chapter, text = composed(
        Title(prose("IV", "a"), SPAN, EVIDENCE, "a"), heading("V. The Storm", "b"), paragraph("V. is a book.", "c")
    )
    assert (title.text, chapter.text, text.text) == ("4", "5. The Storm", "V. is a book.")


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "1905"), ("de", "neunzehnhundertfünf"), ("en", "nineteen oh five")]
)
def test_a_run_in_another_language_is_read_by_that_languages_rules(language: str, said: str) -> None:
    inlines = (
        Sentence(0, 8, "t1"),
        Sentence(8, 12, "t2"),
        Foreign(8, 12, language, Evidence("language", 1.0), "f"),
    )
    block = Paragraph(Prose("In 1862 1905", inlines), SPAN, EVIDENCE, "p")
    first, second = composed(block, language="en-GB")
    assert (first.text, first.language) == ("In eighteen sixty-two", "en-GB")
    assert (second.text, second.language) == (said, language)


def test_a_lexicon_reaches_the_script() -> None:
    words = Lexicon([Lexeme("Leith", "", "liːθ", "en"), Lexeme("nginx", "engine x", "", "en")])
    [said] = composed(paragraph("In 1905 Leith had nginx."), lexicon=words)
    assert said.written == "In 1905 Leith had nginx."
    assert said.text == "In nineteen oh five Leith had engine x."
    assert said.pronunciations == (Pronunciation(20, 25, "liːθ"),)
