"""A book of each kind: an article and a book of chapters with notes, tables and verse, the whole way from sample texts;
a page with a figure and a table, and a letter, by hand. What they hold is small, for it is read in full."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from accessible.model.blocks import Aside, BlockQuote, Caption, Figure, Image, NoteRef, Verse
from accessible.model.document import Document, Section
from accessible.model.draft import Metadata, Picture
from accessible.narrator import compose, load_cast, perform
from accessible.readers import open_source, read
from accessible.renderers import render, write_epub
from accessible.structurer import structure
from accessible.structurer.identifiers import give_identifiers
from tests.conftest import TESTS
from tests.renderers.builder import (
    HAND,
    NOWHERE,
    block_quote,
    footnote,
    heading,
    leaf,
    page_break,
    paragraph,
    prose,
    table,
    title,
)
from tests.renderers.pictures import picture


def tides() -> Document:
    """A figure with its caption, a table with heads of columns, an aside, a note, a page break."""
    mast = Image("mast.png", NOWHERE, HAND, alternative=prose("A mast with two lamps, one above the other."))
    noted = paragraph("The harbour kept its own tables.1")
    noted = replace(noted, prose=replace(noted.prose, inlines=(*noted.prose.inlines, NoteRef(32, 33, target="fn"))))
    blocks = (
        title("The tide tables of Low"),
        noted,
        Figure((mast,), NOWHERE, HAND, caption=Caption(prose("The signal mast, 1905."), NOWHERE, HAND)),
        page_break("2"),
        heading("The first days"),
        table(
            ("Day", "High", "Low"),
            ("Monday", "06:10", "12:25"),
            ("Tuesday", "07:02", "13:14"),
            header_rows=1,
            caption="High and low water",
        ),
        Aside((paragraph("The mast fell in a gale."),), NOWHERE, HAND),
        replace(footnote("1", paragraph("They were printed at Low.")), id="fn"),
    )
    return _document(
        "The tide tables of Low", Section(blocks), pictures=(Picture("mast.png", "image/png", picture("png")),)
    )


def letter() -> Document:
    """A letter and a poem, with where it is from."""
    sent = (paragraph("Dear Ada,"), paragraph("The lamp is lit again.| Come home."), paragraph("Yours, Jon"))
    blocks = (
        title("What he wrote"),
        paragraph("He wrote to her in May."),
        BlockQuote(sent, NOWHERE, HAND, kind="letter"),
        paragraph("She answered with a song."),
        block_quote(leaf(Verse, "The lamp is out,\nthe tide is in,\nand I am here."), attribution="Ada Moss, Songs"),
    )
    return _document("What he wrote", Section(blocks))


def _document(name: str, *sections: Section, pictures: tuple[Picture, ...] = ()) -> Document:
    metadata = Metadata(title=name, creators=("Ada Moss",), language="en")
    return give_identifiers(Document("hand.html", name, metadata, sections=sections, pictures=pictures))


def from_text(name: str) -> Document:
    """A sample text, read and structured."""
    return structure(read(open_source(TESTS / "books" / name)))


KINDS = {
    "article": lambda: from_text("harbour-bell.txt"),
    "chapters": lambda: from_text("pilot-book.txt"),
    "tides": tides,
    "letter": letter,
}


def make(kind: str, folder: Path) -> Path:
    """The book of a kind, spoken in tones."""
    document = KINDS[kind]()
    narration = perform(compose(document, cast=load_cast(), engine="tone"), cache=folder / "cache")
    write_epub(render(document, narration), folder / f"{kind}.epub")
    return folder / f"{kind}.epub"
