"""Draws the pictures of the book in `lamp-island`: ``python -m tests.books.lamp_island`` writes its PNG files.

Shapes of a few colours, one byte a pixel; the same bytes in every run (with the same zlib).
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

#: Night, sea, sand, rock, lamp, paper.
PALETTE = bytes.fromhex("101c3a 2f5d8a e6d3a3 6b5b4b ffd75e f7f3e8".replace(" ", ""))
NIGHT, SEA, SAND, ROCK, LAMP, PAPER = range(6)

#: The colour of a pixel, from 0 to 1 across and down.
Picture = Callable[[float, float], int]


def island(x: float, y: float) -> int:
    """The island from above: sand around a rock, a lamp at its northern end, a landing place in the south."""
    far = math.hypot((x - 0.5) / 0.34, (y - 0.52) / 0.4) + 0.06 * math.sin(9 * math.atan2(y - 0.52, x - 0.5))
    if math.hypot(x - 0.47, y - 0.24) < 0.035:
        return LAMP
    if abs(x - 0.53) < 0.015 and 0.85 < y < 0.98:
        return ROCK
    return ROCK if far < 0.7 else SAND if far < 1 else SEA


def tower(x: float, y: float) -> int:
    """The tower by night, and its beam."""
    if abs(x - 0.3) < 0.05 + 0.05 * y and y > 0.3:
        return PAPER if int(y * 10) % 2 else ROCK
    if math.hypot(x - 0.3, y - 0.24) < 0.05:
        return LAMP
    if x > 0.34 and abs(y - 0.24) < 0.3 * (x - 0.3):
        return LAMP
    return SEA if y > 0.85 else NIGHT


def tide(x: float, y: float) -> int:
    """A curve over a day: high water twice, low water twice."""
    level = 0.5 - 0.36 * math.cos(4 * math.pi * x)
    if abs(y - level) < 0.02:
        return NIGHT
    return ROCK if x < 0.01 or y > 0.98 else SEA if y > level else PAPER


def ornament(x: float, y: float) -> int:
    """Three small waves."""
    return SEA if abs(y - 0.5 - 0.3 * math.sin(6 * math.pi * x)) < 0.12 else PAPER


PICTURES: dict[str, tuple[Picture, int, int]] = {
    "island.png": (island, 320, 320),
    "tower.png": (tower, 320, 240),
    "tide.png": (tide, 320, 160),
    "ornament.png": (ornament, 120, 24),
}


def png(picture: Picture, width: int, height: int) -> bytes:
    """A picture as a PNG file with a palette (ISO/IEC 15948)."""
    rows = b"".join(
        b"\0" + bytes(picture((x + 0.5) / width, (y + 0.5) / height) for x in range(width)) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", PALETTE), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


if __name__ == "__main__":
    for file, drawn in PICTURES.items():
        (Path(__file__).parent / "lamp-island" / file).write_bytes(png(*drawn))
