"""What tests measure loudness with: FFmpeg's `ebur128` filter (ITU-R BS.1770-4, EBU R 128), as PyAV brings it along."""

from __future__ import annotations

import gc
import re
from typing import NamedTuple

from av import logging

from accessible.audio.meter import metered


class Loudness(NamedTuple):
    """Integrated loudness in LUFS, and the true peak in dBTP."""

    integrated: float
    true_peak: float


def loudness(pcm: bytes, rate: int) -> Loudness:
    """Measure signed 16-bit little-endian mono samples."""
    before = logging.get_level()
    logging.set_level(logging.INFO)  # the filter says what it found when it is closed, and nowhere else
    try:
        with logging.Capture() as said:
            for _ in metered(pcm, rate=rate, options="peak=true"):
                pass
            gc.collect()
    finally:
        logging.set_level(before)
    text = "".join(line[2] for line in said)
    integrated = re.findall(r"I:\s+(-?[\d.]+|-inf) LUFS", text)
    peak = re.findall(r"Peak:\s+(-?[\d.]+|-inf) dBFS", text)
    return Loudness(float(integrated[-1]), float(peak[-1]))
