"""What comes out goes in again: a book of ours that is read is the document that it was made of, and a book made of it
is no longer than the first. Whoever improves his backlist with this program may do so twice.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Byline,
    Caption,
    Cell,
    Code,
    Definition,
    Definitions,
    Evidence,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    Item,
    List,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Prose,
    Quote,
    SceneBreak,
    SectionStart,
    Span,
    Styled,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, written
from accessible.model.draft import Draft, Metadata, Picture
from accessible.model.walking import rebuilt
from accessible.narrator import compose, load_cast, perform
from accessible.readers import as_source, open_source, read
from accessible.renderers import render, with_listings, write_epub
from accessible.structurer import structure
from tests.readers.ebooks import BOOKS
from tests.renderers.pictures import picture
from tests.renderers.validators import Validator, ace, epubcheck

__all__ = ["ace", "epubcheck"]

TEXTS = sorted(path.name for path in (Path(__file__).parent / "books").glob("*.txt"))
HERE, GIVEN = Span(0, 0), Evidence("element")


def written_book(document: Document, folder: Path, name: str = "book") -> Path:
    path = folder / f"{name}.epub"
    write_epub(render(document, None, quote_list=True), path)
    return path


def reread(path: Path) -> Document:
    return structure(read(open_source(path)))


# ------------------------------------------------------------------------------------------------ what has to be the same
def flat(text: str) -> str:
    return " ".join(text.split())


def kinds(blocks: tuple[Block, ...], level: int = 0) -> list[str]:
    """The blocks by name, containers opened."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, SectionStart):
            continue
        more = block.kind if isinstance(block, BlockQuote) else getattr(block, "label", "")
        found.append(f"{'  ' * level}{type(block).__name__} {getattr(block, 'level', '')}{more}".rstrip())

        def look(inner: tuple[Block, ...]) -> tuple[Block, ...]:
            found.extend(kinds(inner, level + 1))
            return inner

        rebuilt(block, look)
    return found


def substance(document: Document) -> dict[str, object]:
    """What of a document must survive: its text, its headings and their levels, its structure, notes and what refers to
    them, quotations and who speaks, pages, kinds of sections."""
    blocks: tuple[Block, ...] = tuple(  # type: ignore[assignment]
        block
        for section in document.sections
        for block in section.blocks
        if type(block).__name__ != "Boilerplate" and not (isinstance(block, PageBreak) and not block.label)
    )
    proses = list(written(blocks))
    marks = [(prose.text, mark) for _, prose in proses for mark in prose.inlines]
    return {
        "title": document.metadata.title,
        "kinds": [section.kind for section in document.sections],
        "blocks": kinds(blocks),
        "text": [flat(prose.text) for _, prose in proses],
        "quotes": [
            (flat(text[mark.start : mark.end]), mark.kind, mark.speaker.name if mark.speaker else "")
            for text, mark in marks
            if isinstance(mark, Quote)
        ],
        "references": [(text[mark.start : mark.end], mark.target) for text, mark in marks if isinstance(mark, NoteRef)],
        "pages": [(flat(text[: mark.start]), mark.label) for text, mark in marks if isinstance(mark, PageMark)],
    }


def members(path: Path) -> dict[str, bytes]:
    """What is in a book, but for the number that it bears, which is made of what it was read from."""
    with zipfile.ZipFile(path) as file:
        return {name: re.sub(rb"urn:uuid:[0-9a-f-]{36}", b"", file.read(name)) for name in file.namelist()}


@pytest.mark.parametrize("name", TEXTS)
def test_a_book_read_again_is_the_document_that_it_was_made_of(name: str, books: Path, tmp_path: Path) -> None:
    first = structure(read(open_source(books / name)))
    again = reread(written_book(first, tmp_path))
    assert substance(again) == substance(first)


@pytest.mark.parametrize("name", TEXTS)
def test_the_third_generation_is_the_second(name: str, books: Path, tmp_path: Path) -> None:
    first = written_book(structure(read(open_source(books / name))), tmp_path, "first")
    second = written_book(reread(first), tmp_path, "second")
    third = written_book(reread(second), tmp_path, "third")
    assert members(third) == members(second)
    assert members(second).keys() == members(first).keys()


@pytest.mark.parametrize("case", BOOKS)
def test_books_of_others_are_the_same_from_the_first_time_on(case: str, tmp_path: Path) -> None:
    first = structure(read(as_source(f"{case}.epub", BOOKS[case])))
    path = written_book(first, tmp_path, "first")
    again = reread(path)
    assert substance(again) == substance(first)
    second = written_book(again, tmp_path, "second")
    assert members(written_book(reread(second), tmp_path, "third")) == members(second)
