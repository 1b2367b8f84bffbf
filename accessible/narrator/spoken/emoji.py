"""Emoji by name: the language's own from its file, in English else the name in Unicode; several of one kind once.

A sequence (a skin, a hair, a profession, joined by U+200D) is one picture; its names follow one another as in CLDR.
In other languages what has no name in the file is left to the engine, without the modifiers, which make eSpeak stumble.
"""

from __future__ import annotations

import re
import unicodedata

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_PICTURE = r"[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
_TONE = r"[\U0001f3fb-\U0001f3ff]"
_ONE = re.compile(
    rf"{_PICTURE}\ufe0f?{_TONE}?\ufe0f?(?:\u200d[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]\ufe0f?{_TONE}?\ufe0f?){{0,5}}"
)
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_TONES = ("light", "medium-light", "medium", "medium-dark", "dark")


def emoji(text: str, at: int, reading: Reading) -> Edit | None:
    """The emoji that begins here, and those like it that follow."""
    match = _FLAG.match(text, at) or _ONE.match(text, at)
    if not match:
        return None
    end = match.end()
    while text.startswith(match[0], end):
        end += len(match[0])
    said = _name(match[0], reading)
    comma = ", " if at and text[:at].rstrip()[-1:].isalnum() else ""
    start = at - 1 if comma and text[at - 1] == " " else at
    following = text[end:].lstrip()[:1].isalnum()
    after = ("," if comma else "") + ("" if text[end : end + 1] == " " else " ") if following else ""
    return Edit(start, end, comma + said + after)


def _name(sequence: str, reading: Reading) -> str:
    words = reading.tongue.words
    if sequence in words.emoji:
        return words.emoji[sequence]
    if len(sequence) == 2 and "\U0001f1e6" <= sequence[0] <= "\U0001f1ff":
        return sequence  # engines know the countries
    names = []
    for character in sequence:
        if character in "\ufe0f\u200d":
            continue
        if "\U0001f3fb" <= character <= "\U0001f3ff":
            if skin := words.phrases.get("skin"):
                names.append(skin % _TONES[ord(character) - 0x1F3FB])
        elif character in words.emoji:
            names.append(words.emoji[character])
        elif reading.tongue.code == "en":
            names.append(unicodedata.name(character, "symbol").lower())
        else:
            names.append(character)
    return ", ".join(names)
