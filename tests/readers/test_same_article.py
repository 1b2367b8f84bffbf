"""The same article in every format that carries structure has the same outline, and the same quotations by the same
people: `harbour-bell` from `tests/books`, written anew in each by what its gold file says of its blocks.

A format is one function here, from the blocks to a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import pytest

from accessible.model.blocks import Heading, Quote, Title
from accessible.model.document import Document, leaves, written
from accessible.readers import as_source, read
from accessible.structurer import structure
from tests.readers import documents as word
from tests.readers.ebooks import book, li, nav, page

BOOKS = Path(__file__).parent.parent / "books"


class Piece(NamedTuple):
    """A block of the article: its type as the gold file calls it, and its words."""

    kind: str
    text: str


def article() -> list[Piece]:
    gold = json.loads((BOOKS / "harbour-bell.gold.json").read_text(encoding="utf-8"))
    pieces = [Piece(block["type"], gold["text"][block["start"] : block["end"]]) for block in gold["blocks"]]
    # Captions belong to pictures, and the article has none; what stands around it is not the same in a page.
    return [Piece(kind, text.strip("– \n")) for kind, text in pieces if kind in ("title", "heading", "paragraph")]


def as_text(pieces: Sequence[Piece]) -> bytes:
    return "\n\n".join(f"– {text} –" if kind == "heading" else text for kind, text in pieces).encode()


def as_markdown(pieces: Sequence[Piece]) -> bytes:
    signs = {"title": "# ", "heading": "## ", "paragraph": ""}
    return "\n\n".join(signs[kind] + re.sub(r"([\\`*_\[\]<&$^~#])", r"\\\1", text) for kind, text in pieces).encode()


def as_html(pieces: Sequence[Piece]) -> bytes:
    names = {"title": "h1", "heading": "h2", "paragraph": "p"}
    body = "\n".join(f"<{names[kind]}>{escape(text)}</{names[kind]}>" for kind, text in pieces)
    return f"<!doctype html><html lang=en><title>{escape(pieces[0].text)}</title><article>{body}</article>".encode()


def as_docx(pieces: Sequence[Piece]) -> bytes:
    names = {"title": "Title", "heading": "Heading1", "paragraph": ""}
    return word.document("".join(word.p(escape(text, quote=False), names[kind]) for kind, text in pieces))


def as_epub(pieces: Sequence[Piece]) -> bytes:
    names = {"title": "h1", "heading": "h2", "paragraph": "p"}
    body = "\n".join(
        f'<{names[kind]} id="b{at}">{escape(text)}</{names[kind]}>' for at, (kind, text) in enumerate(pieces)
    )
    contents = "".join(
        li(f"text.xhtml#b{at}", escape(text)) for at, (kind, text) in enumerate(pieces) if kind == "heading"
    )
    about = f'<dc:identifier id="id">x</dc:identifier><dc:title>{escape(pieces[0].text)}</dc:title>'
    return book({"nav.xhtml": nav(contents), "text.xhtml": page(body)}, about=f"{about}<dc:language>en</dc:language>")


FORMATS: dict[str, Callable[[Sequence[Piece]], bytes]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".epub": as_epub,
}


@cache
def document(suffix: str) -> Document:
    return structure(read(as_source(f"harbour-bell{suffix}", FORMATS[suffix](article()))))


def outline(suffix: str) -> list[tuple[int, str]]:
    blocks = (block for section in document(suffix).sections for block in leaves(section.blocks))
    return [
        (block.level if isinstance(block, Heading) else 0, block.prose.text.strip("– "))
        for block in blocks
        if isinstance(block, Heading | Title)
    ]


def quotes(suffix: str) -> Iterator[tuple[str, str, str]]:
    """Each quotation: its kind, its words, and who says it."""
    for section in document(suffix).sections:
        for _, prose in written(section.blocks):
            for mark in prose.inlines:
                if isinstance(mark, Quote):
                    said_by = mark.speaker.name if mark.speaker else ""
                    yield mark.kind, prose.text[mark.start : mark.end], said_by


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != ".txt"])
def test_the_outline_is_that_of_the_plain_text(suffix: str) -> None:
    pieces = article()
    said = [piece.text for piece in pieces if piece.kind != "paragraph"]
    assert [text for _, text in outline(suffix)] == said
    assert outline(suffix) == outline(".txt")


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != ".txt"])
def test_the_quotations_are_those_of_the_plain_text(suffix: str) -> None:
    assert len(list(quotes(".txt"))) > 10
    assert list(quotes(suffix)) == list(quotes(".txt"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_word_of_the_article_is_in_the_book(suffix: str) -> None:
    kept = [prose.text for section in document(suffix).sections for _, prose in written(section.blocks)]
    assert " ".join(kept).replace("– ", "").replace(" –", "").split() == [
        word for piece in article() for word in piece.text.replace("– ", "").replace(" –", "").split()
    ]
