"""An archive (ZIP) that nobody vouches for, as books and documents of word processors are one (APPNOTE 6.3.10).

Nothing is unpacked to a name of its own, and nothing is believed: names, number, sizes and overlaps are looked at
before the first byte is read, and what is read is counted. The standard library asks none of that of an archive, and
its older versions read members that lie inside each other (CVE-2024-0450).
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping

from accessible.errors import SourceError

#: An archive may hold so many files.
_MOST_MEMBERS = 10_000
#: A file of more than a million bytes grows at most so many times, as bombs do.
_MOST_EXPANSION, _SMALL = 200, 1_000_000
_LOCAL_HEADER = 30  # bytes, the least that lies between two members
_PIECE = 1 << 18  # bytes read at a time

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Archive:
    """An open archive: its ``name`` and its ``kind`` ("book", "document") in messages, its ``members`` by path."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Raises `SourceError` when the file is no archive, one with a trick in it, or protected."""
        self.name, self.kind = name, kind
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            hint = "download or export it again"
            raise SourceError(
                f"the {kind} is broken: its archive cannot be read ({error})", where=name, hint=hint
            ) from None
        self.members: Mapping[str, zipfile.ZipInfo] = _members(self.file, name, kind)

    def bytes(self, path: str, *, most: int) -> bytes:
        """A file of at most so many bytes. Raises `SourceError` when it is missing, broken or larger."""
        member = self.members.get(path)
        if member is None:
            raise SourceError(f"there is no such file in the {self.kind}", where=path)
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


def _members(file: zipfile.ZipFile, archive: str, kind: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    if len(file.infolist()) > _MOST_MEMBERS:
        raise SourceError(f"the {kind} has more than {_MOST_MEMBERS:,} files in it", where=archive)
    behind = 0  # where the member before ends
    for member in sorted(file.infolist(), key=lambda member: member.header_offset):
        name = member.filename
        if name.startswith("/") or {"\\", ":", "\0"} & set(name) or ".." in name.split("/"):
            raise SourceError(f"the {kind} has a file whose name leads out of it: {name!r}", where=archive)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SourceError(f"the {kind} has a link of a file system in it: {name!r}", where=archive)
        if name in members:
            raise SourceError(f"the {kind} has two files of the name {name!r}", where=archive)
        if member.header_offset < behind:
            raise SourceError(f"the {kind} has files that lie inside each other", where=archive)
        behind = member.header_offset + _LOCAL_HEADER + member.compress_size
        if member.file_size > max(_SMALL, _MOST_EXPANSION * member.compress_size):
            raise SourceError(f"the {kind} has a file that grows without measure: {name!r}", where=archive)
        if member.flag_bits & 1:
            raise protected(archive, kind, "with a password")
        members[name] = member
    if behind > file.start_dir:
        raise SourceError(f"the {kind} has files that lie inside each other", where=archive)
    return members


def protected(name: str, kind: str, how: str) -> SourceError:
    """The error of what is encrypted; ``how`` is the end of a sentence."""
    whose = "its publisher" if kind == "book" else "whoever made it"
    hint = f"a protected {kind} cannot be read; ask {whose} for a copy without protection"
    return SourceError(f"the {kind} is protected: it is encrypted, {how}", where=name, hint=hint)
