"""Another sample rate for samples that are there already: for voices of one book that were made at different ones.

FFmpeg's resampler through PyAV: the samples stay where they are in time, and the same input gives the same samples.
"""

from __future__ import annotations


def resample(pcm: bytes, *, rate: int, to: int) -> bytes:
    """Signed 16-bit little-endian mono samples at ``rate`` Hz as such samples at ``to`` Hz.

    Sound keeps its place and length: n samples become ``round(n * to / rate)``. Raises `ValueError` for rates that are
    not positive.
    """
    if rate <= 0 or to <= 0:
        raise ValueError(f"{rate} Hz and {to} Hz cannot both be sample rates")
    samples = len(pcm) // 2
    wanted = 2 * round(samples * to / rate)
    if rate == to or not samples:
        return pcm[:wanted]
    import av

    frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
    frame.sample_rate = rate
    plane = frame.planes[0]
    plane.update(pcm[: 2 * samples] + bytes(plane.buffer_size - 2 * samples))
    resampler = av.AudioResampler(format="s16", layout="mono", rate=to)
    out = bytearray()
    for piece in (*resampler.resample(frame), *resampler.resample(None)):
        out += bytes(piece.planes[0])[: 2 * piece.samples]
    return bytes(out[:wanted]) + bytes(max(0, wanted - len(out)))
