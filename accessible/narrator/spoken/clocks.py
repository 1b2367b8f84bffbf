"""Times of day, and how long something took. Which of the two it is, the number of its parts says."""

from __future__ import annotations

import re

from accessible.narrator.spoken.amounts import free
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_SPAN = re.compile(r" ?[–-] ?(?=[0-9])")
_LAPSE = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9])(?P<part>[.,][0-9]{1,3})?(?![0-9]|[:.,][0-9])"
    r"(?: h(?!\w))?"
)

_IN_LETTERS = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}) ?h(?:rs?)? ?)?(?P<minutes>[0-9]{1,2}) ?m(?:ins?)?"
    r"(?: ?(?P<seconds>[0-9]{1,2}) ?s(?:ecs?)?)?(?![\w²³/])"
)


def clock(text: str, at: int, reading: Reading) -> Edit | None:
    """7:05 p.m., 19.30 Uhr, 14 h 30."""
    grammar = reading.tongue.grammar
    found = grammar.clock(text, at, reading.region) if free(text, at) else None
    if not found:
        return None
    dash = _SPAN.match(text, found[0])
    if dash and (until := grammar.clock(text, dash.end(), reading.region)):
        return Edit(at, until[0], f"{found[1]} {reading.tongue.words.phrases['to']} {until[1]}")
    return Edit(at, *found)


def lapse(text: str, at: int, reading: Reading) -> Edit | None:
    """2:03:59, 1:41.22: hours, minutes and seconds; with a nought in front (09:15:30) it is a time of day."""
    if text.find(":", at, at + 4) < 0 or not free(text, at):
        return None
    match = _LAPSE.match(text, at)
    if not match or not (match["hours"] or match["part"]) or (match["hours"] and len(match["minutes"]) < 2):
        return None
    if match["hours"] and match["hours"][0] == "0" and len(match["hours"]) == 2:
        said = timed(f"{match['hours']}:{match['minutes']}", match["seconds"], reading)
        return Edit(at, match.start("part") if match["part"] else match.end(), said) if said else None
    return Edit(at, match.end(), _lasting(match, match["part"] or "", reading))


def lapse_in_letters(text: str, at: int, reading: Reading) -> Edit | None:
    """3h 12m, 2m 15s: an m by itself is a metre."""
    if not free(text, at):
        return None
    match = _IN_LETTERS.match(text, at)
    if not match or not (match["hours"] or match["seconds"]):
        return None
    if not match["seconds"] and reading.tongue.grammar.clock(text, at, reading.region):
        return None  # 14 h 30, and the minutes named
    return Edit(at, match.end(), _lasting(match, "", reading))


def _lasting(match: re.Match[str], part: str, reading: Reading) -> str:
    """Hours, minutes and seconds with a decimal part."""
    parts = []
    for unit in ("hours", "minutes", "seconds"):
        if match[unit]:
            number = (match[unit].lstrip("0") or "0") + (part if unit == "seconds" else "")
            one, many = reading.tongue.words.phrases[unit].split("|")
            parts.append(f"{number} {one if number == '1' else many}")
    return " ".join(parts)


def timed(clock_time: str, seconds: str, reading: Reading) -> str:
    """What is said for "17:05" and its seconds, which are not mentioned on the full minute; "" when it is no time."""
    found = reading.tongue.grammar.clock(clock_time, 0, reading.region)
    if not found:
        return ""
    number = int(seconds or 0)
    if not number:
        return found[1]
    phrases = reading.tongue.words.phrases
    return f"{found[1]} {phrases['and']} {number} {phrases['seconds'].split('|')[number != 1]}"
