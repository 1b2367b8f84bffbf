"""One loudness for every voice: −20 LUFS (ITU-R BS.1770-4, EBU R 128), and no true peak above −3 dBTP.

That is the window that audiobooks are sold in. Voices differ by 18 dB, but each hardly changes while it speaks (its
loudness range is about 1 LU), so one fixed gain for a voice, a rate and a pitch is enough: nothing pumps, and what a
sentence sounds like depends on nothing around it.

The voices of eSpeak NG are known: their gains were measured once, with FFmpeg's `ebur128`, by
`tests/benchmarks/loudness.py`, which can measure them again. They are asked for as the volume, because there it costs
nothing. The same voices speak through the system's speech on Linux, and were measured to be as loud there. A voice of
any other engine is measured the first time that it is heard (see `meter`), and its samples are raised or lowered on
their way through the limiter.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from functools import cache

from msgspec.structs import replace

from accessible.model.script import Utterance

TARGET = -20.0  # LUFS
#: What limiter and encoder together take of the loudness (LU): it is given beforehand.
_LOST = 0.7
#: The most that a voice is raised by its volume (dB): beyond it would be overdriven inside the engine.
_MOST = 8.5
#: The most that the sound itself is raised (dB) of a voice that is quieter yet: what has so sharp edges would get past
#: the peak between its samples.
_MOST_BESIDES = 0.6
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
Demonic:+3.0 Denis:-4.6 Diogo:-4.2 ed:+8.1 edward:+1.7 edward2:-1.2 f1:+1.2 f2:+1.6 f3:+0.7 f4:+1.5 f5:+0.0
fast:+0.0 Gene:+3.7 Gene2:+4.5 grandma:+0.6 grandpa:+0.3 gustave:+4.5 Henrique:-4.5 Hugo:-8.1 ian:-6.6 iven:+12.6
iven2:+5.4 iven3:+3.0 iven4:-0.8 Jacky:+9.9 john:+5.2 kaukovalta:-0.6 klatt:-7.5 klatt2:-6.6 klatt3:-0.1 klatt4:+2.2
klatt5:+2.7 klatt6:+0.1 Lee:-0.1 linda:+2.6 m1:-1.2 m2:-1.3 m3:+0.2 m4:+0.0 m5:-0.7 m6:-0.4 m7:+1.1 m8:-4.5
marcelo:+1.4 Marco:+6.3 Mario:+0.6 max:-1.3 Michael:+2.0 michel:+0.7 miguel:+2.4 Mike:-3.3 mike2:+3.7 Nguyen:-0.8
norbert:+2.8 pablo:+3.3 paul:+6.3 pedro:+4.7 quincy:-2.3 Reed:+2.4 RicishayMax:-2.6 RicishayMax2:-3.1
RicishayMax3:-3.2 rob:-1.8 robert:-1.5 robosoft:+0.1 robosoft2:-0.9 robosoft3:+0.8 robosoft4:-1.8 robosoft5:-0.9
robosoft6:-4.3 robosoft7:-1.5 robosoft8:-1.3 sandro:+3.2 shelby:+1.7 steph:+0.7 steph2:+5.0 steph3:+6.7 Storm:+4.8
travis:+2.2 Tweaky:+4.4 UniRobot:-1.5 victor:-5.4 whisper:-1.5 whisperf:+3.6 zac:+5.7
"""
#: How much louder (LU) a voice gets at other rates (words a minute), and for each step of its pitch.
_RATES = (80, 120, 175, 250, 350, 450)
_AT_RATES = (1.0, 0.6, 0.0, -0.6, -0.8, -0.7)
_A_PITCH = 0.04


#: Engines that speak with the voices of the tables, and one whose tones are what they are.
_KNOWN = frozenset({"espeak", "system"} if sys.platform == "linux" else {"espeak"})
_PLAIN = frozenset({"tone"})


def is_measured(engine: str) -> bool:
    """Whether the voices of an engine (by the name that people choose it by) have to be measured to be levelled."""
    return engine not in _KNOWN | _PLAIN


def levelled(utterance: Utterance, *, engine: str) -> tuple[Utterance, float]:
    """The utterance as an engine has to be asked for it to come out at the `TARGET`: with another volume; and the gain
    (dB) that its sound needs besides, for a voice that cannot be raised so far.

    The cast's own volume stays a share of that (100: all of it). Engines without known voices are asked for what the
    cast says.
    """
    if engine not in _KNOWN:
        return utterance, 0.0
    prosody = utterance.prosody
    gain = TARGET + _LOST - _loudness(utterance.voice, prosody.rate, prosody.pitch)
    volume = round(prosody.volume * 10 ** (min(_MOST, gain) / 20))
    return replace(utterance, prosody=replace(prosody, volume=volume)), round(
        min(max(0.0, gain - _MOST), _MOST_BESIDES), 1
    )


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
