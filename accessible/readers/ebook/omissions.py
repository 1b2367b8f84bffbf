"""What of a book is no text of it: the lists that every book gets anew, and the page of its cover.

A book that this program made has such lists too; they must not become text when it is read again, or each time it is
built it would grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accessible.readers.ebook.documents import Document
from accessible.readers.ebook.navigation import Entry
from accessible.readers.ebook.wording import LONGEST, plain
from accessible.readers.markup import Element, count, roles_of
from accessible.readers.markup.words import HEADINGS

_CONTENTS = "the list of contents, which is made anew"
_PAGES = "the list of pages, which is made anew"
_LISTS: Mapping[str, str] = {
    "toc": _CONTENTS,
    "landmarks": "the list of landmarks, which is made anew",
    "page-list": _PAGES,
    "pagelist": _PAGES,
    "loi": "the list of figures, which is made anew",
    "lot": "the list of tables, which is made anew",
}
_COVER = "the cover, which has a page of its own"
#: What stands over the picture of a cover, or behind it.
_COVERS = ("cover", "coverpage", "coverimage", "frontcover", "umschlag", "couverture", "cubierta", "portada")


def lists_in(document: Document) -> dict[Element, str]:
    """The elements of a document that are lists of places in the book, each with what it is."""
    found: dict[Element, str] = {}
    for element in document.body.walk():
        kinds = sorted(roles_of(element) & _LISTS.keys())
        if kinds and element.name in ("nav", "section", "div", "ol", "ul", "body"):
            found[element] = _LISTS[kinds[0]]
        elif element.name == "nav":
            found[element] = "a list of places in the book, which is made anew"
    return found


def leave_out_lists(known: Mapping[str, Document], landmarks: Iterable[Entry]) -> None:
    """Leave out the documents that are nothing but lists of places and what stands over them, as they or landmarks say
    of them."""
    for document in known.values():
        lists = lists_in(document)
        outer = [element for element in lists if not _is_within(element, lists)]
        over = [element for element in document.body.walk() if element.name in HEADINGS]
        over = [element for element in over if not _is_within(element, lists)]
        if outer and sum(map(count, (*outer, *over))) == count(document.body):
            document.left_out = lists[outer[0]]
    for entry in landmarks:
        there = known.get(entry.target.path)
        if there is not None and entry.kind == "toc" and not entry.target.fragment and _is_linked(there):
            there.left_out = _CONTENTS


def leave_out_cover(
    known: Mapping[str, Document], landmarks: Iterable[Entry], cover: str, title: str
) -> Element | None:
    """Leave out the page that shows the cover, and give back its picture, or None where there is no such page.

    ``cover`` is the path of the picture, "" where nobody says; then the page is one that is called the cover. It has no
    text, but for the ``title`` of the work, or that it is the cover.
    """
    called = {entry.target.path for entry in landmarks if entry.kind == "cover"}
    empty = {"", plain(title), *(plain(entry.label) for entry in landmarks if entry.kind == "cover"), *_COVERS}
    for document in list(known.values())[:3]:
        pictures = [element for element in document.body.walk() if element.name == "img"]
        if len(pictures) != 1 or count(document.body) > LONGEST or plain(document.body.text()) not in empty:
            continue
        (picture,) = pictures
        kinds = {role for element in document.body.walk() for role in roles_of(element)}
        if picture.get("src") == cover or (not cover and ("cover" in kinds or document.path in called)):
            document.left_out = _COVER
            return picture
    return None


def _is_linked(document: Document) -> bool:
    """Whether links make up a document, as they do a list of contents, and not only stand in its text."""
    linked = [element for element in document.body.walk() if element.name == "a" and element.get("href")]
    return len(linked) > 1 and 3 * sum(map(count, linked)) >= count(document.body)


def _is_within(element: Element, others: Mapping[Element, str]) -> bool:
    parent = element.parent
    while parent is not None:
        if parent in others:
            return True
        parent = parent.parent
    return False
