"""Readers: Source → Draft. They parse and infer nothing; what cannot be carried over is said in a message.

`read` picks the reader by what the bytes are (`readers.formats`); a new format is one new file and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from accessible.errors import SourceError
from accessible.model.draft import Draft
from accessible.model.message import Message, Place
from accessible.model.source import Source
from accessible.readers import docx, epub, html, markdown, text
from accessible.readers.formats import SUPPORTED, WORD, media_type_of, misnamed, promised, unsupported
from accessible.readers.unpictured import without_pictures

__all__ = ["READERS", "Reader", "open_source", "read", "without_pictures"]

Reader = Callable[[Source], Draft]

#: Media type → reader.
READERS: Mapping[str, Reader] = {
    "text/plain": text.read,
    "text/markdown": markdown.read,
    "text/html": html.read,
    "application/xhtml+xml": html.read,
    "application/epub+zip": epub.read,
    WORD: docx.read,
}

#: The readers that leave out furniture, as those that do not.
WHOLE: Mapping[str, Reader] = {
    **dict.fromkeys(("text/html", "application/xhtml+xml"), partial(html.read, whole=True)),
    "application/epub+zip": partial(epub.read, whole=True),
}

#: The largest source that is read, in bytes: parsers are linear up to there.
LARGEST = 20_000_000
#: The largest archive, which may hold pictures and sound: what shops take for a book.
LARGEST_ARCHIVE = 500_000_000
_ZIP = b"PK\x03\x04"


def open_source(path: Path) -> Source:
    """The file at ``path`` as a `Source`.

    Raises `SourceError` when it is missing, a folder, not readable, empty, larger than `LARGEST` bytes (an archive:
    `LARGEST_ARCHIVE`), or of a format that no reader takes.
    """
    try:
        if path.is_dir():
            unpacked = (path / "META-INF" / "container.xml").exists()
            hint = "an EPUB is one file: name that" if unpacked else "name a file in it"
            what = "the source is a folder with an unpacked EPUB in it" if unpacked else "the source is a folder"
            raise SourceError(what, where=str(path), hint=hint)
        if not path.is_file() and path.exists():
            raise SourceError("the source is not a regular file", where=str(path))
        with path.open("rb") as file:
            most = LARGEST_ARCHIVE if file.read(len(_ZIP)) == _ZIP else LARGEST
            if path.stat().st_size > most:
                what = f"the source is larger than {most // 1_000_000} MB"
                raise SourceError(what, where=str(path), hint="split it into volumes")
            file.seek(0)
            data = file.read()
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path), hint="check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"the source cannot be read: {reason}", where=repr(str(path))) from None
    return as_source(path.name, data, folder=str(path.parent))


def as_source(name: str, data: bytes, *, folder: str = "") -> Source:
    """Bytes under a file name as a `Source`; ``folder`` is where the file lies, if it lies anywhere.

    Raises `SourceError` when they are empty, of no supported format, or not what their name says they are.
    """
    if not data.strip():
        raise SourceError("the source is empty", where=name)
    media_type = media_type_of(name, data)
    if suffix := misnamed(name, media_type):
        raise SourceError(
            f"the source is broken: it is named {suffix} but it is not one",
            where=name,
            hint=f"download or export it again; if it is plain text, name it .txt; supported: {SUPPORTED}",
        )
    if media_type not in READERS:
        what, hint = unsupported(media_type)
        raise SourceError(what, where=name, hint=hint)
    return Source(name, media_type, data, folder)


def read(source: Source, *, whole: bool = False) -> Draft:
    """Parse a source with the reader of its media type; ``whole`` keeps what a reader would leave out as furniture.

    Raises `SourceError` when the source holds nothing to read.
    """
    reader = (WHOLE if whole else READERS).get(source.media_type) or READERS.get(source.media_type)
    if reader is None:
        raise SourceError(f"no reader takes {source.media_type}", where=source.name, hint=f"supported: {SUPPORTED}")
    draft = reader(source)
    if says := promised(source.name, source.media_type):
        what = f"The source is named {says}, but it is {source.media_type}; it was read as what it is."
        draft = replace(draft, messages=(Message("R006", what, Place(file=source.name)), *draft.messages))
    return draft
