"""Pictures made of dots: the size that their headers tell, and whether they move.

A file that begins like a picture may be none: cut short, or eight bytes and nothing more. Reading systems show a hole
for it, and EPUBCheck reports it (PKG-021) in a book that has been spoken for an hour. So the headers are read up to
where the picture itself begins, after PNG (third edition, sections 5 and 11), ITU-T T.81 (JPEG, annex B), GIF89a, and
RFC 9649 (WebP). No dot is decoded.

Written by hand because the four headers are shorter than what any imaging library would bring into every installation.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER = 33  # bytes, with the signature
_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}  # by colour type

_JPEG = b"\xff\xd8\xff"
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC9, 0xCA})  # the processes that decoders know
_JPEG_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF})
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_JPEG_QUANTIZATION, _JPEG_HUFFMAN, _JPEG_SCAN = 0xDB, 0xC4, 0xDA
_JPEG_LARGEST = 65_500  # dots: libjpeg reads no more

#: What a picture that this program has drawn says of itself, right behind its header (PNG, section 11.3.3.3, "tEXt").
_DRAWN = b"Software\0accessible: the title and the authors, and nothing else"


class Bitmap(NamedTuple):
    """What the headers say: the media type, the suffix of a name, width and height in dots, whether it moves."""

    media_type: str
    suffix: str
    width: int
    height: int
    moving: bool


def bitmap(data: bytes) -> Bitmap | None:
    """What a PNG, JPEG, GIF or WebP picture says of itself; None when the data begin like none of them.

    Raises `ValueError`, with the reason, when the data only begin like one.
    """
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return _gif(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except IndexError:
        raise ValueError("it ends too early") from None
    return None


def as_drawn(png: bytes) -> bytes:
    """A PNG that says that this program has drawn it, so that it is drawn anew and not kept when its book is read."""
    part = b"tEXt" + _DRAWN
    chunk = (len(part) - 4).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big")
    return png[:_PNG_HEADER] + chunk + png[_PNG_HEADER:]


def is_drawn(data: bytes) -> bool:
    """Whether a picture is a PNG that this program has drawn."""
    return data.startswith(_PNG) and data[_PNG_HEADER + 4 :].startswith(b"tEXt" + _DRAWN)


def _number(data: bytes, at: int, length: int, *, little: bool = False) -> int:
    """The number in so many bytes. Raises `IndexError` behind the end of the data."""
    if at + length > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + length], "little" if little else "big")


def _sized(media_type: str, suffix: str, width: int, height: int, *, moving: bool = False) -> Bitmap:
    if not width or not height:
        raise ValueError("it has no width or no height")
    return Bitmap(media_type, suffix, width, height, moving)


def _png(data: bytes) -> Bitmap:
    if data[8:16] != b"\x00\x00\x00\x0dIHDR":
        raise ValueError("it has no header")
    width, height = _number(data, 16, 4), _number(data, 20, 4)
    depth, colours, compression, filtering, interlacing = (_number(data, at, 1) for at in range(24, 29))
    if depth not in _PNG_DEPTHS.get(colours, ()) or compression or filtering or interlacing > 1:
        raise ValueError("its header has values that no PNG has")
    if max(width, height) >= 1 << 31:
        raise ValueError("it is wider or higher than a PNG can be")
    moving = False
    at = _PNG_HEADER
    while (kind := data[at + 4 : at + 8]) != b"IDAT":
        if kind == b"IEND":
            raise ValueError("there is no picture behind its header")
        moving = moving or kind == b"acTL"
        at += 12 + _number(data, at, 4)
    return _sized("image/png", "png", width, height, moving=moving)


def _jpeg(data: bytes) -> Bitmap:
    """Whatever stands before the first scan is looked at as closely as a decoder does that is asked for the size."""
    size: tuple[int, int] | None = None
    colours: bytes = b""
    at = 2
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError(at)
        marker = _number(data, at + 1, 1)
        if marker in (0, 0xFF):  # a byte 255 of something else, or a filling byte
            at += 1 if marker else 2
            continue
        if marker in _JPEG_BARE:
            at += 2
            continue
        if marker in (0xD8, 0xD9) or marker in _JPEG_OTHER_FRAMES:
            raise ValueError("it is a JPEG of a kind that is not shown, or has no picture in it")
        length = _number(data, at + 2, 2)
        part = data[at + 4 : at + 2 + length]
        if len(part) != length - 2:
            raise ValueError("a part of it is cut short")
        if marker in _JPEG_FRAMES:
            if size:
                raise ValueError("it has two headers")
            size, colours = _jpeg_frame(part)
        elif marker == _JPEG_QUANTIZATION:
            _jpeg_quantization(part)
        elif marker == _JPEG_HUFFMAN:
            _jpeg_huffman(part)
        elif marker == _JPEG_SCAN:
            count = _number(part, 0, 1)
            if not size or not 1 <= count <= 4 or len(part) != 4 + 2 * count or set(part[1:-3:2]) - set(colours):
                raise ValueError("its picture has no header")
            return _sized("image/jpeg", "jpg", *size)
        at += 2 + length


def _jpeg_frame(header: bytes) -> tuple[tuple[int, int], bytes]:
    """Width and height, and the names of the colour components."""
    depth, height, width, count = (_number(header, at, length) for at, length in ((0, 1), (1, 2), (3, 2), (5, 1)))
    fits = depth == 8 and 1 <= count <= 4 and len(header) == 6 + 3 * count
    if not fits or any(not (1 <= byte >> 4 <= 4 and 1 <= byte & 15 <= 4) for byte in header[7::3]):
        raise ValueError("its header has values that no JPEG in a book has")
    if max(width, height) > _JPEG_LARGEST:
        raise ValueError("it is wider or higher than a JPEG can be")
    return (width, height), header[6::3]


def _jpeg_quantization(tables: bytes) -> None:
    while tables:
        if tables[0] & 15 > 3 or len(tables) < (length := 129 if tables[0] >> 4 else 65):
            raise ValueError("its tables are broken")
        tables = tables[length:]


def _jpeg_huffman(tables: bytes) -> None:
    while tables:
        count = sum(tables[1:17])
        if tables[0] & ~0x13 or count > 256 or len(tables) < 17 + count:
            raise ValueError("its tables are broken")
        tables = tables[17 + count :]


def _gif(data: bytes) -> Bitmap:
    sizes: list[tuple[int, int]] = []
    at = 13 + _palette(_number(data, 10, 1))
    try:
        while (kind := _number(data, at, 1)) != 0x3B and len(sizes) < 2:
            if kind == 0x21:
                at = _behind_blocks(data, at + 2)
            elif kind == 0x2C:
                width, height = _number(data, at + 5, 2, little=True), _number(data, at + 7, 2, little=True)
                at += 10 + _palette(_number(data, at + 9, 1))
                _number(data, at, 1)  # the size of its codes, behind the colours
                sizes.append((width, height))
                at = _behind_blocks(data, at + 1)
            else:
                raise ValueError("there is something in it that no GIF has")
    except (IndexError, ValueError):
        if not sizes:  # what is wrong behind a first picture keeps nobody from showing it
            raise
    if not sizes:
        raise ValueError("there is no picture behind its header")
    return _sized("image/gif", "gif", *sizes[0], moving=len(sizes) > 1)


def _palette(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind_blocks(data: bytes, at: int) -> int:
    """Where a row of data sub-blocks has ended."""
    while length := _number(data, at, 1):
        at += 1 + length
    return at + 1


def _webp(data: bytes) -> Bitmap:
    canvas: tuple[int, int] | None = None
    moving = False
    for kind, at, length in _chunks(data):
        if kind == b"VP8X":
            moving = bool(_number(data, at, 1) & 2)
            canvas = _number(data, at + 4, 3, little=True) + 1, _number(data, at + 7, 3, little=True) + 1
        elif kind == b"ANMF" and canvas:
            return _sized("image/webp", "webp", *canvas, moving=True)
        elif kind == b"VP8 ":
            if length < 10 or data[at + 3 : at + 6] != b"\x9d\x01\x2a" or data[at] & 1:
                raise ValueError("its picture has no header")
            size = _number(data, at + 6, 2, little=True) & 0x3FFF, _number(data, at + 8, 2, little=True) & 0x3FFF
            return _sized("image/webp", "webp", *(canvas or size), moving=moving)
        elif kind == b"VP8L":
            if length < 5 or data[at] != 0x2F:
                raise ValueError("its picture has no header")
            packed = _number(data, at + 1, 4, little=True)
            size = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
            return _sized("image/webp", "webp", *(canvas or size), moving=moving)
    raise ValueError("there is no picture behind its header")


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The chunks of a RIFF file: their names, where they begin, and their lengths in bytes."""
    at = 12
    while at < len(data):
        length = _number(data, at + 4, 4, little=True)
        yield data[at : at + 4], at + 8, length
        at += 8 + length + length % 2
