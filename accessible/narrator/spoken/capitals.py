"""Words in capitals: Roman numerals, initials, initialisms (letters), acronyms (words), and shouting.

An engine spells what it cannot pronounce, so BBC needs no help in any language; what it can pronounce but should not
(ARD, EU, WHO) is given to it letter by letter: with hyphens, so that no A is taken for an article; in French with
spaces, where eSpeak takes the T between two hyphens for a liaison.
"""

from __future__ import annotations

import re

from accessible.narrator.spoken import roman
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]*")
_NUMERAL = re.compile(r"([IVXLCDM]+)(?![\w&-])(?!['’](?!s(?!\w)))")
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\. ?){1,5}(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'])")
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?[ ,]{1,2}$")
#: The numeral before in "siglos XV y XVI".
_LISTED = re.compile(r"(?:^|\W)[IVXLC]{1,7}(?:, | (?:and|und|et|y|e|to|bis|à|a) )$")
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}(?:['’-][A-ZÀ-ÖØ-Þ]+)*|[A-ZÀ-ÖØ-Þ](?![\w.])")
_AMPERSAND = re.compile(r"([A-Z]{1,3})&([A-Z]{1,3})(?!\w)")
_NEXT = re.compile(r"[ ,;:!?—–-]{1,3}([A-ZÀ-ÖØ-Þ]{2,}(?:['’-][A-ZÀ-ÖØ-Þ]+)*|[AI](?= [A-Z]))(?![^\W_])")
_AHEAD = 24  # words of a run that are looked at
_LONG = 6  # letters: no initialism has so many
_VOWELS = frozenset("AEIOUYÀÁÂÄÆÈÉÊËÌÍÎÏÒÓÔÖØŒÙÚÛÜ")
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
    kind = "ruler" if word in tongue.rulers else "head" if word.lower() in tongue.heads else ""
    if not kind and _LISTED.search(text, max(0, at - 16), at):
        kind = "head"
    lone = (
        reading.heading
        and not text[:at].strip()
        and (end == len(text) or text[end] in ".:—–)" or text[end : end + 2] in (" —", " –"))
    )
    if kind == "ruler" and match[1] == "I" and tongue.code == "en" and not _AFTER_FIRST.match(text, end):
        return None
    if kind == "head" and word.islower() and match[1] in ("I", "C", "D", "M", "L"):
        return None
    if not kind and not lone:
        return None
    said = tongue.grammar.numeral(number, kind, text, at, end)
    if not said:
        return None
    if kind == "ruler" and tongue.grammar.STOPPED and text[end : end + 1] == ".":
        return Edit(at, end + 1, said + ("" if text[end + 1 :].strip(" )]”’»\"'") else "."))
    return Edit(at, end, said)


def _suffixed(text: str, at: int, reading: Reading) -> Edit | None:
    """XIXe: a numeral with the ending of an ordinal, which the language itself knows."""
    found = reading.tongue.grammar.ordinal(text, at) if not at or not text[at - 1].isalnum() else None
    return Edit(at, *found) if found else None


def initials(text: str, at: int, reading: Reading) -> Edit | None:
    """J. R. R. Tolkien: letters, without the pauses of full stops."""
    match = _INITIALS.match(text, at)
    if not match or (at and text[at - 1].isalnum()):
        return None
    before = text[:at].rstrip()
    letters = re.findall(r"[^\W\d_]", match[0])
    if len(letters) == 1 and (match[0][-1] != " " or (before[-1:] not in ("", ",") and not before[-1:].isalpha())):
        return None
    return Edit(at, match.end(), " ".join(letters) + " ")


def capitals(text: str, at: int, reading: Reading) -> Edit | None:
    """BBC, NATO, MPs, R&D, STOP THE WAR."""
    if at and (text[at - 1].isalnum() or text[at - 1] in "_@"):
        return None
    tongue = reading.tongue
    joint = tongue.words.phrases["spelling"]
    word = _WORD.match(text, at)
    assert word
    if word[0] in tongue.words.letters:
        if not (match := _CAPITALS.match(text, at)) or not (run := _shouted(text, at, match[0], reading)):
            return Edit(at, word.end(), tongue.words.letters[word[0]])
        return run
    if joined := _AMPERSAND.match(text, at):
        parts = (joint.join(part) for part in joined.groups())
        return Edit(at, joined.end(), f" {tongue.words.phrases['and']} ".join(parts))
    match = _CAPITALS.match(text, at)
    if not match or len(match[0]) < 2:
        return None if not match or text[:at].strip() else _shouted(text, at, match[0], reading)
    if match.end() < word.end():  # MPs, GmbH
        plural = word[0][-1] == "s" and word.end() == match.end() + 1 and match[0] not in tongue.acronyms
        if plural and _VOWELS.intersection(match[0]) and len(match[0]) < 5:
            return Edit(at, word.end(), joint.join(match[0]) + "'s")
        return None
    if text[match.end() : match.end() + 1].isdigit():
        return None
    return _shouted(text, at, match[0], reading) or _alone(match, reading)


def _alone(match: re.Match[str], reading: Reading) -> Edit | None:
    """One word in capitals among others in small letters."""
    tongue, word = reading.tongue, match[0]
    start, end = match.span()
    if word in tongue.acronyms or not word.isalpha():
        return None
    if word.lower() in tongue.common:
        return Edit(start, end, word.lower())
    if set(word) <= {"I", "V", "X"} and (number := roman.value(word)):
        return Edit(start, end, str(number))
    if not _VOWELS.intersection(word):
        return None
    return Edit(start, end, tongue.words.phrases["spelling"].join(word)) if len(word) <= 3 else None


def _shouted(text: str, at: int, word: str, reading: Reading) -> Edit | None:
    """A run of words in capitals that are words: one of them at least is an ordinary one, or too long for letters."""
    tongue = reading.tongue
    words, spans = [word], [(at, at + len(word))]
    while len(words) < _AHEAD and (following := _NEXT.match(text, spans[-1][1])):
        words.append(following[1])
        spans.append(following.span(1))
    if len(words) < 2:
        return None
    plain = [found for found in words if found.lower() in tongue.common or len(found) >= _LONG]
    if not any(found not in tongue.acronyms and len(found) > 1 for found in plain):
        return None
    said = []
    for found in words:
        ordinary = found.lower() in tongue.common
        if not ordinary and found in tongue.words.letters:
            said.append(tongue.words.letters[found])
        elif not ordinary and not roman.value(found) and (found in tongue.acronyms or not _VOWELS.intersection(found)):
            said.append(found)
        elif not ordinary and len(found) > 1 and roman.value(found):
            said.append(str(roman.value(found)))
        else:
            said.append(found if len(found) == 1 else found.lower())
    out = said[0]
    for number in range(1, len(said)):
        out += text[spans[number - 1][1] : spans[number][0]] + said[number]
    return Edit(at, spans[-1][1], out)
