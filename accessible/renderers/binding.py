"""A page and its sound, bound together: content document, media overlay and audio as resources of the book."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from accessible.errors import OutputError
from accessible.model.narration import Track
from accessible.model.publication import Resource
from accessible.renderers.names import AUDIO_SUFFIXES
from accessible.renderers.overlay import overlay
from accessible.renderers.page import Tree, serialize
from accessible.renderers.semantics import Partition
from accessible.renderers.timeline import Timed

PAGE = "application/xhtml+xml"
_SMIL = "application/smil+xml"


class Bound(Struct, frozen=True):
    """The resources of a page, and the ids of the clips that found their place in it."""

    text: Resource
    overlays: tuple[Resource, ...] = ()
    sounds: tuple[Resource, ...] = ()
    placed: frozenset[str] = frozenset()


class Names(Struct, frozen=True):
    """Manifest ids of a page, its overlay and its sound, which also name the files; and the page's address."""

    page: str
    overlay: str
    sound: str
    href: str


def bound(
    html: Tree,
    clips: Sequence[Timed],
    track: Track | None,
    names: Names,
    *,
    partition: Partition = "bodymatter",
    properties: tuple[str, ...] = (),
) -> Bound:
    """The page with the clips of its track, or without sound when there is none that can be placed.

    Raises `OutputError` for a track whose kind of sound may not stand in an EPUB.
    """
    sound = _sound(names.sound, track) if track else None
    made = overlay(html, clips, text=names.href, audio=sound.href, partition=partition) if sound else None
    if sound is None or made is None or not made.placed:
        return Bound(Resource(names.page, names.href, PAGE, serialize(html), properties=properties))
    return Bound(
        text=Resource(names.page, names.href, PAGE, serialize(html), properties=properties, overlay=names.overlay),
        overlays=(Resource(names.overlay, f"{names.overlay}.smil", _SMIL, made.data, duration=made.duration),),
        sounds=(sound,),
        placed=made.placed,
    )


def _sound(name: str, track: Track) -> Resource:
    suffix = AUDIO_SUFFIXES.get(track.media_type)
    if suffix is None:
        what = f"sound of the kind {track.media_type} may not stand in an EPUB"
        raise OutputError(what, where=track.title, hint=f"an EPUB takes {', '.join(AUDIO_SUFFIXES)}")
    return Resource(name, f"{name}.{suffix}", track.media_type, path=track.path)
