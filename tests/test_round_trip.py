"""What comes out goes in again: a book of ours that is read is the document that it was made of, and a book made of it
is no longer than the first. Whoever improves his backlist with this program may do so twice.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
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
from accessible.model.draft import Draft, Lines, Metadata, Picture
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


# ---------------------------------------------------------------------------------------------- what has to be the same
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
    blocks: tuple[Block, ...] = tuple(
        block
        for section in document.sections
        for block in section.blocks
        if not isinstance(block, Boilerplate | Lines) and not (isinstance(block, PageBreak) and not block.label)
    )
    proses = list(written(blocks))
    marks = [(prose.text, mark) for _, prose in proses for mark in prose.inlines]
    return {
        "metadata": replace(document.metadata, source="", cover=""),  # the file that was read is a source, too
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
    """What is in a book."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


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


# ------------------------------------------------------------------------------------------------- any structure at all
WORDS = st.lists(
    st.sampled_from(
        "harbour bell fog “quiet” — she said, 1905 mast; été 日本 a.m. & < > ‘so’ tide? No. (far) É".split()
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
NAMES = st.integers(0, 999).map(lambda number: f"Of matter {number} of the sea")


def prose(text: str, *inlines: Inline) -> Prose:
    return Prose(text, inlines)


def paragraphs() -> st.SearchStrategy[Paragraph]:
    return WORDS.map(lambda text: Paragraph(prose(f"Then {text}"), HERE, GIVEN))


def styled(style: str) -> st.SearchStrategy[Paragraph]:
    mark = Styled(0, 4, style)  # type: ignore[arg-type]
    return WORDS.map(lambda text: Paragraph(prose(f"Then {text}", mark), HERE, GIVEN))


@st.composite
def noted(draw: st.DrawFn) -> list[Block]:
    """A paragraph with a reference, and its note."""
    number = draw(st.integers(1, 99))
    name = f"n{draw(st.integers(0, 10**9))}"
    text = f"Then {draw(WORDS)}"
    reference = NoteRef(len(text), len(text) + len(str(number)), target=name)
    note = Footnote((draw(paragraphs()),), HERE, GIVEN, label=str(number), id=name)
    return [Paragraph(prose(f"{text}{number}", reference), HERE, GIVEN), note]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns, rows = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    cells = tuple(tuple(Cell((draw(paragraphs()),), HERE) for _ in range(columns)) for _ in range(rows))
    return Table(cells, HERE, GIVEN, header_rows=1)


def lists(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[List]:
    items = st.lists(st.lists(inner, min_size=1, max_size=2), min_size=1, max_size=3)
    return st.builds(
        lambda items, ordered: List(tuple(Item(tuple(item), HERE) for item in items), HERE, GIVEN, ordered=ordered),
        items,
        st.booleans(),
    )


SIMPLE: st.SearchStrategy[Block] = st.one_of(
    paragraphs(),
    styled("em"),
    styled("strong"),
    st.lists(WORDS, min_size=2, max_size=3).map(lambda lines: Verse(prose("\n".join(lines)), HERE, GIVEN)),
    WORDS.map(lambda text: Code(prose(f"run {text}"), HERE, GIVEN)),
)
NESTED: st.SearchStrategy[Block] = st.one_of(
    SIMPLE,
    lists(SIMPLE),
    tables(),
    st.lists(SIMPLE, min_size=1, max_size=2).map(lambda blocks: Aside(tuple(blocks), HERE, GIVEN)),
    st.lists(SIMPLE, min_size=1, max_size=2).map(lambda blocks: BlockQuote(tuple(blocks), HERE, GIVEN)),
    paragraphs().map(
        lambda inner: Definitions((Definition((Paragraph(prose("neap"), HERE, GIVEN),), (inner,), HERE),), HERE, GIVEN)
    ),
    WORDS.map(
        lambda text: Figure(
            (Image("chart.png", HERE, GIVEN, alternative=prose("A chart of the bay.")),),
            HERE,
            GIVEN,
            caption=Caption(prose(f"Seen {text}"), HERE, GIVEN),
        )
    ),
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A work with a title, sections of several levels and all kinds of blocks in them."""
    blocks: list[Block] = [Title(prose("The tide tables of Low"), HERE, GIVEN)]
    page = 0
    for _ in range(draw(st.integers(1, 5))):
        blocks.append(Heading(prose(draw(NAMES)), HERE, GIVEN, draw(st.integers(2, 4))))
        for _ in range(draw(st.integers(1, 4))):
            match draw(st.integers(0, 9)):
                case 0:
                    blocks += draw(noted())
                case 1:
                    page += 1
                    blocks += [PageBreak(HERE, GIVEN, str(page)), draw(paragraphs())]
                case 2:
                    page += 1
                    text = f"Then {draw(WORDS)}"
                    blocks.append(Paragraph(prose(text, PageMark(5, 5, str(page))), HERE, GIVEN))
                case 3:
                    blocks += [draw(paragraphs()), SceneBreak(HERE, GIVEN), draw(paragraphs())]
                case _:
                    blocks.append(draw(NESTED))
    metadata = Metadata(title="The tide tables of Low", language="en", creators=("Ilse Corran",))
    chart = Picture("chart.png", "image/png", picture("png", frames=1))
    return Draft("low.html", "", metadata, tuple(blocks), (chart,))


@given(drafts())
@settings(max_examples=60)
def test_any_structure_comes_back(draft: Draft) -> None:
    first = structure(draft)
    with tempfile.TemporaryDirectory() as folder:
        again = reread(written_book(first, Path(folder), "first"))
        assert substance(again) == substance(first)
        second = written_book(again, Path(folder), "second")
        assert members(written_book(reread(second), Path(folder), "third")) == members(second)


# ----------------------------------------------------------------------------------------------------- the whole way
@pytest.mark.parametrize("case", ["notes", "parts", "tables"])
def test_what_is_made_of_a_book_is_valid(case: str, tmp_path: Path, epubcheck: Validator, ace: Validator) -> None:
    path = tmp_path / f"{case}.epub"
    spoken(structure(read(as_source(f"{case}.epub", BOOKS[case]))), path)
    again = tmp_path / "again.epub"
    spoken(reread(path), again)
    for made in (path, again):
        assert epubcheck(made) == {made.name: ()}
        assert ace(made) == {made.name: ()}


def spoken(document: Document, path: Path) -> None:
    """Write the book of a document with its recording."""
    narration = perform(compose(with_listings(document), cast=load_cast(), engine="tone"), cache=path.parent / "cache")
    write_epub(render(document, narration), path)
