"""What written languages look like, as far as it tells one code page from another: letters and the commonest words.

A code page gives the same bytes other letters, and whether a text is right shows in those letters and in the short
words that every page of a language holds. The tables are in ``data/``, one entry per language, to be read and edited.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from msgspec import Struct

#: Code pages of each family of languages, the likeliest first: Windows, ISO 8859, Macintosh, DOS.
CODE_PAGES: dict[str, tuple[str, ...]] = {
    "west": ("cp1252", "iso8859_15", "mac_roman", "cp850"),
    "central": ("cp1250", "iso8859_2", "mac_latin2", "cp852", "iso8859_16"),
    "baltic": ("cp1257", "iso8859_13"),
    "turkish": ("cp1254", "mac_turkish"),
    "vietnamese": ("cp1258",),
    "cyrillic": ("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic"),
    "greek": ("cp1253", "iso8859_7"),
    "hebrew": ("cp1255", "iso8859_8"),
    "arabic": ("cp1256", "iso8859_6"),
    "thai": ("cp874",),
}


class Written(Struct, frozen=True):
    """A language as it is written: the family of code pages, its letters by frequency, its commonest words."""

    family: str
    letters: str
    words: frozenset[str]


@functools.cache
def languages() -> dict[str, Written]:
    """Language tag → how it is written."""
    rows = tomllib.loads(_data("languages.toml")).items()
    return {tag: Written(row["family"], row["letters"], frozenset(row["words"].split())) for tag, row in rows}


@functools.cache
def ideographs() -> dict[str, frozenset[str]]:
    """Code page of East Asia → the commonest characters of what is written in it."""
    rows = tomllib.loads(_data("ideographs.toml")).items()
    return {page: frozenset("".join(row["common"].split())) for page, row in rows}


def _data(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")
