"""What depends on the language: the writing direction, and the few words that a book has from us, not from its author.

A word that is not in the table stands in English and is marked as English, so that a screen reader reads it rightly.
"""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from accessible.wording import wording

#: The BCP 47 tag of a text of which nobody knows the language.
UNDETERMINED = "und"

#: Primary language subtags (BCP 47) whose usual script runs from right to left.
_RTL_LANGUAGES = frozenset("ar arc ckb dv fa he iw ji lrc mzn nqo pnb ps sd syr ug ur yi".split())
#: Script subtags (ISO 15924) that run from right to left; one in the tag decides over the language.
_RTL_SCRIPTS = frozenset("adlm arab armi avst hebr mand nkoo phnx rohg samr syrc thaa".split())


class Words(Struct, frozen=True):
    """The words of one language; what each is for is said in `accessible/wording/words.toml`."""

    language: str
    contents: str
    cover: str
    start: str
    pages: str
    landmarks: str
    speakers: str
    undescribed: str
    back: str
    figures: str
    tables: str
    table: str


#: Languages that are written as another one of the table.
_SAME_WORDS = {"nb": "no", "nn": "no", "cmn": "zh"}


def words(language: str) -> Words:
    """The words for a language (BCP 47 tag); the English ones, whose ``language`` says so, for one not in the table."""
    primary = language.lower().split("-")[0]
    known = _words()
    return known.get(_SAME_WORDS.get(primary, primary), known["en"])


@cache
def _words() -> dict[str, Words]:
    return {language: msgspec.convert({"language": language, **entry}, Words) for language, entry in wording().items()}


def foreign(known: Words, language: str) -> str:
    """The language that words of ours have to be marked with in a book of a language; "" when they are in its own."""
    return known.language if known.language == "en" and language.lower().split("-")[0] != "en" else ""


def direction(language: str) -> str:
    """The direction of writing of a language (BCP 47 tag): "rtl" or "ltr"."""
    primary, *subtags = language.lower().split("-")
    scripts = [subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if primary in _RTL_LANGUAGES else "ltr"
