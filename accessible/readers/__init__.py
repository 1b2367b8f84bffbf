"""Readers: Source → Draft. They parse and infer nothing; what cannot be carried over is said in a message.

`read` picks the reader by what the bytes are (`readers.formats`); a new format is one new file and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Literal
from urllib.parse import urldefrag, urlsplit

from msgspec.structs import replace

from accessible.errors import SourceError, UsageError
from accessible.model.draft import Draft
from accessible.model.message import Message, Place
from accessible.model.source import Source
from accessible.readers import html, text
from accessible.readers.formats import (
    FORMATS,
    SUPPORTED,
    WORD,
    is_named,
    is_textual,
    media_type_of,
    misnamed,
    promised,
    unsupported,
)
from accessible.readers.unpictured import without_pictures

__all__ = [
    "LARGEST",
    "READERS",
    "SUPPORTED",
    "Reader",
    "as_source",
    "fetch_source",
    "is_supported",
    "limited",
    "may_show",
    "media_types",
    "open_source",
    "pictures_beside",
    "read",
    "shown",
    "without_pictures",
]

Reader = Callable[[Source], Draft]


def _markdown(source: Source) -> Draft:
    from accessible.readers import markdown

    return markdown.read(source)


def _docx(source: Source) -> Draft:
    from accessible.readers import docx

    return docx.read(source)


def _epub(source: Source, *, whole: bool = False) -> Draft:
    from accessible.readers import epub

    return epub.read(source, whole=whole)


#: Media type → reader. The parsers of a format are imported when it is read: all of them together take longer than to
#: read an article.
READERS: Mapping[str, Reader] = {
    "text/plain": text.read,
    "text/markdown": _markdown,
    "text/html": html.read,
    "application/xhtml+xml": html.read,
    "application/epub+zip": _epub,
    WORD: _docx,
}

#: The readers that leave out furniture, as those that do not.
WHOLE: Mapping[str, Reader] = {
    **dict.fromkeys(("text/html", "application/xhtml+xml"), partial(html.read, whole=True)),
    "application/epub+zip": partial(_epub, whole=True),
}

#: The largest source that is read, in bytes: parsers are linear up to there.
LARGEST = 20_000_000
#: The largest archive, which may hold pictures and sound: what shops take for a book.
LARGEST_ARCHIVE = 500_000_000
_ZIP = b"PK\x03\x04"
#: So much of a file is looked at to find out its format.
_HEAD = 65_536


def open_source(path: Path, *, form: str = "") -> Source:
    """The file at ``path`` as a `Source`; ``form`` is its format, where it is said and not to be found out.

    Raises `SourceError` when it is missing, a folder, not readable, empty, larger than `LARGEST` bytes (an archive:
    `LARGEST_ARCHIVE`), or of a format that no reader takes.
    """
    try:
        if path.is_dir():
            unpacked = (path / "META-INF" / "container.xml").exists()
            hint = "name a file in it, or build the folder, with --one-book as one book"
            hint = "an EPUB is one file: name that" if unpacked else hint
            what = "the source is a folder with an unpacked EPUB in it" if unpacked else "the source is a folder"
            raise SourceError(what, where=str(path), hint=hint)
        if not path.is_file() and path.exists():
            raise SourceError("the source is not a regular file", where=str(path))
        with path.open("rb") as file:
            data = limited(file, where=str(path))
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path), hint="check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"the source cannot be read: {reason}", where=repr(str(path))) from None
    return as_source(shown(path.name), data, folder=str(path.parent), form=form)


def shown(name: str) -> str:
    """The name of a file as it can be written: bytes in it that are no UTF-8 (PEP 383) become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def limited(file: IO[bytes], *, where: str) -> bytes:
    """What an open file gives, if that is no more than `LARGEST` bytes (an archive: `LARGEST_ARCHIVE`); raises
    `SourceError` otherwise."""
    data = file.read(LARGEST + 1)
    most = LARGEST_ARCHIVE if data.startswith(_ZIP) else LARGEST
    if len(data) > LARGEST and most > LARGEST:
        data += file.read(most - LARGEST)
    if len(data) > most:
        what = f"the source is larger than {most // 1_000_000} MB"
        raise SourceError(what, where=where, hint="split it into volumes")
    return data


def is_supported(path: Path) -> bool:
    """Whether a file in a folder is one that was meant to be read: of a format that is supported, text only where its
    name says so. One that cannot be read, or is not what its name says, is: who opens it hears what is wrong."""
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
            media_type = media_type_of(path.name, data)
            if media_type == "application/zip":  # what it is may be said at its end
                media_type = media_type_of(path.name, data + file.read(LARGEST_ARCHIVE))
    except OSError:
        return is_named(path.name, READERS)
    if media_type == "text/plain" or media_type not in READERS:
        return is_named(path.name, READERS) and (is_textual(media_type) or bool(misnamed(path.name, media_type)))
    return True


