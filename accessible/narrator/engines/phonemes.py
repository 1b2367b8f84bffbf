"""Which phonemes a voice of eSpeak NG has: read from its data, so that a lexicon never asks for one that it has not.

The file ``phontab`` (phoneme.h and synthdata.c of eSpeak NG 1.52) begins with the number of tables. Each table has a
head of 36 bytes: how many phonemes it adds, the number of the table that it adds them to, two bytes of nothing, and
its name; then 16 bytes for each phoneme, the first four of which are its name and the twelfth its type. A voice uses
the table that its file names, else the one called like its language.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HEAD, _ROW = 36, 16
_SOUNDING = range(2, 9)  # types: vowel, liquid, stop, voiced stop, fricative, voiced fricative, nasal


@cache
def known_phonemes(data: Path, voice: str) -> frozenset[str]:
    """The names of the phonemes that a voice (without its variant) has; none for a voice that is not there."""
    tables = _tables(data)
    names: set[str] = set()
    row = tables.get(_table_of(data, voice))
    while row is not None:
        names |= row[1]
        row = tables.get(row[0])
    return frozenset(names)


def _table_of(data: Path, voice: str) -> str:
    """The name of a voice's phoneme table."""
    for file in sorted((data / "lang").rglob("*")):
        if file.is_file() and file.name.casefold() == voice.casefold():
            language = ""
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                match line.partition("//")[0].split():
                    case ["phonemes", name, *_]:
                        return name
                    case ["language", tag, *_]:
                        language = language or tag.partition("-")[0]
                    case _:
                        pass
            return language
    return ""


@cache
def _tables(data: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Table → the name of the one that it adds to ("" for none), and the phonemes that it adds."""
    content = (data / "phontab").read_bytes()
    position = 4
    found: list[tuple[str, int, frozenset[str]]] = []
    for _ in range(content[0]):
        count, base = content[position], content[position + 1]
        name = content[position + 4 : position + _HEAD].partition(b"\0")[0].decode("ascii", "replace")
        position += _HEAD
        rows = [content[position + _ROW * row : position + _ROW * (row + 1)] for row in range(count)]
        names = (row[:4].partition(b"\0")[0].decode("latin-1") for row in rows if row[11] in _SOUNDING)
        found.append((name, base, frozenset(names)))
        position += _ROW * count
    return {name: (found[base - 1][0] if base else "", names) for name, base, names in found}
