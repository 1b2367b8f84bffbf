"""Abbreviations that a text explains, from there on, and capitals that are none."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Evidence, Paragraph, Prose, Span, Styled
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Metadata
from accessible.structurer import structure
from tests.structurer.test_laws import structured

PROSE = "The harbour has kept its own tables since the year of the great frost, and it keeps them still."


def abbreviations(document: Document) -> list[tuple[str, str]]:
    return [
        (leaf.prose.text[mark.start : mark.end], mark.title)
        for section in document.sections
        for leaf in leaves(section.blocks)
        for mark in sorted(leaf.prose.inlines, key=lambda mark: mark.start)
        if isinstance(mark, Styled)
    ]


def found(*paragraphs: str, language: str = "en") -> list[tuple[str, str]]:
    return abbreviations(structured("\n\n".join(["The harbour of Low", *paragraphs, PROSE]), language))


@pytest.mark.parametrize(
    ("language", "text", "short", "title"),
    [
        ("en", "It is run by the Low Harbour Office (LHO) now.", "LHO", "Low Harbour Office"),
        ("en", "It is run by the Office of Tides and Bells (OTB) now.", "OTB", "Office of Tides and Bells"),
        ("en", "The Department of Tides (DOT) runs it.", "DOT", "Department of Tides"),
        ("en", "The Department of Tides (DoT) runs it.", "DoT", "Department of Tides"),
        ("en", "The “Low Harbour Office” (“LHO”) runs it.", "LHO", "Low Harbour Office"),
        ("en", "The Low Harbour Office (hereafter LHO) runs it.", "LHO", "Low Harbour Office"),
        ("en", "The LHO (Low Harbour Office) runs it.", "LHO", "Low Harbour Office"),
        ("en", "The United Tides (U.T.) run it.", "U.T.", "United Tides"),
        ("en", "A non-tidal harbour (NTH) has no tables.", "NTH", "non-tidal harbour"),
        ("en", "A deep-sea harbour (DH) has them.", "DH", "deep-sea harbour"),
        ("en", "Ring and dredge (R&D) is all they do.", "R&D", "Ring and dredge"),
        (
            "de",
            "Die Hafenbehörde für Glocken und Gezeiten (HGG) führt ihn.",
            "HGG",
            "Hafenbehörde für Glocken und Gezeiten",
        ),
        (
            "de",
            "Eine Gesellschaft mit beschränkter Haftung (GmbH) führt ihn.",
            "GmbH",
            "Gesellschaft mit beschränkter Haftung",
        ),
        ("de", "Das Amt für Übersee (kurz: AfÜ) führt ihn.", "AfÜ", "Amt für Übersee"),
        ("fr", "L’Office du port de Low (OPL) le tient.", "OPL", "Office du port de Low"),
        ("fr", "Le Bureau de l’unité des ports (BUP) le tient.", "BUP", "Bureau de l’unité des ports"),
        ("es", "La Oficina de los Puertos del Norte (OPN) lo lleva.", "OPN", "Oficina de los Puertos del Norte"),
        ("es", "La Oficina de Mareas (en adelante, OM) lo lleva.", "OM", "Oficina de Mareas"),
    ],
)
def test_an_abbreviation_is_explained_beside_its_words(language: str, text: str, short: str, title: str) -> None:
    assert found(text, language=language) == [(short, title)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master of Low (LHO) runs it.",  # no initials
        "The Office of Harbour Law (LHO) runs it.",  # not in this order
        "The Low and the Harbour, he said. Office (LHO) was empty.",  # not one name
        "He met a pilot (AP) there.",  # a small word begins no name
        "Low Harbour Office (the LHO) runs it.",
        "Low Harbour Office (low) runs it.",
        "See the tables of Low (IV) and the Inner Volumes of Low (2).",
    ],
)
def test_what_explains_nothing(text: str) -> None:
    assert found(text) == []


def test_every_later_use_is_marked_and_none_before() -> None:
    text = "The LHO is old. The Low Harbour Office (LHO) has eleven clerks, and the LHO’s tables are its own."
    marks = found(text, "LHO-trained pilots know the LHO.", "THE LHO IS CLOSED TODAY FOR THE FEAST")
    assert marks == [("LHO", "Low Harbour Office")] * 4


def test_a_word_in_a_line_of_capitals_is_none() -> None:
    assert found("The Wharf Harbour Office (WHO) is old.", "WHO WILL PAY?", "He asked WHO WOULD pay the WHO.") == [
        ("WHO", "Wharf Harbour Office"),
        ("WHO", "Wharf Harbour Office"),
    ]


def test_the_plural_is_one_of_the_same() -> None:
    assert found("A low harbour office (LHO) is small.", "There are two LHOs in Low.") == [
        ("LHO", "low harbour office"),
        ("LHO", "low harbour office"),
    ]
    assert found("All low harbour offices (LHOs) are small.") == [("LHOs", "low harbour offices")]


def test_what_is_explained_in_two_ways_is_marked_only_where_it_is() -> None:
    marks = found("The Low Office (LO) is here.", "The Large Oyster (LO) is there.", "They say LO for both.")
    assert marks == [("LO", "Low Office"), ("LO", "Large Oyster")]


def test_what_a_source_says_of_an_abbreviation_stands() -> None:
    given = Evidence("element")
    text = "The Low Harbour Office (LHO) is old."
    prose = Prose(text, (Styled(24, 27, "abbr", "Office of Low"),))
    draft = Draft("a.html", "", Metadata(title="T", language="en"), (Paragraph(prose, Span(0, 0), given),))
    assert abbreviations(structure(draft)) == [("LHO", "Office of Low")]


def test_brackets_without_end_take_no_time() -> None:
    assert found("a " * 2_000 + "(AAAAAAAAAA)") == []
