"""The archive of a book that is checked: what is asked of any archive (`accessible.archives`) and of a book's, and ways
to read its members without holding them. Anything wrong is a `SourceError` that says what.
"""

from __future__ import annotations

import contextlib
import stat
import zipfile
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from accessible.archives import BROKEN, MOST_MEMBERS, Trick, TrickError, members, unpacked
from accessible.errors import SourceError

LARGEST_TEXT = 64_000_000  # bytes of a member that is parsed
LARGEST_SOUND = 4_000_000_000  # bytes of a member that is copied to a temporary file
_LARGEST_BOOK = 16_000_000_000  # bytes of all members, unpacked

#: What is wrong with an archive, as the end of a sentence about it; what is too large has a sentence of its own.
_WRONG: Mapping[Trick, str] = {
    "number": f"more than {MOST_MEMBERS} files",
    "outside": "a file with a name that leads out of it",
    "link": "a link in it",
    "twice": "two files of the same name",
    "inside": "files that lie inside each other",
    "directories": "two directories",
}


class Archive(NamedTuple):
    """An open archive and its members by name."""

    file: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at a path. Raises `SourceError` when it is missing, is no ZIP file, or is one with a trick in it."""
    require_file(path)
    try:
        file = zipfile.ZipFile(path)
    except BROKEN as error:
        raise SourceError(f"the file is no ZIP archive that can be read: {error}", where=path.name) from error
    with file:
        yield Archive(file, _members(file, path.name))


def patience(path: Path, *, least: float, each: float) -> float:
    """How long a program may take to look at a book, in seconds: so many for each of its files, but not too few.

    Raises `SourceError` when there is no file at the path; one that is no archive has no files.
    """
    require_file(path)
    try:
        with zipfile.ZipFile(path) as file:
            return max(least, each * len(file.infolist()))
    except BROKEN:
        return least


def require_file(path: Path) -> None:
    """Raise `SourceError` when there is no regular file at a path: a pipe, for one, would be waited for without end."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path)) from None
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=str(path)) from error
    if stat.S_ISDIR(mode):
        raise SourceError("it is a folder and not a file", where=str(path))
    if not stat.S_ISREG(mode):
        raise SourceError("it is not a regular file", where=str(path))


def read(archive: Archive, name: str) -> bytes:
    """A member that is going to be parsed. Raises `SourceError` when it is missing, broken or too large."""
    return b"".join(_pieces(archive, name, LARGEST_TEXT))


def copy(archive: Archive, name: str, target: BinaryIO) -> None:
    """Write a member into a file, piece by piece. Raises `SourceError` when it is missing, broken or too large."""
    for piece in _pieces(archive, name, LARGEST_SOUND):
        target.write(piece)


def beginning(archive: Archive, name: str, most: int) -> tuple[bytes, int]:
    """At most so many bytes of a member, from its start, and how many it has. All of it is read, for its checksum.

    Raises `SourceError` when it is missing, broken or too large.
    """
    kept = b""
    size = 0
    for piece in _pieces(archive, name, LARGEST_SOUND):
        kept += piece[: most - len(kept)]
        size += len(piece)
    return kept, size


@contextlib.contextmanager
def stream(archive: Archive, name: str) -> Iterator[Iterator[bytes]]:
    """A member piece by piece, as long as it is wanted; what is left unread has its checksum unseen.

    Raises `SourceError` on the way when it is missing, broken or too large.
    """
    with contextlib.closing(_pieces(archive, name, LARGEST_SOUND)) as pieces:
        yield pieces


def head(archive: Archive, name: str) -> bytes:
    """The first piece of a member, its checksum unseen. Raises `SourceError` when it is missing or broken."""
    with stream(archive, name) as pieces:
        return next(pieces, b"")


def _pieces(archive: Archive, name: str, largest: int) -> Generator[bytes, None, None]:
    member = archive.members.get(name)
    if member is None:
        raise SourceError("the file is not in the archive", where=name)
    if member.file_size > largest:
        raise _too_large(name)
    yield from unpacked(archive.file, member)


def _members(file: zipfile.ZipFile, archive: str) -> dict[str, zipfile.ZipInfo]:
    try:
        found = {member.filename: member for member in members(file, largest=LARGEST_SOUND)}
    except TrickError as error:
        if error.trick == "growth":
            raise _too_large(error.member) from None
        where = repr(error.member) if error.trick == "outside" else error.member or archive
        raise SourceError(f"the archive has {_WRONG[error.trick]}", where=where) from None
    if sum(member.file_size for member in found.values()) > _LARGEST_BOOK:
        raise SourceError("the archive is larger than any book", where=archive)
    return found


def _too_large(name: str) -> SourceError:
    return SourceError("the file is larger than anything that belongs in a book", where=name)
