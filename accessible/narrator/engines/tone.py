"""Tones instead of speech: how long from the text, how high from the voice, and nothing from chance.

For tests (where each sample can be foretold, and a clip be told from its neighbour by ear or by counting waves), for
trying out a layout without waiting, and as the shortest example of an engine.
"""

from __future__ import annotations

import array
import math
import re
import sys
from functools import cache

from accessible.model.narration import Mark
from accessible.model.script import Prosody, Utterance
from accessible.narrator.speech import LISTED, Speech, Voice

_RATE = 16000  # Hz
_CHARACTER = 60  # ms for each character at the normal rate, about as long as speech takes
_LOUDNESS = 8000  # of 32767
_FREQUENCIES = (220, 330, 440, 550, 660, 880)
_HIGHEST = 4000
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Tone:
    """The `Engine` (see `accessible.narrator.speech`). A voice is its frequency: "440" is a tone of 440 Hz."""

    name = "tone"
    fresh_process = False
    slow = False
    advice = LISTED
    identity = "tone 1"

    def voices(self) -> tuple[Voice, ...]:
        """A few; any whole number of Hz from 50 to 4000 will do."""
        return tuple(Voice(id=str(hz), name=f"{hz} Hz", languages=(), licence="CC0-1.0") for hz in _FREQUENCIES)

    def has_voice(self, voice: str) -> bool:
        """Whether it is a number of Hz in range."""
        return voice.isascii() and voice.isdigit() and 50 <= int(voice) <= _HIGHEST

    def default_voice(self, language: str) -> str:
        """The lowest voice: tones are the same in every language."""
        return str(_FREQUENCIES[0])

    def fingerprint(self, voice: str) -> str:
        """Nothing: the identity says it all."""
        return ""

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """Sound for 60 ms a character at 175 words a minute; each word has a mark where its share begins."""
        step = _RATE * _CHARACTER * Prosody().rate // (1000 * utterance.prosody.rate)
        second = _second(int(voice), _LOUDNESS * utterance.prosody.volume // 100)
        size = 2 * step * len(utterance.text)
        pcm = (second * (size // len(second) + 1))[:size]
        words = _WORD.finditer(utterance.text)
        return Speech(pcm=pcm, rate=_RATE, marks=tuple(Mark(*word.span(), step * word.start()) for word in words))

    def close(self) -> None:
        """Nothing was loaded."""


@cache
def _second(hz: int, loudness: int) -> bytes:
    """A second of a sine: whole waves, so that seconds can be put together without a click."""
    wave = array.array("h", (round(loudness * math.sin(math.tau * hz * n / _RATE)) for n in range(_RATE)))
    if sys.byteorder == "big":
        wave.byteswap()
    return wave.tobytes()
