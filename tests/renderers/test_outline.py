"""Which sections become files, and the contents list that leads to them."""

from __future__ import annotations

import pytest
from lxml import etree

from accessible.errors import SourceError
from accessible.model.blocks import Boilerplate
from accessible.model.document import Document, Section
from accessible.model.draft import Metadata
from accessible.model.publication import TocEntry
from accessible.renderers import render
from accessible.renderers.outline import contents, divide
from tests.renderers.builder import (
    block_quote,
    document,
    heading,
    leaf,
    page_break,
    paragraph,
    title,
)

NAV = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}


def drawn(entries: tuple[TocEntry, ...]) -> list[object]:
    return [(e.label, e.href, drawn(e.children)) if e.children else (e.label, e.href) for e in entries]


def test_the_title_comes_first_and_headings_are_nested_by_level() -> None:
    doc = document(
        [title("Fire"), paragraph("A.")],
        [heading("One"), paragraph("B."), heading("Inside", 3)],
        [heading("Two"), paragraph("C.")],
    )
    assert drawn(contents(divide(doc))) == [
        ("Fire", "c0001.xhtml"),
        ("One", "c0002.xhtml", [("Inside", "c0002.xhtml#s2b2")]),
        ("Two", "c0003.xhtml"),
    ]


def test_levels_are_closed_up() -> None:
    doc = document([title("T")], [heading("a", 2)], [heading("b", 5)], [heading("c", 4)], [heading("d", 6)])
    levels = [block.level for division in divide(doc)[1:] for block in division.blocks]  # type: ignore[union-attr]
    assert levels == [2, 3, 3, 4]
    assert drawn(contents(divide(doc)))[1:] == [
        ("a", "c0002.xhtml", [("b", "c0003.xhtml"), ("c", "c0004.xhtml", [("d", "c0005.xhtml")])])
    ]


def test_a_work_without_level_two_begins_there_all_the_same() -> None:
    doc = document([heading("a", 4), paragraph("x")], [heading("b", 3), paragraph("x")])
    assert [block.level for d in divide(doc) for block in d.blocks[:1]] == [2, 2]  # type: ignore[union-attr]


def test_what_has_nothing_to_show_is_no_file() -> None:
    doc = document([leaf(Boilerplate, "Share")], [page_break("")], [title("Fire"), leaf(Boilerplate, "Share")])
    assert [(division.id, division.href, division.label) for division in divide(doc)] == [("s3", "c0001.xhtml", "Fire")]


def test_a_document_without_text_is_no_book() -> None:
    with pytest.raises(SourceError, match="no text"):
        render(document([leaf(Boilerplate, "Share")]), None)
    with pytest.raises(SourceError, match="no text"):
        render(Document("a.txt", "", sections=(Section(()),)), None)


def test_text_before_the_first_heading_is_listed_under_the_title_of_the_work() -> None:
    doc = document([paragraph("Hello.")], [heading("One")], metadata=Metadata(title="Greetings"))
    assert drawn(contents(divide(doc))) == [("Greetings", "c0001.xhtml"), ("One", "c0002.xhtml")]


def test_text_without_any_name_is_listed_under_its_first_words() -> None:
    long = " ".join(["wordy"] * 30)
    doc = document([paragraph(long)], metadata=Metadata())
    (entry,) = contents(divide(doc))
    assert entry.label.endswith("wordy…")
    assert len(entry.label) <= 61


def test_pages_wherever_they_stand() -> None:
    doc = document([title("T"), page_break("ii"), block_quote(paragraph("A"), page_break("3")), page_break("")])
    data = next(resource.data for resource in render(doc, None).resources if resource.id == "nav")
    links = etree.fromstring(data).iterfind(".//h:nav[@id='page-list']//h:a", NAV)
    assert [(a.text, a.get("href")) for a in links] == [("ii", "c0001.xhtml#s1b1"), ("3", "c0001.xhtml#s1b2b1")]


def test_the_navigation_document() -> None:
    doc = document([title("Fire & ice"), page_break("4")], [heading("One")])
    data = next(resource.data for resource in render(doc, None).resources if resource.id == "nav")
    html = etree.fromstring(data)
    navs = html.findall(".//h:nav", NAV)
    assert [nav.get(f"{{{NAV['epub']}}}type") for nav in navs] == ["toc", "landmarks", "page-list"]
    assert [nav.get("role") for nav in navs] == ["doc-toc", None, "doc-pagelist"]
    assert [nav.get("hidden") for nav in navs] == [None, "hidden", "hidden"]
    assert html.findtext(".//h:h1", namespaces=NAV) == "Contents"
    assert [(a.text, a.get("href")) for a in navs[0].iterfind(".//h:a", NAV)] == [
        ("Fire & ice", "c0001.xhtml"),
        ("One", "c0002.xhtml"),
    ]
    assert [a.get(f"{{{NAV['epub']}}}type") for a in navs[1].iterfind(".//h:a", NAV)] == ["cover", "bodymatter"]
    assert [a.text for a in navs[2].iterfind(".//h:a", NAV)] == ["4"]


@pytest.mark.parametrize(
    ("language", "expected", "marked"),
    [("de-AT", "Inhalt", None), ("nb", "Innhold", None), ("cy", "Contents", "en"), ("", "Contents", "en")],
)
def test_words_of_ours_are_in_the_language_of_the_work_or_marked_as_english(
    language: str, expected: str, marked: str | None
) -> None:
    doc = document([title("T")], metadata=Metadata(title="T", language=language))
    data = next(resource.data for resource in render(doc, None).resources if resource.id == "nav")
    found = etree.fromstring(data).find(".//h:h1", NAV)
    assert found is not None
    assert (found.text, found.get("lang")) == (expected, marked)


def test_the_ncx_has_the_same_contents_for_old_readers() -> None:
    doc = document([title("T")], [heading("a"), page_break("12")], [heading("b", 3), page_break("xi")])
    publication = render(doc, None)
    ncx = etree.fromstring(next(resource.data for resource in publication.resources if resource.id == "ncx"))
    n = {"n": "http://www.daisy.org/z3986/2005/ncx/"}
    assert ncx.xpath("n:head/n:meta/@content", namespaces=n) == [publication.identifier, "2", "2", "12"]
    assert ncx.xpath("//n:navPoint/n:navLabel/n:text/text()", namespaces=n) == ["T", "a", "b"]
    assert ncx.xpath("//n:pageTarget/@type", namespaces=n) == ["normal", "special"]
    orders = [int(order) for order in ncx.xpath("//@playOrder", namespaces=n)]
    assert orders == [1, 2, 3, 4, 5]
