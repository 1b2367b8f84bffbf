"""Books that break the rules of EPUB and are read all the same, each wrong thing told: what reading systems do, too."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Heading, PageBreak, SectionStart
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.model.message import Message
from accessible.readers import as_source, read
from tests.readers.ebooks import ABOUT, CONTAINER, archive, book, li, nav, ncx, page, point

XHTML = "application/xhtml+xml"
ONE = page("<h1>One</h1><p>The bell fell.</p>")
BOTH = ["One", "The bell fell."]


def read_book(data: bytes) -> Draft:
    return read(as_source("book.epub", data))


def texts(draft: Draft) -> list[str]:
    return [prose.text for _, prose in written(tuple(draft.blocks))]


def told(draft: Draft, code: str) -> list[Message]:
    return [message for message in draft.messages if message.code == code]


def package(items: str, references: str, *, spine: str = "") -> str:
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{ABOUT}</metadata><manifest>{items}</manifest>'
        f"<spine {spine}>{references}</spine></package>"
    )


def item(address: str, *, name: str = "a", media_type: str = XHTML, more: str = "") -> str:
    return f'<item id="{name}" href="{address}" media-type="{media_type}" {more}/>'


def packed(items: str, files: dict[str, str | bytes], *, references: str = '<itemref idref="a"/>') -> bytes:
    """A book whose package document lies in `OEBPS` and lists what is given, and not what there is."""
    members = {f"OEBPS/{name}": data for name, data in files.items()}
    about = {"META-INF/container.xml": CONTAINER.format("OEBPS/p.opf"), "OEBPS/p.opf": package(items, references)}
    return archive(about | members)


# ------------------------------------------------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("One.XHTML", "one.xhtml"),
        ("caf%C3%A9.xhtml", "cafe\N{COMBINING ACUTE ACCENT}.xhtml"),
        ("part%20one.xhtml", "part%20one.xhtml"),
    ],
)
def test_a_file_is_found_whose_name_is_written_otherwise(address: str, name: str) -> None:
    draft = read_book(packed(item(address), {name: ONE}))
    assert texts(draft) == BOTH
    (message,) = told(draft, "R037")
    assert name in message.text


def test_links_and_contents_lead_to_files_whose_names_are_written_otherwise() -> None:
    files = {
        "nav.xhtml": nav(li("ONE.xhtml", "One") + li("Two.xhtml", "Two")),
        "one.xhtml": page('<h1>One</h1><p>See <a href="TWO.xhtml#a">two</a>.</p>'),
        "two.xhtml": page('<p id="a">The bell fell.</p>'),
    }
    draft = read_book(book(files))
    assert texts(draft) == ["One", "See two.", "Two", "The bell fell."]
    assert "#OEBPS/two.xhtml#a" in str(draft.blocks)
    assert len(told(draft, "R037")) == 1


def test_of_two_names_that_are_alike_none_is_meant() -> None:
    files: dict[str, str | bytes] = {"one.xhtml": ONE, "ONE.xhtml": ONE, "two.xhtml": page("<p>Two.</p>")}
    items = item("One.xhtml") + item("two.xhtml", name="b")
    draft = read_book(packed(items, files, references='<itemref idref="a"/><itemref idref="b"/>'))
    assert texts(draft) == ["Two."]
    assert [message.code for message in draft.messages if "One.xhtml" in message.text] == ["R025"]


@pytest.mark.parametrize("address", ["/OEBPS/text/one.xhtml", "../../OEBPS/text/one.xhtml", "text\\one.xhtml"])
def test_addresses_are_read_as_browsers_read_them(address: str) -> None:
    assert texts(read_book(packed(item(address), {"text/one.xhtml": ONE}))) == BOTH


# -------------------------------------------------------------------------------------------- what the book is made of
@pytest.mark.parametrize(
    "container",
    [
        CONTAINER.format("OEBPS/content.opf"),
        CONTAINER.format("OEBPS/P.OPF"),
        CONTAINER.format(""),
        CONTAINER.format("OEBPS/p.opf").replace("application/oebps-package+xml", "text/xml"),
        "no XML",
    ],
)
def test_the_only_package_document_is_taken_where_the_container_is_wrong(container: str) -> None:
    members = {
        "META-INF/container.xml": container,
        "__MACOSX/OEBPS/._p.opf": b"\0\5\x16\7",
        "OEBPS/p.opf": package(item("one.xhtml"), '<itemref idref="a"/>'),
        "OEBPS/one.xhtml": ONE,
    }
    draft = read_book(archive(members))
    assert texts(draft) == BOTH
    assert [message.place.file for message in told(draft, "R037")] == ["META-INF/container.xml"]


def test_a_book_without_a_spine_is_read_in_the_order_of_its_manifest() -> None:
    items = item("nav.xhtml", name="n", more='properties="nav"') + item("one.xhtml") + item("two.xhtml", name="b")
    files: dict[str, str | bytes] = {"nav.xhtml": nav(""), "one.xhtml": ONE, "two.xhtml": page("<p>It rose.</p>")}
    draft = read_book(packed(items, files, references=""))
    assert texts(draft) == [*BOTH, "It rose."]
    assert "no spine" in told(draft, "R037")[0].text


@pytest.mark.parametrize("media_type", ["", "application/octet-stream", "text/plain"])
def test_a_page_is_one_whatever_it_is_said_to_be(media_type: str) -> None:
    draft = read_book(packed(item("one.xml", media_type=media_type), {"one.xml": ONE}))
    assert texts(draft) == BOTH
    assert [message.place.file for message in told(draft, "R037")] == ["OEBPS/one.xml"]


def test_xml_that_nobody_can_read_has_a_page_that_stands_in_for_it() -> None:
    items = item("a.xml", media_type="application/xml", more='fallback="b"') + item("one.xhtml", name="b")
    assert texts(read_book(packed(items, {"a.xml": "<a>Raw.</a>", "one.xhtml": ONE}))) == BOTH
    assert texts(read_book(packed(item("a.xml", media_type="text/xml"), {"a.xml": "<a>Raw.</a>"}))) == ["Raw."]


def test_pages_that_the_book_does_not_list_are_read_where_a_link_leads_there_and_told_where_none_does() -> None:
    files: dict[str, str | bytes] = {
        "one.xhtml": page('<h1>One</h1><p>See <a href="two.xhtml">two</a>.</p><iframe src="three.xhtml"></iframe>'),
        "two.xhtml": page("<p>The second.</p>"),
        "three.xhtml": page("<p>The third.</p>"),
        "lone.xhtml": page("<p>Nobody comes here.</p>"),
        "._one.xhtml": b"\0\5\x16\7",
    }
    draft = read_book(packed(item("one.xhtml"), files))
    assert texts(draft) == ["One", "See two.", "The second.", "The third."]
    assert [message.place.file for message in told(draft, "R030")] == ["OEBPS/lone.xhtml"]
    assert sum(isinstance(block, SectionStart) for block in draft.blocks) == 4


# -------------------------------------------------------------------------------------------------------- navigation
def test_a_list_of_contents_that_nobody_declares_is_one() -> None:
    items = item("contents.xhtml", name="n") + item("one.xhtml")
    pages = '<nav epub:type="page-list"><ol><li><a href="one.xhtml#p">7</a></li></ol></nav>'
    files: dict[str, str | bytes] = {
        "contents.xhtml": nav(li("one.xhtml", "The first"), more=pages),
        "one.xhtml": page('<p>The bell fell.</p><p id="p">It rose.</p>'),
    }
    draft = read_book(packed(items, files, references='<itemref idref="n"/><itemref idref="a"/>'))
    assert texts(draft) == ["The first", "The bell fell.", "It rose."]
    assert [block.label for block in draft.blocks if isinstance(block, PageBreak)] == ["7"]
    assert [message.place.file for message in told(draft, "R037")] == ["OEBPS/contents.xhtml"]


@pytest.mark.parametrize("named", [True, False])
def test_pages_are_those_of_an_older_list(named: bool) -> None:
    listed = '<page-map xmlns="http://www.idpf.org/2007/opf"><page name="i" href="one.xhtml#a"/>'
    listed += '<page name="2" href="one.xhtml#b"/><page name="3" href="gone.xhtml"/></page-map>'
    items = item("one.xhtml") + item("pages.xml", name="m", media_type="application/oebps-page-map+xml")
    opf = package(items, '<itemref idref="a"/>', spine='page-map="m"' if named else "")
    members = {
        "META-INF/container.xml": CONTAINER.format("p.opf"),
        "p.opf": opf,
        "one.xhtml": page('<h1>One</h1><p id="a">The bell fell.</p><p id="b">It rose.</p>'),
        "pages.xml": listed,
    }
    draft = read_book(archive(members))
    assert [block.label for block in draft.blocks if isinstance(block, PageBreak)] == ["i", "2"]
    assert len(told(draft, "R034")) == 1


def test_a_contents_list_of_version_2_serves_a_book_of_version_3() -> None:
    draft = read_book(book({"toc.ncx": ncx(point("one.xhtml", "The first")), "one.xhtml": page("<p>It rose.</p>")}))
    assert [block.prose.text for block in draft.blocks if isinstance(block, Heading)] == ["The first"]
