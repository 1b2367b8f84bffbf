"""Renderers: (Document, Narration) → Publication → files.

`render` joins text, sound and overlay on the id and touches nothing; what writes a publication in one form is called
`write_…`. They import lxml and EbookLib, so each is imported when it is first called.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from msgspec.structs import replace

from accessible.model.document import Document
from accessible.model.draft import Metadata
from accessible.model.narration import Narration
from accessible.model.publication import Publication
from accessible.renderers.names import slug

__all__ = [
    "CAPTIONS",
    "COVER",
    "check_cover",
    "check_modified",
    "dressed",
    "render",
    "slug",
    "with_listings",
    "with_stand_ins",
    "write_audio",
    "write_audiobook",
    "write_captions",
    "write_epub",
    "write_onix",
]

Granularity: TypeAlias = Literal["word", "sentence", "paragraph"]
CaptionForm: TypeAlias = Literal["vtt", "srt"]

#: The id of the section that stands for the cover. It is shown without a sound: its words are the title and the
#: authors, with which the text begins, and one reading system never highlights what the first page says.
COVER = "cover"

#: The forms of captions; they are made of the document's own text (see `write_captions`).
CAPTIONS: tuple[CaptionForm, ...] = ("vtt", "srt")


def render(
    document: Document,
    narration: Narration | None,
    *,
    cover: bytes | Path | None = None,
    certified_by: str = "",
    modified: str = "",
    quote_list: bool | None = None,
    granularity: Granularity = "sentence",
    pages: int = 0,
) -> Publication:
    """Make a publication of a document and, when there is one, its narration.

    Each section becomes a content document and, when the narration has a track with the section's id, a media overlay
    and a sound; the contents list and the list of quotations have one when the narration has (see `with_listings`).
    ``cover`` is a picture (PNG, JPEG, GIF, WebP, SVG) or its path; without one it is that of the document's metadata,
    or the title is drawn.
    ``certified_by`` names who vouches for conformance to EPUB Accessibility 1.1 and WCAG 2.2 AA; without a name nothing
    is claimed. ``modified`` is the moment of modification (UTC, CCYY-MM-DDThh:mm:ssZ); without it $SOURCE_DATE_EPOCH or
    the date of the work stands in, never the clock. ``quote_list`` says whether there is a list of quotations by
    speaker; when None there is one in an article and none in a book, where it would be long, and tell who is going to
    appear. ``granularity`` says what is highlighted at a time: a word (where the engine has marked it), a sentence or a
    paragraph. ``pages`` is how many words a page has in a text whose source has no pages (0: then there are none).

    Raises `SourceError` when the document has no text or the cover is no picture, `OutputError` for a track whose kind
    of sound may not stand in an EPUB, `UsageError` for a wrong ``modified``, `ValueError` for a document that is not
    structured.
    """
    from accessible.renderers.book import make_book

    return make_book(
        document,
        narration,
        cover=cover,
        certified_by=certified_by,
        modified=modified,
        quote_list=_has_quote_list(document, quote_list),
        granularity=granularity,
        pages=pages,
    )


def with_listings(document: Document, *, quote_list: bool | None = None) -> Document:
    """The document and, behind it, the pages that a book has from us: the cover, the contents list and, where there is
    one (``quote_list`` as in `render`), the list of quotations by speaker.

    They are sections like the others, so that they can be spoken. `render` takes the document without them, and a
    narration with their tracks; the cover has no sound (see `COVER`). Raises like `render` for a document that is no
    book.
    """
    from accessible.renderers.cover import alternative
    from accessible.renderers.listings import as_sections, cover_section, listings
    from accessible.renderers.outline import divide
    from accessible.renderers.work import metadata_of

    divisions = divide(document)
    lists = listings(document, divisions, quote_list=_has_quote_list(document, quote_list))
    cover = cover_section(alternative(metadata_of(document, divisions)), name=COVER)
    ours = (cover, *as_sections(lists, language=document.metadata.language))
    return replace(document, sections=(*document.sections, *ours))


def with_stand_ins(document: Document) -> Document:
    """The document with our words for each picture that nobody has described, so that they can be spoken as well.

    `render` takes the document without them, and shows the same words.
    """
    from accessible.renderers.standins import with_stand_ins as stand_in

    return stand_in(document)


def _has_quote_list(document: Document, asked: bool | None) -> bool:
    return document.kind == "article" if asked is None else asked


def dressed(publication: Publication, style: str) -> Publication:
    """The publication in a style of `renderers.looks.STYLES`. Raises `UsageError` for another."""
    from accessible.renderers.looks import dressed as dress

    return dress(publication, style)


def check_cover(cover: Path) -> None:
    """See that `render` will take a cover picture, before an hour is spent on the sound.

    Raises `SourceError` when it is no regular file, cannot be read, is too large, broken, or no picture that a book may
    hold.
    """
    from accessible.renderers.cover import given

    given(cover)


def check_modified(modified: str = "") -> None:
    """See that `render` will take a moment of modification, or else $SOURCE_DATE_EPOCH, which stands in for it.

    Raises `UsageError` when it is of another form than `render` asks for.
    """
    from accessible.renderers.metadata import modification

    modification(modified, date="")


def write_epub(publication: Publication, path: Path) -> None:
    """Write a publication as an EPUB 3.3 file, in place of the one that may be there; see `renderers.epub`.

    Raises `OutputError` when it cannot be written; the file that was there before is then as it was.
    """
    from accessible.renderers.epub import write_epub as write

    write(publication, path)


def write_onix(publication: Publication, path: Path) -> None:
    """Write the record of a publication for bookshops and libraries; see `renderers.onix`.

    Raises `OutputError` when it cannot be written; the file that was there before is then as it was.
    """
    from accessible.files import replacing
    from accessible.renderers.onix import onix

    with replacing(path) as file:
        file.write(onix(publication))


def write_audio(
    narration: Narration, metadata: Metadata, folder: Path, *, form: str = "", kilobits: int = 0
) -> tuple[Path, ...]:
    """Write the tracks into a folder as tagged `NN-<section-slug>.<suffix>` and a playlist; see `renderers.sections`.

    Returns the paths in reading order. Raises `OutputError` when a file cannot be written.
    """
    from accessible.renderers.sections import write_audio as write

    return write(narration, metadata, folder, form=form, kilobits=kilobits)


def write_audiobook(publication: Publication, narration: Narration, path: Path, *, kilobits: int = 0) -> None:
    """Write all tracks as one audiobook (M4B) with chapters; see `renderers.audiobook`.

    Raises `OutputError` when it cannot be written; the file that was there before is then as it was.
    """
    from accessible.renderers.audiobook import write_audiobook as write

    write(publication, narration, path, kilobits=kilobits)


def write_captions(
    document: Document, narration: Narration, folder: Path, *, form: CaptionForm, words: bool = False
) -> tuple[Path, ...]:
    """Write captions of each track into a folder as `NN-<section-slug>.vtt` or `.srt`; see `renderers.captions`.

    Returns the paths in reading order. Raises `OutputError` when a file cannot be written.
    """
    from accessible.renderers.captions import write_captions as write

    return write(document, narration, folder, form=form, words=words)
