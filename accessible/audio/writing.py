"""Samples → a finished file in any of the `FORMS`, with tags, chapters and a cover where the form has a place for them.

Sound goes through piece by piece, so memory does not grow with its length (an MP4 keeps a few bytes for each packet).
Whatever an encoder puts in front and behind is noted in the container (edit list, pre-skip, LAME tag), so that sample n
of what went in is sample n of what comes out: every form is held to that by decoding.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from accessible.audio.forms import FORMS, form_rate, require_forms
from accessible.audio.mp3 import nearest_kilobits, write_mp3
from accessible.audio.tags import Tags, metadata

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import OutputContainer

_PIECE = 1 << 16  # samples given to the encoder at a time
#: Pictures that MP4 can hold, by their first bytes, and FFmpeg's readers of them.
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png_pipe", b"\xff\xd8\xff": "jpeg_pipe"}


class Chapter(Struct, frozen=True):
    """Samples ``begin`` up to, not including, ``end`` are a chapter of this title."""

    begin: int
    end: int
    title: str


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
    """Encode pieces of signed 16-bit little-endian mono samples at ``rate`` Hz into a seekable binary file.

    ``form`` is a name of `FORMS`, ``kilobits`` the bit rate in kbit/s (0: the form's own; one without loss has none).
    ``chapters`` and ``cover`` (a PNG or JPEG picture; see `holds_picture`) are for MP4; an MP3 is tagged afterwards,
    by `tag_mp3`. Returns the number of samples. The same input gives the same bytes, however it is cut up.

    Raises `OutputError` when this build of PyAV lacks the encoder, `ValueError` for a piece that ends inside a sample
    and when there is no sample at all, and whatever ``file`` and ``pcm`` raise.
    """
    kind = FORMS[form]
    if form == "mp3":
        return write_mp3(file, pcm, rate=rate, kilobits=nearest_kilobits(rate, kilobits or kind.kilobits))
    require_forms([form])
    import av

    options = dict(kind.muxer)
    if kind.container == "mp4":  # so that the edit list, which is counted in this unit, is exact
        options["movie_timescale"] = str(form_rate(form, rate))
    heard = _Guarded(file)
    samples = 0
    try:
        with av.open(heard, "w", format=kind.container, options=options) as container:
            stream: Any = container.add_stream(
                kind.codec, rate=form_rate(form, rate), layout="mono", options=dict(kind.encoder)
            )
            if kind.kilobits:
                stream.bit_rate = 1000 * (kilobits or kind.kilobits)
            if tags:
                of_file, of_stream = metadata(tags, kind.container)
                container.metadata.update(of_file)
                stream.metadata.update(of_stream)
            if chapters:
                container.set_chapters([_chapter(number, one, rate) for number, one in enumerate(chapters, 1)])
            picture = _attached(container, cover) if cover else ()
            for packet in picture:
                container.mux(packet)
            for frame in _frames(pcm, rate):
                container.mux(stream.encode(frame))
                samples += frame.samples
                heard.check()
            if not samples:
                raise ValueError("there are no samples to encode")
            container.mux(stream.encode(None))
    except av.FFmpegError:
        heard.check()  # the file's own error says more
        raise
    heard.check()
    return samples


def holds_picture(picture: bytes) -> bool:
    """Whether an audiobook can hold this picture: PNG and JPEG are all that MP4 has a name for."""
    return any(picture.startswith(sign) for sign in _PICTURES)


class _Guarded:
    """A file whose first error is kept: FFmpeg, through which it passes, goes on as if nothing had happened."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None
        self.tell, self.read = file.tell, file.read

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self._error = self._error or error
            raise

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def check(self) -> None:
        """Raise the error that there was, if there was one."""
        if self._error:
            raise self._error


def _frames(pcm: Iterable[bytes], rate: int) -> Iterator[AudioFrame]:
    """The samples as frames of the same length, whatever the pieces were, so that no byte depends on these."""
    import av

    at = 0
    for piece in _evened(pcm):
        samples = len(piece) // 2
        frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        plane = frame.planes[0]
        plane.update(piece + bytes(plane.buffer_size - len(piece)))
        at += samples
        yield frame


def _evened(pcm: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pcm:
        if len(piece) % 2:
            raise ValueError("a piece of 16-bit sound ends inside a sample")
        held += piece
        while len(held) >= 2 * _PIECE:
            yield bytes(held[: 2 * _PIECE])
            del held[: 2 * _PIECE]
    if held:
        yield bytes(held)


def _chapter(number: int, chapter: Chapter, rate: int) -> Any:
    span = {"start": chapter.begin, "end": chapter.end, "time_base": Fraction(1, rate)}
    return {"id": number} | span | {"metadata": {"title": chapter.title}}


def _attached(container: OutputContainer, picture: bytes) -> list[Any]:
    """A stream for the cover, and the packet that is the picture, untouched."""
    import av
    from av.stream import Disposition

    reader = next(name for sign, name in _PICTURES.items() if picture.startswith(sign))
    with av.open(io.BytesIO(picture), mode="r", format=reader) as source:
        stream = container.add_stream_from_template(source.streams.video[0])
        stream.disposition = Disposition.attached_pic
        packets = [packet for packet in source.demux(video=0) if packet.size][:1]
    for packet in packets:
        packet.stream = stream
    return packets
