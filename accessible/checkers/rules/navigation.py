"""Contents and list of pages (EPUB 3.3, section 7; the NCX of EPUB 2): they lead somewhere, in the order of reading,
and pages that are marked can be found by their numbers (EPUB Accessibility 1.1, sections 4.1 and 4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from accessible.checkers.book import Book, Tree, by_id
from accessible.checkers.markup import TYPE, XHTML, excerpt, is_hidden, kinds, name_of, place, text_of
from accessible.checkers.package import Item, is_id, resolve
from accessible.model.message import Message, Place

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_MOST_EXAMPLES = 3


class Entry(NamedTuple):
    """An entry of a list: its label, the file and fragment that it leads to, and where it stands."""

    label: str
    path: str
    fragment: str
    place: Place


class Lists(NamedTuple):
    """The contents and the pages of a book, and the file that they stand in ("" for none)."""

    path: str
    contents: tuple[Entry, ...]
    pages: tuple[Entry, ...]


def check(book: Book) -> Iterator[Message]:
    """No contents (A025); entries that lead nowhere (P016) or stand out of order (A018); pages not listed (A019)."""
    listed = lists(book)
    unread = {message.place.file for message in book.trouble}
    if not listed.contents and not any(item.path in unread for item in book.package.items.values() if _leads(item)):
        yield Message("A025", "The book has no table of contents.", Place(file=listed.path or book.package.path))
    elements = by_id(book)
    yield from _targets(book, elements, (*listed.contents, *listed.pages))
    order = _order(book)
    yield from _sorted("the table of contents", listed.contents, elements, order)
    yield from _sorted("the list of pages", listed.pages, elements, order)
    yield from _pages(book, listed, elements)


def _leads(item: Item) -> bool:
    return "nav" in item.properties or item.media_type == "application/x-dtbncx+xml"


def lists(book: Book) -> Lists:
    """The lists of the navigation document, or, in a book of EPUB 2, those of the NCX."""
    navigation = book.navigation
    if navigation is not None:
        found = {
            kind: nav
            for nav in navigation.tree.iter(f"{XHTML}nav")
            for kind in ("toc", "page-list")
            if kind in nav.get(TYPE, "").split()
        }
        of = {
            kind: tuple(
                Entry(name_of(link), *resolve(navigation.path, href), place(navigation.path, link))
                for link in nav.iter(f"{XHTML}a")
                if (href := link.get("href")) is not None
            )
            for kind, nav in found.items()
        }
        return Lists(navigation.path, of.get("toc", ()), of.get("page-list", ()))
    if book.ncx is not None:
        path, tree = book.ncx
        return Lists(path, _points(path, tree, "navPoint"), _points(path, tree, "pageTarget"))
    return Lists("", (), ())


def page_breaks(book: Book) -> dict[tuple[str, str], Tree]:
    """The page breaks by file and id; the id is "" for one that nothing can lead to."""
    return {
        (page.path, element.get("id", "")): element
        for page in book.pages
        for element in page.tree.iter("*")
        if "pagebreak" in kinds(element)
    }


def _points(path: str, tree: Tree, tag: str) -> tuple[Entry, ...]:
    entries = []
    for point in tree.iter(f"{_NCX}{tag}"):
        label, content = point.find(f"{_NCX}navLabel"), point.find(f"{_NCX}content")
        if content is not None:
            words = "" if label is None else text_of(label)
            entries.append(Entry(words, *resolve(path, content.get("src", "")), place(path, point)))
    return tuple(entries)


def _targets(book: Book, elements: Mapping[str, Mapping[str, Tree]], entries: Sequence[Entry]) -> Iterator[Message]:
    for entry in entries:
        is_there = entry.path in book.archive.members
        known = elements.get(entry.path)
        if is_there and (not is_id(entry.fragment) or known is None or not entry.fragment or entry.fragment in known):
            continue
        where = f"{entry.path or 'a place outside the book'}{f'#{entry.fragment}' if entry.fragment else ''}"
        what = f"The entry “{excerpt(entry.label)}” leads to {where}, which is not there."
        yield Message("P016", what, entry.place)


def _order(book: Book) -> dict[str, int]:
    order: dict[str, int] = {}
    for number, path in enumerate(book.reading):
        order.setdefault(path, number)
    return order


def _sorted(
    what: str, entries: Sequence[Entry], elements: Mapping[str, Mapping[str, Tree]], order: Mapping[str, int]
) -> Iterator[Message]:
    numbers = {path: {name: number for number, name in enumerate(ids)} for path, ids in elements.items()}
    behind = (-1, -1)
    wrong = []
    for entry in entries:
        if entry.path not in order:
            continue
        at = order[entry.path], numbers.get(entry.path, {}).get(entry.fragment, -1)
        if at < behind:
            wrong.append(entry)
        behind = max(behind, at)
    if wrong:
        examples = ", ".join(f"“{excerpt(entry.label)}”" for entry in wrong[:_MOST_EXAMPLES])
        more = f" and {len(wrong) - _MOST_EXAMPLES} more" if len(wrong) > _MOST_EXAMPLES else ""
        text = f"{what[:1].upper()}{what[1:]} is not in the order of the text. Too late: {examples}{more}."
        yield Message("A018", text, wrong[0].place)


def _pages(book: Book, listed: Lists, elements: Mapping[str, Mapping[str, Tree]]) -> Iterator[Message]:
    breaks = page_breaks(book)
    for (path, _), element in breaks.items():
        if not (name_of(element) or element.get("title")) and not is_hidden(element):
            yield Message("A019", "A page break does not say which page begins.", place(path, element))
    if breaks and not listed.pages:
        what = f"The book marks {len(breaks)} pages, but has no list of them to go to one."
        yield Message("A019", what, Place(file=listed.path or book.package.path))
        return
    if not listed.pages:
        return
    reached = {(entry.path, entry.fragment) for entry in listed.pages}
    if breaks and (lost := [key for key in breaks if key not in reached]):
        what = f"Page breaks that are not in the list of pages: {len(lost)} of {len(breaks)}."
        yield Message("A019", what, place(lost[0][0], breaks[lost[0]]))
    astray = [e for e in listed.pages if e.fragment in elements.get(e.path, ()) and (e.path, e.fragment) not in breaks]
    if breaks and astray:
        what = f"Entries of the list of pages that lead to no page break: {len(astray)} of {len(listed.pages)}."
        yield Message("A019", what, astray[0].place)
