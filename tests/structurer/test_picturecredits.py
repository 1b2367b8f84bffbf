"""Whose a picture is: the end of a caption that names somebody."""

from __future__ import annotations

import pytest
from lxml import etree

from accessible.model.blocks import Caption, Evidence, Figure, Image, Prose, Span, Styled, Title
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Metadata, Picture
from accessible.renderers import render
from accessible.renderers.page import TYPE
from accessible.structurer import structure
from tests.renderers.pictures import picture

HERE, GIVEN = Span(0, 0), Evidence("element")


def captioned(words: str, language: str = "en") -> Document:
    below = Caption(Prose(words), HERE, GIVEN)
    mast = Image("mast.png", HERE, GIVEN, alternative=Prose("A mast."))
    blocks = (Title(Prose("T"), HERE, GIVEN), Figure((mast,), HERE, GIVEN, caption=below))
    pictures = (Picture("mast.png", "image/png", picture("png")),)
    return structure(Draft("t.html", "", Metadata(title="T", language=language), blocks, pictures))


@pytest.mark.parametrize(
    ("language", "words", "credit"),
    [
        ("en", "The mast in 1905. Photo: Jon Reed/Low Press", "Photo: Jon Reed/Low Press"),
        ("en", "Photograph by Jon Reed", "Photograph by Jon Reed"),
        ("en", "The mast in 1905 (Reuters)", "(Reuters)"),
        ("en", "The mast in\n1905 / AFP.", "AFP."),
        ("de", "Der Mast. Foto: Jon Reed", "Foto: Jon Reed"),
        ("en", "The mast in 1905 (AP Photo/Jon Reed, file)", "(AP Photo/Jon Reed, file)"),
        ("en", "The mast in 1905 (Reuters) after the frost.", ""),
        ("en", "Jon Reed (left) at the mast.", ""),
        ("en", "A file photo of the mast.", ""),
        ("en", "The photo by the door shows Ada Moss when she was a girl and went to sea.", ""),
        ("xx", "Photo: Jon Reed", ""),
    ],
)
def test_the_end_that_names_somebody(language: str, words: str, credit: str) -> None:
    document = captioned(words, language)
    (caption,) = (leaf for leaf in leaves(document.sections[0].blocks) if isinstance(leaf, Caption))
    assert caption.prose.text == words
    found = [words[mark.start : mark.end] for mark in caption.prose.inlines if isinstance(mark, Styled)]
    assert found == ([credit] if credit else [])


def test_it_has_its_role_in_the_book() -> None:
    publication = render(captioned("The mast in 1905. Photo: Jon Reed"), None)
    page = etree.fromstring(next(item.data for item in publication.resources if item.id == "c0001"))
    (credit,) = (mark for mark in page.iter() if mark.get("role") == "doc-credit")
    assert credit.get(TYPE) == "credit"
    assert "".join(credit.itertext()) == "Photo: Jon Reed"
    caption = page.find(".//{*}figcaption")
    assert caption is not None
    assert "".join(caption.itertext()) == "The mast in 1905. Photo: Jon Reed"
