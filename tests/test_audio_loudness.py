"""Loudness: every voice comes out at −20 LUFS, no peak above −3 dBTP, and each sample by itself."""

from __future__ import annotations

import array
import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.audio import decode, encode_mp3, levelled, limited
from accessible.audio.limiter import CEILING, KNEE
from accessible.model.script import Prosody, Utterance
from tests.loudness import loudness

RATE = 22050
#: Sentences of our own, one language each.
SAID = {
    "en": (
        "The harbour opened again on Monday after a year of storms and repairs.",
        "She asked whether anybody had seen the lamp, and nobody answered.",
        "Twelve boats left before noon; the last of them carried only salt and letters.",
    ),
    "de": (
        "Der Hafen wurde am Montag nach einem Jahr voller Stürme wieder geöffnet.",
        "Sie fragte, ob jemand die Lampe gesehen habe, und niemand antwortete.",
    ),
    "fr": (
        "Le port a rouvert lundi après une année de tempêtes et de réparations.",
        "Elle demanda si quelqu'un avait vu la lampe, et personne ne répondit.",
    ),
}


def samples(*values: int) -> bytes:
    found = array.array("h", values)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def values(pcm: bytes) -> list[int]:
    found = array.array("h", pcm)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tolist()


def test_the_meter_reads_what_the_standard_says() -> None:
    # EBU Tech 3341, case 1, in one channel: a sine of 1 kHz at −23 dBFS is −26.0 LUFS
    tone = samples(
        *(round(32767 * 10 ** (-23 / 20) * math.sin(math.tau * 1000 * n / 48000)) for n in range(480_00 * 4))
    )
    found = loudness(tone, 48000)
    assert abs(found.integrated + 26) <= 0.1
    assert abs(found.true_peak + 23) <= 0.2


@given(st.lists(st.integers(-32768, 32767), max_size=400), st.integers(0, 400))
def test_a_sample_is_bent_by_itself_and_in_order(loud: list[int], cut: int) -> None:
    pcm = samples(*loud)
    bent = limited(pcm)
    assert bent == limited(pcm[: 2 * cut]) + limited(pcm[2 * cut :])
    for before, after in zip(loud, values(bent), strict=True):
        assert abs(after) <= CEILING
        assert after == before if abs(before) <= KNEE else KNEE <= abs(after) <= abs(before)
        assert before * after >= 0
    pairs = sorted(zip(loud, values(bent), strict=True))
    assert [after for _, after in pairs] == sorted(after for _, after in pairs)


def test_what_is_not_loud_is_not_touched() -> None:
    pcm = samples(*range(-KNEE, KNEE, 7))
    assert limited(pcm) is pcm
    assert limited(b"") == b""


def test_an_engine_without_measured_voices_is_asked_for_what_the_cast_says() -> None:
    utterance = Utterance("s1", "One.", "One.", "narrator", "440", "en", Prosody(volume=70))
    assert levelled(utterance, engine="tone") == (utterance, 0.0)
    half = levelled(utterance, engine="espeak")[0].prosody.volume
    whole = levelled(Utterance("s1", "One.", "One.", "narrator", "440", "en"), engine="espeak")[0].prosody.volume
    assert abs(half - 0.7 * whole) <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="eSpeak NG comes along on Linux only")
@pytest.mark.parametrize(
    ("voice", "language", "rate"),
    [
        *(("en-us", "en", rate) for rate in (90, 175, 320)),
        *((f"en-us+{variant}", "en", 175) for variant in ("f3", "m8", "klatt", "victor", "Alicia", "david", "Hugo")),
        ("en-gb-x-rp+f1", "en", 160),
        ("de", "de", 175),
        ("de+f3", "de", 160),
        ("fr", "fr", 175),
        ("fr+Denis", "fr", 175),
    ],
)
def test_voices_are_equally_loud_as_they_are_heard(voice: str, language: str, rate: int) -> None:
    from accessible.narrator.engines.espeak import Espeak

    engine = Espeak()
    pcm = bytearray()
    for text in SAID[language]:
        utterance = Utterance("s1", text, text, "narrator", voice, language, Prosody(rate=rate))
        asked, gain = levelled(utterance, engine="espeak")
        pcm += limited(engine.synthesize(asked, voice).pcm, gain=gain) + bytes(RATE)
    engine.close()
    found = loudness(decode(encode_mp3(bytes(pcm), rate=RATE))[0], RATE)
    assert abs(found.integrated + 20) <= 1
    assert found.true_peak < -3
