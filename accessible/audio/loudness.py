"""One loudness for every voice: −20 LUFS (ITU-R BS.1770-4, EBU R 128), and no true peak above −3 dBTP.

That is the window that audiobooks are sold in. Voices differ by 18 dB, but each hardly changes while it speaks (its
loudness range is about 1 LU), so one fixed gain for a voice, a rate and a pitch is enough: nothing pumps, and what a
sentence sounds like depends on nothing around it. The gains were measured once, with FFmpeg's `ebur128`, by
`tests/benchmarks/loudness.py`, which can measure them again.

eSpeak NG is asked for the gain as its volume, because there it costs nothing. What peaks are left go through a limiter
without a memory: a curve that leaves alone what is not loud, and bends the rest towards a ceiling. A hundredth of the
samples is loud, and only those are looked at one by one: sound passes here four thousand times faster than it is heard.
Pure Python, because PyAV would take longer to load than a whole section takes here.
"""

from __future__ import annotations

import array
import math
import sys
from bisect import bisect_left
from functools import cache

from msgspec.structs import replace

from accessible.model.script import Utterance

TARGET = -20.0  # LUFS
#: What limiter and encoder together take of the loudness (LU): it is given beforehand.
_LOST = 0.7
#: The most that a voice is raised (dB): one that is quieter yet would be overdriven inside the engine.
_MOST = 8.5
#: Samples up to the knee are left as they are; none gets past the ceiling (of 32767). Between the two −3 dBTP (23198)
#: is kept free for what lies between samples, and for what an encoder adds.
KNEE, CEILING = 14336, 16800

#: What eSpeak NG speaks at by itself (LUFS): 175 words a minute, pitch 50, volume 100, a text of the voice's language.
_VOICES = {
    "en": -20.0,
    "en-029": -19.9,
    "en-gb-scotland": -19.5,
    "en-gb-x-gbclan": -19.5,
    "en-gb-x-rp": -20.3,
    "en-us": -21.2,
    "en-us-nyc": -20.8,
    "de": -20.9,
    "fr": -22.1,
    "fr-be": -22.1,
    "fr-ch": -22.1,
    "es": -21.1,
}
_OTHERS = -20.9
#: How much louder (LU) a variant is than the voice that it varies, by its name behind the "+"; of one that overdrives,
#: how much louder it would be if it did not.
_VARIANTS = """
adam:-0.5 Alex:-1.5 Alicia:+1.7 Andrea:+5.0 Andy:+3.2 anika:+3.2 anikaRobot:+1.6 Annie:+0.9 announcer:-0.6
antonio:+9.3 AnxiousAndy:+4.8 aunty:+1.3 belinda:+2.5 benjamin:-0.7 boris:-1.4 caleb:-7.7 croak:-0.5 david:-2.0
Demonic:+4.0 Denis:-4.6 Diogo:-4.2 ed:+8.1 edward:+1.7 edward2:-1.2 f1:+1.2 f2:+1.6 f3:+0.7 f4:+1.5 f5:+0.0
fast:+0.0 Gene:+3.7 Gene2:+4.5 grandma:+0.6 grandpa:+0.3 gustave:+4.5 Henrique:-4.5 Hugo:-8.1 ian:-6.6 iven:+12.6
iven2:+5.4 iven3:+3.0 iven4:-0.8 Jacky:+9.9 john:+5.2 kaukovalta:-0.6 klatt:-7.5 klatt2:-6.6 klatt3:-0.1 klatt4:+2.2
klatt5:+2.7 klatt6:+0.1 Lee:-0.1 linda:+2.6 m1:-1.2 m2:-1.3 m3:+0.2 m4:+0.0 m5:-0.7 m6:-0.4 m7:+1.1 m8:-4.5
marcelo:+1.4 Marco:+6.3 Mario:+0.6 max:-1.3 Michael:+2.0 michel:+0.7 miguel:+2.4 Mike:-3.3 mike2:+3.7 Nguyen:-0.8
norbert:+2.8 pablo:+3.3 paul:+6.3 pedro:+4.7 quincy:-2.3 Reed:+2.4 RicishayMax:-2.6 RicishayMax2:-3.1
RicishayMax3:-3.2 rob:-1.8 robert:-1.5 robosoft:+0.1 robosoft2:+0.0 robosoft3:+0.8 robosoft4:-1.8 robosoft5:-0.9
robosoft6:-4.3 robosoft7:-1.5 robosoft8:-1.3 sandro:+3.2 shelby:+1.7 steph:+0.7 steph2:+5.0 steph3:+6.7 Storm:+4.8
travis:+2.2 Tweaky:+4.4 UniRobot:-1.5 victor:-5.4 whisper:-1.5 whisperf:+3.6 zac:+5.7
"""
#: How much louder (LU) a voice gets at other rates (words a minute), and for each step of its pitch.
_RATES = (80, 120, 175, 250, 350, 450)
_AT_RATES = (1.0, 0.6, 0.0, -0.6, -0.8, -0.7)
_A_PITCH = 0.04

#: The high byte of a sample (little-endian): 1 where the sample may lie beyond the knee.
_LOUD = bytes(int(KNEE >> 8 <= byte <= 255 - (KNEE >> 8)) for byte in range(256))


def levelled(utterance: Utterance, *, engine: str) -> Utterance:
    """The utterance as an engine has to be asked for it to come out at the `TARGET`: with another volume.

    The cast's own volume stays a share of that (100: all of it). Engines without measured voices are asked for what
    the cast says.
    """
    if engine != "espeak":
        return utterance
    prosody = utterance.prosody
    gain = min(_MOST, TARGET + _LOST - _loudness(utterance.voice, prosody.rate, prosody.pitch))
    return replace(utterance, prosody=replace(prosody, volume=round(prosody.volume * 10 ** (gain / 20))))


def limited(pcm: bytes) -> bytes:
    """Signed 16-bit little-endian mono samples, the loud ones bent so that none is beyond the `CEILING`.

    Each sample depends on itself alone; what nowhere reaches the `KNEE` comes back as it is.
    """
    loud = pcm[1::2].translate(_LOUD)
    place = loud.find(1)
    if place < 0:
        return pcm
    samples = array.array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    bent = _curve()
    while place >= 0:
        samples[place] = bent[samples[place]]
        place = loud.find(1, place + 1)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


@cache
def _curve() -> list[int]:
    """What becomes of each sample, negative ones from the end: a straight line, and from the knee on a hyperbolic
    tangent that leaves it at the same slope."""
    room = CEILING - KNEE
    over = [round(KNEE + room * math.tanh(n / room)) for n in range(32768 - KNEE)]
    positive = [*range(KNEE), *over]
    return [*positive, -over[-1], *(-sample for sample in reversed(positive[1:]))]


@cache
def _loudness(voice: str, rate: int, pitch: int) -> float:
    base, _, variant = voice.partition("+")
    known = dict(pair.split(":") for pair in _VARIANTS.split())
    return _VOICES.get(base, _OTHERS) + float(known.get(variant, 0)) + _at_rate(rate) + _A_PITCH * (pitch - 50)


def _at_rate(rate: int) -> float:
    """Between the rates of the table on a straight line; beyond them as at its ends."""
    place = bisect_left(_RATES, rate)
    if place == 0:
        return _AT_RATES[0]
    if place == len(_RATES):
        return _AT_RATES[-1]
    share = (rate - _RATES[place - 1]) / (_RATES[place] - _RATES[place - 1])
    return _AT_RATES[place - 1] + share * (_AT_RATES[place] - _AT_RATES[place - 1])
