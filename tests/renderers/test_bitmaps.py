"""Pictures: their headers are understood, and what only begins like a picture is refused, as EPUBCheck would."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.bitmaps import Bitmap, as_drawn, bitmap, is_drawn
from accessible.renderers import render, write_epub
from tests.checkers.mutants import mutant
from tests.renderers import builder
from tests.renderers.pictures import HEIGHT, WIDTH, picture
from tests.renderers.validators import Validator

KINDS = {
    "png": ("image/png", "png"),
    "jpg": ("image/jpeg", "jpg"),
    "gif": ("image/gif", "gif"),
    "webp": ("image/webp", "webp"),
    "lossless.webp": ("image/webp", "webp"),
}
BROKEN = {
    "png": [
        b"\x89PNG\r\n\x1a\n",
        picture("png")[:25],
        picture("png").replace(b"IHDR\0\0\0\x30", b"IHDR\0\0\0\0"),
        picture("png").replace(b"IHDR", b"IHDX"),
    ],
    "jpg": [
        b"\xff\xd8\xff junk",
        b"\xff\xd8\xff\xd9",
        picture("jpg")[: picture("jpg").index(b"\xff\xc0") + 5],
        picture("jpg").replace(b"\xff\xdb\x00\x43\x00", b"\xff\xdb\x00\x43\x0f"),
    ],
    "gif": [b"GIF89a", picture("gif")[:13], b"GIF89a" + bytes(20), picture("gif")[:800]],
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_size_of_a_picture_is_read_from_its_header(kind: str) -> None:
    assert bitmap(picture(kind)) == Bitmap(*KINDS[kind], WIDTH, HEIGHT, moving=False)


@pytest.mark.parametrize("kind", ["apng", "gif", "webp"])
def test_a_picture_that_moves_is_known(kind: str) -> None:
    found = bitmap(picture(kind, frames=3))
    assert found
    assert (found.width, found.height, found.moving) == (WIDTH, HEIGHT, True)


#: EPUBCheck takes these, but nobody can show them: headers with no picture behind them, and one without a width.
EMPTY = [
    picture("png")[:33],
    picture("jpg")[: picture("jpg").index(b"\xff\xda")],
    picture("jpg").replace(b"\x08\x00\x24\x00\x30", b"\x08\x00\x24\x00\x00"),
]


@pytest.mark.parametrize("data", [*EMPTY, *(data for broken in BROKEN.values() for data in broken)])
def test_what_only_begins_like_a_picture_is_broken(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^(it|its|a part of it|there) "):
        bitmap(data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_header_that_is_cut_short_is_broken_and_never_something_else(kind: str) -> None:
    data = picture(kind)
    for length in range(12, len(data)):
        try:
            found = bitmap(data[:length])
        except ValueError:
            continue
        assert found
        assert (found.width, found.height) == (WIDTH, HEIGHT)
        assert length > 20


@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8"]),
    st.binary(max_size=200),
)
def test_whatever_follows_the_first_bytes_is_a_picture_or_a_value_error(first: bytes, rest: bytes) -> None:
    try:
        found = bitmap(first + rest)
    except ValueError:
        return
    assert found
    assert min(found.width, found.height) > 0


def test_what_epubcheck_calls_a_corrupt_picture_is_what_we_refuse(tmp_path: Path, epubcheck: Validator) -> None:
    """EPUBCheck has no reader for WebP."""
    books = {}
    for suffix, broken in BROKEN.items():
        good = tmp_path / f"{suffix}.epub"
        write_epub(render(builder.hebrew(), None, cover=picture(suffix)), good)
        books[good] = True
        for number, data in enumerate(broken):
            change = {f"EPUB/cover.{suffix}": lambda _, data=data: data}
            books[mutant(good, tmp_path / f"{suffix}-{number}.epub", change)] = False  # type: ignore[arg-type]
    for name, found in epubcheck(*books).items():
        corrupt = any("PKG-021" in message.text or "OPF-029" in message.text for message in found)
        assert corrupt is not books[tmp_path / name], (name, found)


def test_a_picture_that_was_drawn_here_says_so_and_is_still_one() -> None:
    png = picture("png", frames=1)
    marked = as_drawn(png)
    assert (is_drawn(png), is_drawn(marked)) == (False, True)
    assert bitmap(marked) == bitmap(png)
    length, at = int.from_bytes(marked[33:37], "big"), 37
    assert zlib.crc32(marked[at : at + 4 + length]) == int.from_bytes(marked[at + 4 + length : at + 8 + length], "big")
