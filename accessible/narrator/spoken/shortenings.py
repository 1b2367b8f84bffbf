"""Abbreviations: Mr., St. (a saint or a street), No. 5, e.g., z. B. What may follow decides what is meant."""

from __future__ import annotations

import re

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_LETTERS = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[ -]{1,2}[\"“‘«(]?[A-ZÀ-ÖØ-Þ]")
#: Sgt Smith, but Gen Z and Col du Galibier.
_SURNAME = re.compile(r" (?:[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zß-ÿ]|[A-Z]\.|(?:Mc|Mac|O['’]|D['’])[A-Z])")
#: Mr. and Mrs. Bennet, M. de Gaulle, Mme la ministre.
_INITIAL = re.compile(r" ?[A-ZÀ-ÖØ-Þ]\.")
_JOINED = re.compile(r" (?:(?:and|&|und|et|y) [A-ZÀ-Þ]|(?:de|del|la|le|les|du|des|von|van|zu|l['’]))(?!\w*\d)")
_NUMBER = re.compile(r"[ :]{0,3}(?:[0-9#+]|[IVXLC]+(?!\w)|[ivxl]+(?![\w'’.]))")
#: Not the first of something, but who speaks: "No. I will not go."
_PRONOUN = re.compile(r" {0,2}I(?:[’'][a-z]| +(?!of\b|and\b|or\b|to\b)[a-z])")
#: A name or an ordinal before: Elm St., 5th Ave.
_NAMED = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*|[0-9](?:st|nd|rd|th)?)[ ,]{1,2}$")
#: A number before: S. 12 f., p. 12 y ss.
_COUNTED = re.compile(r"[0-9] ?(?:[a-z]{1,2} )?$")
#: An ordinal before: le XIXe s.
_CENTURY = re.compile(r"(?:^|\W)(?:[IVX]{1,6}|[0-9]{1,2})(?:er|e|ᵉ|ème) $")
_WORD_BEFORE = re.compile(r"[^\W\d_]+ {1,2}$")
_BACK = 40  # characters in which a name before is looked for
_LONGEST = 12  # letters of an abbreviation's first word
_CLOSING = " )]”’»\"'"


def shortening(text: str, at: int, reading: Reading) -> Edit | None:
    """The abbreviation that begins here."""
    word = _LETTERS.match(text, at)
    rows = reading.tongue.shortenings.get(word[0]) if word else None
    if not rows or (at and (text[at - 1].isalnum() or text[at - 1] in "_@#/")):
        return None
    for pattern, condition, said in rows:
        match = pattern.match(text, at)
        if match and _fits(condition, text, at, match.end()):
            ended = match[0].endswith(".") and not text[match.end() :].strip(_CLOSING)
            joined = text[match.end() : match.end() + 1].isalnum()  # Nr.5
            return Edit(at, match.end(), said + ("." if ended else " " if joined else ""))
    return None


def lower(text: str, at: int, reading: Reading) -> Edit | None:
    """The abbreviation in small letters whose full stop stands here."""
    start = at
    while start and text[start - 1].isalpha() and at - start < _LONGEST:
        start -= 1
    if (said := reading.tongue.words.endings.get(text[at - 3 : at + 1])) and start < at - 3:  # Hauptstr. 5
        return Edit(at - 3, at + 1, said + ("" if text[at + 1 :].strip(_CLOSING) else "."))
    if start == at or not text[start].islower():
        return None
    if text[start:at] in reading.tongue.tails and (
        before := _WORD_BEFORE.search(text, max(0, start - _LONGEST), start)
    ):
        start = before.start()  # et al.
    edit = shortening(text, start, reading)
    return edit if edit and edit.end > at else None


def _fits(condition: str, text: str, start: int, end: int) -> bool:
    match condition:
        case "name" if text[start + 1 : end] == "." and _INITIAL.match(text, end):
            return False  # M. L. King
        case "name":
            joined = _JOINED.match(text, end) and not _NAMED.search(text, max(0, start - _BACK), start)
            return bool(joined or _NAME.match(text, end))
        case "rank":
            return _SURNAME.match(text, end) is not None
        case "number":
            return _NUMBER.match(text, end) is not None and _PRONOUN.match(text, end) is None
        case "behind":
            return _COUNTED.search(text, max(0, start - _BACK), start) is not None
        case "century":
            return _CENTURY.search(text, max(0, start - _BACK), start) is not None
        case "after":
            named = _NAMED.search(text, max(0, start - _BACK), start)
            return named is not None
        case _:
            return True
