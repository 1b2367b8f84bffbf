"""A short book of ours with pictures beside it, the whole way: all of it is heard, and the validators find nothing."""

from __future__ import annotations

import json
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from lxml import etree

from accessible.config import Config
from accessible.model.message import severity
from accessible.pipeline import Built, build
from accessible.renderers.page import TYPE
from tests.renderers.validators import Validator, ace, browser, epubcheck

__all__ = ["ace", "browser", "epubcheck"]


@pytest.fixture(scope="module")
def island(books: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("island")
    source = shutil.copytree(books / "lamp-island", folder / "source") / "lamp-island.html"
    return build(source, config=Config(engine="tone", to=("epub",), output_dir=str(folder / "out"), jobs=1))


def test_the_pictures_are_those_that_the_script_draws_and_are_small(books: Path) -> None:
    from tests.books.lamp_island import PICTURES, png

    files = {file.name: file.read_bytes() for file in (books / "lamp-island").glob("*.png")}
    assert files.keys() == PICTURES.keys()
    assert sum(map(len, files.values())) < 100_000
    for name, data in files.items():
        assert pixels(data) == pixels(png(*PICTURES[name]))


def pixels(data: bytes) -> tuple[bytes, bytes]:
    """The head and the pixels of a PNG file, which another zlib may pack in another way."""
    chunks = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += length + 12
    return chunks[b"IHDR"] + chunks[b"PLTE"], zlib.decompress(chunks[b"IDAT"])


def test_every_sentence_is_heard(island: Built) -> None:
    report = json.loads(island.paths[-1].read_bytes())
    assert report["skipped"] == 0
    texts = [row["text"] for part in report["sections"] for row in part["sentences"]]
    assert len(texts) == report["spoken"] > 50
    for said in (
        "No lamp, no land.",
        "The sea goes out, the sea comes in,",
        "Dear Jon,",
        "07:02",
        "Trim the wick at dusk.",
    ):
        assert any(text.startswith(said) for text in texts), said
    assert [message for message in island.messages if severity(message.code) == "error"] == []


def test_the_pages_are_said_where_they_begin(island: Built) -> None:
    report = json.loads(island.paths[-1].read_bytes())
    pages = [page for part in report["sections"] for page in part.get("pages", ())]
    assert [page["page"] for page in pages] == ["1", "2", "3"]
    with zipfile.ZipFile(island.paths[0]) as book:
        overlays = [etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".smil")]
    turned = [par for overlay in overlays for par in overlay.iter("{*}par") if par.get(TYPE) == "pagebreak"]
    assert [par[0].get("src", "").partition("#")[2] for par in turned] == [page["id"] for page in pages]
    assert all(end - begin >= 300 for begin, end in (page["clip"] for page in pages))


def test_everything_is_what_it_is(island: Built) -> None:
    with zipfile.ZipFile(island.paths[0]) as book:
        pages = [etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
        package = book.read("EPUB/content.opf").decode()
    roles = {element.get("role") for page in pages for element in page.iter("{*}*")}
    assert {
        f"doc-{name}" for name in "dedication epigraph preface chapter footnote noteref backlink glossary".split()
    } <= roles
    assert sum(element.get("role") == "doc-pagebreak" for page in pages for element in page.iter()) == 3
    described = [image.get("alt") for page in pages for image in page.iter("{*}img")]
    assert len(described) == 5
    assert described.count("") == 1
    for feature in ("alternativeText", "pageBreakMarkers", "synchronizedAudioText"):
        assert f">{feature}<" in package


def test_the_validators_find_nothing(island: Built, epubcheck: Validator, ace: Validator, browser: Validator) -> None:
    book = island.paths[0]
    for validate in (epubcheck, ace, browser):
        assert validate(book) == {book.name: ()}


def test_epubcheck_finds_nothing_at_other_granularities(island: Built, tmp_path: Path, epubcheck: Validator) -> None:
    """The numbers of pages stand in reading order among words and paragraphs as well."""
    source = island.paths[0].parents[2] / "source" / "lamp-island.html"
    books = [tmp_path / f"{granularity}.epub" for granularity in ("word", "paragraph")]
    for book in books:
        build(source, config=Config(engine="tone", granularity=book.stem, jobs=1), outputs=[book])
    assert epubcheck(*books) == {book.name: () for book in books}
