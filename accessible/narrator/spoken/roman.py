"""Roman numerals, in their classical form only: IV and not IIII, so that MIX and CIVIL stay words where they are."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMERAL = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@lru_cache(maxsize=256)
def value(numeral: str) -> int:
    """What a numeral in capitals counts (1 to 3999); 0 when it is none."""
    if not _NUMERAL.fullmatch(numeral):
        return 0
    digits = [_VALUES[letter] for letter in numeral]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))
