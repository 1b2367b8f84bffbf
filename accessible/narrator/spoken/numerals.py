"""Roman numerals where something says that they count: Chapter IV, Henry VIII, the XIX century, page xii."""

from __future__ import annotations

import re

from accessible.narrator.spoken import roman
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_NUMERAL = re.compile(r"([IVXLCDM]+)(?![\w&]|-(?![IVXLC]+(?!\w)))(?!['’](?!s(?!\w)))")
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?[ ,]{1,2}$")
#: The numeral before in "siglos XV y XVI".
_LISTED = re.compile(r"(?:^|\W)[IVXLC]{1,7}(?:, | (?:and|und|et|y|e|to|bis|à|a) )$")
#: Single letters that count more than any ruler had before: the initials of a second name.
_HUNDREDS = frozenset("CDLM")
_TO = re.compile(r"[–-]([IVXLC]+)(?![\w-])")
_NAME_BEHIND = re.compile(r" ([A-ZÀ-ÖØ-Þ][^\W\d_]+)")
#: What a numeral may be the number of, behind it: "the XIX and XX centuries".
_COUNTED = re.compile(r"(?: (?:and|or|to) [IVX]{1,5}|[–-][IVX]{1,5})? ([^\W\d_]+)")
#: What may follow "Elizabeth I" when it is her number and not the pronoun.
_AFTER_FIRST = re.compile(
    r"[,.;:!?)’']|$| (?:of|was|and|had|in|to|died|became|reigned|ruled|on|at|who|by|with|is|as|from)(?!\w)"
)


def numeral(text: str, at: int, reading: Reading) -> Edit | None:
    """Chapter IV, Henry VIII, le XIXe siècle, and a heading that is nothing but IV."""
    match = _NUMERAL.match(text, at)
    if not match or (at and text[at - 1].isalnum()):
        return _suffixed(text, at, reading)
    number = roman.value(match[1])
    if not number or number > 399:
        return None
    tongue, end = reading.tongue, match.end()
    before = _BEFORE.search(text, max(0, at - 24), at)
    word = before[1] if before else ""
    singular = word.lower().removesuffix("s")
    if (counted := _COUNTED.match(text, end)) and counted[1] in tongue.centuries:
        return Edit(at, end, tongue.grammar.numeral(number, "century", text, at, end) or str(number))
    comma = text[at - 2 : at - 1] == ","
    kind = "ruler" if word in tongue.rulers and not comma else "head" if tongue.heads & {word.lower(), singular} else ""
    if not kind and _LISTED.search(text, max(0, at - 16), at):
        kind = "head"
    lone = (
        reading.heading
        and not text[:at].strip()
        and (end == len(text) or text[end] in ".:—–)" or text[end : end + 2] in (" —", " –"))
    )
    if kind == "ruler" and (match[1] in _HUNDREDS or _is_initial(text, end, match[1], reading)):
        return None
    if kind == "ruler" and match[1] == "I" and tongue.code == "en" and not _AFTER_FIRST.match(text, end):
        return None
    if kind == "head" and word.islower() and (match[1] in _HUNDREDS or (match[1] == "I" and tongue.code == "en")):
        return None  # in chapter I was told; siglo I
    if not kind and not lone:
        return None
    if kind == "head" and (span := _TO.match(text, end)) and (last := roman.value(span[1])):
        return Edit(at, span.end(), f"{number} {tongue.words.phrases['to']} {last}")
    said = tongue.grammar.numeral(number, kind, text, at, end)
    if not said:
        return None
    if kind == "ruler" and tongue.grammar.STOPPED and text[end : end + 1] == ".":
        return Edit(at, end + 1, said + ("" if text[end + 1 :].strip(" )]”’»\"'") else "."))
    return Edit(at, end, said)


def _is_initial(text: str, end: int, numeral: str, reading: Reading) -> bool:
    """Whether a single letter that counts is the initial of a second name: Louis C.K., Henry V. Poor."""
    if len(numeral) > 1 or text[end : end + 1] != ".":
        return False
    if text[end + 1 : end + 2].isalpha():
        return True
    if reading.tongue.grammar.STOPPED or not (follows := _NAME_BEHIND.match(text, end + 1)):
        return False
    return follows[1].lower() not in reading.tongue.starters


def _suffixed(text: str, at: int, reading: Reading) -> Edit | None:
    """XIXe: a numeral with the ending of an ordinal, which the language itself knows."""
    found = reading.tongue.grammar.ordinal(text, at) if not at or not text[at - 1].isalnum() else None
    return Edit(at, *found) if found else None


def small(text: str, reading: Reading) -> list[Edit]:
    """Numerals in small letters, which only the word before makes numerals: page xii, pp. iv–ix."""
    tongue = reading.tongue
    for head in tongue.small_heads:
        if head in text:
            found = (_counted(match, tongue.words.phrases["to"]) for match in tongue.small_numeral.finditer(text))
            return [edit for edit in found if edit]
    return []


def _counted(match: re.Match[str], to: str) -> Edit | None:
    numbers = [roman.value(match[name].upper()) for name in ("first", "last") if match[name]]
    if not all(numbers):
        return None
    joint = f" {to} " if match["joint"] in ("–", "-") else match["joint"] or ""
    return Edit(match.start("first"), match.end(), joint.join(map(str, numbers)))
