"""How loud a sound is (ITU-R BS.1770-4, EBU R 128), and the gain that it needs: FFmpeg's `ebur128`, through PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from accessible.audio.limiter import limited
from accessible.audio.loudness import TARGET

if TYPE_CHECKING:
    from av import AudioFrame

#: Hz: what the standard gives its filters for.
_RATE = 48000
_PIECE = 4096  # samples
#: What the filter says of silence (LUFS).
_SILENCE = -70.0
#: The largest gain (dB), in either direction: beyond it is no voice, but noise.
_MOST = 36.0
#: What an encoder takes of the loudness (LU): 0.4 that of MP3, the others less.
_ENCODED = 0.2
#: The limiter takes of the loudness, and more of it the higher the gain; after so many steps nothing is left to find.
_STEPS = 6


def integrated(pcm: bytes, *, rate: int) -> float:
    """The integrated loudness (LUFS) of signed 16-bit little-endian mono samples at ``rate`` Hz; −70 for silence."""
    found = _SILENCE
    for frame in metered(pcm, rate=rate):
        found = float(frame.metadata.get("lavfi.r128.I", found))
    return found


def gain_for(pcm: bytes, *, rate: int) -> float:
    """The gain (dB, in tenths) with which `limited` brings a voice to the `TARGET` in an MP3; 0 for silence.

    Measured on what comes out of the limiter, which takes the tops off a voice that is raised. Where the target cannot
    be reached it is the largest that there is.
    """
    gain = 0.0
    for _ in range(_STEPS):
        found = integrated(limited(pcm, gain=gain), rate=rate)
        if found <= _SILENCE:
            return 0.0
        step = round(TARGET + _ENCODED - found, 1)
        gain = round(max(-_MOST, min(_MOST, gain + step)), 1)
        if not step:
            break
    return gain


def metered(pcm: bytes, *, rate: int, options: str = "metadata=1") -> Iterator[AudioFrame]:
    """The sound behind the filter, which is given these options: each frame carries what was measured up to it."""
    import av

    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    steps = [
        source,
        graph.add("aresample", str(_RATE)),
        graph.add("ebur128", f"{options}:framelog=quiet"),
        graph.add("abuffersink"),
    ]
    for former, latter in zip(steps, steps[1:], strict=False):
        former.link_to(latter)
    graph.configure()

    def ready() -> Iterator[Any]:
        while True:
            try:
                yield steps[-1].pull()
            except (av.BlockingIOError, av.EOFError):
                return

    for at in range(0, len(pcm) // 2, _PIECE):
        piece = pcm[2 * at : 2 * (at + _PIECE)]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        frame.planes[0].update(piece.ljust(frame.planes[0].buffer_size, b"\x00"))
        source.push(frame)
        yield from ready()
    source.push(None)
    yield from ready()
