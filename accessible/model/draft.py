"""Draft: what a reader parsed, with nothing inferred.

Structured formats give blocks that are what their author said they are. Plain text gives `Lines`: runs of lines
between blank lines, which the structurer turns into blocks.
"""

from __future__ import annotations

from msgspec import Struct

from accessible.model.blocks import Block, Span
from accessible.model.message import Message


class Contributor(Struct, frozen=True, omit_defaults=True):
    """Somebody who had a part in a work beside its creators: a translator, an editor; ``role`` is a code of the MARC
    relators (trl, edt), "" where nobody says."""

    name: str
    role: str = ""


class Metadata(Struct, frozen=True, omit_defaults=True):
    """What is known of the work (Dublin Core terms). Empty means: nobody said, and nothing is guessed."""

    title: str = ""
    creators: tuple[str, ...] = ()
    language: str = ""  # BCP 47
    publisher: str = ""
    date: str = ""  # W3C date and time format
    rights: str = ""
    description: str = ""
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    subjects: tuple[str, ...] = ()
    identifier: str = ""  # of the book that is being made: an ISBN, DOI or other URN, or an address
    source: str = ""  # what it was made from: an address, or the identifier of a printed book or of another file
    cover: str = ""  # the name of the picture that is the cover
    cover_description: str = ""  # what is to be seen on it, beside title and authors, where somebody has said it
    series: str = ""
    series_position: str = ""  # a number, with dots where there are parts of parts
    file_as: tuple[tuple[str, str], ...] = ()  # names, each with the form that it is filed under, where that is said
    #: The title is what the head of a page says, where the site's name may stand as well: one over the text is better.
    title_of_page: bool = False


class Lines(Struct, frozen=True, gc=False, tag="lines"):
    """A run of lines without a blank line between them; the text is ``draft.text[span.start:span.end]``."""

    span: Span


class Picture(Struct, frozen=True):
    """An image that came with the source: a name that is its alone, its media type (RFC 6838), and its bytes."""

    name: str
    media_type: str
    data: bytes


class Draft(Struct, frozen=True, omit_defaults=True):
    """Metadata, flat blocks, the pictures that they name, and the decoded text that every span points into."""

    source: str  # name of the source file
    text: str
    metadata: Metadata = Metadata()
    blocks: tuple[Lines | Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    messages: tuple[Message, ...] = ()
