"""Our own rules about a book beside its overlays: one module for each side of it, small functions over a parsed book.

They look at any EPUB, of version 2 or 3, as it stands in its files. What depends on how a page looks in a browser is
asked in one (see `checkers.browser`); only what the style sheets plainly say is read from them here.
"""

from __future__ import annotations

from pathlib import Path

from accessible.checkers.archive import opened
from accessible.checkers.book import Rule, read_book
from accessible.checkers.few import few
from accessible.checkers.rules import (
    clips,
    doctypes,
    headings,
    languages,
    links,
    metadata,
    navigation,
    pictures,
    styles,
    tables,
)
from accessible.errors import SourceError
from accessible.model.message import Message, Place

__all__ = ["RULES", "check"]

#: In the order in which their findings are told.
RULES: tuple[Rule, ...] = (
    doctypes.check,  # what files name that lies outside of the book
    metadata.check,  # what the package document says of the book's accessibility
    languages.check,  # what language it says that things are in
    navigation.check,  # contents, list of pages, page breaks
    headings.check,
    pictures.check,
    tables.check,
    links.check,  # links, and notes with the way back from them
    styles.check,  # the highlight, pictures on a small screen
    clips.check,  # what a listener notices of sound and clips
)


def check(path: Path) -> tuple[Message, ...]:
    """Hold an EPUB file against our rules, and return what they find, at most 20 of one kind for each file.

    A book without a package document that can be read is a finding (P007). Raises `SourceError` when there is no such
    file, or no archive.
    """
    with opened(path) as archive:
        try:
            book = read_book(archive)
        except SourceError as error:
            what = error.what[:1].upper() + error.what[1:]
            return (Message("P007", f"{what}.", Place(file=error.where)),)
        return tuple(few([*book.trouble, *(message for rule in RULES for message in rule(book))]))
