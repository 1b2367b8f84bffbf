"""Words are data: what a rule knows in one language it knows in the others that have lists."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import pytest

from accessible.model.blocks import Boilerplate, Caption, Footnote, Heading, PageBreak, Table
from accessible.model.document import Document
from accessible.structurer.words import entries, everywhere, words
from tests.structurer.test_laws import structured

TEXTS = {
    "en": "The caravan left at dawn, and it was noon before the last camels had passed the well at the gate. ",
    "de": "Die Karawane brach früh auf, und es war Mittag, als die letzten Kamele am Brunnen am Tor vorbei waren. ",
    "fr": "La caravane partit à l’aube, et il était midi quand les derniers chameaux eurent passé le puits. ",
    "es": "La caravana salió al alba, y era mediodía cuando los últimos camellos pasaron el pozo que hay allí. ",
}


T = TypeVar("T")


def blocks(document: Document, kind: type[T]) -> list[T]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


def test_no_list_has_an_entry_twice_or_none() -> None:
    for path in (files("accessible.structurer") / "data").iterdir():
        if path.name.endswith(".txt"):
            name, language, _ = path.name.rsplit(".", 2)
            found = entries(name, language)
            assert found, path.name
            assert len(found) == len(set(found)), path.name


def test_a_list_can_be_asked_for_in_all_its_languages() -> None:
    assert everywhere("writer-word") == ("von", "by", "por", "par")
    assert everywhere("no-such-list") == ()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_frequent_words_are_small_words(language: str) -> None:
    assert words("frequent-word", language) <= words("small-word", language)


@pytest.mark.parametrize(
    ("language", "mark"),
    [("en", "[edit]"), ("de", "[Bearbeiten | Quelltext bearbeiten]"), ("fr", "[modifier le code]"), ("es", "[editar]")],
)
def test_edit_marks_of_wikis_are_left_out(language: str, mark: str) -> None:
    prose = TEXTS[language] * 3
    document = structured(f"Aral\n\n{prose}\n\nAral Sur {mark}\n\n{prose}\n\nAral Nord {mark}\n\n{prose}", language)
    assert [block.prose.text for block in blocks(document, Heading)] == ["Aral Sur", "Aral Nord"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Contents and Illustrations"), ("de", "Inhalt und Bilder"), ("fr", "Sommaire et figures")]
    + [("es", "Índice y figuras")],
)
def test_contents_may_be_more_than_contents(language: str, name: str) -> None:
    prose = TEXTS[language] * 3
    entries = "Baku\n\nTiflis\n\nErivan"
    text = "\n\n".join(f"{city}\n\n{prose}" for city in ("Baku", "Tiflis", "Erivan"))
    assert len(blocks(structured(f"Kars\n\n{name}\n\n{entries}\n\n{text}", language), Boilerplate)) == 4


@pytest.mark.parametrize(
    ("language", "form"),
    [("en", "Page {} of 9"), ("de", "Seite {} von 9"), ("fr", "Page {} sur 9"), ("es", "Pág. {} de 9")],
)
def test_page_numbers_that_say_so(language: str, form: str) -> None:
    prose = TEXTS[language]
    text = "\n\n".join(f"{prose * 4}\n\n{form.format(at)}" for at in range(2, 6))
    document = structured(f"Kars\n\n{text}\n\n{prose}", language)
    assert [block.label for block in blocks(document, PageBreak)] == ["2", "3", "4", "5"]


@pytest.mark.parametrize(("language", "word"), [("en", "Footnote"), ("de", "Fußnote"), ("de", "Endnote")])
def test_a_note_may_say_what_it_is_without_brackets(language: str, word: str) -> None:
    document = structured(f"Kars\n\n{TEXTS[language] * 3}\n\n{word} 3: {TEXTS[language]}", language)
    assert [block.label for block in blocks(document, Footnote)] == ["3"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Footnotes"), ("de", "Fußnoten"), ("fr", "Notes de bas de page"), ("es", "Notas a pie de página")],
)
def test_a_heading_of_footnotes_needs_no_references(language: str, name: str) -> None:
    prose = TEXTS[language]
    document = structured(f"Kars\n\n{prose * 3}\n\n{name}\n\n1. {prose}\n\n2. {prose}", language)
    assert [block.label for block in blocks(document, Footnote)] == ["1", "2"]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Page"), ("de", "Seite"), ("de", "S."), ("fr", "Page"), ("es", "Pág."), ("es", "Página")],
)
def test_a_column_of_pages_makes_a_contents_list_and_no_table(language: str, word: str) -> None:
    lines = "\n".join(f"{name:<12}{word} {page}" for name, page in (("Baku", 3), ("Tiflis", 41), ("Erivan", 7)))
    assert not blocks(structured(f"Kars\n\n{TEXTS[language] * 3}\n\n{lines}\n\n{TEXTS[language]}", language), Table)


@pytest.mark.parametrize(
    ("language", "chapter", "appendix"),
    [("en", "Part", "Appendix"), ("de", "Teil", "Anhang"), ("fr", "Partie", "Annexe"), ("es", "Parte", "Apéndice")],
)
def test_an_appendix_stands_beside_the_parts(language: str, chapter: str, appendix: str) -> None:
    prose = TEXTS[language] * 3
    names = [f"{chapter} I", f"{chapter} II", f"{appendix} A"]
    text = "\n\n\n".join(f"{name.upper()}\n\n{prose}" for name in names)
    assert {block.level for block in blocks(structured(f"Kars\n\n\n{text}", language), Heading)} == {2}


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("en", "Two women carry water from the well at the gate of Kars"),
        ("de", "Zwei Frauen sitzen mit ihren Krügen am Brunnen vor dem Tor von Kars"),
        ("fr", "Deux femmes attendent avec leurs cruches au puits de la porte de Kars"),
        ("es", "Dos mujeres conversan junto al pozo de la puerta de Kars"),
    ],
)
def test_a_caption_under_the_title_says_what_a_camera_saw(language: str, caption: str) -> None:
    document = structured(f"Kars\n\n{caption}\n\n{TEXTS[language] * 3}\n\n{TEXTS[language] * 2}", language)
    assert [block.prose.text for block in blocks(document, Caption)] == [caption]


@pytest.mark.parametrize(
    ("language", "phrase", "clause"),
    [
        ("en", "Water in the Well", "Water was in the Well"),
        ("de", "Wasser im Brunnen", "Wasser war im Brunnen"),
        ("fr", "De l’eau dans le puits", "Elle était dans le puits"),
        ("es", "Agua en el pozo", "Hay agua en el pozo"),
    ],
)
def test_a_clause_is_less_of_a_heading_than_a_phrase(language: str, phrase: str, clause: str) -> None:
    def confidence(line: str) -> float:
        found = structured(f"Kars\n\n{TEXTS[language] * 3}\n\n{line}\n\n{TEXTS[language] * 3}", language)
        return sum(block.evidence.confidence for block in blocks(found, Heading))

    assert confidence(clause) < confidence(phrase)


@pytest.mark.parametrize(
    ("language", "said", "gender"),
    [
        ("de", "„Das Wasser ist gut“, sagte Frau Petra Vogel.", "female"),
        ("en", "“The water is good,” said Mrs Petra Vogel.", "female"),
    ],
)
def test_a_form_of_address_says_who_somebody_is(language: str, said: str, gender: str) -> None:
    (speaker,) = structured(f"Kars\n\n{TEXTS[language] * 3}\n\n{said}", language).speakers
    assert (speaker.name, speaker.gender) == ("Petra Vogel", gender)
