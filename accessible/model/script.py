"""Script: what will be said, by whom, in which order. Nothing in it has sounded yet."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from accessible.model.message import Message

#: What an utterance is said as: running text, a heading, direct speech, and what is set apart from the text.
Role = Literal[
    "narrator",
    "title",
    "heading",
    "quote",
    "blockquote",
    "pullquote",
    "verse",
    "list",
    "table",
    "code",
    "image",
    "caption",
    "note",
    "aside",
]
#: What may be named to a listener before it is said: the structures of a text, the numbers of items, the columns of
#: cells, and the numbers of pages.
Announced = Literal[
    "heading",
    "quote",
    "blockquote",
    "pullquote",
    "verse",
    "list",
    "item",
    "table",
    "column",
    "code",
    "image",
    "caption",
    "note",
    "aside",
    "page",
]
ANNOUNCED: tuple[Announced, ...] = get_args(Announced)
#: Beside their names: everything, and nothing.
ANNOUNCE_ALL, ANNOUNCE_NONE = "all", "none"


#: The slowest and fastest speech, in words a minute: what eSpeak NG takes, and more than anybody listens to.
SLOWEST, FASTEST = 80, 450


class Prosody(Struct, frozen=True, gc=False, omit_defaults=True):
    """How: words a minute, pitch 0 to 100 (50 is the voice's own), volume 0 to 100."""

    rate: int = 175
    pitch: int = 50
    volume: int = 100


class Turn(Struct, frozen=True, gc=False, array_like=True):
    """Characters ``start`` to ``end`` of the written text are said as ``first`` to ``last`` of the spoken one.

    Where there is no turn, both have the same letters and digits in the same order.
    """

    start: int
    end: int
    first: int
    last: int


class Pronunciation(Struct, frozen=True, gc=False, array_like=True):
    """Characters ``start`` to ``end`` of the spoken text sound like this: IPA, from a lexicon.

    What stands there can be spoken without it: an engine that takes no phonemes says the text.
    """

    start: int
    end: int
    phonemes: str


class Utterance(Struct, frozen=True, gc=False, omit_defaults=True):
    """One thing to say. Its id is the id of the sentence it comes from.

    ``written`` is the text as it stands in the publication, ``text`` what the engine is given. ``voice`` is the
    engine's name for a voice; pauses are silence in milliseconds that belongs to this utterance's clip. ``turns`` say
    which stretches of the one are said in other words in the other; ``pronunciations`` how stretches of ``text`` sound.
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
    turns: tuple[Turn, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()


class Skip(Struct, frozen=True, gc=False):
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
