"""Epigraphs and dedications: words that stand before a text, and what only looks like them."""

from __future__ import annotations

import pytest

from accessible.model.blocks import BlockQuote, Heading, Title
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import lost_or_doubled, structured
from tests.structurer.test_noterefs import in_code

PROSE = (
    "He came down from the hills with a cart and two boys, and he asked for nothing but coal and a place to sleep. "
    "Nobody knew his name, and nobody asked him for it until the bell was cast."
)
VERSE = "\n".join(
    f"    {line}"
    for line in (
        "The tide goes out, the tide comes in,",
        "The rope is wet, the rope is thin,",
        "And who shall ring the bell?",
    )
)


def book(*under: str, before: tuple[str, ...] = (), language: str = "en", chapter: str = "CHAPTER") -> Document:
    """A book with some blocks under the heading of its second chapter, and some before the first."""
    parts = ["THE BELL OF LOW", *before, f"{chapter} I", PROSE, f"{chapter} II", *under, PROSE]
    return structured("\n\n".join(parts), language)


def extracts(document: Document) -> list[tuple[str, str, str]]:
    """Kind, words and attribution of each extract that has a kind."""
    return [
        (
            block.kind,
            " / ".join(" ".join(leaf.prose.text.split()) for leaf in leaves(block.blocks)),
            block.attribution.text if block.attribution else "",
        )
        for section in document.sections
        for block in section.blocks
        if isinstance(block, BlockQuote) and block.kind
    ]


@pytest.mark.parametrize(
    ("words", "line", "first"),
    [
        ("“The sea keeps no book.”", "—Anders Ostby, Sayings of the Sound", "“The sea keeps no book.”"),
        ("“The sea keeps no book.”", "— Ostby", "“The sea keeps no book.”"),
        ("The sea keeps no book.", "—Anders Ostby, Sayings of the Sound", "The sea keeps no book."),
        ("“The sea keeps no book.”", "Anders Ostby", "“The sea keeps no book.”"),
        (VERSE, "PILOTS’ SONG", "The tide goes out,"),
        (VERSE, "Omar of Low (Corran)", "The tide goes out,"),
        (VERSE, "                    PILOTS’ SONG.", "The tide goes out,"),
    ],
)
def test_an_epigraph_stands_under_a_heading_and_says_whose_it_is(words: str, line: str, first: str) -> None:
    document = book(words, line)
    ((kind, said, by),) = extracts(document)
    assert kind == "epigraph"
    assert said.startswith(first)
    assert by == line.strip()
    assert lost_or_doubled(document) == []


def test_the_last_line_of_a_stanza_may_say_whose_it_is() -> None:
    document = book(f"{VERSE}\n                    PILOTS’ SONG")
    assert extracts(document) == [
        (
            "epigraph",
            "The tide goes out, the tide comes in, The rope is wet, the rope is thin, And who shall ring the bell?",
            "PILOTS’ SONG",
        )
    ]
    (quote,) = [block for section in document.sections for block in section.blocks if isinstance(block, BlockQuote)]
    assert quote.attribution is not None
    assert document.text[quote.attribution.origin :].startswith("PILOTS’ SONG\n")
    assert lost_or_doubled(document) == []


def test_two_epigraphs() -> None:
    document = book("“The sea keeps no book.”", "—Anders Ostby", "“But it keeps the bell.”", "—Maren Ostby")
    assert [(said, by) for _, said, by in extracts(document)] == [
        ("“The sea keeps no book.”", "—Anders Ostby"),
        ("“But it keeps the bell.”", "—Maren Ostby"),
    ]


@pytest.mark.parametrize(
    "under",
    [
        ("“Will you come?”", "“Yes, Anders.”"),  # they talk
        ("“Will you come?”", "—Yes, said Anders, I will."),
        ("“Will you come?” he asked. “I will not wait.”", "Anders Ostby"),
        ("They rang the bell until the rope broke.", "Anders Ostby"),  # no quotation
        (PROSE, "“The sea keeps no book.”", "—Anders Ostby"),  # not under the heading
        (PROSE + PROSE + PROSE + PROSE, "—Anders Ostby"),  # too long
    ],
)
def test_what_is_no_epigraph(under: tuple[str, ...]) -> None:
    assert extracts(book(*under)) == []


