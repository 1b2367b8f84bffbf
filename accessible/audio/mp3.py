"""MP3 at a constant bit rate, by lameenc, with the tag that lets decoders give back exactly what went in.

lameenc writes no such tag (what it makes is 50 ms late), so it is put in front here; see `infotag`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

from accessible.audio.infotag import QUALITY, RATES, frame_length, info_frame, info_header

#: Every sample rate (Hz) that can be encoded.
MP3_RATES = frozenset(rate for rates in RATES.values() for rate in rates)
#: The bit rate (kbit/s) of a narration. Part of what a cache has to know.
BIT_RATE = 64

_PIECE = 1 << 16  # samples given to the encoder at a time


def encode_mp3(pcm: bytes, *, rate: int, kilobits: int = BIT_RATE) -> bytes:
    """Encode signed 16-bit little-endian mono samples as a whole MP3 file.

    ``rate`` is in Hz and must be one of `MP3_RATES`, ``kilobits`` the bit rate in kbit/s. Decoders give back
    ``len(pcm) // 2`` samples, the first at offset 0. The same input gives the same bytes. Raises `ValueError` for a
    rate or bit rate that MPEG audio does not have, and when there is no sample at all.
    """
    file = io.BytesIO()
    write_mp3(file, [pcm], rate=rate, kilobits=kilobits)
    return file.getvalue()


def write_mp3(file: BinaryIO, pcm: Iterable[bytes], *, rate: int, kilobits: int = BIT_RATE) -> int:
    """Encode pieces of signed 16-bit little-endian mono samples into a seekable binary file, as `encode_mp3` does.

    Takes the pieces one at a time, so that memory stays flat however long the section is; how the samples are cut up
    does not change a byte. Returns the number of samples. Raises as `Mp3Encoder` does.
    """
    encoder = Mp3Encoder(file, rate=rate, kilobits=kilobits)
    for piece in pcm:
        encoder.feed(piece)
    return encoder.finish()


class Mp3Encoder:
    """Encodes what it is fed with into a seekable binary file; see `accessible.audio.writing.Encoder`.

    Raises `ValueError` as `encode_mp3` does, for a piece that ends inside a sample, and when there is no sample at all.
    """

    def __init__(self, file: BinaryIO, *, rate: int, kilobits: int = BIT_RATE) -> None:
        import lameenc

        self._file, self._rate, self._kilobits = file, rate, kilobits
        self._header = info_header(rate, kilobits)
        self._start = file.tell()
        file.write(bytes(frame_length(self._header)))
        self._encoder = encoder = lameenc.Encoder()
        encoder.set_bit_rate(kilobits)
        encoder.set_in_sample_rate(rate)
        encoder.set_out_sample_rate(rate)
        encoder.set_channels(1)
        encoder.set_quality(QUALITY)
        encoder.silence()
        self._samples = self._written = 0

    def feed(self, pcm: bytes) -> None:
        """Take the next piece of the sound."""
        if len(pcm) % 2:
            raise ValueError("a piece of 16-bit sound ends inside a sample")
        self._samples += len(pcm) // 2
        for at in range(0, len(pcm), 2 * _PIECE):
            self._written += self._file.write(self._encoder.encode(pcm[at : at + 2 * _PIECE]))

    def finish(self) -> int:
        """Write what is left, and the tag in front; returns the number of samples."""
        if not self._samples:
            raise ValueError("there are no samples to encode")
        self._written += self._file.write(self._encoder.flush())
        end = self._file.tell()
        self._file.seek(self._start)
        self._file.write(
            info_frame(
                self._header, samples=self._samples, stream=self._written, rate=self._rate, kilobits=self._kilobits
            )
        )
        self._file.seek(end)
        return self._samples
