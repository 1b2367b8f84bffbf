"""An archive (ZIP) that nobody vouches for, as books and documents of word processors are one (APPNOTE 6.3.10).

Nothing is unpacked to a name of its own, and nothing is believed: names, number, sizes and overlaps are looked at
before the first byte is read, and what is read is counted, because a directory can lie. The standard library asks none
of that of an archive, and its older versions read members that lie inside each other (CVE-2024-0450). Readers and
checkers both use it, each with its own limits and its own words for what is wrong.
"""

from __future__ import annotations

import copy
import io
import math
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from typing import IO, Literal, cast

from accessible.errors import SourceError

#: An archive may hold so many files.
MOST_MEMBERS = 10_000
#: A file of more than ten million bytes grows at most so many times, as bombs do; smaller ones may, as drawings and
#: pictures of a white page do (DEFLATE can reach 1,032).
_MOST_EXPANSION, _SMALL = 200, 10_000_000
_LOCAL_HEADER = 30  # bytes, the least that lies between two members
_PIECE = 1 << 18  # bytes read at a time

#: The record at the end of a directory, which says how long that is and where; the longest comment behind it.
_END, _END_SIGNATURE, _LONGEST_COMMENT = 22, b"PK\x05\x06", 0xFFFF
#: How often its signature may stand where no member is.
_MOST_SIGNATURES = 1_000
#: What a directory begins with.
_ENTRY = b"PK\x01\x02"
#: What stands before it where it is too small for its numbers (ZIP64), and what stands before that and leads to it.
_LARGE_END, _LARGE_END_SIGNATURE = 56, b"PK\x06\x06"
_LOCATOR, _LOCATOR_SIGNATURE = 20, b"PK\x06\x07"

#: What the standard library raises for an archive that is damaged.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

#: In an EPUB, what lists what is encrypted, and what there is no encryption: fonts that are only made useless outside
#: the book (EPUB 3.3, section 4.3).
ENCRYPTION = "META-INF/encryption.xml"
OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})

Trick = Literal["number", "outside", "link", "twice", "inside", "growth", "directories"]


class TrickError(Exception):
    """An archive has more files than any, or one with a name that leads out of it, a link of a file system, a name that
    was there before, a place inside another, or a size without measure; or it has two directories. ``member`` is that
    file ("" for none)."""

    def __init__(self, trick: Trick, member: str = "") -> None:
        super().__init__(trick, member)
        self.trick = trick
        self.member = member


def members(file: zipfile.ZipFile, *, largest: float = math.inf) -> Iterator[zipfile.ZipInfo]:
    """The members of an archive in the order of their places, each of at most so many bytes; raises `TrickError`."""
    if len(file.infolist()) > MOST_MEMBERS:
        raise TrickError("number")
    known: set[str] = set()
    behind = 0  # where the member before ends
    for member in sorted(file.infolist(), key=lambda member: member.header_offset):
        name = member.filename
        if name.startswith("/") or {"\\", ":", "\0"} & set(name) or ".." in name.split("/"):
            raise TrickError("outside", name)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise TrickError("link", name)
        if name in known:
            raise TrickError("twice", name)
        if member.header_offset < behind:
            raise TrickError("inside", name)
        behind = member.header_offset + _LOCAL_HEADER + member.compress_size
        if member.file_size > min(largest, max(_SMALL, _MOST_EXPANSION * member.compress_size)):
            raise TrickError("growth", name)
        known.add(name)
        yield member
    if behind > file.start_dir:
        raise TrickError("inside")
    if _has_two_directories(file):
        raise TrickError("directories")


