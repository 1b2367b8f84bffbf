"""Whether a sound can be the speech of its text: the check that every piece of speech has to pass.

Engines fail without an error, too: they give nothing, zeros, half of it, another utterance's samples, or go on without
end. What is measured here is cheap (one per cent of the time that eSpeak takes, which is the fastest there is) and wide
enough for every voice and script, so it catches faults and never taste.
"""

from __future__ import annotations

import math
from operator import mul

from accessible.model.script import Prosody, Utterance
from accessible.narrator.speech import Speech

# In seconds at the normal rate. Measured with eSpeak NG: 138 voices, 33 kinds of text. The shortest letters took
# 0.037 s each ("mmmm"), the longest characters 2 s (letters of a script that the voice only spells).
_LEAST_A_LETTER = 0.02
# In sentences of some length letters are more alike: 0.042 s at least in those of 24 languages, spoken at 80, 175 and
# 450 words a minute.
_SENTENCE = 40  # Latin letters
_LEAST_A_LETTER_OF_A_SENTENCE = 0.028
_MOST = 3.0
_MOST_A_LATIN_LETTER = 0.5
_MOST_A_CHARACTER = 3.0
#: The mean loudness (root mean square, of 32767) that speech has at full volume, at least: -60 dBFS, what the makers of
#: audiobooks call silence. eSpeak's whisper has 1700; loudness goes with the volume.
_LEAST_LOUDNESS = 32.767
#: So many stretches of so many samples are listened to: enough to tell a voice from nothing. (Single samples at even
#: distances could all meet a wave where it crosses nought.)
_STRETCHES, _STRETCH = 16, 32


def implausible(speech: Speech, utterance: Utterance) -> str:
    """Why this cannot be the sound of this utterance; "" when it can.

    Letters and digits must be heard. How long they may take is wide, but it catches speech that was cut off, that was
    mixed up with another's, and that runs away. Silence before and behind the sound does not count.
    """
    if not isinstance(speech, Speech) or speech.rate <= 0 or len(speech.pcm) % 2:
        return "it is no speech"
    text = utterance.text
    letters = sum(map(str.isalpha, text))
    sound = len(speech.pcm.strip(b"\x00")) / 2
    if not sound:
        return "it is silent" if letters or any(character.isdigit() for character in text) else ""
    if loudness(speech) < _LEAST_LOUDNESS * utterance.prosody.volume / 100:
        return "it is too quiet to be heard"
    latin = letters if text.isascii() else sum(letter < "\u0250" for letter in filter(str.isalpha, text))
    others = len(text) - sum(map(str.isspace, text)) - latin
    paced = utterance.prosody.rate / Prosody().rate / speech.rate
    least = letters * (_LEAST_A_LETTER if latin < _SENTENCE else _LEAST_A_LETTER_OF_A_SENTENCE)
    if sound * paced < least:
        return f"it is too short ({sound * paced:.2f} s for {letters} letters)"
    seconds = len(speech.pcm) / 2 * paced
    if seconds > _MOST + latin * _MOST_A_LATIN_LETTER + others * _MOST_A_CHARACTER:
        return f"it is too long ({seconds:.0f} s for {len(text)} characters)"
    return ""


def loudness(speech: Speech) -> float:
    """About the root mean square of the samples (of 32767), from 500 of them spread over the whole."""
    samples = memoryview(speech.pcm).cast("h")
    some: list[int] = []
    for start in range(0, len(samples), max(_STRETCH, len(samples) // _STRETCHES)):
        some += samples[start : start + _STRETCH]
    return math.sqrt(sum(map(mul, some, some)) / len(some))