def test_a_stanza_under_a_heading_without_a_name_stays_verse_and_that_is_told() -> None:
    document = book(VERSE)
    assert extracts(document) == []
    assert in_code(document, "S013") == [
        "Possible epigraph, kept as what it is because no line under it says whose it is."
    ]


def test_news_has_quotations_under_its_crossheads() -> None:
    text = "\n\n".join(["The bell is found", PROSE, "Two divers", "“We saw it at once.”", "—Anders Ostby, 23", PROSE])
    assert extracts(structured(text)) == []


@pytest.mark.parametrize(
    ("language", "chapter", "words"),
    [
        ("en", "CHAPTER", "To my mother,\nwho never learnt to swim"),
        ("en", "CHAPTER", "TO MY WIFE"),
        ("en", "CHAPTER", "For Maren"),
        ("en", "CHAPTER", "_In loving memory of Anders Ostby_"),
        ("en", "CHAPTER", "To the memory of the pilots of Low."),
        ("de", "KAPITEL", "Für Maren"),
        ("de", "KAPITEL", "Meiner Mutter"),
        ("de", "KAPITEL", "DEM ANDENKEN MEINES VATERS"),
        ("fr", "CHAPITRE", "À ma mère"),
        ("fr", "CHAPITRE", "A LA MÉMOIRE DES PILOTES"),
        ("fr", "CHAPITRE", "Pour Madeleine"),
        ("es", "CAPÍTULO", "A mi madre"),
        ("es", "CAPÍTULO", "Para Magdalena"),
        ("es", "CAPÍTULO", "A la memoria de los pilotos"),
    ],
)
def test_a_dedication_stands_before_a_book(language: str, chapter: str, words: str) -> None:
    document = book(before=("by Ilse Corran", words), language=language, chapter=chapter)
    assert extracts(document) == [("dedication", " ".join(words.strip("_").split()), "")]
    headings = [
        block.prose.text for section in document.sections for block in section.blocks if isinstance(block, Heading)
    ]
    assert headings == [f"{chapter} I", f"{chapter} II"]
    assert lost_or_doubled(document) == []


def test_a_dedication_of_several_lines() -> None:
    document = book(before=("TO", "ALL THE PILOTS OF LOW", "who never asked for a bell"))
    assert extracts(document) == [("dedication", "TO / ALL THE PILOTS OF LOW / who never asked for a bell", "")]


@pytest.mark.parametrize("by", ["—Old saying of the coast", "—Anders Vane"])
def test_an_epigraph_below_a_dedication_is_not_swallowed_by_it(by: str) -> None:
    document = book(before=("To my mother,\nwho heard it first", f"“The sea gives nothing back.”\n{by}"))
    assert extracts(document) == [
        ("dedication", "To my mother, who heard it first", ""),
        ("epigraph", "“The sea gives nothing back.”", by),
    ]
    assert lost_or_doubled(document) == []


@pytest.mark.parametrize(
    "before",
    [
        ("TO THE READER", PROSE),  # something is told under it
        ("To begin with the bell",),
        ("For sale at the harbour office",),
        (PROSE, "PREFACE", "To my mother I owe the story of the bell, which she told me often. " + PROSE),
    ],
)
def test_what_is_no_dedication(before: tuple[str, ...]) -> None:
    assert extracts(book(before=before)) == []


def test_a_title_is_no_dedication() -> None:
    text = "\n\n".join(["FOR MAREN", "CHAPTER I", PROSE, "CHAPTER II", PROSE])
    document = structured(text)
    assert isinstance(document.sections[0].blocks[0], Title)
    assert extracts(document) == []


def test_an_article_has_none() -> None:
    assert extracts(structured("\n\n".join(["The bell is found", "For my mother", PROSE, PROSE]))) == []
