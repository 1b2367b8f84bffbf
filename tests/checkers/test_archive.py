"""Archives with a trick in them are refused before much is read, nothing is written anywhere, and no program of others
is given them."""

from __future__ import annotations

import re
import shutil
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest

from accessible.checkers import CHECKERS, check
from accessible.checkers import archive as module
from accessible.checkers.admission import admit
from accessible.checkers.archive import opened
from accessible.checkers.package import parse
from accessible.errors import SourceError
from tests.checkers.mutants import Change, mutant

CONTAINER = "META-INF/container.xml"


def trouble(path: Path) -> str:
    """Why a file is turned away, whoever was to look at it."""
    with pytest.raises(SourceError) as caught:
        check(path)
    for name in CHECKERS:
        with pytest.raises(SourceError, match=re.escape(caught.value.what)):
            check(path, checkers=[name])
    return str(caught.value)


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


def test_what_is_no_archive(book: Path) -> None:
    for data in (b"", b"hello", b"PK\x03\x04" + bytes(100)):
        book.write_bytes(data)
        assert "no ZIP archive" in trouble(book)


def test_half_of_a_book(shelf: dict[str, Path], book: Path) -> None:
    book.write_bytes(shelf["article"].read_bytes()[:20_000])
    assert "no ZIP archive" in trouble(book)


def test_nothing_is_against_a_good_book(shelf: dict[str, Path]) -> None:
    for path in shelf.values():
        admit(path)


ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/>
 <enc:CipherData><enc:CipherReference URI="EPUB/c0001.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>"""


def test_an_encrypted_book_is_refused_and_one_with_obfuscated_fonts_is_not(shelf: dict[str, Path], book: Path) -> None:
    shutil.copy(shelf["hebrew"], book)
    with zipfile.ZipFile(book, "a") as file:
        file.writestr("META-INF/encryption.xml", ENCRYPTION.format("http://www.idpf.org/2008/embedding"))
    admit(book)
    shutil.copy(shelf["hebrew"], book)
    with zipfile.ZipFile(book, "a") as file:
        file.writestr("META-INF/encryption.xml", ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))
    assert "encrypted" in trouble(book)


#: Each entity ten times the one before; the last is of two hundred thousand letters.
LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 6))


@pytest.mark.parametrize(
    ("subset", "word"),
    [
        ('<!ENTITY e SYSTEM "file:///etc/passwd">', "lies outside"),
        ('<!ENTITY e PUBLIC "x" "http://127.0.0.1/e">', "lies outside"),
        ('<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;', "lies outside"),
        ('<!ENTITY a "]>"><!ENTITY e SYSTEM "file:///etc/passwd">', "lies outside"),
        (LAUGHS, "grow"),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "grow"),
        ('<!ENTITY % a "x"> %a;', "make others"),
        (f'<!ENTITY a "{"x" * 20_000}">', "grow"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_read_other_files_or_grow(
    subset: str, word: str, encoding: str, shelf: dict[str, Path], book: Path
) -> None:
    def change(data: bytes) -> bytes:
        text = data.decode().replace("<?xml version='1.0' encoding='utf-8'?>", "")
        return text.replace("<!DOCTYPE html>", f"<!DOCTYPE html [{subset}]>").encode(encoding)

    mutant(shelf["hebrew"], book, {"EPUB/c0001.xhtml": change})
    assert word in trouble(book)


def test_entities_that_the_file_declares_for_itself_are_text(shelf: dict[str, Path], book: Path) -> None:
    doctype = b'<!DOCTYPE html [<!ENTITY nbsp "&#160;"><!ENTITY us "The Press">]>'
    changes: dict[str, Change] = {
        "EPUB/cover.xhtml": lambda data: data.replace(b"<!DOCTYPE html>", doctype).replace(b"<img", b"&us;&nbsp;<img")
    }
    mutant(shelf["hebrew"], book, changes)
    with opened(book) as archive:
        assert "The Press\u00a0" in "".join(parse(archive, "EPUB/cover.xhtml").itertext())


def test_a_text_that_is_too_large(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_TEXT", 1000)
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(CONTAINER, bytes(1001))
    (message,) = check(book, checkers=["rules"])
    assert (message.code, message.place.file) == ("P007", CONTAINER)
    assert "larger than anything" in message.text


def test_files_that_lie_inside_each_other(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("one", bytes(1000))
        file.writestr("two", bytes(1000))
    data = bytearray(book.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 40)  # the directory says that it begins inside the first
    book.write_bytes(data)
    assert "inside each other" in trouble(book)


def test_a_second_directory_in_the_comment_of_the_first(shelf: dict[str, Path], book: Path) -> None:
    other = book.with_name("other.epub")
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
    shutil.copy(shelf["hebrew"], book)
    with zipfile.ZipFile(book, "a") as file:
        file.comment = other.read_bytes() + b"behind it"
    assert "two directories" in trouble(book)
    shutil.copy(shelf["hebrew"], book)
    with zipfile.ZipFile(book, "a") as file:
        file.comment = b"A comment is no trick."
    admit(book)


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


def test_a_container_that_names_no_package_is_a_finding(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr(CONTAINER, "<container/>")
    for name in ("overlays", "rules"):
        (message,) = check(book, checkers=[name])
        assert message.code == "P007"
        assert "names no package" in message.text


def test_every_refused_name_is_safe_to_show(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("../\x1b[31mevil", "x")
    assert "\x1b" not in trouble(book)
