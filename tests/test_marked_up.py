"""What a structured source can hold goes the whole way: from a Draft, as readers of such sources make it, to a book."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from accessible.ledger import ledger
from accessible.model.blocks import (
    Anchor,
    Aside,
    Block,
    BlockQuote,
    Caption,
    Cell,
    Definition,
    Definitions,
    Evidence,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    Link,
    NoteRef,
    PageMark,
    Paragraph,
    Prose,
    SectionStart,
    Span,
    Styled,
    Table,
    Title,
)
from accessible.model.document import Document
from accessible.model.draft import Draft, Metadata, Picture
from accessible.model.narration import Narration
from accessible.model.script import Script
from accessible.narrator import compose, load_cast, perform
from accessible.renderers import render, write_epub
from accessible.structurer import structure
from tests.renderers.pictures import picture
from tests.renderers.validators import Validator, ace, epubcheck

__all__ = ["ace", "epubcheck"]

GIVEN = Evidence("element")
HERE = Span(0, 0)


def leaf(kind: type, text: str, *inlines: Inline, id: str = "") -> Block:  # noqa: A002
    made: Block = kind(Prose(text, inlines), HERE, GIVEN, id=id)
    return made


def paragraph(text: str, *inlines: Inline, id: str = "") -> Paragraph:  # noqa: A002
    return Paragraph(Prose(text, inlines), HERE, GIVEN, id=id)


def draft() -> Draft:
    blocks: tuple[Block, ...] = (
        leaf(Title, "The tide tables of Low"),
        paragraph(
            "In 19051 the harbour kept its own tables.",
            NoteRef(7, 8, target="fn1", id="ref1"),
            Styled(13, 20, "em"),
            PageMark(9, 9, "7", id="page7"),
        ),
        paragraph("See what came later, the Post, or nothing.", Link(4, 19, "#later"), Link(34, 41, "#gone")),
        Image("chart.png", HERE, GIVEN, alternative=Prose("A chart of the bay. Depths are in feet.")),
        Image("rule.png", HERE, GIVEN, alternative=Prose("")),
        Figure(
            (Image("mast.png", HERE, GIVEN),),
            HERE,
            GIVEN,
            caption=Caption(Prose("The signal mast."), HERE, GIVEN),
        ),
        leaf(Heading, "Later", id="later"),
        paragraph("H2O is written so.", Styled(1, 2, "sub"), Styled(0, 3, "abbr", "water"), Anchor(4, 4, "here")),
        Aside((paragraph("The mast fell in a gale."),), HERE, GIVEN),
        Definitions(
            (Definition((paragraph("neap"), paragraph("neap tide")), (paragraph("The lowest."),), HERE),), HERE, GIVEN
        ),
        Table(
            (
                (Cell((paragraph("Day"),), HERE), Cell((paragraph("High and low"),), HERE, columns=2)),
                (
                    Cell((paragraph("Monday"),), HERE, heads="row"),
                    Cell((paragraph("06:10"),), HERE),
                    Cell((paragraph("12:25"),), HERE),
                ),
            ),
            HERE,
            GIVEN,
            header_rows=1,
        ),
        Footnote((paragraph("They were printed at Low."),), HERE, GIVEN, label="1", id="fn1"),
        SectionStart(HERE, GIVEN, kind="afterword"),
        BlockQuote((paragraph("The sea keeps no book."),), HERE, GIVEN, kind="epigraph"),
        paragraph("So it was. Back to here.", Link(19, 23, "#here")),
    )
    metadata = Metadata(title="The tide tables of Low", language="en")
    pictures = tuple(
        Picture(name, "image/png", picture("png", frames=1)) for name in ("chart.png", "rule.png", "mast.png")
    )
    return Draft("low.html", "", metadata, blocks, pictures)


def made(folder: Path) -> tuple[Document, Script, Narration, Path]:
    document = structure(draft())
    script = compose(document, cast=load_cast(), engine="tone")
    narration = perform(script, cache=folder / "cache")
    publication = render(document, narration)
    book = folder / "low.epub"
    write_epub(publication, book)
    return document, script, narration, book


def test_the_book_is_valid_and_its_ledger_adds_up(tmp_path: Path, epubcheck: Validator, ace: Validator) -> None:
    document, script, narration, book = made(tmp_path)
    report = ledger(document, script=script, narration=narration, messages=(), outputs=())
    assert report["skipped"] == 0
    assert "A chart of the bay. Depths are in feet." in [
        sentence["text"] for section in report["sections"] for sentence in section["sentences"]
    ]
    assert epubcheck(book) == {"low.epub": ()}
    assert ace(book) == {"low.epub": ()}


def test_links_lead_to_the_ids_that_were_born_and_lost_ones_are_told(tmp_path: Path) -> None:
    document, _, _, book = made(tmp_path)
    with zipfile.ZipFile(book) as archive:
        first, second, third = (archive.read(f"EPUB/c000{number}.xhtml").decode() for number in (1, 2, 3))
    ids = set(re.findall(r' id="([^"]+)"', second))
    later = re.search(r'href="c0002.xhtml#([^"]+)">', first)
    assert later is not None
    assert later[1] in ids
    here = re.search(r'href="c0002.xhtml#([^"]+)">here</a>', third)
    assert here is not None
    assert here[1] in ids
    assert [message.text for message in document.messages if message.code == "S011"] == [
        "A link leads to '#gone', which is not in the text; its words were kept."
    ]


def test_a_references_number_is_written_and_not_said(tmp_path: Path) -> None:
    _, script, _, book = made(tmp_path)
    said = [utterance.text for part in script.parts for utterance in part.utterances]
    assert "In nineteen oh five the harbour kept its own tables." in said
    with zipfile.ZipFile(book) as archive:
        page = etree.fromstring(archive.read("EPUB/c0001.xhtml"))
    reference = page.find(".//{*}a[@role='doc-noteref']")
    assert reference is not None
    assert reference.text == "1"
    assert str(reference.get("href")).startswith("c0002.xhtml#")


def test_metadata_say_that_a_picture_is_not_described(tmp_path: Path) -> None:
    document = structure(draft())
    publication = render(document, None)
    features = {entry.value for entry in publication.properties if entry.property == "schema:accessibilityFeature"}
    modes = [entry.value for entry in publication.properties if entry.property == "schema:accessMode"]
    sufficient = [entry.value for entry in publication.properties if entry.property == "schema:accessModeSufficient"]
    assert "alternativeText" not in features
    assert modes == ["textual", "visual"]
    assert sufficient == ["textual,visual"]
    assert [message.text for message in publication.messages if message.code == "A006"] == [
        "The picture mast.png has no text alternative, so the book does not say what it shows."
    ]


def test_sections_that_the_source_marks_are_kept_with_their_kinds() -> None:
    document = structure(draft())
    assert [section.kind for section in document.sections] == ["", "", "afterword"]
