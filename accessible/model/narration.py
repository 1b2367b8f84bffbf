"""Narration: the sound, and where in it each sentence is."""

from __future__ import annotations

from msgspec import Struct

from accessible.model.message import Message
from accessible.model.script import Skip


class Mark(Struct, frozen=True, gc=False):
    """A word of the written text (characters ``start`` to ``end``) begins at this ``sample`` of its clip."""

    start: int
    end: int
    sample: int


class Clip(Struct, frozen=True, gc=False, omit_defaults=True):
    """Samples ``begin`` up to, not including, ``end`` of the section's audio speak the sentence with this id."""

    id: str
    begin: int
    end: int
    marks: tuple[Mark, ...] = ()


class Track(Struct, frozen=True, omit_defaults=True):
    """The audio of one section (``id`` is the section's).

    ``path`` is a finished, encoded file in the cache; ``rate`` is in Hz and ``samples`` the length of what it decodes
    to. Clips are ordered and do not overlap. ``files`` are paths of the same sound in every form that was asked for, by
    the form's name in `accessible.audio.FORMS`; ``path`` is the first of them.
    """

    id: str
    title: str
    path: str
    media_type: str
    rate: int
    samples: int
    clips: tuple[Clip, ...]
    files: dict[str, str] = {}


class Narration(Struct, frozen=True, omit_defaults=True):
    """The tracks in reading order, and the engine and voices that spoke them (for the publication's metadata).

    ``skips`` are utterances of the script that have no clip after all: symbols without a sound, and what could not
    be spoken when that was allowed.
    """

    engine: str
    narrators: tuple[str, ...]
    tracks: tuple[Track, ...]
    messages: tuple[Message, ...] = ()
    skips: tuple[Skip, ...] = ()


def milliseconds(samples: int, rate: int) -> int:
    """Samples at a rate (Hz) as whole milliseconds, rounded down.

    The one rounding of the program: so no time lies behind the end of its sound, where one clip ends and the next
    begins it is the same millisecond, and the lengths of clips that touch add up to the length of the whole.
    """
    return samples * 1000 // rate
