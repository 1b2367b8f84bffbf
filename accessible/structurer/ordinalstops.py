"""German ordinals in digits, whose full stop ends no sentence: „am 4. Mai“, „die 2. Auflage“.

A German noun has a capital wherever it stands, so a capital says nothing. It is an ordinal when the noun is one that is
counted in order (a day, an edition, a place in a league), or when an article, a preposition or another ordinal is
before it; „Sie war 18. Peter ging“ and „Im Jahr 1905. Berlin wuchs“ have neither.
"""

from __future__ import annotations

import re
from functools import cache

from accessible.structurer.words import entries, flags, words

_PAIR = re.compile(r"[0-9]{1,3}\.(?: und| oder| bis|,) $")
_DIGITS = re.compile(r"[0-9]+$")


def ends_at_digits(text: str, start: int, at: int, word: str, opens: bool, language: str) -> bool | None:
    """Whether the full stop at ``at`` behind digits, the last of the word from ``start``, ends a sentence; None when
    nothing says so. ``word`` is the next one, ``opens`` says that it begins a sentence."""
    digits = _DIGITS.search(text, start, at)
    if digits is None:
        return None
    if word[:1].islower():
        return False
    if not word[:1].isalpha():
        return None
    length = at - digits.start()
    if length < 4 and word.casefold().endswith(_nouns(language)):
        return False
    if opens:
        return True
    before = text[max(0, start - 24) : start]
    if length < 4 and (digits.start() > start or _PAIR.search(before)):
        return False
    lead = before.split()[-1].casefold() if before.split() else ""
    if lead in words("ordinal-lead", language) and (length < 4 or lead in flags("article", language)):
        return False
    return None


@cache
def _nouns(language: str) -> tuple[str, ...]:
    return tuple(noun.casefold() for noun in entries("ordinal-noun", language))
