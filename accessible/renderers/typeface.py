"""The typeface that covers are drawn with: which letters it has, and how wide they are.

DejaVu Sans Bold travels with the program, so that a cover is the same picture on every machine. It has the Latin,
Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters, but no Indic or East Asian ones. Its tables `cmap` (form
12) and `hmtx` are read here by hand (OpenType 1.9), because that is shorter than any library that does it.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files

NAME = "DejaVu Sans"
FILE = "DejaVuSans-Bold.ttf"


def covers(text: str) -> bool:
    """Whether the typeface has every letter of a text."""
    known = _widths()
    return all(ord(letter) in known or not _is_seen(letter) for letter in text)


def width(text: str) -> float:
    """The width of a text in em; of letters that the typeface has not, a guess: nobody knows what will draw them."""
    known = _widths()
    return sum(known.get(ord(letter), _guess(letter)) for letter in text)


def data() -> bytes:
    """The font file."""
    return (files(__package__) / "assets" / FILE).read_bytes()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Zs")


def _guess(letter: str) -> float:
    if unicodedata.combining(letter) or not _is_seen(letter):
        return 0
    return 1 if unicodedata.east_asian_width(letter) in "WF" else 0.7


@cache
def _widths() -> dict[int, float]:
    """The width in em of every letter that the typeface has, by its code point."""
    font = data()
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {struct.unpack_from(">4s", font, 12 + 16 * n)[0]: 12 + 16 * n for n in range(count)}
    at = {name: struct.unpack_from(">I", font, entry + 8)[0] for name, entry in tables.items()}
    per_em = struct.unpack_from(">H", font, at[b"head"] + 18)[0]
    measured = struct.unpack_from(">H", font, at[b"hhea"] + 34)[0]  # the glyphs behind have the width of the last
    advances = [struct.unpack_from(">H", font, at[b"hmtx"] + 4 * glyph)[0] for glyph in range(measured)]
    found: dict[int, float] = {}
    for first, last, glyph in _groups(font, at[b"cmap"]):
        for code in range(first, last + 1):
            found[code] = advances[min(glyph + code - first, measured - 1)] / per_em
    return found


def _groups(font: bytes, cmap: int) -> list[tuple[int, int, int]]:
    """The runs of code points and the glyph of the first of each."""
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0]
        if struct.unpack_from(">H", font, table)[0] == 12:
            count = struct.unpack_from(">I", font, table + 12)[0]
            return [struct.unpack_from(">III", font, table + 16 + 12 * n) for n in range(count)]
    raise ValueError("the font has no table of all its letters")
