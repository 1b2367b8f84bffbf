"""The files that FFmpeg writes: opened, described by tags, chapters and a cover, and closed without hiding an error."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from accessible.audio.forms import FORMS, form_rate
from accessible.audio.tags import Tags, metadata

if TYPE_CHECKING:
    from av.container import OutputContainer

#: Pictures that MP4 can hold, by their first bytes, and FFmpeg's readers of them.
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png_pipe", b"\xff\xd8\xff": "jpeg_pipe"}


class Chapter(Struct, frozen=True):
    """Samples ``begin`` up to, not including, ``end`` are a chapter of this title."""

    begin: int
    end: int
    title: str


class Output:
    """A file that is being written: FFmpeg's ``container``, and the file's own first error (see `check`)."""

    def __init__(self, container: OutputContainer, file: _Guarded) -> None:
        self.container = container
        self.check = file.check

    def describe(self, stream: Any, form: str, *, rate: int, tags: Tags | None, chapters: Sequence[Chapter]) -> None:
        """Say what the file and its stream of sound are; ``rate`` (Hz) is what chapters are counted in."""
        if tags:
            of_file, of_stream = metadata(tags, FORMS[form].container)
            self.container.metadata.update(of_file)
            stream.metadata.update(of_stream)
        if chapters:
            self.container.set_chapters([_chapter(number, one, rate) for number, one in enumerate(chapters, 1)])

    def attach(self, cover: bytes) -> None:
        """Put in a cover, untouched (see `holds_picture`); behind the stream of sound."""
        import av
        from av.stream import Disposition

        reader = next(name for sign, name in _PICTURES.items() if cover.startswith(sign))
        with av.open(io.BytesIO(cover), mode="r", format=reader) as source:
            stream = self.container.add_stream_from_template(source.streams.video[0])
            stream.disposition = Disposition.attached_pic
            packets = [packet for packet in source.demux(video=0) if packet.size][:1]
        for packet in packets:
            packet.stream = stream
            self.container.mux(packet)


@contextmanager
def written(file: BinaryIO, form: str, *, rate: int) -> Iterator[Output]:
    """Open a seekable binary file for a form of sound at ``rate`` Hz; it is whole when the block has ended well.

    Raises the first error of the file, there or at the next `Output.check`.
    """
    import av

    kind = FORMS[form]
    options = dict(kind.muxer)
    if kind.container == "mp4":  # so that the edit list, which is counted in this unit, is exact
        options["movie_timescale"] = str(form_rate(form, rate))
    guarded = _Guarded(file)
    try:
        with av.open(guarded, "w", format=kind.container, options=options) as container:
            yield Output(container, guarded)
    except av.FFmpegError:
        guarded.check()  # what came of a file that was not written says less
        raise
    guarded.check()


def holds_picture(picture: bytes) -> bool:
    """Whether an audiobook can hold this picture: PNG and JPEG are all that MP4 has a name for."""
    return any(picture.startswith(sign) for sign in _PICTURES)


class _Guarded:
    """A file whose first error is kept, and of which FFmpeg never hears: it goes on all the same, and would lose it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None
        self.tell, self.read = file.tell, file.read

    def write(self, data: bytes) -> int:
        self._tried(lambda: self._file.write(data))
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._tried(lambda: self._file.seek(offset, whence))  # which writes what was held back

    def _tried(self, do: Callable[[], int]) -> int:
        try:
            return do() if self._error is None else 0
        except OSError as error:
            self._error = error
            return 0

    def check(self) -> None:
        """Raise the error that there was, if there was one."""
        if self._error:
            raise self._error


def _chapter(number: int, chapter: Chapter, rate: int) -> Any:
    span = {"start": chapter.begin, "end": chapter.end, "time_base": Fraction(1, rate)}
    return {"id": number} | span | {"metadata": {"title": chapter.title}}
