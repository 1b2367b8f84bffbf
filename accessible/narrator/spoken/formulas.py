"""Formulas in a line of text: powers, exponents, products, differences, quotients, and what is measured 4 by 4.

A sign is one of a formula when what stands on either side of it is counted with: a number, a bracket, or a letter by
itself. Everywhere else a star is markup, a hyphen joins words and a dash parts them.
"""

from __future__ import annotations

import re

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_RAISED = {"⁰": "0", "¹": "1", "²": "2", "³": "3", "ⁿ": "n"}
_RAISED |= {chr(0x2070 + digit): str(digit) for digit in range(4, 10)}
_POWER = re.compile(
    r"\^ ?(?:\{(?P<braced>[^{}\s]{1,12})\}|(?P<group>\()|(?P<sign>[+−-]?)(?P<power>[0-9]{1,4}(?![0-9])|[A-Za-z](?!\w)))"
)
_EXPONENT = re.compile(
    r"[0-9]{1,9}(?P<part>[.,][0-9]{1,12})?(?P<e>[eE])(?P<sign>[+−-]?)(?P<power>[0-9]{1,3})(?![\w.,]?\w)"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*[a-z]?(?!\w)\)?")
#: What stands around a difference that is nothing else: a sign that reckons, before or behind.
_RECKONED_BEFORE = re.compile(r"[=<>+×*/÷√≈≤≥−] ?(?:[0-9.,]{1,12}|[a-z])$")
_SIGNS = tuple("=+×*÷−")
_SIGN_BEHIND = re.compile(r" ?[=+×*÷−]")
_RECKONED_BEHIND = re.compile(r" ?[=<>+×*/÷^≈≤≥−]")
_BY = re.compile(r"[1-9][0-9]{0,5}(?:[.,][0-9]{1,3})?(x| x )(?=[1-9])")
_LOOK_BACK = 16


def counts_before(text: str, end: int) -> bool:
    """Whether what ends here can be counted with: a digit, a closing bracket, or a letter by itself."""
    last = text[end - 1 : end]
    if last.isalpha() and last not in _RAISED:
        return end == 1 or not (text[end - 2].isalpha() or text[end - 2] in "'’_")
    return bool(last) and (last.isdigit() or last in ")]" or last in _RAISED)


def counts_behind(text: str, start: int) -> bool:
    """Whether what begins here can be counted with."""
    first = text[start : start + 1]
    if first.isalpha():
        return not (text[start + 1 : start + 2].isalpha() or text[start + 1 : start + 2] in ("'", "’"))
    return bool(first) and (first.isdigit() or first in "([√")


def raised(run: str) -> str:
    """A power in raised characters, as it is written on the line: ⁻³ is -3."""
    return "".join(_RAISED.get(char, "+" if char == "⁺" else "-") for char in run)


def to_the(power: str, reading: Reading) -> str:
    """Squared, cubed, to the power of minus 3."""
    phrases = reading.tongue.words.phrases
    if power in ("2", "3"):
        return phrases["squared" if power == "2" else "cubed"]
    for sign, word in (("-", "minus"), ("−", "minus"), ("+", "plus")):
        power = power.replace(sign, f"{phrases[word]} ")
    return (phrases["power"] % power).rstrip()


def power(text: str, at: int, reading: Reading) -> Edit | None:
    """2^3, x^n, 10^-3; what is raised in brackets is read on."""
    match = _POWER.match(text, at) if counts_before(text, at) else None
    if not match:
        return None
    if match["group"]:
        return Edit(at, match.start("group"), f" {to_the('', reading)} ")
    said = to_the(match["braced"] or match["sign"] + match["power"], reading)
    return measured(text, at, match.end(), said, reading)


def measured(text: str, at: int, end: int, said: str, reading: Reading) -> Edit:
    """A power, and the unit that is counted by it: 10⁶ km."""
    tongue = reading.tongue
    if text[at - 1].isdigit() and text[end : end + 1] == " " and (unit := tongue.unit_alone.match(text, end)):
        return Edit(at, unit.end(), f" {said} {tongue.words.units[unit['unit']][1]}")
    return Edit(at, end, f" {said}" + (" " if text[end : end + 1].isalnum() else ""))


def exponent(text: str, at: int, reading: Reading) -> Edit | None:
    """1e6, 6.02E23, as computers write them; a 5E is nothing of the kind."""
    match = _EXPONENT.match(text, at)
    if not match or (match["e"] == "E" and not (match["part"] or match["sign"])) or counts_before(text, at):
        return None
    number = text[at : match.start("e")]
    said = to_the((match["sign"] + match["power"]).removeprefix("+"), reading)
    return Edit(at, match.end(), f"{number} {reading.tongue.words.phrases['times']} 10 {said}")


def product(text: str, at: int, reading: Reading) -> Edit | None:
    """5*3, a * b: one star, with the same space on both sides."""
    space = text[at - 1 : at] == " "
    if text[at + 1 : at + 2] == "*" or (text[at + 1 : at + 2] == " ") != space:
        return None
    left, right = at - space, at + 1 + space
    words = space and text[left - 1 : left].isalnum() and text[right : right + 1].isalnum()
    if not words and not (counts_before(text, left) and counts_behind(text, right)):
        return None
    return Edit(left, right, f" {reading.tongue.words.phrases['times']} ")


def reckoned(text: str, start: int, end: int) -> bool:
    """Whether a sign that reckons stands right before or behind: what is between is part of a formula."""
    return _SIGN_BEHIND.match(text, end) is not None or text[max(0, start - 2) : start].rstrip(" ").endswith(_SIGNS)


def difference(text: str, at: int, reading: Reading) -> Edit | None:
    """The hyphen or dash before the number that begins here, when it takes away: 5 - 3, x - 3 = 2, 5-3=2."""
    sign = text[at - 1 : at]
    spaced = sign == " "
    if spaced and at > 3 and text[at - 2] in "-–" and text[at - 3] == " ":
        left, right = at - 3, at
    elif sign in ("-", "–") and at > 1:
        left, right = at - 1, at
    else:
        return None
    number = _NUMBER.match(text, at)
    if not number or not counts_before(text, left):
        return None
    before = max(0, left - _LOOK_BACK)
    sure = _RECKONED_BEHIND.match(text, number.end()) or _RECKONED_BEFORE.search(text, before, left)
    alone = spaced and left < _LOOK_BACK and _NUMBER.fullmatch(text, 0, left) and not text[number.end() :].strip(" .?!")
    letter = spaced and text[left - 1].islower()
    if not (sure or letter or (alone and _worth(text[:left]) > _worth(number[0]))):
        return None
    return Edit(left, right, f" {reading.tongue.words.phrases['minus']} ")


def _worth(number: str) -> float:
    digits = re.sub(r"\D", "", number)
    return float(digits or 0)


def quotient(text: str, at: int, reading: Reading) -> Edit | None:
    """a/b, x/2, (a + b)/2; letters of formulas are small."""
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if not (counts_before(text, at) and counts_behind(text, at + 1)):
        return None
    if left.isupper() or right.isupper() or (left.isdigit() and right.isdigit()):
        return None
    return Edit(at, at + 1, f" {reading.tongue.words.phrases['over']} ")


def by(text: str, at: int, reading: Reading) -> Edit | None:
    """4x4, 1920x1080, 2 x 400 g: only the letter is said otherwise."""
    match = _BY.match(text, at)
    if not match:
        return None
    return Edit(match.start(1), match.end(1), f" {reading.tongue.words.phrases['by' if match[1] == 'x' else 'times']} ")
