"""What tests measure loudness with: FFmpeg's `ebur128` filter (ITU-R BS.1770-4, EBU R 128), as PyAV brings it along."""

from __future__ import annotations

import gc
import re
from fractions import Fraction
from typing import NamedTuple

import av
from av import logging

_RATE = 48000  # Hz: what the standard gives its filters for
_PIECE = 4096


class Loudness(NamedTuple):
    """Integrated loudness in LUFS, and the true peak in dBTP."""

    integrated: float
    true_peak: float


def loudness(pcm: bytes, rate: int) -> Loudness:
    """Measure signed 16-bit little-endian mono samples."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    steps = [
        source,
        graph.add("aresample", str(_RATE)),
        graph.add("ebur128", "peak=true:framelog=quiet"),
        graph.add("abuffersink"),
    ]
    for former, latter in zip(steps, steps[1:], strict=False):
        former.link_to(latter)
    graph.configure()
    before = logging.get_level()
    logging.set_level(logging.INFO)  # the filter says what it found when it is closed, and nowhere else
    try:
        with logging.Capture() as said:
            for at in range(0, len(pcm) // 2, _PIECE):
                piece = pcm[2 * at : 2 * (at + _PIECE)]
                frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
                frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
                frame.planes[0].update(piece.ljust(frame.planes[0].buffer_size, b"\x00"))
                source.push(frame)
            source.push(None)
            while True:
                try:
                    steps[-1].pull()
                except (av.EOFError, av.BlockingIOError):
                    break
            former = latter = None  # type: ignore[assignment]
            del graph, source, steps, former, latter
            gc.collect()
    finally:
        logging.set_level(before)
    text = "".join(line[2] for line in said)
    integrated = re.findall(r"I:\s+(-?[\d.]+|-inf) LUFS", text)
    peak = re.findall(r"Peak:\s+(-?[\d.]+|-inf) dBFS", text)
    return Loudness(float(integrated[-1]), float(peak[-1]))
