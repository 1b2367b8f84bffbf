"""The cover: known by its bytes, harmless, and with words for those who cannot see it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from accessible.bitmaps import bitmap
from accessible.errors import SourceError
from accessible.model.draft import Metadata
from accessible.model.publication import Publication
from accessible.renderers import check_cover, render
from accessible.renderers.cover import drawn, sketch
from accessible.renderers.typeface import width
from tests.renderers.builder import document, paragraph
from tests.renderers.pictures import picture as encoded

SVG = "{http://www.w3.org/2000/svg}"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4">{}</svg>'
METADATA = Metadata(title="Fire & ice", creators=("Ada Moss", "Jon Reed"), language="en")
DOCUMENT = document([paragraph("A.")], metadata=METADATA)


def picture(publication: Publication) -> tuple[str, str, bytes]:
    found = next(resource for resource in publication.resources if resource.id == "cover-picture")
    assert found.properties == ("cover-image",)
    return found.href, found.media_type, found.data


@pytest.mark.parametrize(
    ("data", "href", "media_type"),
    [
        (encoded("png"), "cover.png", "image/png"),
        (encoded("jpg"), "cover.jpg", "image/jpeg"),
        (encoded("gif"), "cover.gif", "image/gif"),
        (encoded("webp"), "cover.webp", "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, href: str, media_type: str, tmp_path: Path) -> None:
    file = tmp_path / "picture.txt"
    file.write_bytes(data)
    assert picture(render(DOCUMENT, None, cover=file)) == (href, media_type, data)
    assert picture(render(DOCUMENT, None, cover=data)) == (href, media_type, data)


def test_a_drawing_keeps_the_case_of_its_names() -> None:
    inside = '<linearGradient id="a"/><rect fill="url(#a)"/>'
    href, media_type, data = picture(render(DOCUMENT, None, cover=DRAWING.format(inside).encode()))
    assert (href, media_type) == ("cover.svg", "image/svg+xml")
    assert b"viewBox" in data
    assert b"linearGradient" in data


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<use href="other.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://example.org/a"/>',
        '<image href="http://example.org/a.png"/>',
        '<rect fill="url(http://example.org/a)"/>',
        "<style>@import 'http://example.org/a.css';</style>",
        "<rect><animate attributeName='x' to='9'/></rect>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<x:y xmlns:x="urn:x"/>',
    ],
)
def test_a_drawing_with_something_else_in_it_is_refused(inside: str) -> None:
    with pytest.raises(SourceError, match="not a drawing"):
        render(DOCUMENT, None, cover=DRAWING.format(inside).encode())


def test_a_drawing_cannot_read_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("canary")
    entity = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    with pytest.raises(SourceError):
        render(DOCUMENT, None, cover=(entity + DRAWING.format("<text>&e;</text>")).encode())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html/>", b"<svg", b"BM......", bytes(20_000_001)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        render(DOCUMENT, None, cover=data)


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read") as caught:
        render(DOCUMENT, None, cover=tmp_path / "gone.png")
    assert caught.value.where == "gone.png"


def test_a_cover_that_never_ends_is_refused_and_not_read_until_memory_is_full(tmp_path: Path) -> None:
    for cover in (Path("/dev/zero"), tmp_path):
        with pytest.raises(SourceError, match="not a regular file"):
            check_cover(cover)


def test_a_cover_that_is_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "cover.png")
    with pytest.raises(SourceError, match="not a regular file"):
        check_cover(tmp_path / "cover.png")


def test_a_cover_of_eight_bytes_is_refused_before_anything_is_spoken(tmp_path: Path) -> None:
    for name, data in (("a.png", b"\x89PNG\r\n\x1a\n"), ("a.jpg", b"\xff\xd8\xff junk"), ("a.svg", b"<svg")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SourceError) as caught:
            check_cover(tmp_path / name)
        assert caught.value.where == name
        assert caught.value.hint
    (tmp_path / "b.png").write_bytes(encoded("png"))
    check_cover(tmp_path / "b.png")


def test_a_large_cover_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "large.png").open("wb") as file:
        file.write(encoded("png"))
        file.truncate(40_000_000_000)  # a file with a hole, larger than the memory
    with pytest.raises(SourceError, match="too large"):
        check_cover(tmp_path / "large.png")


def test_an_author_without_a_name_leaves_no_comma_on_the_cover() -> None:
    alt = etree.fromstring(sketch(Metadata(title="T", creators=("Ada", " ")))).findtext(f"{SVG}title")
    assert alt == "Cover: T – Ada"


def test_the_page_has_words_for_the_picture_and_no_text() -> None:
    data = next(resource.data for resource in render(DOCUMENT, None).resources if resource.id == "cover-page")
    body = etree.fromstring(data).find("{http://www.w3.org/1999/xhtml}body")
    assert body is not None
    assert "".join(body.itertext()).strip() == ""
    (image,) = body.iter("{http://www.w3.org/1999/xhtml}img")
    assert (image.get("src"), image.get("role")) == ("cover.png", "doc-cover")
    assert image.get("alt") == "Cover: Fire & ice – Ada Moss, Jon Reed"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_title_can_be_drawn_inside_the_frame(title: str) -> None:
    root = etree.fromstring(sketch(Metadata(title=title)))
    for text in root.iter(f"{SVG}text"):
        assert 0 < int(text.get("y", "")) < 1270
        assert width(text.text or "") * int(text.get("font-size", "")) <= 1200 - 110


@pytest.mark.parametrize("title", ["word " * 12, "港口重新開放" * 8, "Donaudampfschifffahrtsgesellschaftskapitän" * 3])
def test_all_of_a_title_is_on_the_cover(title: str) -> None:
    root = etree.fromstring(sketch(Metadata(title=title)))
    assert "".join(text.text or "" for text in root.iter(f"{SVG}text")).replace(" ", "") == title.replace(" ", "")


@pytest.mark.parametrize(
    ("title", "author", "language"),
    [
        ("Kelderwick will recast the harbour bell", "Odile Marsh", "en"),
        ("Árvíztűrő tükörfúrógép – ﬁne?", "Łukasz Žák", "hu"),
        ("Το λιμάνι άνοιξε ξανά", "Ελένη", "el"),
        ("Гавань снова открыта", "Анна", "ru"),
        ("הנמל נפתח שוב", "עדה", "he"),
        ("الميناء مفتوح مرة أخرى", "علي", "ar"),
        ("ნავსადგური", "ნინო", "ka"),
        ("", "", ""),
    ],
)
def test_a_title_is_drawn_in_dots(title: str, author: str, language: str) -> None:
    metadata = Metadata(title=title, creators=(author,), language=language)
    cover = drawn(metadata)
    found = bitmap(cover.data)
    assert found is not None
    assert (cover.suffix, found.media_type, found.width, found.height) == ("png", "image/png", 1200, 1600)
    assert len(cover.data) < 100_000
    assert drawn(metadata) == cover
    if title:
        assert cover != drawn(replace(metadata, title=title[:-1]))


@pytest.mark.parametrize("title", ["港口重新開放", "हिन्दी", "ท่าเรือ", "Bell 🔔", "\U00012345"])
def test_letters_that_would_be_boxes_are_left_to_the_reading_system(title: str) -> None:
    cover = drawn(Metadata(title=title))
    assert (cover.suffix, cover.media_type) == ("svg", "image/svg+xml")
    text = "".join(text.text or "" for text in etree.fromstring(cover.data).iter(f"{SVG}text"))
    assert text.replace(" ", "") == title.replace(" ", "")
