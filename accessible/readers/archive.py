"""An archive that is read: a book, or a document of a word processor; what is asked of it is in `archives`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from accessible.archives import BROKEN, MOST_MEMBERS, Trick, TrickError, members, unpacked
from accessible.errors import SourceError

#: What is wrong with an archive, as the end of a sentence about it.
_WRONG: Mapping[Trick, str] = {
    "number": f"more than {MOST_MEMBERS:,} files in it",
    "outside": "a file whose name leads out of it: {!r}",
    "link": "a link of a file system in it: {!r}",
    "twice": "two files of the name {!r}",
    "inside": "files that lie inside each other",
    "growth": "a file that grows without measure: {!r}",
    "directories": "two directories",
}


class Archive:
    """An open archive: its ``name`` and its ``kind`` ("book", "document") in messages, its ``members`` by path."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Raises `SourceError` when the file is no archive, one with a trick in it, or protected."""
        self.name, self.kind = name, kind
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
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
        return b"".join(unpacked(self.file, member))


def _members(file: zipfile.ZipFile, archive: str, kind: str) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    try:
        for member in members(file):
            if member.flag_bits & 1:
                raise protected(archive, kind, "with a password")
            found[member.filename] = member
    except TrickError as error:
        raise SourceError(f"the {kind} has {_WRONG[error.trick].format(error.member)}", where=archive) from None
    return found


def protected(name: str, kind: str, how: str) -> SourceError:
    """The error of what is encrypted; ``how`` is the end of a sentence."""
    whose = "its publisher" if kind == "book" else "whoever made it"
    hint = f"a protected {kind} cannot be read; ask {whose} for a copy without protection"
    return SourceError(f"the {kind} is protected: it is encrypted, {how}", where=name, hint=hint)
