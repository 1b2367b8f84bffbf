"""Numbers of headings: `CHAPTER XII.`, `Part the Second`, `2.1 Sampling`, `IV`, `7) Rat Film`.

A number is read, not only seen: what counts is whether it is one of a row that counts upwards.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from accessible.structurer.words import entries

_ROMAN = re.compile(r"^(?=[MDCLXVI])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})$", re.IGNORECASE)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

_BARE = re.compile(
    r"(?P<open>[\[(]?)(?P<number>\d{1,3}(?:\.\d{1,2}){0,4}|[IVXLC]{1,8})(?P<tail>[\])]|\.?[:—–-]{1,2}|\.?)(?=\s|$|[A-ZÀ-Þ_—–-])"
)
_LABELLED = re.compile(r"(?P<word>[^\W\d_]{3,20})\s(?P<number>\d{1,3}|[IVXLC]{1,8})(?=[:—–]|\.\s|\.?$|\s[-–—]\s)")
#: Ends the scheme of a number whose word is no division's.
ANY_WORD = " …"
_BETWEEN = re.compile(r"[\s.:;—–_*-]*")


class Number(Struct, frozen=True):
    """A number at the beginning of a line.

    ``scheme`` is what rows are made of (the division's word, or the kind of numeral and its mark); ``values`` its
    parts from the outside in ("2.1" is (2, 1)); ``rank`` the place of its word in an outline (0: no word);
    ``end`` the offset in the line where the title begins (the length of the line when there is none).
    """

    scheme: str
    values: tuple[int, ...]
    rank: int
    end: int

    @property
    def depth(self) -> int:
        """How many parts the number has."""
        return len(self.values)


def roman(numeral: str) -> int:
    """The value of a Roman numeral, or 0 if it is none."""
    if not _ROMAN.match(numeral):
        return 0
    values = [_VALUES[letter] for letter in numeral.upper()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


@lru_cache(maxsize=4_096)
def number_of(line: str, language: str) -> Number | None:
    """The number that a line begins with, or None; ``line`` has no blanks around it."""
    return _named(line, language) or _bare(line) or _labelled(line)


def _labelled(line: str) -> Number | None:
    """A number after some other word ("Module 3: …", "Tip 4"); only a row of them means anything."""
    found = _LABELLED.match(line)
    if found is None:
        return None
    numeral = found["number"]
    value = int(numeral) if numeral.isdigit() else roman(numeral)
    return Number(found["word"].casefold() + ANY_WORD, (value,), 0, _title_at(line, found.end())) if value else None


def _bare(line: str) -> Number | None:
    found = _BARE.match(line)
    if found is None:
        return None
    numeral, tail = found["number"], found["tail"]
    if not tail and line[found.end() : found.end() + 1].strip():
        return None  # "3D printing"
    if numeral[0].isdigit():
        values = tuple(map(int, numeral.split(".")))
        kind = "1" if len(values) == 1 else "1.1"
    else:
        values = (roman(numeral),)
        kind = "I"
        if not values[0] or (
            not tail and len(numeral) == 1 and line[found.end() : found.end() + 1] not in ("", "\n", "\r")
        ):
            return None  # "I saw", "C programs"
    if found["open"] and tail not in ("]", ")"):
        return None
    if len(values) > 1:
        tail = ""
    return Number(kind + (found["open"] + tail).rstrip("-—–:"), values, 0, _title_at(line, found.end()))


def _named(line: str, language: str) -> Number | None:
    pattern, ranks, spelled = _division(language)
    if pattern is None or (found := pattern.match(line)) is None:
        return None
    word = (found["word"] or found["word2"]).casefold()
    numeral = (found["number"] or found["ordinal"]).casefold()
    value = _value(numeral, spelled)
    if not value:
        return None
    return Number(word, (value,), ranks[word], _title_at(line, found.end()))


def _value(numeral: str, spelled: dict[str, int]) -> int:
    if numeral.isdigit():
        return int(numeral)
    if numeral in spelled:
        return spelled[numeral]
    tens, _, units = numeral.replace(" ", "-").partition("-")
    if units and tens in spelled and units in spelled:
        return spelled[tens] + spelled[units]
    return roman(numeral) or (ord(numeral) - ord("a") + 1 if len(numeral) == 1 else 0)


def _title_at(line: str, at: int) -> int:
    between = _BETWEEN.match(line, at)
    return between.end() if between else at


@cache
def _division(language: str) -> tuple[re.Pattern[str] | None, dict[str, int], dict[str, int]]:
    ranks = {word: int(rank) for rank, word in (entry.split(None, 1) for entry in entries("division", language))}
    spelled = {word: int(value) for value, word in (entry.split(None, 1) for entry in entries("number", language))}
    if not ranks:
        return None, {}, {}
    words = "|".join(sorted(map(re.escape, ranks), key=len, reverse=True))
    numbers = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True)) or "(?!)"
    number = rf"\d{{1,3}}|(?:{numbers})(?:[- ](?:{numbers}))?|[ivxlcdm]{{1,8}}|[a-z]"
    article = "|".join(entries("division-article", language)) or "(?!)"
    sign = "|".join(entries("division-number", language)) or "(?!)"
    pattern = (
        rf"[_*]{{0,2}}(?:{article})?(?:(?P<ordinal>{numbers})\s+(?P<word2>{words})"
        rf"|(?P<word>{words})\.?\s+(?:{article}|(?:{sign})\s+)?(?P<number>{number}))(?=$|[\s.:;,—–_*-])"
    )
    return re.compile(pattern, re.IGNORECASE), ranks, spelled
