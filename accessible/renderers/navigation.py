"""The navigation document (EPUB 3.3, section 7), and the NCX for reading systems that know only EPUB 2.

Contents, and lists of figures and of tables, are to be read, and so can be spoken: their entries have ids. Landmarks,
the list of pages and that of quotations by speaker are there for the reading system, and hidden in the page itself.

Figures are a `loi`, a list of illustrations: SSV 1.1 has no `lof`, and EPUBCheck reports it (OPF-088).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from lxml import etree

from accessible.model.publication import Landmark, TocEntry
from accessible.renderers.languages import UNDETERMINED, foreign, words
from accessible.renderers.listings import Listings
from accessible.renderers.page import LANG, TYPE, Tree, element, in_language, page, typed
from accessible.renderers.speakers import quote_list_nav

NCX = "http://www.daisy.org/z3986/2005/ncx/"


def navigation(
    listings: Listings, landmarks: tuple[Landmark, ...], pages: tuple[TocEntry, ...], *, language: str
) -> Tree:
    """The `html` of the navigation document for a text in a language (BCP 47, "" when nobody knows)."""
    known = words(language)
    html, body = page(known.contents, language or UNDETERMINED)
    ours = foreign(known, language)
    _entries(_nav(body, "toc", "h1", known.contents, ours), listings.toc)
    for kind, title, entries in (("loi", known.figures, listings.figures), ("lot", known.tables, listings.tables)):
        if entries:
            _entries(_nav(body, kind, "h2", title, ours), entries)
    if landmarks:
        # Roles are for content; the type of a landmark tells a reading system where to go.
        marks = _nav(body, "landmarks", "h2", known.landmarks, ours)
        marks.set("hidden", "hidden")
        listed = element(marks, "ol")
        for landmark in landmarks:
            link = element(element(listed, "li"), "a", href=landmark.href)
            link.set(TYPE, landmark.type)
            link.text = landmark.label
            _mark_language(link, landmark.language)
    if pages:
        listed = _nav(body, "page-list", "h2", known.pages, ours)
        listed.set("hidden", "hidden")
        _entries(listed, pages)
    if listings.speakers:
        quote_list_nav(body, listings.speakers, language=language)
    return html


def ncx(toc: tuple[TocEntry, ...], pages: tuple[TocEntry, ...], *, identifier: str, title: str, language: str) -> bytes:
    """The bytes of the NCX (ANSI/NISO Z39.86-2005, section 8): contents and pages, with the identifier of the book."""
    root = etree.Element(f"{{{NCX}}}ncx", {"version": "2005-1", LANG: language or UNDETERMINED}, nsmap={None: NCX})
    head = _ncx(root, "head")
    numbers = [int(entry.label) for entry in pages if entry.label.isascii() and entry.label.isdigit()]
    for name, content in (
        ("dtb:uid", identifier),
        ("dtb:depth", _depth(toc)),
        ("dtb:totalPageCount", len(pages)),
        ("dtb:maxPageNumber", max(numbers, default=0)),
    ):
        _ncx(head, "meta", name=name, content=str(content))
    _text(root, "docTitle", title)
    order = count(1)
    _points(_ncx(root, "navMap"), toc, order)
    if pages:
        listed = _ncx(root, "pageList")
        _text(listed, "navLabel", words(language).pages)
        for entry in pages:
            number = next(order)
            plain = entry.label.isascii() and entry.label.isdigit()
            target = _ncx(
                listed,
                "pageTarget",
                id=f"page-{number}",
                playOrder=str(number),
                type="normal" if plain else "special",
                **({"value": entry.label} if plain else {}),
            )
            _text(target, "navLabel", entry.label)
            _ncx(target, "content", src=entry.href)
    etree.indent(root)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _nav(body: Tree, kind: str, tag: str, title: str, language: str) -> Tree:
    nav = element(body, "nav", id=kind)
    if kind == "landmarks":
        nav.set(TYPE, kind)
    else:
        typed(nav, kind)
    nav.set("aria-labelledby", f"{kind}-title")
    nav.tail = "\n"
    heading = element(nav, tag, id=f"{kind}-title")
    heading.text = title
    _mark_language(heading, language)
    return nav


def _mark_language(tree: Tree, language: str) -> None:
    if language:
        in_language(tree, language, around=tree.getroottree().getroot().get("lang", ""))


def _entries(parent: Tree, entries: tuple[TocEntry, ...]) -> None:
    listed = element(parent, "ol")
    for entry in entries:
        item = element(listed, "li")
        link = element(item, "a", id=entry.id, href=entry.href)
        link.text = entry.label
        _mark_language(link, entry.language)
        if entry.children:
            _entries(item, entry.children)


def _points(parent: Tree, entries: tuple[TocEntry, ...], order: Iterator[int]) -> None:
    for entry in entries:
        number = next(order)
        point = _ncx(parent, "navPoint", id=f"point-{number}", playOrder=str(number))
        _text(point, "navLabel", entry.label)
        _ncx(point, "content", src=entry.href)
        _points(point, entry.children, order)


def _depth(entries: tuple[TocEntry, ...]) -> int:
    return 1 + max((_depth(entry.children) for entry in entries), default=0) if entries else 0


def _text(parent: Tree, tag: str, text: str) -> None:
    _ncx(_ncx(parent, tag), "text").text = text


def _ncx(parent: Tree, tag: str, **attributes: str) -> Tree:
    return etree.SubElement(parent, f"{{{NCX}}}{tag}", attributes)
