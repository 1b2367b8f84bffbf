"""Archives with a trick in them are refused before much is read, and nothing is written anywhere."""

from __future__ import annotations

import shutil
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest

from accessible.checkers import archive as module
from accessible.checkers import check

CONTAINER = "META-INF/container.xml"


def trouble(path: Path) -> str:
    (message,) = check(path, checkers=["overlays"])
    assert message.code == "P007"
    return message.text


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.epub"


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/evil", "a\\b", "C:evil"])
def test_names_that_lead_out(book: Path, name: str) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(name, "x")
    assert "leads out" in trouble(book)


def test_two_files_of_one_name(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file.writestr(CONTAINER, "<a/>")
        file.writestr(CONTAINER, "<b/>")
    assert "same name" in trouble(book)


def test_a_link(book: Path) -> None:
    entry = zipfile.ZipInfo(CONTAINER)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(entry, "/etc/passwd")
    assert "link" in trouble(book)


def test_a_bomb(book: Path) -> None:
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr(CONTAINER, bytes(60_000_000))
    assert book.stat().st_size < 100_000
    assert "larger than anything" in trouble(book)


def bomb_that_lies(book: Path) -> None:
    """A member of 60 MB of which the directory says that it has a thousand bytes, with their checksum."""
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr(CONTAINER, bytes(60_000_000))
    data = bytearray(book.read_bytes())
    for header, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        place = data.index(header) + at
        struct.pack_into("<I", data, place, zlib.crc32(bytes(1000)))
        struct.pack_into("<I", data, place + 8, 1000)
    book.write_bytes(data)


def test_a_bomb_that_lies_about_its_size(book: Path) -> None:
    bomb_that_lies(book)
    with zipfile.ZipFile(book) as file:
        assert file.read(CONTAINER) == bytes(1000)  # which is all that zipfile looks at
    assert "cannot be unpacked" in trouble(book)
    assert "cannot be unpacked" in module.refusal(book)


def test_a_member_that_is_shorter_than_the_directory_says(book: Path) -> None:
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(CONTAINER, "<container/>")
    data = bytearray(book.read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 900_000)
    book.write_bytes(data)
    assert "another size" in trouble(book)


def test_a_bomb_that_no_document_names_is_found_all_the_same(shelf: dict[str, Path], book: Path) -> None:
    shutil.copy(shelf["hebrew"], book)
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr("EPUB/unused.bin", bytes(150_000_000))
    assert "larger than anything" in trouble(book)


def test_a_member_that_claims_the_directory_for_itself(book: Path) -> None:
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr(CONTAINER, bytes(60_000_000))
    data = bytearray(book.read_bytes())
    place = data.index(b"PK\x01\x02") + 20
    struct.pack_into("<I", data, place, 1_000_000)  # so long that 60 MB would be no wonder
    book.write_bytes(data)
    assert "inside each other" in trouble(book)


def test_an_archive_larger_than_any_book(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGEST_BOOK", 2500)
    with zipfile.ZipFile(book, "w") as file:
        for name in "abc":
            file.writestr(name, bytes(1000))
    assert "larger than any book" in trouble(book)


@pytest.mark.parametrize("trick", ["name", "bomb", "liar", "unused"])
def test_a_refused_archive_is_not_handed_to_epubcheck_and_ace(trick: str, shelf: dict[str, Path], book: Path) -> None:
    shutil.copy(shelf["hebrew"], book)
    if trick == "liar":
        bomb_that_lies(book)
    else:
        with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as file:
            if trick == "name":
                file.writestr("../../evil", "x")
            else:
                file.writestr("META-INF/container.xml.bak" if trick == "bomb" else "x", bytes(20_000_000))
    found = check(book)
    assert [message.code for message in found] == ["P007", "P008", "P008"]
    for message, name in zip(found[1:], ("EPUBCheck", "Ace"), strict=True):
        assert message.text.startswith(f"{name} was not given the book, because the archive is not safe to unpack: ")
        assert message.place.file == "book.epub"
    assert [message.code for message in check(book, checkers=["epubcheck"])] == ["P008"]


def test_nothing_is_against_a_good_book_nor_against_what_is_no_archive(shelf: dict[str, Path], book: Path) -> None:
    assert {module.refusal(path) for path in shelf.values()} == {""}
    book.write_bytes(b"hello")
    assert module.refusal(book) == ""


def test_a_text_that_is_too_large(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_TEXT", 1000)
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(CONTAINER, bytes(1001))
    assert "larger than anything" in trouble(book)


def test_files_that_lie_inside_each_other(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("one", bytes(1000))
        file.writestr("two", bytes(1000))
    data = bytearray(book.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 40)  # the directory says that it begins inside the first
    book.write_bytes(data)
    assert "inside each other" in trouble(book)


def test_too_many_files(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        for number in range(10_001):
            file.writestr(str(number), b"")
    assert "more than 10000" in trouble(book)


def test_an_encrypted_file(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(CONTAINER, "<a/>")
    data = bytearray(book.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    book.write_bytes(data)
    assert "cannot be unpacked" in trouble(book)


def test_a_container_that_names_no_package(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(CONTAINER, "<container/>")
    assert "names no package" in trouble(book)


def test_every_refused_name_is_safe_to_show(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("../\x1b[31mevil", "x")
    (message,) = check(book, checkers=["overlays"])
    assert "\x1b" not in message.place.file
