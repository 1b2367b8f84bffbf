"""What the bytes are: content decides, and a name that promises another format is not believed over it."""

from __future__ import annotations

import pytest

from accessible.errors import SourceError
from accessible.model.blocks import Paragraph
from accessible.readers import as_source, read
from accessible.readers.formats import media_type_of

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
PROSE = b"The harbour bell fell silent.\n\nIt has not rung since.\n"


@pytest.mark.parametrize("name", ["paper.pdf", "paper.txt", "paper"])
@pytest.mark.parametrize(
    "before", [b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\n\n", b"x" * 900 + b"\n"]
)
def test_a_pdf_with_something_before_its_header_was_read_as_text(name: str, before: bytes) -> None:
    with pytest.raises(SourceError, match="application/pdf is not supported") as caught:
        as_source(name, before + PDF)
    assert "export it as text" in caught.value.hint


def test_a_pdf_header_alone_after_a_line_end_was_read_as_text() -> None:
    with pytest.raises(SourceError, match="application/pdf is not supported"):
        as_source("paper.txt", b"\n%PDF-1.4\nsome text\n")


def test_a_text_about_pdf_is_a_text() -> None:
    text = b"How a PDF begins\n\nThe first line of a file is %PDF-1.7, and nobody knows why.\n"
    assert read(as_source("about.txt", text)).text == text.decode()


@pytest.mark.parametrize(
    "suffix", [".pdf", ".docx", ".doc", ".epub", ".odt", ".mobi", ".rtf", ".PDF", ".png", ".mp3", ".zip"]
)
@pytest.mark.parametrize("data", [PROSE, "Ein Prosatext, größer.\n".encode("cp1252"), bytes(range(256)) * 4])
def test_prose_under_the_name_of_another_format_became_a_book(suffix: str, data: bytes) -> None:
    with pytest.raises(SourceError, match="broken: it is named") as caught:
        as_source(f"story{suffix}", data)
    assert f"it is named {suffix.lower()} but it is not one" in caught.value.what
    assert "name it .txt" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["story.txt", "story", "story.text", "notes.2024", ".hidden", "story.pdf.txt", "README"]
)
def test_prose_under_any_other_name_is_text(name: str) -> None:
    assert read(as_source(name, PROSE)).text == PROSE.decode()


def test_a_known_format_under_a_wrong_name_is_called_what_it_is() -> None:
    with pytest.raises(SourceError, match="application/pdf is not supported"):
        as_source("story.epub", PDF)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>Hello there</text></svg>',
        b'<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg width="1"><text>Hello</text></svg>',
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<svg><text>Hello</text></svg>',
        b'\xef\xbb\xbf<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
        "<svg><text>Hello</text></svg>".encode("utf-16"),
        "<svg><text>Hello</text></svg>".encode("utf-16-le"),
    ],
)
def test_an_svg_picture_was_read_aloud_as_text(data: bytes) -> None:
    for name in ("picture.svg", "picture.txt", "picture"):
        with pytest.raises(SourceError, match=r"image/svg\+xml is not supported"):
            as_source(name, data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be"])
def test_a_web_page_with_a_byte_order_mark_was_read_aloud_as_text(encoding: str) -> None:
    source = as_source("page.txt", "<!DOCTYPE html>\n<title>Page</title><p>Hello.".encode(encoding))
    assert source.media_type == "text/html"
    draft = read(source)
    assert [block.prose.text for block in draft.blocks if isinstance(block, Paragraph)] == ["Hello."]
    assert draft.messages[0].text == "The source is named .txt, but it is text/html; it was read as what it is."


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("page", b"<p>Hello.", "text/html"),
        ("page", b"<!-- saved --><html>", "text/html"),
        ("page", b"\n <h1 class=a>Hello", "text/html"),
        ("page.htm", b"Hello, <b>you</b>.", "text/html"),
        ("page.txt", b"<p>is how a paragraph begins in HTML.", "text/plain"),
        ("page.txt", b"<html> is how it begins.", "text/html"),
        ("page", b"<pre is no tag", "text/plain"),
        ("page", b"<3 is a heart.", "text/plain"),
        ("page.html", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "application/xhtml+xml"),
    ],
)
def test_content_says_what_a_page_is_before_its_name_does(name: str, data: bytes, media_type: str) -> None:
    assert as_source(name, data).media_type == media_type


def test_a_mobipocket_book_is_named() -> None:
    with pytest.raises(SourceError, match="x-mobipocket-ebook is not supported"):
        as_source("book.mobi", b"A title".ljust(60, b"\0") + b"BOOKMOBI" + bytes(40))


def test_an_opendocument_text_is_named() -> None:
    data = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04"
    with pytest.raises(SourceError, match=r"vnd\.oasis\.opendocument\.text is not supported") as caught:
        as_source("a.odt", data)
    assert "word processor" in caught.value.hint


def test_a_file_of_nothing_but_null_bytes_is_not_text() -> None:
    for size in (1, 2, 3, 4, 5, 1000, 1001):
        with pytest.raises(SourceError):
            read(as_source("a.txt", bytes(size)))
    with pytest.raises(SourceError, match="not text"):
        as_source("a.txt", bytes(1000))


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
def test_a_byte_order_mark_alone_is_an_empty_source(mark: bytes) -> None:
    with pytest.raises(SourceError, match="is empty"):
        read(as_source("a.txt", mark))


MARKED = b"# The bell\n\nIt **fell silent**, says [the Gazette](https://example.org/bell).\n"


@pytest.mark.parametrize("name", ["bell.md", "bell.markdown", "bell.MKD", "bell.mdown", "README", "-", "bell.notes"])
def test_markdown_is_known_by_its_name_or_where_that_says_nothing_by_two_of_its_signs(name: str) -> None:
    assert as_source(name, MARKED).media_type == "text/markdown"


def test_a_text_that_is_named_one_stays_one_whatever_its_signs() -> None:
    assert as_source("bell.txt", MARKED).media_type == "text/plain"


@pytest.mark.parametrize("data", [PROSE, b"# One heading\n\nText.\n", b"#!/bin/sh\n# a comment\n# another\necho **\n"])
def test_one_sign_of_markdown_is_none(data: bytes) -> None:
    assert as_source("README", data).media_type == "text/plain"


@pytest.mark.parametrize("start", [b"<article>\n\n", b"<title>\n", b"<svg></svg>\n\n", b"<p align=center>\n\n"])
def test_markdown_may_begin_with_a_tag(start: bytes) -> None:
    assert as_source("bell.md", start + MARKED).media_type == "text/markdown"


def test_a_page_that_is_named_markdown_is_a_page_and_that_is_told() -> None:
    draft = read(as_source("page.md", b"<!DOCTYPE html><title>Bell</title><p>The harbour bell fell silent."))
    assert [message.code for message in draft.messages] == ["R006"]


def test_markdown_under_the_name_of_a_page_is_markdown() -> None:
    assert media_type_of("a.html", b"# One\n\nWords **here**.\n") == "text/markdown"
    assert media_type_of("a.html", b"# One\n\nWords **here**, <b>bold</b>.\n") == "text/html"
    assert media_type_of("a.html", b"Words.\n") == "text/html"
