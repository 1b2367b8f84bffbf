"""Publication: the files of a book, ready to be put into a container.

Terms are those of EPUB 3.3 (publication resource, manifest, spine, media overlay).
"""

from __future__ import annotations

from msgspec import Struct

from accessible.model.draft import Metadata
from accessible.model.message import Message


class Resource(Struct, frozen=True, omit_defaults=True):
    """One publication resource: ``href`` inside the package folder, and its bytes or the path of a file that has them.

    ``overlay`` is the manifest id of its media overlay, ``properties`` the manifest properties (nav, cover-image, …),
    ``duration`` the length in milliseconds of an overlay's audio.
    """

    id: str
    href: str
    media_type: str
    data: bytes = b""
    path: str = ""
    properties: tuple[str, ...] = ()
    overlay: str = ""
    duration: int = 0


class Landmark(Struct, frozen=True, omit_defaults=True):
    """An entry of the landmarks nav: an `epub:type`, a label and a target; ``language`` (BCP 47) where that is not the
    book's."""

    type: str
    label: str
    href: str
    language: str = ""


class TocEntry(Struct, frozen=True, omit_defaults=True):
    """An entry of the table of contents and its children; ``language`` (BCP 47) where that is not the book's, ``id``
    where a media overlay points at it."""

    label: str
    href: str
    children: tuple[TocEntry, ...] = ()
    language: str = ""
    id: str = ""


class Joint(Struct, frozen=True, gc=False):
    """A clip that is not one sentence: the id that it points at, the text that is written there, and the ids of the
    sentences that it is all or part of."""

    id: str
    text: str
    sentences: tuple[str, ...]


class Property(Struct, frozen=True, omit_defaults=True):
    """One `meta` of the package document: ``property`` and its value, and what it refines ("#id").

    ``scheme`` is the vocabulary of the value, ``language`` (BCP 47) its language where that is not the book's.
    """

    property: str
    value: str
    refines: str = ""
    id: str = ""
    scheme: str = ""
    language: str = ""


class Publication(Struct, frozen=True, omit_defaults=True):
    """A talking book: resources in manifest order, the spine (resource ids), navigation and metadata. ``joints`` are
    the clips of its overlays that are words or paragraphs."""

    identifier: str  # urn:uuid:…, from the content
    modified: str  # CCYY-MM-DDThh:mm:ssZ
    metadata: Metadata
    resources: tuple[Resource, ...]
    spine: tuple[str, ...]
    toc: tuple[TocEntry, ...]
    landmarks: tuple[Landmark, ...] = ()
    properties: tuple[Property, ...] = ()
    messages: tuple[Message, ...] = ()
    joints: tuple[Joint, ...] = ()
