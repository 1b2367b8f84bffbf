"""What the rendering of a block needs to know of the document around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from accessible.model.blocks import Block, NoteRef, SectionKind
from accessible.model.document import Document, written
from accessible.model.draft import Lines
from accessible.model.repeats import repeats
from accessible.renderers.characters import label
from accessible.renderers.languages import UNDETERMINED
from accessible.renderers.page import Tree
from accessible.renderers.prose import Lead, same_page
from accessible.renderers.timeline import SILENCE, Timeline

_BRACKETS = "()[]{}"


class Context(NamedTuple):
    """What is the same for all blocks of a division, and most of it for all divisions."""

    language: str
    book: bool
    named: Mapping[str, bool]  # by a speaker's name: whether it is a name and not a description
    spoken: frozenset[str]  # ids of sentences that have a sound
    repeats: frozenset[str]  # ids of pull quotes whose words stand in the text
    pictures: Mapping[str, str]  # by a picture's name: its address in the book
    references: Mapping[str, tuple[Reference, ...]]  # by a note's id: what refers to it, in reading order
    lead: Lead = same_page
    kind: SectionKind = ""  # of the division
    timeline: Timeline = SILENCE  # of the division


class Reference(NamedTuple):
    """The id of a reference to a note, and its number or sign without brackets."""

    id: str
    sign: str


#: Writes blocks in order into an element. Blocks hold blocks, and what writes one is given what writes all.
Write: TypeAlias = Callable[[Tree, Sequence[Lines | Block], Context], None]


def context(
    document: Document,
    *,
    spoken: frozenset[str],
    pictures: Mapping[str, str] = MappingProxyType({}),
    lead: Lead = same_page,
) -> Context:
    """What all divisions of a document have in common.

    ``spoken`` are the ids of sentences that have a sound, ``pictures`` the addresses of the document's pictures by
    their names; ``lead`` gives the addresses of the document's ids.
    """
    return Context(
        language=document.metadata.language or UNDETERMINED,
        book=document.kind == "book",
        named={speaker.name: speaker.named for speaker in document.speakers},
        spoken=spoken,
        repeats=repeats(document),
        pictures=pictures,
        references=_references(document),
        lead=lead,
    )


def _references(document: Document) -> dict[str, tuple[Reference, ...]]:
    found: dict[str, list[Reference]] = {}
    for section in document.sections:
        for _, prose in written(section.blocks):
            for mark in sorted(prose.inlines, key=lambda mark: mark.start):
                if isinstance(mark, NoteRef) and mark.target and mark.id:
                    sign = label(prose.text[mark.start : mark.end]).strip(_BRACKETS)
                    found.setdefault(mark.target, []).append(Reference(mark.id, sign))
    return {note: tuple(those) for note, those in found.items()}
