"""Joins text, sound and overlay on the id: (Document, Narration) → Publication.

Pure: the sound stays where it lies and is only named, and nothing here looks at the clock or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from accessible.model.document import Document, images
from accessible.model.draft import Metadata
from accessible.model.narration import Narration, Track
from accessible.model.publication import Joint, Landmark, Publication, Resource
from accessible.renderers import Granularity
from accessible.renderers.binding import PAGE, Bound, Names, bound
from accessible.renderers.characters import label
from accessible.renderers.context import context
from accessible.renderers.cover import cover_page, drawn, given
from accessible.renderers.facts import facts, findings
from accessible.renderers.languages import foreign, words
from accessible.renderers.listings import CONTENTS_ID, SPEAKERS_ID, Listings, listings, names_of
from accessible.renderers.metadata import identifier, modification, properties
from accessible.renderers.navigation import navigation, ncx
from accessible.renderers.outline import Division, divide
from accessible.renderers.page import STYLESHEET, Tree
from accessible.renderers.paging import has_pages, page_list, paginated
from accessible.renderers.semantics import LOOKED_UP
from accessible.renderers.speakers import PAGE as SPEAKERS
from accessible.renderers.speakers import quote_list_page
from accessible.renderers.timeline import SILENCE, Timed, timeline
from accessible.renderers.work import metadata_of
from accessible.renderers.xhtml import content_document

_NAV = "nav.xhtml"
_PRINTED = re.compile(r"(?:urn:isbn:|isbn[: ]|97[89])", re.IGNORECASE)


def make_book(
    document: Document,
    narration: Narration | None,
    *,
    cover: bytes | Path | None,
    certified_by: str,
    modified: str,
    quote_list: bool,
    granularity: Granularity,
    pages: int,
) -> Publication:
    """Make a publication of a document and, when there is one, its narration; see `renderers.render`."""
    counted = bool(pages) and not has_pages(document)
    divisions = divide(paginated(document, pages) if counted else document)
    metadata = metadata_of(document, divisions)
    tracks = {track.id: track for track in narration.tracks} if narration else {}
    pictures = _pictures(document)
    addresses = {division.id: division.href for division in divisions}
    shared = context(
        document,
        spoken=frozenset(clip.id for track in tracks.values() for clip in track.clips),
        pictures={name: resource.href for name, resource in pictures.items()},
        lead=lambda name: f"{addresses.get(name.partition('-')[0], '')}#{name}",
    )
    if cover is None:
        cover = next((own.data for own in document.pictures if own.name == document.metadata.cover), None)
    else:
        metadata = replace(metadata, cover_description="")  # which is of the work's own cover
    pictured = drawn(metadata) if cover is None else given(cover)

    trees: list[Tree] = []
    texts: list[Bound] = []
    clips: list[Timed] = []
    for division in divisions:
        track = tracks.get(division.id)
        times = timeline(division.blocks, track, granularity) if track else SILENCE
        trees.append(content_document(division, shared, times))
        number = f"{division.number:04}"
        names = Names(f"c{number}", f"o{number}", f"a{number}", division.href)
        texts.append(bound(trees[-1], times.clips, track, names, partition=division.partition))
        clips += times.clips

    lists = listings(document, divisions, quote_list=quote_list)
    numbered = page_list((division.href, tree) for division, tree in zip(divisions, trees, strict=True))
    track = tracks.get(CONTENTS_ID)
    heard = [clip for clip in _read(track) if clip.id in names_of(lists)]
    landmarks = _landmarks(divisions, lists, metadata.language, nav=bool(heard))
    nav = navigation(lists, landmarks, numbered, language=metadata.language)
    names = Names("nav", "nav-overlay", "nav-sound", _NAV)
    first = bound(nav, heard, track, names, partition="frontmatter", properties=("nav",))
    if lists.speakers:
        listed = quote_list_page(lists.speakers, language=metadata.language)
        track = tracks.get(SPEAKERS_ID)
        names = Names("speakers", "speakers-overlay", "speakers-sound", SPEAKERS)
        texts.append(bound(listed, _read(track), track, names, partition="backmatter"))

    urn = identifier(document, divisions, narration.narrators if narration else ())
    old_nav = ncx(lists.toc, numbered, identifier=urn, title=metadata.title, language=metadata.language)
    picture = f"cover.{pictured.suffix}"
    spoken = [first, *texts]
    overlays = [overlay for page in spoken for overlay in page.overlays]
    resources = (
        first.text,
        Resource("ncx", "toc.ncx", "application/x-dtbncx+xml", old_nav),
        Resource("style", STYLESHEET, "text/css", _style(highlight=bool(overlays))),
        Resource("cover-picture", picture, pictured.media_type, pictured.data, properties=("cover-image",)),
        Resource("cover-page", "cover.xhtml", PAGE, cover_page(metadata, picture=picture)),
        *(page.text for page in texts),
        *pictures.values(),
        *overlays,  # in the order of the spine (EPUBCheck MED-015)
        *(sound for page in spoken for sound in page.sounds),
    )
    placed = frozenset().union(*(page.placed for page in spoken))
    known = facts(document, trees, placed)
    known = replace(
        known,
        pages=len(numbered),
        page_source=_printed(document.metadata) if not counted else "",
        counted_pages=counted and bool(numbered),
        drawn_cover=cover is None,
        authors=bool(metadata.creators),
        granularity=granularity,
        still=pictured.still and known.still,
        quote_list=bool(lists.speakers),
        quote_list_spoken=bool(lists.speakers and texts[-1].overlays),
    )
    sounding = {sentence for clip in clips if clip.id in placed for sentence in clip.sentences} | placed
    return Publication(
        identifier=urn,
        modified=modification(modified, date=metadata.date),
        metadata=metadata,
        resources=resources,
        spine=("cover-page", *(["nav"] if first.overlays else []), *(page.text.id for page in texts)),
        toc=lists.toc,
        landmarks=landmarks,
        properties=properties(
            metadata,
            known,
            narrators=narration.narrators if narration else (),
            durations=[(resource.id, resource.duration) for resource in overlays],
            certified_by=certified_by,
        ),
        messages=findings(document, narration, sounding, pages_given=bool(pages) and not counted),
        joints=tuple(Joint(clip.id, clip.text, clip.sentences) for clip in clips if clip.sentences != (clip.id,)),
    )


def _read(track: Track | None) -> tuple[Timed, ...]:
    """The clips of a list of ours: each entry is read at once."""
    return timeline((), track, "sentence").clips if track else ()


def _landmarks(divisions: Iterable[Division], lists: Listings, language: str, *, nav: bool) -> tuple[Landmark, ...]:
    """Where people want to go from anywhere: the beginning, what they look up. A list that is no page of the book, but
    is shown by the reading system alone, is none of them (``nav``)."""
    known = words(language)
    ours = foreign(known, language)
    inner = [division for division in divisions if division.partition == "bodymatter"] or list(divisions)
    found = [Landmark("cover", known.cover, "cover.xhtml", ours)]
    if nav:
        found.append(Landmark("toc", known.contents, f"{_NAV}#toc", ours))
    found.append(Landmark("bodymatter", known.start, inner[0].href, ours))
    for looked_up in LOOKED_UP:
        those = [division for division in divisions if division.kind == looked_up]
        found += [Landmark(looked_up, division.label, division.href) for division in those[:1]]
    if nav:
        for kind, title, entries in (("loi", known.figures, lists.figures), ("lot", known.tables, lists.tables)):
            found += [Landmark(kind, title, f"{_NAV}#{kind}", ours)] if entries else []
    return tuple(found)


def _printed(metadata: Metadata) -> str:
    """What the source was printed as, when its metadata name a printed book and not an address."""
    found = label(metadata.source)
    return found if _PRINTED.match(found) else ""


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
