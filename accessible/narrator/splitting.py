"""An utterance in pieces: what is too much for an engine at once may be spoken one after the other.

First where one hears a pause anyway, between clauses; where that is no help, or there is only one, at the space
nearest to the middle; and last word by word, which is no pleasure to listen to, but not a hole in the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from accessible.model.narration import Mark
from accessible.model.script import Pronunciation, Utterance
from accessible.narrator.speech import Speech, at_rate

#: The finest cut: word by word.
FINEST = 3
#: Silence (ms) between clauses that were spoken apart: what eSpeak leaves at a comma.
_CLAUSE_PAUSE = 120
_CLAUSE = re.compile(r".*?(?:[,;:.!?—…]+[\"'”’»)\]]*\s+|[、。，；：！？]+|$)", re.DOTALL)
_WORD = re.compile(r"\s*\S+\s*")


def pieces(text: str, cut: int) -> tuple[str, ...]:
    """The text in pieces that make up the whole of it: 0 in one, 1 by clauses, 2 in halves of these, 3 by words.

    Each has a letter or digit to be spoken, unless the text has none.
    """
    match cut:
        case 0:
            return (text,)
        case 1:
            return _speakable(_CLAUSE.findall(text))
        case 2:
            return _speakable(half for clause in pieces(text, 1) for half in _halves(clause))
        case _:
            return _speakable(_WORD.findall(text) or [text])


def parted(utterance: Utterance, cut: int) -> tuple[Utterance, ...]:
    """The utterance as one for each of its `pieces`. A pronunciation that lies across a cut is lost."""
    if not cut:
        return (utterance,)
    found = []
    start = 0
    for text in pieces(utterance.text, cut):
        end = start + len(text)
        sounds = tuple(
            Pronunciation(sound.start - start, sound.end - start, sound.phonemes)
            for sound in utterance.pronunciations
            if start <= sound.start and sound.end <= end
        )
        found.append(msgspec.structs.replace(utterance, text=text, turns=(), pronunciations=sounds))
        start = end
    return tuple(found)


def finer(text: str, cut: int) -> int:
    """The next cut that makes more pieces of this text than ``cut`` does; 0 when none does."""
    now = len(pieces(text, cut))
    return next((level for level in range(cut + 1, FINEST + 1) if len(pieces(text, level)) > now), 0)


def joined(spoken: list[Speech], texts: tuple[str, ...]) -> Speech:
    """The speech of consecutive texts as one, with a pause where one ends a clause. At the rate of the first."""
    if len(spoken) == 1:
        return spoken[0]
    rate = spoken[0].rate
    pcm, start = bytearray(), 0
    marks: list[Mark] = []
    for number, (speech, text) in enumerate(zip(spoken, texts, strict=True)):
        speech = at_rate(speech, rate)
        marks += (Mark(start + m.start, start + m.end, len(pcm) // 2 + m.sample) for m in speech.marks)
        pcm += speech.pcm
        start += len(text)
        if number < len(texts) - 1 and not text.rstrip()[-1:].isalnum():
            pcm += bytes(2 * (rate * _CLAUSE_PAUSE // 1000))
    return Speech(pcm=bytes(pcm), rate=rate, marks=tuple(marks))


def _halves(text: str) -> tuple[str, ...]:
    """The text in two, cut at the space nearest to its middle; the whole of it when there is none."""
    spaces = [at for at, character in enumerate(text) if character == " " and text[:at].strip() and text[at:].strip()]
    if not spaces:
        return (text,)
    at = min(spaces, key=lambda space: abs(space - len(text) // 2)) + 1
    return text[:at], text[at:]


def _speakable(texts: Iterable[str]) -> tuple[str, ...]:
    """Pieces without a letter or digit go with the one before, and what comes before the first one with that."""
    merged: list[str] = []
    for text in texts:
        if merged and (not _says(text) or not _says(merged[-1])):
            merged[-1] += text
        elif text or not merged:
            merged.append(text)
    return tuple(merged)


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)
