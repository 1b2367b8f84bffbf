"""Single signs: what has a word is said, what is only layout (markup, bullets) is not.

Numbers are said, in brackets and raised ones as well: which of them refer to notes, and are therefore not said, the
document knows (see `normalizer.spoken`), and nobody who looks at the signs alone.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from accessible.narrator.spoken import formulas
from accessible.narrator.spoken.amounts import named, telephone, unit_behind
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_RAISED_RUN = re.compile("[⁻⁺]?[¹²³⁰⁴-⁹ⁿ]+")
_LOWERED_RUN = re.compile("[₀-₉]+")
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_BEHIND = re.compile(r"[^\W_]+")
_STARS = re.compile(r"\*+")
_LINES = re.compile(r"_+")
_TILDES = re.compile(r"~+")
_COMPARED = {"<=": "≤", ">=": "≥", "==": "="}
_ARROW = re.compile(r"[=-]+>|[-=]+")
_MARKUP = frozenset("*_†‡™®•■|~¶")
_RAISED = frozenset("⁻⁺¹²³⁰⁴⁵⁶⁷⁸⁹ⁿ")
_COINS = frozenset("€$£¥¢%")
_ELIDED = frozenset(("d’", "l’", "d'", "l'"))
_OPENERS = " ([{\"'“‘«"


def sign(text: str, at: int, reading: Reading) -> Edit | None:
    """What is said for the sign that stands here."""
    char = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    phrases = reading.tongue.words.phrases
    if char in _RAISED:
        return _raised(text, at, reading)
    if "₀" <= char <= "₉":
        low = _LOWERED_RUN.match(text, at)
        assert low
        return Edit(at, low.end(), "".join(chr(ord(digit) - 0x2050) for digit in low[0]))
    if char in "¼½¾" or "⅐" <= char <= "⅞":
        return _vulgar(text, at, reading)
    if char == "*":
        run = _STARS.match(text, at)
        assert run
        return formulas.product(text, at, reading) or Edit(at, run.end(), "")
    if char == "^":
        return formulas.power(text, at, reading) or Edit(at, at + 1, "")
    if char == "_":
        run = _LINES.match(text, at)
        assert run
        inner = before.isalnum() and text[run.end() : run.end() + 1].isalnum()
        return Edit(at, run.end(), " " if inner else "")
    if char == "~":
        run = _TILDES.match(text, at)
        assert run
        return Edit(at, run.end(), f"{phrases['about']} " if run.end() == at + 1 and after.isdigit() else "")
    if char == "#":
        if after.isdigit():
            return Edit(at, at + 1, phrases["number-sign"] + " ")
        sharp = before.isupper() and not text[at - 2 : at - 1].isalnum() and not after.isalnum()
        return Edit(at, at + 1, f" {phrases['sharp']}" if sharp else "")  # C#, of notes and of languages
    if char == ":":
        pair = before.isdigit() and after.isdigit()
        return Edit(at, at + 1, f" {phrases['ratio']} ") if pair else None
    if char == "/":
        return _slash(text, at, reading)
    if char == "+":
        if number := telephone(text, at + 1, reading) if after.isdigit() else None:
            return number
        if before.isdigit() and not after.isalnum():
            return _worded(text, at, at + 1, phrases["plus"])
        spaced = (before in ("", " ", "(") and (after.isdigit() or after == " ")) or (
            formulas.counts_before(text, at) and formulas.counts_behind(text, at + 1)
        )
        return _worded(text, at, at + 1, phrases["plus"]) if spaced else None
    if char in "=<>":
        return _relation(text, at, reading)
    if char == "−":
        operation = before == " " and after == " "
        return _worded(text, at, at + 1, phrases["minus"]) if operation or after.isalnum() else None
    if char == "§" and after == "§":
        return _worded(text, at, at + 2, phrases["sections"])
    if char == "&" and text.startswith("&c.", at):
        return Edit(at, at + 2, "etc")
    if char in _MARKUP:
        return Edit(at, at + 1, "")
    said = reading.tongue.words.symbols.get(char)
    return _worded(text, at, at + 1, said) if said is not None else None


def _worded(text: str, start: int, end: int, said: str) -> Edit:
    """A word for a sign, with a space to each neighbour that is not one."""
    left = " " if start and text[start - 1] not in _OPENERS and text[start - 2 : start] not in _ELIDED else ""
    right = " " if end < len(text) and (text[end].isalnum() or text[end] in "$£€§\"'“‘([−+±") else ""
    return Edit(start, end, f"{left}{said}{right}")


def _raised(text: str, at: int, reading: Reading) -> Edit | None:
    """x², m², 10⁻⁶; behind a word or a full stop it is a number by itself."""
    run = _RAISED_RUN.match(text, at)
    if not run:
        return None
    units = reading.tongue.words.units
    right = " " if text[run.end() : run.end() + 1].isalnum() else ""
    before = _WORD_BEFORE.search(text, max(0, at - 24), at)
    if before and (whole := units.get(before[0] + run[0])):
        counted = text[max(0, before.start() - 2) : before.start()].rstrip(" ")[-1:].isdigit()
        return Edit(before.start(), run.end(), whole[counted])
    formula = any(mark in "=+×·" for mark in text[max(0, at - 12) : at])
    number = formulas.raised(run[0])
    if formula or formulas.counts_before(text, at):
        return formulas.measured(text, at, run.end(), formulas.to_the(number, reading), reading)
    return Edit(at, run.end(), f" {number}{right}")


def _vulgar(text: str, at: int, reading: Reading) -> Edit | None:
    """½, and 2½ with its "and"."""
    share = Fraction(unicodedata.numeric(text[at])).limit_denominator(10)
    said = reading.tongue.grammar.fraction(share.numerator, share.denominator)
    if said is None:
        return None
    start = at - 1 if at > 1 and text[at - 1] in " \u2044" and text[at - 2].isdigit() else at
    whole, end = start > 0 and text[start - 1].isdigit(), at + 1
    if unit := unit_behind(text, end, reading):
        said, end = f"{said} {named(unit['unit'], '', reading)[whole]}", unit.end()
    if whole:
        right = " " if text[end : end + 1].isalnum() else ""
        return Edit(start, end, f" {reading.tongue.words.phrases['and']} {said}{right}")
    return _worded(text, at, end, said)


def _slash(text: str, at: int, reading: Reading) -> Edit | None:
    """and/or, he/she, AC/DC, w/, km/h, $5/kg, a/b."""
    tongue = reading.tongue
    phrases, table = tongue.words.phrases, tongue.words.slashed
    left = _WORD_BEFORE.search(text, max(0, at - 24), at)
    right = _WORD_BEHIND.match(text, at + 1)
    if left and (left.start() == 0 or text[left.start() - 1] in _OPENERS):
        end = right.end() if right else at + 1
        if said := table.get(text[left.start() : end]):
            return Edit(left.start(), end, said)
        if said := table.get(text[left.start() : at + 1]):
            return Edit(left.start(), at + 1, said + (" " if right else ""))
    if right and (per := tongue.per.match(text, at + 1)):
        units = tongue.words.units
        if left and (whole := units.get(f"{left[0]}/{per['below']}{per['below_power'] or ''}")):
            return Edit(left.start(), per.end(), whole[1])
        above = units[left[0]][1] if left and len(left[0]) > 1 and left[0] in units else ""
        if (
            text[at - 1 : at].isdigit()
            or text[at - 1 : at] in _COINS
            or above
            or (left and len(left[0]) > 1 < len(per["below"]) and per["below"] in units)
        ):
            said = f" {phrases['per']} {named(per['below'], per['below_power'] or '', reading)[0]}"
            return Edit(left.start() if left and above else at, per.end(), above + said)
    measured = left and left.start() and text[left.start() - 1] in "0123456789 °" and text[at + 1 : at + 2].isdigit()
    if measured and left and (left[0] in tongue.words.units or "°" + left[0] in tongue.words.units):
        return Edit(at, at + 1, f" {phrases['or']} ")  # 180°C/350°F
    if formula := formulas.quotient(text, at, reading):
        plain = left and left[0] in (phrases["and"], phrases["or"])
        return None if plain and not right else Edit(at, at + 1, " ") if plain else formula
    if not left or not right or not right[0][0].isalpha():
        return None
    plain = left[0].isupper() or left[0] == phrases["and"] or (right[0][0].isupper() and left[0][0].isupper())
    return Edit(at, at + 1, " " if plain else f" {phrases['or']} ")


def _relation(text: str, at: int, reading: Reading) -> Edit | None:
    """=, < and > between two things; arrows and rules made of them are layout."""
    symbols = reading.tongue.words.symbols
    if (said := _COMPARED.get(text[at : at + 2])) and text[at + 2 : at + 4].strip()[:1].isalnum():
        return _worded(text, at, at + 2, symbols[said])
    if text[at - 1 : at] in ("-", "=", "<", ">") or text[at + 1 : at + 2] in ("-", "=", "<", ">"):
        run = _ARROW.match(text, at)
        return Edit(at, run.end(), " ") if run else Edit(at, at + 1, "")
    right = text[at + 1 :].lstrip(" ")[:1] if text[at + 1 : at + 3].strip() else ""
    spaced = text[at - 1 : at] == " " and text[at - 2 : at - 1].isalnum() and text[at + 1 : at + 2] == " "
    if right and (spaced or right.isdigit() or (text[at] == "=" and right.isalnum())):
        return _worded(text, at, at + 1, symbols[text[at]])
    return None
