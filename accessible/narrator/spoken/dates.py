"""Dates, years and decades. The order of day and month is taken from the language and its region, never guessed."""

from __future__ import annotations

import re

from accessible.narrator.spoken.amounts import free
from accessible.narrator.spoken.clocks import timed
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_ISO = re.compile(
    r"(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9-])"
    r"(?:[Tt](?P<clock>[0-2][0-9]:[0-5][0-9])(?::(?P<seconds>[0-5][0-9])(?:[.,][0-9]{1,9})?)?"
    r"(?:(?P<zone>Z)|(?P<shift>[+−-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2}))?(?!\w))?"
)
_SLASHED = re.compile(r"([0-3]?[0-9])([/.])([0-3]?[0-9])\2([12][0-9]{3})(?![0-9]|[./][0-9])")
_YEARS = re.compile(r"(1[0-9]{3}|20[0-9]{2})([–/-])([0-9]{4}|[0-9]{2})(?![0-9]|[.,–/-][0-9])")
_YEAR = re.compile(r"(?:1[0-9]{3}|20[0-9]{2})(?![\w%‰°′″$€£]|[.,:/–-][0-9]|[.,]?[0-9])")
_NOT_BEFORE_A_YEAR = "$£€¥#№+×=*/"


def date(text: str, at: int, reading: Reading) -> Edit | None:
    """1862-05-03, 3/5/1862 where the region decides, 3 May 1862."""
    if not free(text, at):
        return None
    tongue = reading.tongue
    months = tongue.words.months
    if match := _ISO.match(text, at):
        year, number, day = (int(match[part]) for part in ("year", "month", "day"))
        if not 1 <= number <= 12 or not 1 <= day <= 31:
            return None
        first = tongue.code != "en" or reading.region not in ("", "US", "CA")
        said = _full(day, months[number - 1], year, text, at, reading, day_first=first)
        return Edit(at, match.end(), said + (_moment(match, reading) if match["clock"] else ""))
    if match := _SLASHED.match(text, at):
        found = tongue.grammar.slashed(int(match[1]), int(match[3]), reading.region)
        if found and 1 <= found[0] <= 31 and 1 <= found[1] <= 12:
            first = found[0] == int(match[1])
            month = months[found[1] - 1]
            return Edit(at, match.end(), _full(found[0], month, int(match[4]), text, at, reading, day_first=first))
    if (match := tongue.day_first.match(text, at)) and 1 <= int(match["day"]) <= 31:
        month = months[tongue.months[match["month"]] - 1]
        region = "419" if "º" in match[0] else reading.region  # where the first of a month is one
        said = tongue.grammar.date(int(match["day"]), month, text, at, region, day_first=True)
        if match["year"]:
            joint = match["comma"] if match["comma"].strip(", ") else " "
            return Edit(at, match.end(), said + joint + _spoken_year(int(match["year"]), reading))
        # The full stop of "Jan." goes with it, that of the sentence stays.
        ended = match[0].endswith(".") and (match["month"] in months or not text[match.end() :].strip())
        return Edit(at, match.end(), said + ("." if ended else ""))
    return None


def _moment(match: re.Match[str], reading: Reading) -> str:
    """The time behind a date, and its zone: 17:05:00Z."""
    phrases = reading.tongue.words.phrases
    said = f", {timed(match['clock'], match['seconds'] or '', reading) or match['clock']}"
    if match["zone"]:
        said += f" {phrases['utc']}"
    elif match["shift"]:
        minutes = f" {match['minutes']}" if int(match["minutes"]) else ""
        word = phrases["plus" if match["shift"] == "+" else "minus"]
        said += f", {phrases['utc']} {word} {int(match['hours'])}{minutes}"
    return said


