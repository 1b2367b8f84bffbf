"""Joins text, sound and overlay on the id: (Document, Narration) → Publication.

Pure: the sound stays where it lies and is only named, and nothing here looks at the clock or writes a file.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from lxml import etree
from msgspec import structs
from msgspec.structs import replace

from accessible.errors import OutputError
from accessible.model.blocks import Boilerplate
from accessible.model.document import Document, images, written
from accessible.model.draft import Metadata
from accessible.model.message import Message, Place
from accessible.model.narration import Narration, Track
from accessible.model.publication import Landmark, Publication, Resource, TocEntry
from accessible.renderers.characters import forbidden, label
from accessible.renderers.cover import cover_page, drawn, given
from accessible.renderers.languages import foreign, words
from accessible.renderers.metadata import Facts, identifier, modification, properties
from accessible.renderers.names import AUDIO_SUFFIXES
from accessible.renderers.navigation import navigation, ncx
from accessible.renderers.outline import Division, contents, divide, pages
from accessible.renderers.overlay import overlay, wholly_spoken
from accessible.renderers.page import STYLESHEET, XHTML, Tree, serialize
from accessible.renderers.speakers import PAGE as SPEAKERS
from accessible.renderers.speakers import quote_list as speakers_of
from accessible.renderers.speakers import quote_list_page
from accessible.renderers.xhtml import content_document, context

_SMIL = "application/smil+xml"
_PAGE = "application/xhtml+xml"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")  # W3C date and time formats
_HEADINGS = frozenset(f"{{{XHTML}}}h{level}" for level in range(1, 7))


def make_book(
    document: Document,
    narration: Narration | None,
    *,
    cover: bytes | Path | None,
    certified_by: str,
    modified: str,
    quote_list: bool,
) -> Publication:
    """Make a publication of a document and, when there is one, its narration; see `renderers.render`."""
    divisions = divide(document)
    metadata = _metadata(document, divisions)
    tracks = {track.id: track for track in narration.tracks} if narration else {}
    clips = frozenset(clip.id for track in tracks.values() for clip in track.clips)
    pictures = _pictures(document)
    addresses = {division.id: division.href for division in divisions}
    shared = context(
        document,
        spoken=clips,
        pictures={name: resource.href for name, resource in pictures.items()},
        lead=lambda name: f"{addresses.get(name.partition('-')[0], '')}#{name}",
    )
    pictured = drawn(metadata) if cover is None else given(cover)

    texts: list[Resource] = []
    overlays: list[Resource] = []
    sounds: list[Resource] = []
    trees: list[Tree] = []
    placed: set[str] = set()
    for division in divisions:
        html = content_document(division, shared)
        trees.append(html)
        number = f"{division.number:04}"
        linked = ""
        if track := tracks.get(division.id):
            sound = _sound(f"a{number}", track)
            found = overlay(html, track, text=division.href, audio=sound.href)
            if found.placed:
                linked = f"o{number}"
                placed |= found.placed
                sounds.append(sound)
                overlays.append(Resource(linked, f"{linked}.smil", _SMIL, found.data, duration=found.duration))
        texts.append(Resource(f"c{number}", division.href, _PAGE, serialize(html), overlay=linked))

    toc, page_list = contents(divisions), pages(divisions)
    known = words(metadata.language)
    speakers = speakers_of(document, divisions, _ids(trees)) if quote_list else ()
    if speakers:
        toc += (TocEntry(known.speakers, SPEAKERS, language=foreign(known, metadata.language)),)
        listing = quote_list_page(speakers, language=metadata.language)
        texts.append(Resource("speakers", SPEAKERS, _PAGE, listing))
    landmarks = (
        Landmark("cover", known.cover, "cover.xhtml"),
        Landmark("bodymatter", known.start, divisions[0].href),
    )
    urn = identifier(document)
    nav = navigation(toc, landmarks, page_list, speakers, language=metadata.language)
    old_nav = ncx(toc, page_list, identifier=urn, title=metadata.title, language=metadata.language)
    picture = f"cover.{pictured.suffix}"
    resources = (
        Resource("nav", "nav.xhtml", _PAGE, nav, properties=("nav",)),
        Resource("ncx", "toc.ncx", "application/x-dtbncx+xml", old_nav),
        Resource("style", STYLESHEET, "text/css", _style(highlight=bool(overlays))),
        Resource("cover-picture", picture, pictured.media_type, pictured.data, properties=("cover-image",)),
        Resource("cover-page", "cover.xhtml", _PAGE, cover_page(metadata, picture=picture)),
        *texts,
        *pictures.values(),
        *overlays,  # in the order of the spine (EPUBCheck MED-015)
        *sounds,
    )
    facts = _facts(document, trees, placed)
    facts = replace(
        facts,
        pages=len(page_list),
        drawn_cover=cover is None,
        still=pictured.still and facts.still,
        quote_list=bool(speakers),
    )
    return Publication(
        identifier=urn,
        modified=modification(modified, date=metadata.date),
        metadata=metadata,
        resources=resources,
        spine=("cover-page", *(text.id for text in texts)),
        toc=toc,
        landmarks=landmarks,
        properties=properties(
            len(metadata.creators),
            facts,
            narrators=narration.narrators if narration else (),
            durations=[(resource.id, resource.duration) for resource in overlays],
            certified_by=certified_by,
        ),
        messages=_messages(document, narration, placed),
    )


def _pictures(document: Document) -> dict[str, Resource]:
    """The pictures that the document shows, by their names there, in the order in which they are first shown.

    Raises `SourceError` for one that no book may hold: readers look at pictures before they take them in.
    """
    known = {picture.name: picture for picture in document.pictures}
    found: dict[str, Resource] = {}
    for section in document.sections:
        for image in images(section.blocks):
            if image.picture not in found and (picture := known.get(image.picture)) is not None:
                number = f"i{len(found) + 1:04}"
                suffix = given(picture.data).suffix
                found[image.picture] = Resource(number, f"{number}.{suffix}", picture.media_type, picture.data)
    return found


def _style(*, highlight: bool) -> bytes:
    """The stylesheet; the class of the sentence being spoken is in it only where something is spoken (CSS-029)."""
    folder = files(__package__) / "assets"
    sheets = [STYLESHEET, *(["highlight.css"] if highlight else [])]
    return b"".join((folder / sheet).read_bytes() for sheet in sheets)


def _sound(name: str, track: Track) -> Resource:
    suffix = AUDIO_SUFFIXES.get(track.media_type)
    if suffix is None:
        what = f"sound of the kind {track.media_type} may not stand in an EPUB"
        raise OutputError(what, where=track.title, hint=f"an EPUB takes {', '.join(AUDIO_SUFFIXES)}")
    return Resource(name, f"{name}.{suffix}", track.media_type, path=track.path)


def _metadata(document: Document, divisions: tuple[Division, ...]) -> Metadata:
    """The metadata as the package document takes them: on one line each, with a title and a language in any case."""
    known = document.metadata
    return Metadata(
        title=label(known.title) or divisions[0].label,
        creators=tuple(filter(None, map(label, known.creators))),
        language=label(known.language),
        publisher=label(known.publisher),
        date=known.date if _DATE.fullmatch(known.date) else "",
        rights=label(known.rights),
        description=label(known.description),
    )


def _ids(trees: list[Tree]) -> frozenset[str]:
    """The ids that a link can lead to."""
    return frozenset(name for tree in trees for element in tree.iter(etree.Element) if (name := element.get("id")))


def _facts(document: Document, trees: list[Tree], spoken: set[str]) -> Facts:
    elements = [element for tree in trees for element in tree.iter(etree.Element)]
    shown = [image for section in document.sections for image in images(section.blocks)]
    visible = [image for image in shown if image.alternative is None or image.alternative.text.strip()]
    undescribed = sum(image.alternative is None for image in shown)
    return Facts(
        headings=sum(element.tag in _HEADINGS for element in elements),
        roles=any("role" in element.attrib for element in elements),
        described=not undescribed,  # the cover always is
        pictures=len(visible),
        undescribed=undescribed,
        still=all(given(picture.data).still for picture in document.pictures),
        speakers=any("data-speaker" in element.attrib for element in elements),
        left_out=any(isinstance(block, Boilerplate) for section in document.sections for block in section.blocks),
        spoken=bool(spoken),
        wholly_spoken=bool(spoken) and all(wholly_spoken(tree[-1], spoken) for tree in trees),
    )


def _messages(document: Document, narration: Narration | None, placed: set[str]) -> tuple[Message, ...]:
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
    date = document.metadata.date
    if date and not _DATE.fullmatch(date):
        what = f"The date {label(date)!r} was left out of the metadata, which want it like 2026-01-31."
        messages.append(Message("P012", what, Place(file=document.source)))
    for track in narration.tracks if narration else ():
        for clip in track.clips:
            if clip.id not in placed:
                what = f"A sound has no place in the book, or lasts no millisecond ({track.title})."
                messages.append(Message("P011", what, Place(id=clip.id)))
    return tuple(messages)
