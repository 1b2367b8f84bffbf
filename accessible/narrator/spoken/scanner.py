"""One pass over a text: at every character that may need other words, the rules for its kind are asked in turn.

The text is searched for digits, capitals, full stops and signs; ordinary words in small letters are never looked at,
which is what makes the pass cheap. A rule looks at the text around its character, but only a bounded way back, and its
patterns cannot go back over what they have read, so time grows with the length of the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from accessible.narrator.spoken import (
    amounts,
    capitals,
    clocks,
    dates,
    formulas,
    money,
    numerals,
    passages,
    shortenings,
    signs,
    web,
)
from accessible.narrator.spoken.edits import Edit, without
from accessible.narrator.spoken.emoji import emoji
from accessible.narrator.spoken.tongue import Reading, reading_of

Rule: TypeAlias = Callable[[str, int, Reading], Edit | None]

#: Any space is one character and stays one: positions in the text are positions in the written text.
_SPACE = re.compile(r"[^\S ]")
_CAPITALS = "A-ZÀ-ÖØ-Þ"
_TRIGGER = re.compile(
    rf"[0-9{_CAPITALS}.&@#%$£¥€₹¢©®™§¶†‡°×÷±≤≥≠≈√∞¹²³⁰⁴-⁹⁺⁻ⁿ₀-₉¼½¾⅐-⅞→←↑↓=<>+−№℃*_~^|\\/:ºª■•"
    "\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001faff]"
)
_CAPITAL = re.compile(f"[{_CAPITALS}]")
_LETTERS = re.compile(r"[^\W\d_⁰-₟¹²³]+")
_DIGITS = re.compile(r"[0-9]+")
#: What stands behind digits that are a number by themselves: a space, the end, or a stop with one of these behind it.
_STOPS = frozenset(stop + after for stop in ".,;:!?)" for after in ("", " ", "”", ")"))

#: What is asked about a character, by its kind; the first that has an answer decides.
RULES: dict[str, tuple[Rule, ...]] = {
    "number": (  # digits with nothing behind them that they could be joined to
        formulas.difference,
        formulas.by,
        amounts.signed,
        passages.passage,
        dates.date,
        amounts.telephone,
        clocks.lapse_in_letters,
        clocks.clock,
        money.money_behind,
        amounts.fraction,
        amounts.ordinal,
        amounts.span,
        amounts.unit,
        dates.year,
        amounts.plain,
    ),
    "digit": (
        formulas.difference,
        amounts.signed,
        amounts.feet,
        passages.passage,
        dates.date,
        amounts.telephone,
        clocks.lapse,
        clocks.lapse_in_letters,
        clocks.clock,
        formulas.exponent,
        formulas.by,
        money.before_decimal_coins,
        money.money_behind,
        amounts.fraction,
        amounts.ordinal,
        dates.decade,
        dates.years,
        amounts.version,
        amounts.span,
        amounts.unit,
        dates.year,
        amounts.plain,
    ),
    "upper": (
        dates.weekdays,
        money.money,
        shortenings.shortening,
        dates.month_first,
        numerals.numeral,
        capitals.initials,
        capitals.capitals,
    ),
    "stop": (shortenings.lower,),  # a full stop with a space behind
    "dot": (web.address, shortenings.lower, amounts.bare_point),
    "sign": (web.address, money.before_decimal_coins, money.money, shortenings.lower, signs.sign),
    "emoji": (emoji,),
}


def read(text: str, *, language: str, heading: bool = False) -> list[Edit]:
    """What is not said as it is written, in order and without overlaps; nothing for a language that has no row.

    ``language`` is a BCP 47 tag; where the region decides (3/5/1862), it is taken from it. ``heading`` says that the
    text is a heading, where a lone Roman numeral is a number.
    """
    reading = reading_of(language, heading)
    if reading is None:
        return []
    if not text.isprintable():
        text = _SPACE.sub(" ", text)
    found: list[Edit] = []
    position = taken = 0
    known, ends = reading.tongue.beginnings, reading.tongue.ends
    while match := _TRIGGER.search(text, position):
        at = match.start()
        char = match[0]
        if "0" <= char <= "9":
            digits = _DIGITS.match(text, at)
            assert digits
            behind = text[digits.end() : digits.end() + 2]
            kind = "number" if behind[:1] in ("", " ") or behind in _STOPS else "digit"
        elif char == ".":
            behind = text[at + 1 : at + 2]
            kind = "dot"
            if behind in ("", " ", "”"):
                before = text[at - 3 : at]
                if before not in ends and before.isalpha():
                    position = at + 1  # the end of a sentence
                    continue
                kind = "stop"
        elif "A" <= char <= "Z" or _CAPITAL.match(char):
            first = text[at : at + 4]
            if first[1:2].islower():
                if not first.isalpha():
                    first = _LETTERS.match(first)[0]  # type: ignore[index]  # it begins with a capital
                if first not in known:  # a name, or the first word of a sentence
                    position = at + 2
                    continue
            kind = "upper"
        else:
            kind = "emoji" if char >= "\u2600" else "sign"
        for rule in RULES[kind]:
            edit = rule(text, at, reading)
            if edit is not None and edit.start >= taken:
                taken, position = edit.end, max(edit.end, at if edit.start < at else at + 1)
                if text[edit.start : edit.end] != edit.spoken:
                    found.append(edit)
                break
        else:
            position = _past(text, at, kind)
    small = numerals.small(text, reading)
    return without(found, small) if small else found


def _past(text: str, at: int, kind: str) -> int:
    """Behind what nobody had an answer for: a whole word or number, else the one character."""
    pattern = {"upper": _LETTERS, "digit": _DIGITS, "number": _DIGITS}.get(kind)
    run = pattern.match(text, at) if pattern else None
    return run.end() if run else at + 1
