"""Reads a ZIP file that nobody vouches for: nothing is unpacked to a name of its own, and nothing is believed.

What the directory of the archive says is checked before the first byte is read (names, number, sizes, overlaps), and
what is read is counted, because a directory can lie. Anything wrong is a `SourceError` that says what.
"""

from __future__ import annotations

import contextlib
import copy as copying
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from accessible.errors import SourceError

LARGEST_TEXT = 64_000_000  # bytes of a member that is parsed
LARGEST_SOUND = 4_000_000_000  # bytes of a member that is copied to a temporary file
_LARGEST_BOOK = 16_000_000_000  # bytes of all members, unpacked
_MOST_MEMBERS = 10_000
_MOST_EXPANSION = 200  # times, for a member of more than a million bytes
_SMALL = 1_000_000  # bytes
_PIECE = 1 << 18  # bytes read at a time
_LOCAL_HEADER = 30  # bytes, the least that lies between two members
_DIRECTORY_END = 22  # bytes, without a comment

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


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
    except _BROKEN as error:
        raise SourceError(f"the file is no ZIP archive that can be read: {error}", where=path.name) from error
    with file:
        _require_one_directory(path)
        yield Archive(file, _members(file, path.name))


def patience(path: Path, *, least: float, each: float) -> float:
    """How long a program may take to look at a book, in seconds: so many for each of its files, but not too few.

    Raises `SourceError` when there is no file at the path; one that is no archive has no files.
    """
    require_file(path)
    try:
        with zipfile.ZipFile(path) as file:
            return max(least, each * len(file.infolist()))
    except _BROKEN:
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
    # zipfile stops where the directory says that a member ends; asked for a byte more, it shows if there is more.
    further = copying.copy(member)
    further.file_size += 1
    count = 0
    try:
        with archive.file.open(further) as file:
            while piece := file.read(_PIECE):
                count += len(piece)
                if count > member.file_size:
                    break
                yield piece
        if count != member.file_size:
            raise SourceError("the file has another size than the archive says", where=name)
    except _BROKEN as error:
        raise SourceError(f"the file cannot be unpacked: {error}", where=name) from error


def _require_one_directory(path: Path) -> None:
    """No second directory in the comment at the end: one program might believe the one, and another the other."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _DIRECTORY_END - 0xFFFF))
        end = file.read()
    last = end.rfind(b"PK\x05\x06")
    length = int.from_bytes(end[last + _DIRECTORY_END - 2 : last + _DIRECTORY_END], "little")
    if end.count(b"PK\x05\x06") > 1 and last + _DIRECTORY_END + length != len(end):
        raise SourceError("the archive has two directories", where=path.name)


def _members(file: zipfile.ZipFile, archive: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    if len(file.infolist()) > _MOST_MEMBERS:
        raise SourceError(f"the archive has more than {_MOST_MEMBERS} files", where=archive)
    behind = 0  # where the member before ends
    total = 0
    for member in sorted(file.infolist(), key=lambda member: member.header_offset):
        name = member.filename
        if name.startswith("/") or {"\\", ":", "\0"} & set(name) or ".." in name.split("/"):
            raise SourceError("the archive has a file with a name that leads out of it", where=repr(name))
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SourceError("the archive has a link in it", where=name)
        if name in members:
            raise SourceError("the archive has two files of the same name", where=name)
        if member.header_offset < behind:
            raise SourceError("the archive has files that lie inside each other", where=name)
        behind = member.header_offset + _LOCAL_HEADER + member.compress_size
        total += member.file_size
        if member.file_size > min(LARGEST_SOUND, max(_SMALL, _MOST_EXPANSION * member.compress_size)):
            raise _too_large(name)
        members[name] = member
    if behind > file.start_dir:
        raise SourceError("the archive has files that lie inside each other", where=archive)
    if total > _LARGEST_BOOK:
        raise SourceError("the archive is larger than any book", where=archive)
    return members


def _too_large(name: str) -> SourceError:
    return SourceError("the file is larger than anything that belongs in a book", where=name)
