"""The container: an EPUB file as an archive that nobody vouches for (EPUB 3.3, section 4, "Open Container Format").

The archive is looked at before the first byte is read (`readers.archive`), what is read is counted, and of a protected
book nothing is read at all. EbookLib is not asked, because it takes a protected book for an empty one, gives up over
one missing file, knows no limit, and drops what is nested deeply without a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from accessible.archives import ENCRYPTION, OBFUSCATION
from accessible.errors import SourceError
from accessible.model.message import Message, Place
from accessible.readers.archive import Archive, protected
from accessible.readers.ebook.addresses import Names
from accessible.readers.ebook.markup import attribute, local, parsed

#: So many bytes may be in each file that is parsed, and in all that are.
LARGEST_MEMBER, _LARGEST_ALL = 20_000_000, 40_000_000
#: Elements in all its texts: a million words, each of them marked, have less.
_MOST_ELEMENTS = 1_500_000

_CONTAINER = "META-INF/container.xml"


class Container:
    """An open EPUB file: its ``name`` in messages, its ``members`` by path, and the ``names`` that they are called by.
    ``taken`` counts what was parsed."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `SourceError` when the file is no archive, one with a trick in it, or protected."""
        self.name = name
        self.archive = Archive(data, name, "book")
        self.members = self.archive.members
        self.names = Names(name for name in self.members if not is_of_a_system(name))
        self.taken = self.elements = 0
        _require_open(self)

    def text(self, path: str) -> bytes:
        """A file that is going to be parsed. Raises `SourceError` when it is missing, broken or too large."""
        data = self.bytes(path, most=LARGEST_MEMBER)
        self.taken += len(data)
        self.require_room(())
        return data

    def require_room(self, paths: Iterable[str]) -> None:
        """See that files may be parsed beside those that were. Raises `SourceError` when that is no book any more."""
        size = sum(self.members[path].file_size for path in paths if path in self.members)
        if self.taken + size > _LARGEST_ALL:
            what = f"the book holds more than {_LARGEST_ALL // 1_000_000} MB of text"
            raise SourceError(what, where=self.name, hint="split it into volumes")

    def grow(self, elements: int) -> None:
        """Count the elements that were found in a text. Raises `SourceError` when they are more than any book has."""
        self.elements += elements
        if self.elements > _MOST_ELEMENTS:
            what = f"the book has more than {_MOST_ELEMENTS:,} elements"
            raise SourceError(what, where=self.name, hint="split it into volumes")

    def bytes(self, path: str, *, most: int) -> bytes:
        """A file of at most so many bytes. Raises `SourceError` when it is missing, broken or larger."""
        return self.archive.bytes(path, most=most)


def package_path(container: Container) -> tuple[str, int, tuple[Message, ...]]:
    """Where the package document is, how many there are (OCF, section 4.2.6.3.1), and what is wrong about where the
    book says that it is.

    Where the file that says so is missing, broken or wrong, the only package document is taken. Raises `SourceError`
    when there is none, or more than one.
    """
    paths: list[str] = []
    if _CONTAINER in container.members:
        root = parsed(container.text(_CONTAINER), _CONTAINER)
        files = [element for element in root.walk() if local(element) == "rootfile"]
        files = [file for file in files if attribute(file, "media-type") in ("", "application/oebps-package+xml")]
        paths = [attribute(file, "full-path") for file in files]
        found = [path for path in paths if path in container.members]
        if found:
            return found[0], len(found), ()
    found = [path for path in container.members if path.lower().endswith(".opf") and not is_of_a_system(path)]
    if len(found) == 1:
        what = f"{_CONTAINER} does not say where the package document of the book is; its only one was read."
        return found[0], 1, (Message("R037", what, Place(_CONTAINER)),)
    if paths:
        where = f"{container.name}: {paths[0]}"
        raise SourceError("the book is broken: its package document is missing", where=where)
    if _CONTAINER in container.members:
        raise SourceError("the book is broken: nothing says where its package document is", where=container.name)
    raise SourceError(f"the book is broken: it has no {_CONTAINER}", where=container.name)


def is_of_a_system(name: str) -> bool:
    """Whether a file is what systems put beside those of a person: forks of macOS, hidden files."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _require_open(container: Container) -> None:
    """Raise `SourceError` when anything but fonts is encrypted: what cannot be read must not be taken for empty."""
    if ENCRYPTION not in container.members:
        return
    root = parsed(container.text(ENCRYPTION), ENCRYPTION)
    methods = {attribute(element, "Algorithm") for element in root.walk() if local(element) == "encryptionmethod"}
    if methods - OBFUSCATION:
        raise protected(container.name, "book", f"as {ENCRYPTION} says")
