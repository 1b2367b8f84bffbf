"""Audio files of any kind, read with PyAV: how long they are, and what they sound like.

The length is the one that gapless decoders honour: what the container says an encoder added in front and behind (the
LAME tag of an MP3, the edit list of an MP4, the pre-skip of Opus) is not counted.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from accessible.errors import SourceError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

#: Containers that may be opened: none of them makes FFmpeg look for other files or addresses.
_FORMATS = "mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,wav,flac,aiff"
#: Samples that a file may be short of what was said of it.
_LACK = 64
#: Media types as EPUB 3.3 spells them (core media types), by FFmpeg's name for the codec.
_MEDIA_TYPES = {
    "mp3": "audio/mpeg",
    "aac": "audio/mp4",
    "alac": "audio/mp4",
    "opus": "audio/ogg; codecs=opus",
    "vorbis": "audio/ogg; codecs=vorbis",
    "flac": "audio/flac",
}


class AudioInfo(Struct, frozen=True):
    """What an audio file is: sample ``rate`` (Hz), length in ``samples``, FFmpeg's name of the codec, media type."""

    rate: int
    samples: int
    codec: str
    media_type: str


def probe(file: Path | bytes) -> AudioInfo:
    """Measure an audio file (its path, or its bytes) without decoding it.

    Counts the packets that are really there, so a file that was cut short has its real length. Raises `SourceError`
    when it cannot be read or is no audio.
    """
    with opened(file) as (container, stream):
        tally = _Tally(stream)
        for packet in container.demux(stream):
            tally.add(packet)
        codec = _codec(stream)
        media_type = "audio/wav" if codec.startswith("pcm_") else _MEDIA_TYPES.get(codec, "application/octet-stream")
        return AudioInfo(rate=stream.rate, samples=tally.samples, codec=codec, media_type=media_type)


def decode(file: Path | bytes) -> tuple[bytes, int]:
    """Decode an audio file (its path, or its bytes) to signed 16-bit little-endian mono samples, and its rate in Hz.

    As many samples as `probe` counts: what a decoder leaves of its own behind the end is cut off. Raises
    `SourceError` when it cannot be read or is no audio.
    """
    import av

    with opened(file) as (container, stream):
        mono = av.AudioResampler(format="s16", layout="mono", rate=stream.rate)
        pcm = bytearray()
        tally = _Tally(stream)
        for packet in container.demux(stream):
            tally.add(packet)
            for decoded in packet.decode():
                for frame in mono.resample(decoded):
                    pcm += bytes(frame.planes[0])[: 2 * frame.samples]
        return bytes(pcm[: 2 * tally.samples]), stream.rate


def stream(file: Path, *, rate: int, samples: int) -> Iterator[bytes]:
    """Decode an audio file piece by piece, as `decode` does, to exactly so many samples at ``rate`` Hz.

    For files whose length is known already, so that memory stays flat. Sound keeps its place: what the file has more
    of is cut off, what it lacks is silence (a resampler may come out a sample short). Raises `SourceError` when it
    cannot be read, is no audio, or lacks more than a frame of it.
    """
    import av

    wanted = 2 * samples
    with opened(file) as (container, sound):
        mono = av.AudioResampler(format="s16", layout="mono", rate=rate)
        for decoded in chain(container.decode(sound), [None]):
            for frame in mono.resample(decoded):
                piece = bytes(frame.planes[0])[: 2 * frame.samples][:wanted]
                wanted -= len(piece)
                yield piece
    if wanted > 2 * _LACK:
        raise SourceError("the audio file is shorter than it should be", where=file.name)
    yield bytes(wanted)


@contextmanager
def opened(file: Path | bytes, **options: str) -> Iterator[tuple[InputContainer, AudioStream]]:
    """The container and its first audio stream, read with these options of FFmpeg; raises `SourceError` like `probe`.

    FFmpeg gets an open file, so that no name can mean an address.
    """
    import av

    where = "" if isinstance(file, bytes) else file.name
    hint = "give an MP3, M4A, Opus, FLAC or WAV file"
    try:
        data: BinaryIO = io.BytesIO(file) if isinstance(file, bytes) else file.open("rb")
    except OSError as error:
        raise SourceError(f"the audio file cannot be read: {error.strerror}", where=where) from error
    with data:
        try:
            with av.open(data, mode="r", options={"format_whitelist": _FORMATS} | options) as container:
                if not container.streams.audio:
                    raise SourceError("the file has no audio", where=where, hint=hint)
                yield container, container.streams.audio[0]
        except av.FFmpegError as error:
            what = f"the file is no audio that can be read: {error.strerror}"
            raise SourceError(what, where=where, hint=hint) from error


def _codec(stream: AudioStream) -> str:
    # The decoder's name is not the codec's ("mp3float"), the canonical one is.
    return stream.codec_context.codec.canonical_name


class _Tally:
    """Samples that packets add to what is heard; FFmpeg attaches what is to be dropped to the packet it lies in.

    Whole numbers are added up and divided once: a book has a hundred thousand packets.
    """

    def __init__(self, stream: AudioStream) -> None:
        self._rate = stream.rate
        self._unit = stream.time_base or Fraction(1, stream.rate)  # of a packet's duration, in seconds
        # Only an MP3's last packet still has its full duration; in the others it is shortened already.
        self._whole = _codec(stream) == "mp3"
        self._duration = 0
        self._dropped = 0

    def add(self, packet: Packet[AudioStream]) -> None:
        if not packet.size or packet.duration is None:
            return
        self._duration += packet.duration
        if packet.has_sidedata("skip_samples"):
            dropped = bytes(packet.get_sidedata("skip_samples"))
            self._dropped += int.from_bytes(dropped[:4], "little")
            if self._whole:
                self._dropped += int.from_bytes(dropped[4:8], "little")

    @property
    def samples(self) -> int:
        return max(0, round(self._duration * self._unit * self._rate) - self._dropped)
