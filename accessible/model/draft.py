"""Draft: what a reader parsed, with nothing inferred.

Structured formats give blocks that are what their author said they are. Plain text gives `Lines`: runs of lines
between blank lines, which the structurer turns into blocks.
"""

from __future__ import annotations

from msgspec import Struct

from accessible.model.blocks import Block, Span
from accessible.model.message import Message


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
    contributors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    identifier: str = ""  # of the source: an ISBN, DOI or other URN, or an address
    source: str = ""  # what it was made from: an address, or the identifier of a printed book
    cover: str = ""  # the name of the picture that is the cover


class Lines(Struct, frozen=True, tag="lines"):
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
