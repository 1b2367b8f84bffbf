"""Books are read: what they say is kept, what they lack is added, and what cannot be read is said."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible.bitmaps import as_drawn
from accessible.errors import SourceError
from accessible.model.blocks import Block, Footnote, Heading, Link, PageBreak, Paragraph, Prose, SectionStart, Title
from accessible.model.document import written
from accessible.model.draft import Contributor, Draft
from accessible.readers import READERS, as_source, open_source, read
from accessible.structurer import structure
from tests.conftest import Golden
from tests.readers.ebooks import ABOUT, BOOKS, PNG, archive, book, li, nav, ncx, page, point
from tests.readers.outline import outline

ONE = {"nav.xhtml": nav(li("one.xhtml", "One")), "one.xhtml": page("<h1>One</h1><p>The bell fell.</p>")}


def read_book(data: bytes, *, whole: bool = False, name: str = "book.epub") -> Draft:
    return read(as_source(name, data), whole=whole)


def codes(draft: Draft) -> list[str]:
    return [message.code for message in draft.messages]


def texts(draft: Draft) -> list[str]:
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    return [prose.text for _, prose in written(blocks)]


def headings(draft: Draft) -> list[tuple[int, str]]:
    return [(block.level, block.prose.text) for block in draft.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("case", BOOKS)
def test_what_is_read_of_a_book(case: str, golden: Golden) -> None:
    golden(Path("epub") / f"{case}.txt", outline(read_book(BOOKS[case])))


@pytest.mark.parametrize("case", BOOKS)
def test_every_span_lies_in_the_text_where_its_words_stand(case: str) -> None:
    draft = read_book(BOOKS[case])
    for block in draft.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(draft.text)
        if isinstance(block, Paragraph) and block.prose.text.isascii() and not block.prose.inlines:
            first = re.findall(r"\w+", block.prose.text)[0]
            assert first in draft.text[block.span.start : block.span.end]


def test_a_place_names_the_file_and_the_line_in_it() -> None:
    draft = read_book(book({"a.xhtml": page("<p>One.</p>"), "b.xhtml": page("<p>Two.</p>\n<p><video/></p>")}))
    (message,) = [message for message in draft.messages if message.code == "R010"]
    assert (message.place.file, message.place.line) == ("OEBPS/b.xhtml", 5)
    assert draft.text[message.place.start :].startswith("<video/>")


# ------------------------------------------------------------------------------------------------------ what is kept
def test_links_between_files_lead_to_the_places_in_the_document() -> None:
    document = structure(read_book(BOOKS["notes"]))
    first = document.sections[0].blocks[1]
    assert isinstance(first, Paragraph)
    links = {
        first.prose.text[mark.start : mark.end]: mark.href for mark in first.prose.inlines if isinstance(mark, Link)
    }
    assert links == {"the other": "#s2-b2", "all of it": "#s2-b1", "the web": "https://example.org/a"}
    assert document.sections[2].kind == "endnotes"
    assert all(isinstance(block, Footnote) for block in document.sections[2].blocks)


def test_notes_that_pop_up_are_hidden_in_the_text_and_were_lost() -> None:
    body = (
        '<p>Fog<a epub:type="noteref" href="#n">*</a>.</p>'
        '<aside epub:type="footnote" id="n" hidden="hidden"><p>Or mist.</p></aside>'
    )
    draft = read_book(book({"one.xhtml": page(body)}))
    assert "Or mist." in texts(draft)
    assert codes(draft) == []


def test_kinds_of_guides_and_landmarks_become_those_of_sections() -> None:
    kinds = [section.kind for section in structure(read_book(BOOKS["parts"])).sections]
    assert kinds == ["", "part", "chapter", "", "chapter", "part", "chapter", "chapter", "glossary"]


def test_a_title_page_is_no_chapter_called_title_page() -> None:
    draft = read_book(BOOKS["parts"])
    assert isinstance(draft.blocks[0], Title)
    assert "Title page" not in texts(draft)


def test_levels_of_a_flat_list_of_contents_are_those_of_the_text() -> None:
    files = {
        "a.xhtml": page("<h1>A part</h1>"),
        "b.xhtml": page("<h2>Beginning</h2><p>Text.</p><h3>Detail</h3><p>More.</p>"),
        "c.xhtml": page("<p>A chapter without a heading, which only the contents know.</p>"),
        "d.xhtml": page("<h2>Death</h2><p>Text.</p>"),
        "toc.ncx": ncx("".join(point(f"{t[0].lower()}.xhtml", t) for t in ("A part", "Beginning", "Chapter", "Death"))),
    }
    assert headings(read_book(book(files))) == [
        (2, "A part"),
        (3, "Beginning"),
        (4, "Detail"),
        (3, "Chapter"),
        (3, "Death"),
    ]


def test_the_only_heading_of_the_first_level_is_the_title_when_the_metadata_say_so() -> None:
    body = "<h1>{}</h1><h2>One</h2><p>Text.</p><h2>Two</h2><p>Text.</p>"
    named = read_book(book({"a.xhtml": page(body.format("The Tide Tables."))}))
    assert isinstance(named.blocks[0], Title)
    other = structure(read_book(book({"a.xhtml": page(body.format("Part one"))})))
    assert not any(isinstance(block, Title) for section in other.sections for block in section.blocks)


def test_entries_at_one_place_are_a_part_and_its_first_chapter() -> None:
    files = {
        "nav.xhtml": nav(li("a.xhtml", "Part one", li("a.xhtml", "The moon"))),
        "a.xhtml": page("<h2>The moon</h2><p>It pulls.</p>"),
    }
    assert headings(read_book(book(files))) == [(2, "Part one"), (3, "The moon")]


def test_parts_of_a_chapter_that_a_program_cut_stay_one_chapter() -> None:
    files = {
        "a.xhtml": page("<h1>One</h1><p>The first half.</p>"),
        "a_split_1.xhtml": page("<p>The second half.</p>"),
        "b.xhtml": page("<h1>Two</h1><p>Another.</p>"),
        "toc.ncx": ncx(point("a.xhtml", "One") + point("b.xhtml", "Two")),
    }
    document = structure(read_book(book(files)))
    assert [len(section.blocks) for section in document.sections] == [3, 2]


def test_a_page_that_begins_with_a_chapter_is_in_that_chapter() -> None:
    files = {
        "nav.xhtml": nav(li("a.xhtml", "One") + li("b.xhtml", "Two") + li("c.xhtml", "Three")),
        "a.xhtml": page("<h1>One</h1><p>Text.</p>"),
        "b.xhtml": page('<div epub:type="pagebreak" title="7"/><h1>Two</h1><p>Text.</p>'),
        "c.xhtml": page('<div epub:type="pagebreak" title="8"/><p>Text.</p><div epub:type="pagebreak" title="9"/>'),
    }
    document = structure(read_book(book(files)))
    pages = [[block.label for block in part.blocks if isinstance(block, PageBreak)] for part in document.sections]
    assert pages == [[], ["7"], ["8", "9"]]
    assert [type(block).__name__ for block in document.sections[1].blocks][:2] == ["PageBreak", "Heading"]


def test_the_number_and_the_title_of_a_chapter_are_one_heading() -> None:
    group = (
        '<hgroup><h2 epub:type="ordinal z3998:roman">I</h2><p epub:type="title">The Moon</p></hgroup><p>It pulls.</p>'
    )
    files = {
        "nav.xhtml": nav(li("a.xhtml", "I: The Moon") + li("b.xhtml", "II: The Sea")),
        "a.xhtml": page(f'<section id="chapter-1" epub:type="chapter">{group}</section>'),
        "b.xhtml": page("<h2>II<br/>The Sea</h2><p>It gives in.</p>"),
    }
    assert headings(read_book(book(files))) == [(2, "I\nThe Moon"), (2, "II\nThe Sea")]


def test_many_small_files_and_headings_that_are_pictures() -> None:
    names = [f"f{number:03}.xhtml" for number in range(300)]
    files = {
        name: page(f"<h2><img src='x.png' alt='Chapter {at}'/></h2><p>Text {at}.</p>") for at, name in enumerate(names)
    }
    points = "".join(point(name, f"Chapter {at}") for at, name in enumerate(names))
    draft = read_book(book({**files, "toc.ncx": ncx(points)}))
    assert headings(draft) == [(2, f"Chapter {at}") for at in range(300)]


def test_addresses_are_decoded_once_and_never_leave_the_book() -> None:
    body = (
        '<p><a href="b%20c.xhtml#%C3%A9">there</a> <a href="../../../etc/passwd">out</a> '
        '<a href="b%2520c.xhtml">no</a> '
        '<a href="javascript:x()">run</a></p><img src="..%2F..%2F..%2Fetc%2Fpasswd" alt="A secret"/>'
    )
    draft = read_book(book({"a.xhtml": page(body), "b%20c.xhtml": page('<p id="é">Here.</p>')}))
    (first, *_) = draft.blocks
    assert isinstance(first, Paragraph)
    assert [mark.href for mark in first.prose.inlines if isinstance(mark, Link)] == ["#OEBPS/b c.xhtml#é"]
    assert not draft.pictures


def test_the_lists_of_places_are_kept_when_all_is_asked_for() -> None:
    files = {**ONE, "toc.xhtml": page('<section epub:type="toc"><p><a href="one.xhtml">What is told</a></p></section>')}
    assert "What is told" not in texts(read_book(book(files)))
    assert "What is told" in texts(read_book(book(files), whole=True))


def test_a_book_that_a_converter_made_of_paragraphs_has_title_writer_and_chapters() -> None:
    files = {
        "a_0.html": page("<p><span>MOBY-DICK</span></p><p>or, THE WHALE</p><p>by Herman Melville</p>"),
        "a_1.html": page("<p><b>CHAPTER 1</b></p><p><b>Loomings</b></p><p>Call me Ishmael.</p>"),
        "a_2.html": page(
            "<blockquote><p>An epigraph.</p></blockquote><h2>CHAPTER 2. The Carpet-Bag</h2><p>A shirt.</p>"
        ),
        "toc.ncx": ncx(point("a_1.html", "Chapter 1. Loomings") + point("a_2.html", "Chapter 2")),
    }
    about = (
        "<dc:title>Moby Dick; or, The Whale</dc:title><dc:creator>Melville, Herman</dc:creator>"
        '<dc:language>eng</dc:language><dc:identifier id="id">calibre:1</dc:identifier>'
    )
    draft = read_book(book(files, about=about, version="2.0"))
    assert draft.metadata.language == "en"
    found = [(type(block).__name__, getattr(block, "prose", Prose("")).text) for block in draft.blocks]
    assert found[:4] == [
        ("Title", "MOBY-DICK\nor, THE WHALE"),
        ("Byline", "by Herman Melville"),
        ("Heading", "CHAPTER 1\nLoomings"),
        ("Paragraph", "Call me Ishmael."),
    ]
    assert headings(draft) == [(2, "CHAPTER 1\nLoomings"), (2, "CHAPTER 2. The Carpet-Bag")]


def test_the_heading_over_a_list_of_contents_was_a_chapter_without_text() -> None:
    contents = f'<h1>Contents</h1><nav epub:type="toc"><ol>{li("one.xhtml", "One")}</ol></nav>'
    files = {"nav.xhtml": page(contents), "one.xhtml": page("<h1>One</h1><p>The bell fell.</p>")}
    assert texts(read_book(book(files, spine=["nav.xhtml", "one.xhtml"]))) == ["One", "The bell fell."]


# ---------------------------------------------------------------------------------------------------------- metadata
def test_metadata_that_epub_3_refines() -> None:
    about = (
        '<dc:identifier id="id">x-17</dc:identifier><dc:identifier>urn:isbn:9780306406157</dc:identifier>'
        '<dc:title id="s">Of the moon</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:title id="t">Tides</dc:title><meta refines="#t" property="title-type">main</meta>'
        '<dc:creator id="a">Ilse Corran</dc:creator>'
        '<meta refines="#a" property="role" scheme="marc:relators">aut</meta>'
        '<dc:creator id="i">Tove Breck</dc:creator><meta refines="#i" property="role" scheme="marc:relators">ill</meta>'
        '<dc:contributor id="n">eSpeak</dc:contributor><meta refines="#n" property="role">nrt</meta>'
        "<dc:language>en-GB</dc:language><dc:publisher>Low Press</dc:publisher><dc:date>1905-03-02T00:00:00Z</dc:date>"
        '<meta refines="#a" property="file-as">Corran, Ilse</meta>'
        '<meta property="a11y:pageBreakSource">urn:isbn:0306406152</meta>'
        '<meta property="belongs-to-collection" id="set">A set</meta>'
        '<meta refines="#set" property="collection-type">set</meta>'
        '<meta property="belongs-to-collection" id="c">The books of Low</meta>'
        '<meta refines="#c" property="collection-type">series</meta>'
        '<meta refines="#c" property="group-position">2</meta>'
    )
    known = read_book(book(ONE, about=about)).metadata
    assert (known.title, known.subtitle, known.language, known.publisher) == (
        "Tides",
        "Of the moon",
        "en-GB",
        "Low Press",
    )
    assert known.creators == ("Ilse Corran",)
    assert known.contributors == (Contributor("Tove Breck", "ill"),)
    assert known.file_as == (("Ilse Corran", "Corran, Ilse"),)
    assert (known.series, known.series_position) == ("The books of Low", "2")
    assert "eSpeak" not in str(known)
    assert known.identifier == "urn:isbn:9780306406157"
    assert known.source == "urn:isbn:9780306406157"
    assert known.date.startswith("1905-03-02")


def test_what_a_book_says_of_its_accessibility_is_told_and_not_taken_over() -> None:
    draft = read_book(BOOKS["media"])
    said = [message.text for message in draft.messages if message.code == "R027"]
    assert "WCAG 2.1 Level AA" in said[0]
    assert said[1].startswith("2 statements")
    assert "WCAG" not in str(draft.metadata)


def test_the_cover_of_a_book_is_kept_and_one_that_was_drawn_is_drawn_anew() -> None:
    kept = read_book(BOOKS["old"])
    assert [(p.name, p.data) for p in kept.pictures] == [(kept.metadata.cover, PNG)]
    files = {"cover.xhtml": page('<section epub:type="cover"><img src="c.png" alt="Cover: Tides"/></section>'), **ONE}
    properties = {"nav.xhtml": "nav", "c.png": "cover-image"}
    drawn = read_book(book({**files, "c.png": as_drawn(PNG)}, properties=properties))
    assert (drawn.metadata.cover, drawn.pictures) == ("", ())
    theirs = read_book(book({**files, "c.png": PNG}, properties=properties))
    assert theirs.metadata.cover == "c.png"
    assert theirs.metadata.cover_description == ""
    assert "cover" not in " ".join(texts(theirs)).lower()


def test_a_book_that_says_no_language_is_in_that_of_its_files() -> None:
    about = '<dc:title>Les marées</dc:title><dc:identifier id="id">x</dc:identifier>'
    files = {f"{name}.xhtml": page("<p>La mer.</p>", attributes='xml:lang="fr"') for name in "ab"}
    draft = read_book(book({**files, "c.xhtml": page("<p>The sea.</p>", attributes='lang="en"')}, about=about))
    assert draft.metadata.language == "fr"
    assert [block.prose.language for block in draft.blocks if isinstance(block, Paragraph)] == ["", "", "en"]


def test_a_cover_that_cannot_come_along_is_told() -> None:
    files = {"cover.xhtml": page('<p><img src="c.svg" alt="A mast"/></p>'), **ONE, "c.svg": "<svg/>"}
    data = book(files, spine=["cover.xhtml", "one.xhtml"], properties={"nav.xhtml": "nav", "c.svg": "cover-image"})
    assert [m.text for m in read_book(data).messages if m.code == "R009"] == [
        "The picture of the cover was left out: drawings (SVG) are not taken from sources."
    ]


@pytest.mark.parametrize(
    ("words", "described"),
    [
        ("Cover", ""),
        ("Cover: The tide tables – Ilse Corran", ""),
        ("The tide tables by Ilse Corran", ""),
        ("A mast stands alone in the fog.", "A mast stands alone in the fog."),
        ("Cover: The tide tables – Ilse Corran. A mast alone in fog.", "A mast alone in fog."),
    ],
)
def test_what_is_seen_on_a_cover_is_said_again(words: str, described: str) -> None:
    cover = page(f'<p><img src="c.png" alt="{words}"/></p>')
    files: dict[str, str | bytes] = {"cover.xhtml": cover, **ONE, "c.png": PNG}
    draft = read_book(book(files, properties={"nav.xhtml": "nav", "c.png": "cover-image"}))
    assert draft.metadata.cover_description == described


# ---------------------------------------------------------------------------------------------------- what is broken
def refused(data: bytes, what: str, *, name: str = "book.epub") -> SourceError:
    with pytest.raises(SourceError, match=what) as caught:
        read_book(data, name=name)
    assert caught.value.exit_code == 3
    return caught.value


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/><enc:CipherData>'
    '<enc:CipherReference URI="OEBPS/one.xhtml"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)


def test_a_protected_book_was_an_empty_one() -> None:
    method = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    data = book({"one.xhtml": b"\x93\x01\xfe"}, also={"META-INF/encryption.xml": ENCRYPTION.format(method)})
    assert "without protection" in refused(data, "the book is protected").hint


def test_a_book_with_disguised_fonts_is_not_protected() -> None:
    method = ENCRYPTION.format("http://www.idpf.org/2008/embedding")
    draft = read_book(book(ONE, also={"META-INF/encryption.xml": method}))
    assert texts(draft) == ["One", "The bell fell."]


def test_a_file_of_the_spine_that_is_missing_costs_no_other() -> None:
    draft = read_book(book({**ONE, "gone.xhtml": ""}, spine=["gone.xhtml", "one.xhtml"]))
    assert texts(draft) == ["One", "The bell fell."]
    (told,) = [message for message in draft.messages if message.code == "R025"]
    assert told.place.file == "OEBPS/gone.xhtml"


def test_a_book_without_its_container_document_has_one_package_document() -> None:
    members = {name: data for name, data in _members(book(ONE)).items() if not name.startswith("META")}
    assert texts(read_book(archive(members))) == ["One", "The bell fell."]


@pytest.mark.parametrize(
    ("missing", "what"),
    [
        ("OEBPS/content.opf", "package document is missing"),
        ("OEBPS/one.xhtml", "none of the files that its spine names"),
    ],
)
def test_a_book_without_what_it_is_made_of_is_broken(missing: str, what: str) -> None:
    members = _members(book(ONE))
    del members[missing]
    refused(archive(members), what)


def test_a_book_that_nothing_orders_or_points_at_is_broken() -> None:
    refused(book(ONE, package="<package><manifest/></package>"), "no spine")
    two = {"META-INF/container.xml": "<container/>", "a.opf": "", "b.opf": ""}
    refused(archive(two), "where its package document is")
    refused(archive({"a.opf": "", "b.opf": ""}), "it has no META-INF/container.xml")


def test_a_book_of_pictures_holds_no_text() -> None:
    error = refused(book({"one.xhtml": page('<p><img src="x.png"/></p>')}), "holds no text")
    assert "OCR" in error.hint


def test_what_is_no_archive_is_none() -> None:
    refused(b"PK\x03\x04mimetypeapplication/epub+zip" + bytes(40), "not supported|cannot be read")
    refused(book(ONE)[:-200], "its archive cannot be read")
    refused(b"It was a book once.", "named .epub but it is not one")


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(book(ONE))) as file:
        file.extractall(tmp_path / "book")
    with pytest.raises(SourceError, match="unpacked EPUB") as caught:
        open_source(tmp_path / "book")
    assert caught.value.hint == "an EPUB is one file: name that"


def test_a_book_is_known_by_its_content_and_not_by_its_name() -> None:
    source = as_source("book.txt", book(ONE))
    assert source.media_type == "application/epub+zip"
    assert "R006" in codes(read(source))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:  # as a person packs it
        for name, data in _members(book(ONE)).items():
            file.writestr(name, data)
    assert as_source("book.zip", stream.getvalue()).media_type in READERS


# ------------------------------------------------------------------------------------------------- what means to harm
def test_names_that_lead_out_links_and_doubles_are_refused() -> None:
    refused(archive({"../evil.xhtml": b"x"} | _members(book(ONE))), "name leads out of it")
    stream = io.BytesIO(book(ONE))
    with zipfile.ZipFile(stream, "a") as file:
        link = zipfile.ZipInfo("OEBPS/link")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    refused(stream.getvalue(), "link of a file system")
    stream = io.BytesIO(book(ONE))
    with zipfile.ZipFile(stream, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("OEBPS/one.xhtml", "twice")
    refused(stream.getvalue(), "two files of the name")


def test_bombs_are_refused_before_they_go_off() -> None:
    refused(book({**ONE, "big.xhtml": b" " * 30_000_000}), "grows without measure")
    words = "".join(f"{number:x} " for number in range(3_000_000))
    many = {f"f{number}.xhtml": page(f"<p>{words[:18_000_000]}</p>") for number in range(4)}
    refused(book(many), "more than 40 MB of text")


def test_entities_are_neither_expanded_nor_fetched() -> None:
    subset = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    draft = read_book(
        book(
            {"one.xhtml": page("<p>Here: &b; and &f; stay.</p>", doctype=subset)},
            about='<dc:title>&f;</dc:title><dc:language>en</dc:language><dc:identifier id="id">x</dc:identifier>',
        )
    )
    assert texts(draft) == ["Here: &b; and &f; stay."]
    assert "R032" in codes(draft)
    assert "root" not in draft.metadata.title


def test_scripts_and_programs_do_not_come_along() -> None:
    body = '<p onclick="x()">Text<script>x()</script>.</p><iframe src="http://example.org"></iframe><object data="x"/>'
    draft = read_book(book({"one.xhtml": page(body)}))
    assert texts(draft) == ["Text."]
    assert codes(draft).count("R011") == 2


@pytest.mark.parametrize("depth", [150, 260, 5_000])
def test_deep_nesting_loses_nothing(depth: int) -> None:
    body = f"<p>BEFORE</p>{'<div>' * depth}<p>DEEP</p>{'</div>' * depth}<p>AFTER</p>"
    draft = read_book(book({"one.xhtml": page(body)}))
    assert texts(draft) == ["BEFORE", "DEEP", "AFTER"]
    assert ("R007" in codes(draft)) == (depth > 190)


def test_a_fixed_layout_is_told() -> None:
    draft = read_book(book(ONE, about=f'{ABOUT}<meta property="rendition:layout">pre-paginated</meta>'))
    assert codes(draft) == ["R031"]


def test_files_that_nothing_leads_to_are_told_and_linked_ones_are_read() -> None:
    files = {
        "one.xhtml": page('<h1>One</h1><p>See <a href="more.xhtml">more</a>.</p>'),
        "more.xhtml": page("<p>There is more.</p>"),
        "lone.xhtml": page("<p>Nobody comes here.</p>"),
    }
    draft = read_book(book(files, spine=["one.xhtml"]))
    assert texts(draft) == ["One", "See more.", "There is more."]
    assert [(m.code, m.place.file) for m in draft.messages] == [
        ("R030", "OEBPS/lone.xhtml"),
        ("R029", "OEBPS/more.xhtml"),
    ]
    assert sum(isinstance(block, SectionStart) for block in draft.blocks) == 2


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist() if name != "mimetype"}


def damaged(draw: st.DrawFn) -> bytes:
    """A book of which files are missing, empty, cut, mixed up or taken for each other."""
    files = _members(BOOKS[draw(st.sampled_from(sorted(BOOKS)))])
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        data = files[name]
        at, other = draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))
        match draw(st.integers(0, 4)):
            case 0:
                del files[name]
            case 1:
                files[name] = data[:at]
            case 2:
                files[name] = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
            case 3:
                files[name] = data[:at] + data[other:]
            case 4:
                files[name] = files[draw(st.sampled_from(sorted(files)))]
        if not files:
            break
    return archive(files)


@given(st.composite(damaged)())
@settings(max_examples=150)
def test_a_damaged_book_is_read_or_refused(data: bytes) -> None:
    try:
        draft = read_book(data)
    except SourceError:
        pass  # it says what is wrong (see above)
    else:
        assert any(any(map(str.isalpha, text)) for text in texts(draft))
        for block in draft.blocks:
            assert 0 <= block.span.start <= block.span.end <= len(draft.text)


def test_a_piece_of_a_file_in_another_language_stopped_the_program() -> None:
    piece = "<html lang='fr'><p>La mer.</p><!-- and no end"
    draft = read_book(book({"one.xhtml": page("<p>The sea.</p>"), "two.xhtml": piece}))
    assert texts(draft) == ["The sea.", "La mer."]
    assert "R023" in codes(draft)


def test_large_books_are_read_in_time_that_grows_with_them() -> None:
    """Four times as many files, entries, pages, notes and people take about four times as long, and no sixteen."""

    def large(count: int) -> bytes:
        files = {
            f"f{at}.xhtml": page(f'<p id="a">Of {at}.<a id="p"></a> It<a href="notes.xhtml#n{at}">{at}</a> is.</p>')
            for at in range(count)
        }
        back = "".join(f'<p id="n{at}"><a href="f{at}.xhtml#a">{at}</a> So it is.</p>' for at in range(count))
        points = "".join(point(f"f{at % 50}.xhtml", f"Entry {at}") for at in range(count))
        targets = "".join(
            f'<pageTarget><navLabel><text>{at}</text></navLabel><content src="f{at}.xhtml#p"/></pageTarget>'
            for at in range(count)
        )
        people = "".join(
            f'<dc:creator id="c{at}">Writer {at}</dc:creator><meta refines="#c{at}" property="role">aut</meta>'
            for at in range(count)
        )
        extra = {"notes.xhtml": page(back), "toc.ncx": ncx(points, pages=targets)}
        return book(files | extra, about=ABOUT + people)

    def seconds(count: int) -> float:
        data = large(count)
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            read_book(data)
            best = min(best, time.process_time() - start)
        return best

    seconds(50)
    assert seconds(1_600) < 8 * seconds(400) + 0.5