def _has_two_directories(file: zipfile.ZipFile) -> bool:
    """Whether another program might believe another directory than this one does (APPNOTE, sections 4.3.14 to 4.3.16).

    One that a record leads to which is in a comment, before the first member or between two is another, and so is one
    to which the record that is believed leads, if it is read another way. A record inside a member is that member's
    own: archives are kept in archives. The signature alone is no record, wherever it stands.
    """
    stream = cast(IO[bytes], file.fp)
    size = stream.seek(0, io.SEEK_END)
    ours = _end(stream, size)
    signatures = 0
    for start, stop in _between(stream, file.infolist(), size):
        for place in _found(stream, _END_SIGNATURE, start, stop):
            signatures += 1
            if signatures > _MOST_SIGNATURES:
                return True  # nobody writes of it so often
            record = _bytes(stream, place, _END)
            if place != ours and len(record) == _END and not any(record[8:20]):
                return True  # that of an empty archive
            if any(at != file.start_dir and _bytes(stream, at, 4) == _ENTRY for at in _claimed(stream, place)):
                return True
    return False


def _end(stream: IO[bytes], size: int) -> int:
    """Where the record is that the standard library believes: the last one, but one without a comment at the end."""
    if _bytes(stream, size - _END, 4) == _END_SIGNATURE and _number(stream, size - 2, 2) == 0:
        return size - _END
    first = max(0, size - _END - _LONGEST_COMMENT)
    return first + _bytes(stream, first, size - first).rfind(_END_SIGNATURE)


def _claimed(stream: IO[bytes], end: int) -> Iterator[int]:
    """Where the directory begins to which a record leads, however it is read: by its length, by its place, by what
    stands before it."""
    length, place = _number(stream, end + 12, 4), _number(stream, end + 16, 4)
    yield place
    behind = end
    if _bytes(stream, end - _LOCATOR, 4) == _LOCATOR_SIGNATURE:
        behind -= _LOCATOR + _LARGE_END
        for large in (behind, _number(stream, end - _LOCATOR + 8, 8)):
            if _bytes(stream, large, 4) == _LARGE_END_SIGNATURE:
                yield _number(stream, large + 48, 8)
                yield large - _number(stream, large + 40, 8)
    yield behind - length


def _between(stream: IO[bytes], found: Iterable[zipfile.ZipInfo], size: int) -> Iterator[tuple[int, int]]:
    """The stretches of an archive that are in no member, from where to where, those too short for a record left out."""
    behind = 0
    for member in sorted(found, key=lambda member: member.header_offset):
        if member.header_offset - behind >= _END:
            yield behind, member.header_offset
        name, extra = (_number(stream, member.header_offset + at, 2) for at in (26, 28))
        behind = member.header_offset + _LOCAL_HEADER + name + extra + member.compress_size
    yield min(behind, size), size


def _found(stream: IO[bytes], signature: bytes, start: int, stop: int) -> Iterator[int]:
    """Where a signature stands in a stretch."""
    for first in range(start, stop, _PIECE):
        piece = _bytes(stream, first, min(_PIECE + len(signature) - 1, stop - first))
        at = -1
        while (at := piece.find(signature, at + 1)) >= 0:
            yield first + at


def _bytes(stream: IO[bytes], at: int, count: int) -> bytes:
    """So many bytes, fewer at the end, none where there are none."""
    if at < 0 or at >= 1 << 62:
        return b""
    stream.seek(at)
    return stream.read(count)


def _number(stream: IO[bytes], at: int, count: int) -> int:
    return int.from_bytes(_bytes(stream, at, count), "little")


def unpacked(file: zipfile.ZipFile, member: zipfile.ZipInfo) -> Generator[bytes, None, None]:
    """A member piece by piece. Raises `SourceError` when it is broken, or has another size than the archive says."""
    # zipfile stops where the directory says that a member ends; asked for a byte more, it shows if there is more.
    further = copy.copy(member)
    further.file_size += 1
    count = 0
    try:
        with file.open(further) as opened:
            while piece := opened.read(_PIECE):
                count += len(piece)
                if count > member.file_size:
                    break
                yield piece
        if count != member.file_size:
            raise SourceError("the file has another size than the archive says", where=member.filename)
    except BROKEN as error:
        raise SourceError(f"the file cannot be unpacked: {error}", where=member.filename) from error
