"""Single signs: what has a word is said, what is only layout (markup, note references, bullets) is not."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from accessible.narrator.spoken.amounts import telephone
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_RAISED = {"¹": 1, "²": 2, "³": 3, "⁰": 0} | {chr(0x2070 + digit): digit for digit in range(4, 10)}
_RAISED_RUN = re.compile("[¹²³⁰⁴-⁹]+")
_LOWERED_RUN = re.compile("[₀-₉]+")
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_REFERENCE = re.compile(r"\[(?:[0-9]{1,3}(?:[,–-] ?[0-9]{1,3}){0,4}|[a-z*†])\]")
_STARS = re.compile(r"\*+")
_LINES = re.compile(r"_+")
_TILDES = re.compile(r"~+")
_ARROW = re.compile(r"[=-]+>|[-=]+")
_MARKUP = frozenset("*_†‡™®•■^|~¶")
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
    if char == "[":
        match = _REFERENCE.match(text, at) if before else None
        if not match or (before in _OPENERS and (before != " " or not text[at + 1].isdigit())):
            return None
        if before == " " and text[match.end() : match.end() + 2].strip()[:1].isupper():
            return None  # the number of an item or a note
        return Edit(at - 1 if before == " " else at, match.end(), "")
    if char in "¼½¾" or "⅐" <= char <= "⅞":
        return _vulgar(text, at, reading)
    if char == "*":
        run = _STARS.match(text, at)
        assert run
        if (
            len(run[0]) == 1
            and before == after == " "
            and text[at - 2 : at - 1].isalnum()
            and text[at + 2 : at + 3].isalnum()
        ):
            return Edit(at, at + 1, phrases["times"])
        return Edit(at, run.end(), "")
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
        return Edit(at, at + 1, phrases["number-sign"] + " ") if after.isdigit() else Edit(at, at + 1, "")
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
            before.isdigit() and after.isdigit()
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
    left = " " if start and text[start - 1] not in _OPENERS else ""
    right = " " if end < len(text) and (text[end].isalnum() or text[end] in "$£€§\"'“‘([−+±") else ""
    return Edit(start, end, f"{left}{said}{right}")


def _raised(text: str, at: int, reading: Reading) -> Edit:
    """x², m², 10⁶; behind a word or a full stop it is the number of a note, and not said."""
    run = _RAISED_RUN.match(text, at)
    assert run
    words, phrases = reading.tongue.words, reading.tongue.words.phrases
    before = _WORD_BEFORE.search(text, max(0, at - 24), at)
    if before and (named := words.units.get(before[0] + run[0])):
        return Edit(before.start(), run.end(), named[0])
    power = int("".join(str(_RAISED[char]) for char in run[0]))
    formula = any(mark in "=+×·" for mark in text[max(0, at - 12) : at])
    single = formula or (
        before and len(before[0]) == 1 and (before.start() == 0 or not text[before.start() - 1].isdigit())
    )
    if (
        single
        or text[at - 1 : at].isdigit()
        or (text[at - 1 : at] == ")" and reading.tongue.code and power in (2, 3) and text[max(0, at - 2)].isdigit())
    ):
        right = " " if text[run.end() : run.end() + 1].isalnum() else ""
        said = phrases["squared"] if power == 2 else phrases["cubed"] if power == 3 else phrases["power"] % power
        return Edit(at, run.end(), f" {said}{right}")
    return Edit(at, run.end(), "")


def _vulgar(text: str, at: int, reading: Reading) -> Edit | None:
    """½, and 2½ with its "and"."""
    share = Fraction(unicodedata.numeric(text[at])).limit_denominator(10)
    said = reading.tongue.grammar.fraction(share.numerator, share.denominator)
    if said is None:
        return None
    start = at - 1 if at > 1 and text[at - 1] in " \u2044" and text[at - 2].isdigit() else at
    if start and text[start - 1].isdigit():
        right = " " if text[at + 1 : at + 2].isalnum() else ""
        return Edit(start, at + 1, f" {reading.tongue.words.phrases['and']} {said}{right}")
    return _worded(text, at, at + 1, said)


def _slash(text: str, at: int, reading: Reading) -> Edit | None:
    """and/or, he/she, AC/DC, w/."""
    phrases = reading.tongue.words.phrases
    left = _WORD_BEFORE.search(text, max(0, at - 24), at)
    start = at
    if left and left[0] == "w" and reading.tongue.code == "en" and (left.start() == 0 or text[left.start() - 1] == " "):
        out = text[at + 1 : at + 2] == "o"
        return Edit(
            left.start(),
            at + (2 if out else 1),
            "without" if out else "with" + (" " if text[at + 1 : at + 2].isalnum() else ""),
        )
    if not left or not text[at + 1 : at + 2].isalpha():
        return None
    if left[0] == "c" and text[at + 1 : at + 2] == "o" and reading.tongue.code == "en":
        return Edit(left.start(), at + 2, "care of")
    plain = left[0].isupper() or left[0] == phrases["and"] or (text[at + 1].isupper() and left[0][0].isupper())
    return Edit(start, at + 1, " " if plain else f" {phrases['or']} ")


def _relation(text: str, at: int, reading: Reading) -> Edit | None:
    """=, < and > between two things; arrows and rules made of them are layout."""
    symbols = reading.tongue.words.symbols
    if text[at - 1 : at] in ("-", "=", "<", ">") or text[at + 1 : at + 2] in ("-", "=", "<", ">"):
        run = _ARROW.match(text, at)
        return Edit(at, run.end(), " ") if run else Edit(at, at + 1, "")
    right = text[at + 1 :].lstrip(" ")[:1] if text[at + 1 : at + 3].strip() else ""
    spaced = text[at - 1 : at] == " " and text[at - 2 : at - 1].isalnum() and text[at + 1 : at + 2] == " "
    if right and (spaced or right.isdigit() or (text[at] == "=" and right.isalnum())):
        return _worded(text, at, at + 1, symbols[text[at]])
    return None
