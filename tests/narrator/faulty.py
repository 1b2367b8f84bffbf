"""Engines that fail as real ones do, when a word in the text tells them to. Otherwise they hum like `Tone`."""

from __future__ import annotations

import array
import os
import signal
import time
from pathlib import Path

from accessible.errors import VoiceError
from accessible.model.script import Utterance
from accessible.narrator.engines.espeak import Espeak
from accessible.narrator.engines.libespeak import LibEspeak
from accessible.narrator.engines.tone import Tone
from accessible.narrator.speech import Speech

#: How a worker process finds the engine.
FAULTY = f"{__name__}:Faulty"


class Faulty(Tone):
    """``STUMBLE`` crashes only in a text of more than 40 characters, ``ONCE`` only until a file is there."""

    name = "faulty"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        text = utterance.text
        speech = super().synthesize(utterance, voice)
        if "CRASH" in text or ("STUMBLE" in text and len(text) > 40):
            os.kill(os.getpid(), signal.SIGSEGV)
        if "ONCE" in text:
            marker = Path(os.environ["FAULTY_MARKER"])
            if not marker.exists():
                marker.touch()
                os.abort()
        if "EXIT" in text:
            os._exit(1)
        if "HANG" in text:
            time.sleep(600)
        if "RAISE" in text:
            raise RuntimeError("no tongue")
        if "CHATTER" in text:
            raise RuntimeError("no tongue:\r\n  ask\x1b[31m a doctor\u2028at once")
        if "SILENT" in text:
            return Speech(bytes(len(speech.pcm)), speech.rate)
        if "NOTHING" in text:
            return Speech(b"", speech.rate)
        if "SHORT" in text:
            return Speech(speech.pcm[:200], speech.rate)
        if "ENDLESS" in text:
            return Speech(speech.pcm * 40, speech.rate)
        if "MURMUR" in text:
            return Speech(b"\x01\x00" * (len(speech.pcm) // 2), speech.rate)
        if "HALF" in text:  # the beginning, and then nothing
            return Speech(speech.pcm[:200] + bytes(len(speech.pcm) - 200), speech.rate)
        if "NONSENSE" in text:
            return Speech(speech.pcm[1:], speech.rate)
        if "OTHER RATE" in text:
            return Speech(speech.pcm[::2], 8000)
        return speech


class Odd(Faulty):
    """An engine at a sample rate that nobody else has."""

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        speech = super().synthesize(utterance, voice)
        return Speech(speech.pcm, 12345, speech.marks)


class Shy(Tone):
    """Crashes at more than one word at a time."""

    name = "shy"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        if len(utterance.text.split()) > 1:
            os.abort()
        return super().synthesize(utterance, voice)


class Thoughtful(Tone):
    """Needs 10 ms for each character, and half a second for "WAIT"."""

    name = "thoughtful"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        time.sleep(0.01 * len(utterance.text) + 0.5 * ("WAIT" in utterance.text))
        return super().synthesize(utterance, voice)


class Careless(Espeak):
    """eSpeak NG itself, given the text as it is: it really crashes at a hundred dotted abbreviations."""

    name = "careless"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        library = self._library = self._library or LibEspeak()
        pcm, _ = library.say(utterance.text, voice=voice, rate=175, pitch=50, volume=100)
        return Speech(pcm, library.rate)


class Absent(Tone):
    """Cannot be used, which is no fault of the text."""

    name = "absent"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        raise VoiceError("the licence of the voice has ended", where="absent.key", hint="renew it")


class Counting(Tone):
    """Adds a line to a file for each utterance that it is given; while another file is there it speaks more slowly."""

    name = "counting"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        with Path(os.environ["FAULTY_COUNT"]).open("a") as count:
            count.write(f"{utterance.text}\n")
        speech = super().synthesize(utterance, voice)
        slow = Path(os.environ["FAULTY_COUNT"] + ".slow").exists()
        return Speech(speech.pcm * 2, speech.rate) if slow else speech


class Slow(Counting):
    """The same, and worth being kept by the utterance."""

    name = "slow"
    slow = True


class Loud(Espeak):
    """eSpeak NG, ten times as loud as a voice may be, so that it is clipped; nobody has measured it."""

    name = "loud"
    factor = 10.0

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        speech = super().synthesize(utterance, voice)
        samples = (round(self.factor * sample) for sample in memoryview(speech.pcm).cast("h"))
        pcm = array.array("h", (max(-32768, min(32767, sample)) for sample in samples))
        return Speech(pcm.tobytes(), speech.rate, speech.marks)


class Quiet(Loud):
    """A thirtieth of what it should be."""

    name = "quiet"
    factor = 1 / 30


class Speechless(Tone):
    """Says nothing that has not "good" in it."""

    name = "speechless"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        if "good" not in utterance.text:
            raise RuntimeError("no tongue")
        return super().synthesize(utterance, voice)


class Steady(Tone):
    """Counts nothing and fails at nothing, and is worth being kept by the utterance."""

    name = "steady"
    slow = True
