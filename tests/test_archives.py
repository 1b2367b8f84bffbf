"""Archives with two directories: what one program shows and another reads must be the same (APPNOTE, section 4.3)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from accessible.archives import TrickError, members
from accessible.checkers.archive import opened
from accessible.errors import SourceError
from accessible.readers import as_source, read
from tests.readers.documents import document, p
from tests.readers.ebooks import book, page


def packed(comment: bytes = b"", **files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
        file.comment = comment
    return out.getvalue()


GOOD, EVIL = packed(good="Good words."), packed(evil="Evil words.")
END = GOOD.rindex(b"PK\x05\x06")
DIRECTORY = GOOD.index(b"PK\x01\x02")


def large_end(directory: int, length: int, *, leads: int) -> bytes:
    """The records of ZIP64 that lead to a directory, the second of them to ``leads``."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, length, directory)
    return record + struct.pack("<4sLQL", b"PK\x06\x07", 0, leads, 1)


def end(directory: int, length: int, comment: bytes = b"") -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, length, directory, len(comment)) + comment


def inserted(data: bytes, more: bytes) -> bytes:
    """Something between the first member and the directory of an archive, which is found all the same."""
    at, last = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    return data[:at] + more + data[at:last] + end(at + len(more), last - at)


def two_by_place() -> bytes:
    """Its record is behind the one directory, and says that it is where the other one is."""
    evil = EVIL[EVIL.index(b"PK\x01\x02") : EVIL.rindex(b"PK\x05\x06")]
    return EVIL[: EVIL.rindex(b"PK\x05\x06")] + GOOD[:END] + end(EVIL.index(evil), END - DIRECTORY)


def two_by_zip64() -> bytes:
    """Whoever reads the records of ZIP64 in any case, and not only where the other one asks for it, sees another."""
    evil = EVIL.index(b"PK\x01\x02"), EVIL.rindex(b"PK\x05\x06")
    both = EVIL[: evil[1]] + GOOD[DIRECTORY:END]
    leads = len(both)
    return both + large_end(evil[1], END - DIRECTORY, leads=leads) + end(evil[0], evil[1] - evil[0])


def two_large_ends() -> bytes:
    """The record that stands before the end is one; the one that it is said to be is another."""
    evil = large_end(EVIL.index(b"PK\x01\x02"), EVIL.rindex(b"PK\x05\x06") - EVIL.index(b"PK\x01\x02"), leads=0)[:56]
    begin = EVIL[: EVIL.rindex(b"PK\x05\x06")] + evil
    directory = len(begin) + DIRECTORY
    data = begin + GOOD[:END]
    data = data[: directory + 42] + struct.pack("<L", len(begin)) + data[directory + 46 :]
    return data + large_end(directory, END - DIRECTORY, leads=len(begin) - 56) + end(0xFFFFFFFF, 0xFFFFFFFF)


TWO: Mapping[str, bytes] = {
    "one behind the other": EVIL + GOOD,
    "in the comment": packed(EVIL, good="Good words."),
    "in the comment, with something behind it": packed(EVIL + b"more", good="Good words."),
    "behind the end": GOOD + EVIL,
    "behind the end, with something behind it": GOOD + EVIL + b"more",
    "between a member and the directory": inserted(GOOD, EVIL),
    "that of an empty archive": GOOD + packed(),
    "that of an empty archive in the comment": packed(packed() + b"more", good="Good words."),
    "at the place that the record names": two_by_place(),
    "by the records of ZIP64": two_by_zip64(),
    "by the place that a record of ZIP64 names": two_large_ends(),
    "signatures without end": GOOD + b"PK\x05\x06" * 100_000 + bytes(70_000),
}


@pytest.mark.parametrize("how", TWO)
def test_two_directories_are_a_trick(how: str) -> None:
    try:
        file = zipfile.ZipFile(io.BytesIO(TWO[how]))
    except zipfile.BadZipFile:
        assert how == "signatures without end"  # whose last one is a record of nothing
        return
    with pytest.raises(TrickError) as caught:
        list(members(file))
    assert caught.value.trick == "directories"


def large() -> bytes:
    """An archive with the records of ZIP64, as those have that are written in one go."""
    directory = GOOD[:END]
    return directory + large_end(DIRECTORY, END - DIRECTORY, leads=END) + end(0xFFFFFFFF, 0xFFFFFFFF)


ONE: Mapping[str, bytes] = {
    "plain": GOOD,
    "a comment": packed(b"A comment is no trick.", good="Good words."),
    "a program before it": b"MZ" + bytes(4000) + b"PK\x05\x06 is looked for" + GOOD,
    "padding behind it": GOOD + b"\r\n",
    "an archive in it": packed(good="Good words.", inner=EVIL.decode("latin-1")),
    "an empty archive in it": packed(inner=packed().decode("latin-1")),
    "ZIP64": large(),
    "ZIP64 behind a program": b"MZ" + bytes(4000) + large(),
    "the record of ZIP64 and the small one": GOOD[:END]
    + large_end(DIRECTORY, END - DIRECTORY, leads=END)
    + end(DIRECTORY, END - DIRECTORY),
    "a signature between a member and the directory": inserted(GOOD, b"signed by PK\x05\x06" + b"signature" * 9),
    "empty": packed(),
}


@pytest.mark.parametrize("how", ONE)
def test_one_directory_is_none(how: str) -> None:
    known = {"an archive in it": ["good", "inner"], "an empty archive in it": ["inner"], "empty": []}
    found = members(zipfile.ZipFile(io.BytesIO(ONE[how])))
    assert [member.filename for member in found] == known.get(how, ["good"])


READ: Mapping[str, Callable[[], bytes]] = {
    "book.epub": lambda: book({"one.xhtml": page("<h1>One</h1><p>The bell rang.</p>")}),
    "document.docx": lambda: document(p("The bell rang.")),
}


@pytest.mark.parametrize("name", READ)
def test_readers_and_checkers_refuse_them_alike(name: str, tmp_path: Path) -> None:
    data = READ[name]()
    assert read(as_source(name, data)).blocks
    with pytest.raises(SourceError, match="has two directories") as caught:
        read(as_source(name, data + EVIL))
    assert caught.value.exit_code == 3
    path = tmp_path / name
    path.write_bytes(data + EVIL)
    with pytest.raises(SourceError, match="the archive has two directories"), opened(path):
        pass
