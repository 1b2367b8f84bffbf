"""A book as our own rules look at it: unpacked and parsed once.

What cannot be read is a finding (P019) and hides nothing else: the other documents are looked at all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from lxml import etree
from msgspec import Struct

from accessible.checkers.archive import Archive
from accessible.checkers.package import Item, Package, parse, read_package
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_PAGE = "application/xhtml+xml"
_NCX = "application/x-dtbncx+xml"
_FIXED = "{http://www.idpf.org/2007/opf}meta[@property='rendition:layout']"

Tree: TypeAlias = etree._Element


class Page(NamedTuple):
    """An XHTML content document: its path in the archive, its root element, and its item of the manifest."""

    path: str
    tree: Tree
    item: Item


class Book(Struct, frozen=True):
    """``pages`` are the XHTML documents, those of the spine first and in its order; ``reading`` the paths of these.

    ``ncx`` is the contents of EPUB 2, where there is one that can be read; ``trouble`` what could not be read.
    """

    archive: Archive
    package: Package
    pages: tuple[Page, ...]
    reading: tuple[str, ...]
    ncx: tuple[str, Tree] | None
    trouble: tuple[Message, ...]

    @property
    def spine(self) -> tuple[Page, ...]:
        """The XHTML documents of the spine."""
        order = set(self.reading)
        return tuple(page for page in self.pages if page.path in order)

    @property
    def navigation(self) -> Page | None:
        """The navigation document (EPUB 3.3, section 7), None when there is none that can be read."""
        return next((page for page in self.pages if "nav" in page.item.properties), None)

    @property
    def fixed(self) -> bool:
        """Whether its pages have a fixed layout (EPUB 3.3, section 8.2)."""
        layout = self.package.tree.find(f".//{_FIXED}")
        return layout is not None and (layout.text or "").strip() == "pre-paginated"


#: Looks at one side of a book and says what it found.
Rule: TypeAlias = Callable[[Book], Iterator[Message]]


def read_book(archive: Archive) -> Book:
    """The book in an archive. Raises `SourceError` when it has no package document that can be read."""
    package = read_package(archive)
    trouble: list[Message] = []
    reading = tuple(package.items[name].path for name in package.spine if name in package.items)
    named = [package.items[name] for name in dict.fromkeys([*package.spine, *package.items]) if name in package.items]
    wanted = list({item.path or item.id: item for item in reversed(named)}.values())[::-1]  # each file once
    pages = tuple(
        Page(item.path, tree, item)
        for item in wanted
        if item.media_type == _PAGE and item.path and (tree := _tree(archive, item.path, trouble)) is not None
    )
    trouble += (
        Message("P019", f"The document {item.id} lies outside of the book.", Place(file=package.path, id=item.id))
        for item in wanted
        if item.media_type == _PAGE and not item.path
    )
    ncx = next((item for item in wanted if item.media_type == _NCX), None)
    old = _tree(archive, ncx.path, trouble) if ncx else None
    return Book(archive, package, pages, reading, (ncx.path, old) if ncx and old is not None else None, tuple(trouble))


def _tree(archive: Archive, path: str, trouble: list[Message]) -> Tree | None:
    try:
        return parse(archive, path)
    except SourceError as error:
        what = error.what[:1].upper() + error.what[1:]
        trouble.append(Message("P019", f"{what}.", Place(file=error.where)))
        return None


def by_id(book: Book) -> Mapping[str, Mapping[str, Tree]]:
    """The elements of every page by their ids, by the page's path."""
    return {
        page.path: {name: element for element in page.tree.iter("*") if (name := element.get("id"))}
        for page in book.pages
    }
