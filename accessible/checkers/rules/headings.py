"""Headings make one outline (WCAG 2.2, 1.3.1, 2.4.6): somebody who jumps from heading to heading misses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from accessible.checkers.book import Book, Page, Tree
from accessible.checkers.markup import XHTML, excerpt, is_hidden, name_of, place, text_of
from accessible.model.message import Message, Place

_LONG = 3000  # characters of a book that one wants to move about in


def check(book: Book) -> Iterator[Message]:
    """Skipped levels (A009), a book without headings (A010), headings without text (A011)."""
    last = 0  # the level of the heading before, over the whole book
    contents = book.navigation
    for page in book.spine:
        if page is contents:  # its headings are those of its lists, and no part of the outline
            continue
        for level, heading in headings(page):
            text = name_of(heading)
            if not text:
                yield Message("A011", "A heading has no text.", place(page.path, heading))
            if last and level > last + 1:
                what = f"After a heading of level {last} comes one of level {level}: “{excerpt(text)}”."
                yield Message("A009", what, place(page.path, heading))
            last = level
    if not last and sum(len(text_of(page.tree)) for page in book.spine) > _LONG:
        yield Message("A010", "The book has no headings.", Place(file=book.package.path))


def headings(page: Page) -> Iterator[tuple[int, Tree]]:
    """The headings of a page with their levels."""
    for element in page.tree.iter("*"):
        if (level := _level(element)) and not is_hidden(element):
            yield level, element


def _level(element: Tree) -> int:
    """The level of a heading, 0 for everything else."""
    role = element.get("role", "")
    if role == "heading":
        level = element.get("aria-level", "")
        return int(level) if level.isascii() and level.isdigit() else 2
    tag = str(element.tag).removeprefix(XHTML)
    is_heading = len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"
    return int(tag[1]) if is_heading and role not in ("presentation", "none") else 0
