"""Samples → a finished file in any of the `FORMS`, with tags, chapters and a cover where the form has a place for them.

Sound goes through piece by piece, so memory does not grow with its length (an MP4 keeps a few bytes for each packet),
and several encoders can be fed with the same pieces. Whatever an encoder puts in front and behind is noted in the
container (edit list, pre-skip, LAME tag), so that sample n of what went in is sample n of what comes out: every form is
held to that by decoding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, BinaryIO, Protocol

from accessible.audio.containers import Chapter, Output, written
from accessible.audio.forms import FORMS, form_rate, require_forms
from accessible.audio.infotag import nearest_kilobits
from accessible.audio.mp3 import Mp3Encoder
from accessible.audio.tags import Tags

_PIECE = 1 << 16  # samples given to the encoder at a time


class Encoder(Protocol):
    """What samples are given to, one piece after the other; how they are cut up changes no byte of the file."""

    def feed(self, pcm: bytes) -> None:
        """Take the next piece: signed 16-bit little-endian mono samples. `ValueError` when it ends inside a sample."""

    def finish(self) -> int:
        """Write what is left; returns the number of samples. `ValueError` when there was none."""


@contextmanager
def encoding(
    file: BinaryIO,
    *,
    rate: int,
    form: str,
    kilobits: int = 0,
    tags: Tags | None = None,
    chapters: Sequence[Chapter] = (),
    cover: bytes = b"",
) -> Iterator[Encoder]:
    """An encoder of sound at ``rate`` Hz into a seekable binary file, which is whole when the block has ended well.

    ``form`` is a name of `FORMS`, ``kilobits`` the bit rate in kbit/s (0: the form's own; one without loss has none).
    ``chapters`` and ``cover`` (a PNG or JPEG picture; see `holds_picture`) are for MP4; an MP3 is tagged afterwards,
    by `tag_mp3`. The same input gives the same bytes.

    Raises `OutputError` when this build of PyAV lacks the encoder, and whatever ``file`` raises.
    """
    kind = FORMS[form]
    if form == "mp3":
        yield Mp3Encoder(file, rate=rate, kilobits=nearest_kilobits(rate, kilobits or kind.kilobits))
        return
    require_forms([form])
    with written(file, form, rate=rate) as output:
        stream: Any = output.container.add_stream(
            kind.codec, rate=form_rate(form, rate), layout="mono", options=dict(kind.encoder)
        )
        if kind.kilobits:
            stream.bit_rate = 1000 * (kilobits or kind.kilobits)
        output.describe(stream, form, rate=rate, tags=tags, chapters=chapters)
        if cover:
            output.attach(cover)
        yield _Encoder(output, stream, rate)


def write_sound(
    file: BinaryIO,
    pcm: Iterable[bytes],
    *,
    rate: int,
    form: str,
    kilobits: int = 0,
    tags: Tags | None = None,
    chapters: Sequence[Chapter] = (),
    cover: bytes = b"",
) -> int:
    """Encode pieces of samples with an `Encoder`; for the arguments see `encoding`. Returns the number of samples.

    Raises what that and its encoder raise, and whatever ``pcm`` raises.
    """
    described = {"tags": tags, "chapters": chapters, "cover": cover}
    with encoding(file, rate=rate, form=form, kilobits=kilobits, **described) as encoder:  # type: ignore[arg-type]
        for piece in pcm:
            encoder.feed(piece)
        return encoder.finish()


class _Encoder:
    """FFmpeg's: it is given frames of the same length, whatever the pieces were, so that no byte depends on these."""

    def __init__(self, output: Output, stream: Any, rate: int) -> None:
        self._output, self._stream, self._rate = output, stream, rate
        self._held = bytearray()
        self._samples = 0

    def feed(self, pcm: bytes) -> None:
        if len(pcm) % 2:
            raise ValueError("a piece of 16-bit sound ends inside a sample")
        self._held += pcm
        while len(self._held) >= 2 * _PIECE:
            self._encode(bytes(self._held[: 2 * _PIECE]))
            del self._held[: 2 * _PIECE]

    def finish(self) -> int:
        if self._held:
            self._encode(bytes(self._held))
        if not self._samples:
            raise ValueError("there are no samples to encode")
        self._output.container.mux(self._stream.encode(None))
        self._output.check()
        return self._samples

    def _encode(self, piece: bytes) -> None:
        import av

        samples = len(piece) // 2
        frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
        frame.sample_rate, frame.pts, frame.time_base = self._rate, self._samples, Fraction(1, self._rate)
        plane = frame.planes[0]
        plane.update(piece + bytes(plane.buffer_size - len(piece)))
        self._output.container.mux(self._stream.encode(frame))
        self._samples += samples
        self._output.check()
