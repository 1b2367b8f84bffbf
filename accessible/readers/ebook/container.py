"""The container: an EPUB file as an archive that nobody vouches for (EPUB 3.3, section 4, "Open Container Format").

Nothing is unpacked to a name of its own, and nothing is believed: names, number, sizes and overlaps are looked at
before the first byte is read, what is read is counted, and of a protected book nothing is read at all. EbookLib is not
asked, because it takes a protected book for an empty one, gives up over one missing file, knows no limit, and drops
what is nested deeply without a word.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from accessible.errors import SourceError
from accessible.readers.ebook.markup import attribute, local, parsed

#: What an archive may hold: so many files, so many bytes in each that is parsed and in all that are.
_MOST_MEMBERS, LARGEST_MEMBER, _LARGEST_ALL = 10_000, 20_000_000, 40_000_000
#: Elements in all its texts: a million words, each of them marked, have less.
_MOST_ELEMENTS = 1_500_000
#: A file of more than a million bytes grows at most so many times, as bombs do.
_MOST_EXPANSION, _SMALL = 200, 1_000_000
_LOCAL_HEADER = 30  # bytes, the least that lies between two members
_PIECE = 1 << 18  # bytes read at a time

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
#: Not encryption: fonts that are only made useless outside the book (EPUB 3.3, section 4.3).
_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Container:
    """An open EPUB file: its ``name`` in messages and its ``members`` by path. ``taken`` counts what was parsed."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `SourceError` when the file is no archive, one with a trick in it, or protected."""
        self.name = name
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            hint = "download or export it again"
            raise SourceError(
                f"the book is broken: its archive cannot be read ({error})", where=name, hint=hint
            ) from None
        self.members: Mapping[str, zipfile.ZipInfo] = _members(self.file, name)
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
        member = self.members.get(path)
        if member is None:
            raise SourceError("there is no such file in the book", where=path)
        if member.file_size > most:
            raise SourceError(f"the file is larger than {most // 1_000_000} MB", where=path)
        pieces: list[bytes] = []
        left = member.file_size
        try:
            with self.file.open(member) as file:
                while piece := file.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        break
                    pieces.append(piece)
        except _BROKEN as error:
            raise SourceError(f"the file cannot be unpacked: {error}", where=path) from None
        if left:
            raise SourceError("the file has another size than the archive says", where=path)
        return b"".join(pieces)


def package_path(container: Container) -> tuple[str, int]:
    """Where the package document is, and how many there are (OCF, section 4.2.6.3.1).

    Where the file that says so is missing, the only package document is taken. Raises `SourceError` when there is none.
    """
    if _CONTAINER in container.members:
        root = parsed(container.text(_CONTAINER), _CONTAINER)
        paths = [
            attribute(element, "full-path")
            for element in root.walk()
            if local(element) == "rootfile"
            and attribute(element, "media-type") in ("", "application/oebps-package+xml")
        ]
        found = [path for path in paths if path in container.members]
        if paths and not found:
            raise SourceError(
                "the book is broken: its package document is missing", where=f"{container.name}: {paths[0]}"
            )
    else:
        found = [path for path in container.members if path.lower().endswith(".opf")][:2]
        if len(found) != 1:
            raise SourceError(f"the book is broken: it has no {_CONTAINER}", where=container.name)
    if not found:
        raise SourceError("the book is broken: nothing says where its package document is", where=container.name)
    return found[0], len(found)


def _members(file: zipfile.ZipFile, archive: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    if len(file.infolist()) > _MOST_MEMBERS:
        raise SourceError(f"the book has more than {_MOST_MEMBERS:,} files in it", where=archive)
    behind = 0  # where the member before ends
    for member in sorted(file.infolist(), key=lambda member: member.header_offset):
        name = member.filename
        if name.startswith("/") or {"\\", ":", "\0"} & set(name) or ".." in name.split("/"):
            raise SourceError(f"the book has a file whose name leads out of it: {name!r}", where=archive)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SourceError(f"the book has a link of a file system in it: {name!r}", where=archive)
        if name in members:
            raise SourceError(f"the book has two files of the name {name!r}", where=archive)
        if member.header_offset < behind:
            raise SourceError("the book has files that lie inside each other", where=archive)
        behind = member.header_offset + _LOCAL_HEADER + member.compress_size
        if member.file_size > max(_SMALL, _MOST_EXPANSION * member.compress_size):
            raise SourceError(f"the book has a file that grows without measure: {name!r}", where=archive)
        if member.flag_bits & 1:
            raise _protected(archive, "with a password")
        members[name] = member
    if behind > file.start_dir:
        raise SourceError("the book has files that lie inside each other", where=archive)
    return members


def _require_open(container: Container) -> None:
    """Raise `SourceError` when anything but fonts is encrypted: what cannot be read must not be taken for empty."""
    if _ENCRYPTION not in container.members:
        return
    root = parsed(container.text(_ENCRYPTION), _ENCRYPTION)
    methods = {attribute(element, "Algorithm") for element in root.walk() if local(element) == "encryptionmethod"}
    if methods - _OBFUSCATION:
        raise _protected(container.name, f"as {_ENCRYPTION} says")


def _protected(name: str, how: str) -> SourceError:
    hint = "a protected book cannot be read; ask its publisher for a copy without protection"
    return SourceError(f"the book is protected: it is encrypted, {how}", where=name, hint=hint)