def month_first(text: str, at: int, reading: Reading) -> Edit | None:
    """May 3, 1862; May 1862; Jan."""
    tongue = reading.tongue
    match = tongue.month_first.match(text, at)
    if not match or (at and (text[at - 1].isalnum())):
        return None
    months = tongue.words.months
    month = months[tongue.months[match["month"]] - 1]
    day, year = match["day"], match["year"]
    if day and 1 <= int(day) <= 31 and tongue.code == "en":
        said = tongue.grammar.date(int(day), month, text, at, reading.region, day_first=False)
        return Edit(at, match.end(), f"{said}, {_spoken_year(int(year), reading)}" if year else said)
    if day:
        return None
    if year:
        return Edit(at, match.end(), f"{month} {_spoken_year(int(year), reading)}")
    if match["month"] in months or not match[0].endswith("."):
        return None
    ended = "" if text[match.end() :].strip(" )”’\"'") else "."
    return Edit(at, match.end(), month + ended)


def _full(day: int, month: str, year: int, text: str, at: int, reading: Reading, *, day_first: bool) -> str:
    said = reading.tongue.grammar.date(day, month, text, at, reading.region, day_first=day_first)
    joint = ", " if not day_first else reading.tongue.words.phrases["date-year"]
    return said + joint + _spoken_year(year, reading)


def _spoken_year(number: int, reading: Reading) -> str:
    return reading.tongue.grammar.year(number) or str(number)


def decade(text: str, at: int, reading: Reading) -> Edit | None:
    """1990s, ’90s, 90er."""
    found = reading.tongue.grammar.decade(text, at) if at == 0 or not text[at - 1].isalnum() else None
    if not found:
        return None
    start = at - 1 if at and text[at - 1] in "’'‘" else at
    end, said = found
    until = reading.tongue.grammar.decade(text, end + 1) if text[end : end + 1] in ("–", "-") else None
    if until:
        return Edit(start, until[0], f"{said} {reading.tongue.words.phrases['to']} {until[1]}")
    return Edit(start, end, said)


def years(text: str, at: int, reading: Reading) -> Edit | None:
    """1914–18, 1999–2001, 2023/24."""
    if not free(text, at):
        return None
    match = _YEARS.match(text, at)
    if not match:
        return None
    first, sign, last = int(match[1]), match[2], int(match[3])
    if (len(match[3]) == 4 and not first < last < 2100) or (len(match[3]) == 2 and last <= first % 100 and last):
        return None
    if len(match[3]) == 2 and sign == "-" and first % 100 == 0 and last < 13:
        return None  # 1900-05: a month
    phrases = reading.tongue.words.phrases
    word = phrases["to"] if sign != "/" else phrases["season"]
    said = _spoken_year(last, reading) if len(match[3]) == 4 else _short(last, reading)
    return Edit(at, match.end(), f"{_spoken_year(first, reading)} {word + ' ' if word else ''}{said}")


def _short(number: int, reading: Reading) -> str:
    """Two digits of a year: "oh five" in English, a number elsewhere."""
    full = reading.tongue.grammar.year(1900 + number) if reading.tongue.code == "en" else None
    return full.partition(" ")[2] if full and number else str(number)


def weekdays(text: str, at: int, reading: Reading) -> Edit | None:
    """Mo.–Fr. 9 Uhr: from one day of the week to another. (Fr. is a lady before a name, and francs before a number.)"""
    match = reading.tongue.weekdays.match(text, at)
    if not match or (at and text[at - 1].isalnum()):
        return None
    words = reading.tongue.words
    days = f"{words.weekdays[match['first']]} {words.phrases['to']} {words.weekdays[match['last']]}"
    ended = match[0].endswith(".") and not text[match.end() :].strip()
    return Edit(at, match.end(), days + ("." if ended else ""))


def year(text: str, at: int, reading: Reading) -> Edit | None:
    """1905, where nothing is counted by it."""
    match = _YEAR.match(text, at)
    if not match or not free(text, at) or (at and text[at - 1] in _NOT_BEFORE_A_YEAR):
        return None
    tongue, number = reading.tongue, int(match[0])
    surely = tongue.year_before.search(text, max(0, at - 24), at)
    if tongue.numbered.search(text, max(0, at - 24), at):
        return None
    if not surely and (number < 1100 or tongue.counted.match(text, match.end())):
        return None
    said = tongue.grammar.year(number)
    return Edit(at, match.end(), said) if said else None
