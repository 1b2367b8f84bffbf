"""The limiter: no sample beyond a ceiling, and no sample that depends on another.

A curve leaves alone what is not loud, and bends the rest towards the ceiling; it has no memory, so that nothing pumps,
and a section's bytes depend on that section alone. A hundredth of the samples is loud, and only those are looked at one
by one: sound passes here four thousand times faster than it is heard, and with a gain six hundred times. Pure Python,
because PyAV would take longer to load than a whole section takes here.
"""

from __future__ import annotations

import array
import math
import sys
from functools import cache

#: Samples up to the knee are left as they are; none gets past the ceiling (of 32767). Between that and −3 dBTP (23198)
#: there is room for what lies between samples, and for what an encoder adds: 3 dB with the sharpest voices.
KNEE, CEILING = 11264, 15400

#: The high byte of a sample (little-endian): 1 where the sample may lie beyond the knee.
_LOUD = bytes(int(KNEE >> 8 <= byte <= 255 - (KNEE >> 8)) for byte in range(256))


def limited(pcm: bytes, *, gain: float = 0.0) -> bytes:
    """Signed 16-bit little-endian mono samples, louder by ``gain`` (dB), the loud ones bent so that none is beyond the
    `CEILING`.

    Each sample depends on itself alone; without a gain, what nowhere reaches the `KNEE` comes back as it is.
    """
    if gain:
        samples = _array(pcm)
        return _bytes(array.array("h", map(_curve(gain).__getitem__, samples)))
    loud = pcm[1::2].translate(_LOUD)
    place = loud.find(1)
    if place < 0:
        return pcm
    samples = _array(pcm)
    bent = _curve(0.0)
    while place >= 0:
        samples[place] = bent[samples[place]]
        place = loud.find(1, place + 1)
    return _bytes(samples)


@cache
def _curve(gain: float) -> list[int]:
    """What becomes of each sample, negative ones from the end: a straight line, and from the knee on a hyperbolic
    tangent that leaves it at the same slope."""
    room, factor = CEILING - KNEE, 10 ** (gain / 20)
    positive = [
        round(wanted if wanted <= KNEE else KNEE + room * math.tanh((wanted - KNEE) / room))
        for wanted in (factor * sample for sample in range(32768))
    ]
    return [*positive, -positive[-1], *(-sample for sample in reversed(positive[1:]))]


def _array(pcm: bytes) -> array.array[int]:
    samples = array.array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _bytes(samples: array.array[int]) -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
