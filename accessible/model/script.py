"""Script: what will be said, by whom, in which order. Nothing in it has sounded yet."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from accessible.model.message import Message

Role = Literal["narrator", "title", "heading", "quote", "caption", "note"]


#: The slowest and fastest speech, in words a minute: what eSpeak NG takes, and more than anybody listens to.
SLOWEST, FASTEST = 80, 450


class Prosody(Struct, frozen=True, omit_defaults=True):
    """How: words a minute, pitch 0 to 100 (50 is the voice's own), volume 0 to 100."""

    rate: int = 175
    pitch: int = 50
    volume: int = 100


class Utterance(Struct, frozen=True, omit_defaults=True):
    """One thing to say. Its id is the id of the sentence it comes from.

    ``written`` is the text as it stands in the publication, ``text`` what the engine is given. ``voice`` is the
    engine's name for a voice; pauses are silence in milliseconds that belongs to this utterance's clip.
    """

    id: str
    written: str
    text: str
    role: Role
    voice: str
    language: str
    prosody: Prosody = Prosody()
    pause_before: int = 0
    pause_after: int = 0


class Skip(Struct, frozen=True):
    """A sentence or block that will not be said, and why."""

    id: str
    written: str
    reason: str


class Part(Struct, frozen=True):
    """The script of one section: ``id`` is the section's, ``title`` names its audio file."""

    id: str
    title: str
    utterances: tuple[Utterance, ...]
    skips: tuple[Skip, ...] = ()


class Script(Struct, frozen=True, omit_defaults=True):
    """The parts in reading order."""

    engine: str
    parts: tuple[Part, ...]
    messages: tuple[Message, ...] = ()
