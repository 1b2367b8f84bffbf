"""What is found in a finished book: facts that its metadata follow from, and messages to whoever made it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from lxml import etree
from msgspec import structs

from accessible.bibliography import identified, is_date
from accessible.model.blocks import Boilerplate
from accessible.model.document import Document, decorates, images, written
from accessible.model.message import Message, Place
from accessible.model.narration import Narration
from accessible.renderers.characters import forbidden, label
from accessible.renderers.cover import given
from accessible.renderers.holds import Facts
from accessible.renderers.overlay import wholly_spoken
from accessible.renderers.page import TYPE, XHTML, Tree

_HEADINGS = frozenset(f"{{{XHTML}}}h{level}" for level in range(1, 7))

_NOTES = frozenset({"footnote", "endnote", "endnotes"})


def facts(document: Document, trees: Sequence[Tree], spoken: frozenset[str]) -> Facts:
    """What the content documents (their trees) hold; ``spoken`` are the ids that have a clip."""
    elements = [element for tree in trees for element in tree.iter(etree.Element)]
    shown = [image for section in document.sections for image in images(section.blocks)]
    undescribed = sum(image.alternative is None for image in shown)
    return Facts(
        headings=sum(element.tag in _HEADINGS for element in elements),
        roles=any("role" in element.attrib for element in elements),
        described=not undescribed,  # the cover always is
        pictures=sum(not decorates(image) for image in shown),
        undescribed=undescribed,
        still=all(given(picture.data).still for picture in document.pictures),
        speakers=any("data-speaker" in element.attrib for element in elements),
        notes=any(element.get(TYPE) in _NOTES for element in elements),
        left_out=any(isinstance(block, Boilerplate) for section in document.sections for block in section.blocks),
        spoken=bool(spoken),
        wholly_spoken=bool(spoken) and all(wholly_spoken(tree[-1], spoken) for tree in trees),
    )


def findings(
    document: Document, narration: Narration | None, sounding: Container[str], *, pages_given: bool
) -> tuple[Message, ...]:
    """What had to be left out or could not be done; ``sounding`` are the ids of clips and sentences that are heard,
    ``pages_given`` says that pages were asked for where the source has its own."""
    messages = []
    texts = [(id_, prose.text) for section in document.sections for id_, prose in written(section.blocks)]
    texts.append(("", " ".join(map(str, structs.astuple(document.metadata)))))
    for block, text in texts:
        if forbidden(text):
            what = "Characters that no XML file may hold were left out of the book."
            messages.append(Message("P010", what, Place(file=document.source, id=block)))
    for image in (image for section in document.sections for image in images(section.blocks)):
        if image.alternative is None:
            messages.append(
                Message(
                    "A006",
                    f"The picture {image.picture} has no text alternative, so the book does not say what it shows.",
                    Place(file=document.source, start=image.span.start, end=image.span.end, id=image.id),
                    hint="Describe it in the source; an empty alternative says that it only decorates.",
                )
            )
    metadata = document.metadata
    if metadata.date and not is_date(metadata.date):
        what = f"The date {label(metadata.date)!r} was left out of the metadata, which want it like 2026-01-31."
        messages.append(Message("P012", what, Place(file=document.source), hint="--date says it"))
    if metadata.identifier and not _is_identifier(metadata.identifier):
        what = f"{label(metadata.identifier)!r} was left out of the metadata, for it is no identifier that others know."
        hint = "--identifier takes an ISBN, a UUID, a DOI, another URN or an address"
        messages.append(Message("P012", what, Place(file=document.source), hint))
    if pages_given:
        what = "The source has page numbers of its own; no pages were counted."
        messages.append(Message("P015", what, Place(file=document.source)))
    for track in narration.tracks if narration else ():
        for clip in track.clips:
            if clip.id not in sounding:
                what = f"A sound has no place in the book, or lasts no millisecond ({track.title})."
                messages.append(Message("P011", what, Place(id=clip.id)))
    return tuple(messages)


def _is_identifier(text: str) -> bool:
    try:
        return identified(label(text)) is not None
    except ValueError:
        return False