def media_types() -> Mapping[str, str]:
    """The formats that can be named, with their media types: those that a reader takes."""
    return {name: media_type for name, media_type in FORMATS.items() if media_type in READERS}


def _said(form: str, name: str, data: bytes) -> str:
    """The media type of bytes that are said to be of a format."""
    known = media_types()
    if form not in known:
        raise UsageError(f"there is no format {form!r}", where="--from", hint=f"formats: {', '.join(known)}")
    media_type, found = known[form], media_type_of(name, data)
    if is_textual(media_type) != is_textual(found):
        what = "no text" if found == "application/octet-stream" else found
        raise SourceError(f"the source is not {form}: it is {what}", where=name, hint="leave --from out")
    return media_type


def as_source(name: str, data: bytes, *, folder: str = "", form: str = "") -> Source:
    """Bytes under a file name as a `Source`; ``folder`` is where the file lies, if it lies anywhere; ``form`` names
    their format, where it is not to be found out.

    Raises `SourceError` when they are empty, of no supported format, or not what their name says they are,
    `UsageError` for a format that is not known.
    """
    if not data.strip():
        raise SourceError("the source is empty", where=name)
    if form:
        return Source(name, _said(form, name, data), data, folder)
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


#: Media types of which a server says nothing by them.
_VAGUE = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/zip", "application/xml", "text/xml"}
)


def fetch_source(address: str, *, allow_local: bool = False, pictures: bool = True, form: str = "") -> Source:
    """What is at an http or https address as a `Source`, named by its address; ``pictures`` says whether its reader may
    fetch those of it, ``form`` its format, where it is not to be found out.

    What the server says it is counts where the bytes do not say more. Raises `SourceError` (see `web.get`), also for
    what no reader takes.
    """
    from accessible.readers import web

    known = ", ".join(f"{media_type};q=0.9" for media_type in READERS if media_type != "text/html")
    answer = web.get(address, allow_local=allow_local, accept=f"text/html, {known}, */*;q=0.1")
    name = urldefrag(address)[0]
    if not answer.data.strip():
        raise SourceError("the source is empty", where=name)
    said = answer.media_type
    found = media_type_of(urlsplit(answer.address).path, answer.data)
    if form:
        found = _said(form, name, answer.data)
    elif said not in READERS and said not in _VAGUE:
        found = said
    elif found == "text/plain" and said in READERS and is_textual(said):
        found = said
    if found not in READERS:
        what, hint = unsupported(found)
        raise SourceError(what, where=name, hint=hint)
    reach: Literal["", "web", "any"] = "" if not pictures else "any" if allow_local else "web"
    return Source(name, found, answer.data, address=answer.address, charset=answer.charset, reach=reach)


def pictures_beside(source: Source) -> tuple[str, ...]:
    """The addresses of all pictures that the reader of a source looks for in the folder that it lies in."""
    if not source.folder or source.address or not may_show(source):
        return ()
    asked: dict[str, None] = {}

    def fetch(address: str) -> str:
        asked.setdefault(address)
        return "it is not looked at"

    try:
        if source.media_type == "text/markdown":
            from accessible.readers import markdown

            markdown.read(source, fetch=fetch)
        else:
            html.read(source, whole=True, fetch=fetch)
    except SourceError:
        return ()  # which nobody can read for any other reason either
    return tuple(asked)


def may_show(source: Source) -> bool:
    """Whether a source, by a glance at it, shows pictures that lie beside it, or on the web."""
    if source.media_type not in ("text/markdown", "text/html", "application/xhtml+xml"):
        return False
    data = source.data.replace(b"\0", b"").lower()  # in UTF-16 as well
    return b"<img" in data or (source.media_type == "text/markdown" and b"![" in data)


def read(source: Source, *, whole: bool = False) -> Draft:
    """Parse a source with the reader of its media type; ``whole`` keeps what a reader would leave out as furniture.

    Raises `SourceError` when the source holds nothing to read.
    """
    reader = (WHOLE if whole else READERS).get(source.media_type) or READERS.get(source.media_type)
    if reader is None:
        raise SourceError(f"no reader takes {source.media_type}", where=source.name, hint=f"supported: {SUPPORTED}")
    draft = reader(source)
    if source.address and not draft.metadata.source:
        draft = replace(draft, metadata=replace(draft.metadata, source=source.address))
    if says := promised(source.name, source.media_type):
        what = f"The source is named {says}, but it is {source.media_type}; it was read as what it is."
        draft = replace(draft, messages=(Message("R006", what, Place(file=source.name)), *draft.messages))
    return draft
