"""What a cast may say: the tables of its file and their keys, with what holds where one is left out.

`castfile` reads the file, `casting` decides by it; ``voices/default.toml`` explains it to the people who write one. A
key that is added here has a value that leaves older casts as they were, and its line there.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from accessible.errors import UsageError
from accessible.model.script import ANNOUNCE_ALL, ANNOUNCE_NONE, ANNOUNCED, FASTEST, SLOWEST, Role

_Share: TypeAlias = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,2}%$")]
_SHARE = 'or a share of what the narrator has, such as "90%"'

#: The descriptions say what is expected where a cast has something else: see `mistakes`.
Pause: TypeAlias = Annotated[int, Meta(ge=0, le=10_000, description="milliseconds, a whole number from 0 to 10000")]
Rate: TypeAlias = Annotated[
    Annotated[int, Meta(ge=SLOWEST, le=FASTEST)] | _Share | None,
    Meta(description=f"words a minute, a whole number from {SLOWEST} to {FASTEST}, {_SHARE}"),
]
Pitch: TypeAlias = Annotated[
    Annotated[int, Meta(ge=0, le=100)] | _Share | None, Meta(description=f"a whole number from 0 to 100, {_SHARE}")
]
Volume: TypeAlias = Annotated[
    Annotated[int, Meta(ge=1, le=100)] | _Share | None, Meta(description=f"a whole number from 1 to 100, {_SHARE}")
]
_VoiceName: TypeAlias = Annotated[str, Meta(description="the name of a voice, a text")]
Voices: TypeAlias = Annotated[
    _VoiceName | tuple[_VoiceName, ...], Meta(description="the name of a voice, a text, or several in brackets")
]
Choice: TypeAlias = Annotated[bool, Meta(description="true or false")]
Tag: TypeAlias = Annotated[
    str, Meta(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$", description="a language tag such as fi or pt-BR")
]
Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]


class Pauses(Struct, frozen=True, forbid_unknown_fields=True):
    """Silence in milliseconds: behind what it is named after; around what is set apart; before and after headings.

    A level of headings that is left out has the silence of all headings.
    """

    phrase: Pause = 120
    sentence: Pause = 300
    paragraph: Pause = 600
    line: Pause = 350
    stanza: Pause = 800
    item: Pause = 500
    cell: Pause = 350
    row: Pause = 600
    scene: Pause = 1500
    section: Pause = 1000
    list: Pause = 600
    table: Pause = 800
    blockquote: Pause = 800
    pullquote: Pause = 800
    code: Pause = 700
    image: Pause = 700
    caption: Pause = 700
    note: Pause = 700
    aside: Pause = 800
    title_before: Pause = 500
    title_after: Pause = 1000
    heading_before: Pause = 500
    heading_after: Pause = 700
    heading2_before: Pause | None = None
    heading2_after: Pause | None = None
    heading3_before: Pause | None = None
    heading3_after: Pause | None = None
    heading4_before: Pause | None = None
    heading4_after: Pause | None = None
    heading5_before: Pause | None = None
    heading5_after: Pause | None = None
    heading6_before: Pause | None = None
    heading6_after: Pause | None = None


class Manner(Struct, frozen=True, forbid_unknown_fields=True):
    """How a role speaks: numbers, or shares of the narrator's ("90%"), and for each engine one or more voices."""

    rate: Rate = None
    pitch: Pitch = None
    volume: Volume = None
    voice: Annotated[dict[str, Voices], Meta(description='a voice for an engine, as in voice.espeak = "fr"')] = {}


class Speakers(Struct, frozen=True, forbid_unknown_fields=True):
    """How named speakers speak: by the gender that the document states, or ``unknown`` when it states none."""

    female: Manner = Manner()
    male: Manner = Manner()
    unknown: Manner = Manner()


class Announcements(Struct, frozen=True, forbid_unknown_fields=True):
    """What is named to the listener; see `announcing` for why some of it is from the start.

    ``quote`` is direct speech; extracts and pull quotes go with it where they are left out.
    """

    heading: Choice = False
    quote: Choice = False
    blockquote: Choice | None = None
    pullquote: Choice | None = None
    verse: Choice = False
    list: Choice = False
    item: Choice = True
    table: Choice = True
    column: Choice = True
    code: Choice = False
    image: Choice = True
    caption: Choice = False
    note: Choice = True
    aside: Choice = True
    page: Choice = True


#: The words before a structure, or those before and those behind it. (Not `tuple[Text, Text]`: beside a text with a
#: length, msgspec 0.23 crashes the interpreter with it at the next garbage collection.)
Phrase: TypeAlias = Annotated[
    Text | Annotated[tuple[Text, ...], Meta(min_length=2, max_length=2)] | None,
    Meta(description="the words before a structure, or two texts in brackets: those before and those behind it"),
]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What structures are called in a language. An item is named by its number, a cell by its column."""

    heading: Phrase = None
    quote: Phrase = None
    blockquote: Phrase = None
    pullquote: Phrase = None
    verse: Phrase = None
    list: Phrase = None
    table: Phrase = None
    code: Phrase = None
    image: Phrase = None
    caption: Phrase = None
    note: Phrase = None
    aside: Phrase = None
    page: Phrase = None


class Cast(Struct, frozen=True, forbid_unknown_fields=True):
    """A cast as its file has it: a table for each role, and what else there is to say."""

    pauses: Pauses = Pauses()
    announcements: Announcements = Announcements()
    words: dict[Tag, Words] = {}
    narrator: Manner = Manner()
    title: Manner = Manner()
    heading: Manner = Manner()
    heading2: Manner = Manner()
    heading3: Manner = Manner()
    heading4: Manner = Manner()
    heading5: Manner = Manner()
    heading6: Manner = Manner()
    quote: Manner = Manner()
    blockquote: Manner = Manner()
    epigraph: Manner = Manner()
    letter: Manner = Manner()
    dedication: Manner = Manner()
    pullquote: Manner = Manner()
    verse: Manner = Manner()
    list: Manner = Manner()
    table: Manner = Manner()
    code: Manner = Manner()
    image: Manner = Manner()
    caption: Manner = Manner()
    note: Manner = Manner()
    footnote: Manner = Manner()
    endnote: Manner = Manner()
    aside: Manner = Manner()
    speakers: Speakers = Speakers()


#: Tables for a part of what a role is for → the role. What such a table leaves out it has from the role's.
FINER: dict[str, Role] = {
    **{f"heading{level}": "heading" for level in range(2, 7)},
    "epigraph": "blockquote",
    "letter": "blockquote",
    "dedication": "blockquote",
    "footnote": "note",
    "endnote": "note",
}


def chosen(announcements: Announcements, names: tuple[str, ...]) -> Announcements:
    """Announcements with those of `ANNOUNCED` that are named, in the order of ``names``: ``all`` and ``none`` are
    everything and nothing, any other is added. Raises `UsageError` for another name."""
    for name in names:
        if name in (ANNOUNCE_ALL, ANNOUNCE_NONE):
            announcements = Announcements(**dict.fromkeys(ANNOUNCED, name == ANNOUNCE_ALL))
        elif name in ANNOUNCED:
            announcements = replace(announcements, **{name: True})
        else:
            hint = f"what can be: {', '.join((*ANNOUNCED, ANNOUNCE_ALL, ANNOUNCE_NONE))}"
            raise UsageError(f"{name!r} cannot be announced", where="--announce", hint=hint)
    return announcements
