"""What is speech of a text and what is not."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accessible.model.script import Prosody
from accessible.narrator.engines.tone import Tone
from accessible.narrator.plausibility import implausible, loudness
from accessible.narrator.speech import Speech

from .builder import utterance


def heard(
    text: str, seconds: float, *, rate: int = 175, volume: int = 100, level: int = 1000, behind: float = 0
) -> str:
    pcm = level.to_bytes(2, "little") * round(seconds * 16000) + bytes(2 * round(behind * 16000))
    said = msgspec.structs.replace(utterance(text), prosody=Prosody(rate=rate, volume=volume))
    return implausible(Speech(pcm, 16000), said)


def test_length() -> None:
    assert heard("Hello, world.", 0.8) == ""
    assert "too short" in heard("Hello, world.", 0.05)
    assert heard("Hello, world.", 0.1, rate=450) == ""
    assert "too long" in heard("Hello, world.", 60)
    assert heard("世界", 8) == ""
    sentence = "The committee could not agree on the price of bread."
    assert heard(sentence, 2.5) == ""
    assert "too short" in heard(sentence, 1.1)  # the first half of it


def test_silence() -> None:
    assert heard("→", 0) == ""
    assert heard("1", 0) == "it is silent"
    assert heard("Hello, world.", 0, behind=1) == "it is silent"
    assert "too short" in heard("Hello, world.", 0.05, behind=1)
    assert heard("Hello, world.", 1, level=20) == "it is too quiet to be heard"
    assert heard("Hello, world.", 1, level=20, volume=50) == ""


@pytest.mark.parametrize("speech", [None, b"\x01\x00", Speech(b"\x01", 16000), Speech(b"\x01\x00", 0)])
def test_what_is_no_speech_at_all(speech: object) -> None:
    assert implausible(speech, utterance("Hello.")) == "it is no speech"  # type: ignore[arg-type]


@settings(max_examples=40)
@example(320, 27)
@given(st.integers(50, 4000), st.integers(1, 200))
def test_loudness_is_about_that_of_the_whole(hz: int, length: int) -> None:
    """From 500 samples, and never from such only where the wave crosses nought (320 Hz, every 25th)."""
    speech = Tone().synthesize(utterance("x" * length), str(hz))
    samples = memoryview(speech.pcm).cast("h").tolist()
    exact = math.sqrt(sum(sample * sample for sample in samples) / len(samples))
    assert exact / 10 < loudness(speech) < 2 * exact
