"""Scripts: which letters belong to one, which languages are written in it, and which language its letters speak for.

Letters are the surest sign of a language where only one is written in them, and cost one pattern to see.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct


class Script(Struct, frozen=True):
    """Letters of a script, as the ranges of a character class, and the languages that are written in them (ISO 639).

    The first is the one meant when there is one only; else the detector has to say. ``spaced`` is False where words
    have no spaces between them.
    """

    letters: str
    languages: tuple[str, ...]
    spaced: bool = True


def _script(letters: str, languages: str, *, spaced: bool = True) -> Script:
    return Script(letters, tuple(languages.split()), spaced)


_GREEK, _CJK = "Greek", "CJK"
_ANCIENT = re.compile("[\u1f00-\u1fff]")  # breathings and three accents, given up in 1982
_KANA, _HANGUL = "[\u3041-\u30ff]", "[\u1100-\u11ff\uac00-\ud7a3]"  # compiled for the texts that need them

#: Every script but Latin that the program meets often enough to know, by its name in Unicode.
SCRIPTS = {
    _GREEK: _script("\u0370-\u03ff\u1f00-\u1fff", "el grc"),
    "Cyrillic": _script("\u0400-\u052f", "ru uk be bg mk sr kk ky mn tg tt ba cv os ce"),
    "Armenian": _script("\u0531-\u0588", "hy"),
    "Hebrew": _script("\u05d0-\u05ea", "he yi"),
    "Arabic": _script("\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff", "ar fa ur ps ug sd ckb ku"),
    "Devanagari": _script("\u0900-\u0963\u0971-\u097f", "hi mr ne sa"),
    "Bengali": _script("\u0980-\u09e3", "bn as"),
    "Gurmukhi": _script("\u0a01-\u0a65\u0a70-\u0a75", "pa"),
    "Gujarati": _script("\u0a81-\u0ae3", "gu"),
    "Tamil": _script("\u0b82-\u0bd7", "ta"),
    "Telugu": _script("\u0c00-\u0c63", "te"),
    "Kannada": _script("\u0c80-\u0ce3", "kn"),
    "Malayalam": _script("\u0d00-\u0d63", "ml"),
    "Sinhala": _script("\u0d81-\u0df3", "si"),
    "Thai": _script("\u0e01-\u0e3a\u0e40-\u0e4e", "th", spaced=False),
    "Georgian": _script("\u10d0-\u10ff", "ka"),
    "Ethiopic": _script("\u1200-\u135a", "am ti"),
    _CJK: _script("\u1100-\u11ff\u3005\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3", "zh ja ko yue cmn", spaced=False),
}
ANY = re.compile(f"[{''.join(script.letters for script in SCRIPTS.values())}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
#: So many Latin letters to one of the script are names and abbreviations in a text that is in the script's language.
_STRAY = 0.3


@cache
def stretch(name: str) -> re.Pattern[str]:
    """What stands from the first to the last letter of a script between which there is no letter of another."""
    letters = SCRIPTS[name].letters
    return re.compile(rf"[{letters}](?:[{letters}\W\d_]*[{letters}])?")


def mostly_in(text: str, name: str) -> bool:
    """Whether a text is in the letters of a script, but for some Latin names and abbreviations."""
    letters = len(re.findall(f"[{SCRIPTS[name].letters}]", text))
    return len(_LATIN.findall(text)) < _STRAY * letters


def language_of(text: str, name: str) -> str:
    """The language (ISO 639) of a text in a script's letters, or "" when several languages have them."""
    if name == _GREEK:
        return "grc" if _ANCIENT.search(text) else "el"
    if name == _CJK:
        return "ja" if re.search(_KANA, text) else "ko" if re.search(_HANGUL, text) else "zh"
    languages = SCRIPTS[name].languages
    return languages[0] if len(languages) == 1 else ""


def by_letters(text: str) -> str:
    """The language (ISO 639) that the letters of a text alone speak for, or ""."""
    if text.isascii() or not ANY.search(text):
        return ""
    return next((language_of(text, name) for name in SCRIPTS if mostly_in(text, name)), "")
