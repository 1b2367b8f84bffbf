"""Engines that fail as real ones do, when a word in the text tells them to. Otherwise they hum like `Tone`."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from accessible.model.script import Utterance
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
        if "SILENT" in text:
            return Speech(bytes(len(speech.pcm)), speech.rate)
        if "NOTHING" in text:
            return Speech(b"", speech.rate)
        if "SHORT" in text:
            return Speech(speech.pcm[:200], speech.rate)
        if "ENDLESS" in text:
            return Speech(speech.pcm * 40, speech.rate)
        if "OTHER RATE" in text:
            return Speech(speech.pcm, 8000)
        return speech


class Odd(Faulty):
    """An engine at a sample rate that nobody else has."""

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        return Speech(super().synthesize(utterance, voice).pcm, 12345)
