"""Reads a ZIP file that nobody vouches for: nothing is unpacked to a name of its own, and nothing is believed.

What the directory of the archive says is checked before the first byte is read (names, number, overlaps, encryption),
and what is read is counted, because a directory can lie. Anything wrong is a `SourceError` that says what.
"""

from __future__ import annotations

import contextlib
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from accessible.errors import SourceError

LARGEST_TEXT = 64_000_000  # bytes of a member that is parsed
LARGEST_SOUND = 4_000_000_000  # bytes of a member that is copied to a temporary file
_MOST_MEMBERS = 10_000
_MOST_EXPANSION = 200  # times, once more than a million bytes have come out
_PIECE = 1 << 16
_LOCAL_HEADER = 30  # bytes, the least that lies between two members

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Archive(NamedTuple):
    """An open archive and its members by name."""

    file: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at a path. Raises `SourceError` when it is missing, is no ZIP file, or is one with a trick in it."""
    if not path.is_file():
        raise SourceError("there is no such file", where=str(path))
    try:
        file = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise SourceError(f"the file is no ZIP archive that can be read: {error}", where=path.name) from error
    with file:
        yield Archive(file, _members(file, path.name))


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


def _pieces(archive: Archive, name: str, largest: int) -> Iterator[bytes]:
    member = archive.members.get(name)
    if member is None:
        raise SourceError("the file is not in the archive", where=name)
    count = 0
    try:
        with archive.file.open(member) as file:
            while piece := file.read(_PIECE):
                count += len(piece)
                if count > largest or count > max(1_000_000, _MOST_EXPANSION * member.compress_size):
                    raise SourceError("the file is larger than anything that belongs in a book", where=name)
                yield piece
    except _BROKEN as error:
        raise SourceError(f"the file cannot be unpacked: {error}", where=name) from error


def _members(file: zipfile.ZipFile, archive: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    if len(file.infolist()) > _MOST_MEMBERS:
        raise SourceError(f"the archive has more than {_MOST_MEMBERS} files", where=archive)
    behind = 0  # where the member before ends
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
        members[name] = member
    return members
