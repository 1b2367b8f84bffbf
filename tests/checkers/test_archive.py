"""Archives with a trick in them are refused before much is read, and nothing is written anywhere."""

from __future__ import annotations

import struct
import warnings
import zipfile
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
