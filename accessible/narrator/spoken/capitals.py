"""Words in capitals: initials, initialisms (letters), acronyms (words), and shouting.

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
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\. ?){1,5}(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'])")
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}(?:['’-][A-ZÀ-ÖØ-Þ]+)*|[A-ZÀ-ÖØ-Þ](?![\w.])")
_FILE = re.compile(r"\.[a-z0-9]{1,5}(?!\w)")
_AMPERSAND = re.compile(r"([A-Z]{1,3})&([A-Z]{1,3})(?!\w)")
_ARTICLE = re.compile(r"(?:^|\W)(?i:an?|the|by|via|through|this|that|on|with|his|her|your|my) $")
_NEXT = re.compile(r"[ ,;:!?—–-]{1,3}([A-ZÀ-ÖØ-Þ]{2,}(?:['’-][A-ZÀ-ÖØ-Þ]+)*|[AI](?= [A-Z]))(?![^\W_])")
_AHEAD = 24  # words of a run that are looked at
_LONG = 6  # letters: no initialism has so many
_VOWELS = frozenset("AEIOUYÀÁÂÄÆÈÉÊËÌÍÎÏÒÓÔÖØŒÙÚÛÜ")


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
    if text[match.end() : match.end() + 1].isdigit() or _FILE.match(text, match.end()):
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
    if number := _small(word):
        if word in ("IV", "VI") and _ARTICLE.search(match.string, max(0, start - 12), start):
            return Edit(start, end, tongue.words.phrases["spelling"].join(word))  # a drip, the islands
        return Edit(start, end, str(number))
    if not _VOWELS.intersection(word):
        return None
    return Edit(start, end, tongue.words.phrases["spelling"].join(word)) if len(word) <= 3 else None


def _small(word: str) -> int:
    """What a word of I, V and X counts; larger numerals in the midst of a text look like words and are: MIX, CD, DC."""
    return roman.value(word) if len(word) > 1 and set(word) <= {"I", "V", "X"} else 0


def _shouted(text: str, at: int, word: str, reading: Reading) -> Edit | None:
    """A run of words in capitals that are words: one of them at least is an ordinary one, or too long for letters.

    One that may be either ("US", "WHO") says nothing about the others; what it is itself, those beside it say.
    """
    tongue = reading.tongue
    words, spans = [word], [(at, at + len(word))]
    while len(words) < _AHEAD and (following := _NEXT.match(text, spans[-1][1])):
        words.append(following[1])
        spans.append(following.span(1))
    if len(words) < 2:
        return None
    letters, common, acronyms = tongue.words.letters, tongue.common, tongue.acronyms
    joints = [text[spans[number][1] : spans[number + 1][0]] for number in range(len(words) - 1)]
    if not any(
        found not in acronyms
        and found not in letters
        and (len(found) >= _LONG or (found.lower() in common and (len(found) > 1 or (found == "I" and joint == " "))))
        for found, joint in zip(words, [*joints, ""], strict=True)
    ):
        return None
    said = []
    for place, found in enumerate(words):
        ordinary = found.lower() in common and not (found in letters and _lettered(words, joints, place, reading))
        if not ordinary and found in letters:
            said.append(letters[found])
        elif not ordinary and (number := _small(found)):
            said.append(str(number))
        elif not ordinary and (found in acronyms or not _VOWELS.intersection(found)):
            said.append(found)
        else:
            said.append(found if len(found) == 1 else found.lower())
    out = said[0]
    for joint, found in zip(joints, said[1:], strict=True):
        out += joint + found
    return Edit(at, spans[-1][1], out)


def _lettered(words: list[str], joints: list[str], place: int, reading: Reading) -> bool:
    """Whether a word that may be letters is: behind an article, beside other letters in a list, or as no subject."""
    tongue = reading.tongue
    begins = not place or any(stop in joints[place - 1] for stop in ":;!?—–")
    if begins and words[place].lower() in tongue.objects:
        return True
    if place and joints[place - 1] == " " and words[place - 1].lower() in tongue.articles:
        return True
    for step in (-1, 1):
        other, far = place + step, place + 2 * step
        if 0 <= other < len(words) and words[other].lower() in tongue.conjunctions and 0 <= far < len(words):
            other = far
        elif not (0 <= other < len(words)) or "," not in joints[min(place, other)]:
            continue
        found = words[other]
        if found in tongue.words.letters and found.lower() not in tongue.common:
            return True
    return False
