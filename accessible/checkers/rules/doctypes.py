"""Document types lead nowhere outside the book (EPUB 3.3, section 3.9): nothing is fetched when a book is read, so what
a DTD elsewhere would add to a text is missing from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from accessible.checkers.archive import stream
from accessible.checkers.book import Book
from accessible.checkers.markup import excerpt
from accessible.checkers.prologue import doctype
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_XML = frozenset({"text/xml", "application/xml", "text/x-oeb1-document"})  # beside all that end in +xml
#: Whose DTDs the formats of books name; programs that read books know them, and need not fetch them.
_KNOWN = frozenset(
    {"w3.org", "www.w3.org", "idpf.org", "www.idpf.org", "openebook.org", "daisy.org", "www.daisy.org"}
    | {"www.loc.gov", "www.apple.com"}
)


def check(book: Book) -> Iterator[Message]:
    """XML files of the book that name a DTD which no format of books has (P020)."""
    own = [item.path for item in book.package.items.values() if _is_xml(item.media_type)]
    container = [name for name in book.archive.members if name.startswith("META-INF/") and name.endswith(".xml")]
    for name in dict.fromkeys([*container, book.package.path, *own]):
        with suppress(SourceError), stream(book.archive, name) as pieces:  # other rules tell what is missing
            found = doctype(pieces)
            if found is not None and found.system is not None and not _is_known(found.system):
                what = f"The file names a document type that is no part of it: {excerpt(found.system)}."
                yield Message("P020", what, Place(file=name))


def _is_xml(media_type: str) -> bool:
    return media_type.endswith("+xml") or media_type in _XML


def _is_known(system: str) -> bool:
    if system == "about:legacy-compat":
        return True
    try:
        return urlsplit(system).hostname in _KNOWN
    except ValueError:
        return False
