"""An archive (ZIP) that nobody vouches for, as books and documents of word processors are one (APPNOTE 6.3.10).

Nothing is unpacked to a name of its own, and nothing is believed: names, number, sizes and overlaps are looked at
before the first byte is read, and what is read is counted, because a directory can lie. The standard library asks none
of that of an archive, and its older versions read members that lie inside each other (CVE-2024-0450). Readers and
checkers both use it, each with its own limits and its own words for what is wrong.
"""

from __future__ import annotations

import copy
import math
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterator
from typing import Literal

from accessible.errors import SourceError

#: An archive may hold so many files.
MOST_MEMBERS = 10_000
#: A file of more than ten million bytes grows at most so many times, as bombs do; smaller ones may, as drawings and
#: pictures of a white page do (DEFLATE can reach 1,032).
_MOST_EXPANSION, _SMALL = 200, 10_000_000
_LOCAL_HEADER = 30  # bytes, the least that lies between two members
_PIECE = 1 << 18  # bytes read at a time

#: What the standard library raises for an archive that is damaged.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)

#: In an EPUB, what lists what is encrypted, and what there is no encryption: fonts that are only made useless outside
#: the book (EPUB 3.3, section 4.3).
ENCRYPTION = "META-INF/encryption.xml"
OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})

Trick = Literal["number", "outside", "link", "twice", "inside", "growth"]


class TrickError(Exception):
    """An archive has more files than any, or one with a name that leads out of it, a link of a file system, a name that
    was there before, a place inside another, or a size without measure. ``member`` is that file ("" for none)."""

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
