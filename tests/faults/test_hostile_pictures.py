"""Pictures that unpack into more than any reading system holds, and those that are none."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from accessible.errors import SourceError
from accessible.renderers import check_cover
from tests.renderers.pictures import picture

from .inspected import made


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


HUGE = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0;"
PICTURES: dict[str, tuple[bytes, str]] = {
    "bomb.png": (png(60_000, 60_000), "million dots"),
    "largest.png": (png((1 << 31) - 1, (1 << 31) - 1), "million dots"),
    "nothing.png": (png(0, 5), "broken"),
    "huge.gif": (HUGE, "million dots"),
    "page.gif": (b"GIF89a<script>alert(1)</script>", "broken"),
    "head.jpg": (picture("jpg")[:12], "broken"),
    "script.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "SVG"),
    "script.png": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "SVG"),
    "document.jpg": (b"%PDF-1.7", "no PNG"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_no_such_picture_is_in_a_book_or_on_one(name: str, tmp_path: Path) -> None:
    data, says = PICTURES[name]
    (tmp_path / name).write_bytes(data)
    page = f"<p>The bell rang.</p><p><img src='{name}' alt='A bell'></p>"
    found = made("page.html", page.encode(), folder=str(tmp_path))
    assert not isinstance(found, SourceError)
    assert not found.document.pictures
    (message,) = [message for message in found.messages if message.code == "R009"]
    assert says in message.text
    with pytest.raises(SourceError) as caught:
        check_cover(tmp_path / name)
    assert caught.value.exit_code == 3
