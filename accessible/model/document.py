"""Document: sections of blocks of inlines; everything that can be spoken has one id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, assert_never

from msgspec import Struct

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Evidence,
    Footnote,
    Heading,
    Leaf,
    List,
    PageBreak,
    Prose,
    SceneBreak,
    Table,
    Title,
)
from accessible.model.draft import Lines, Metadata
from accessible.model.message import Message


class Speaker(Struct, frozen=True, omit_defaults=True):
    """Somebody who is quoted: the fullest name in the document and the other names it uses for the same one."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["person", "organisation", "place", ""] = ""
    gender: Literal["female", "male", ""] = ""  # only when the text itself says so
    named: bool = True  # False: "a spokesman", "a senior official"


class Section(Struct, frozen=True, omit_defaults=True):
    """A stretch of the document under one heading (its first block, when it has one): one file, one audio file."""

    blocks: tuple[Lines | Block, ...]
    id: str = ""


class Document(Struct, frozen=True, omit_defaults=True):
    """A structured work. ``text`` is the decoded source that every `Span` points into."""

    source: str
    text: str
    metadata: Metadata = Metadata()
    kind: Literal["article", "book"] = "article"
    kind_evidence: Evidence | None = None  # None until the headings are found
    sections: tuple[Section, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    messages: tuple[Message, ...] = ()


def leaves(blocks: tuple[Lines | Block, ...]) -> Iterator[Leaf]:
    """The blocks that hold text, in reading order, containers opened."""
    return (part for part in _parts(blocks) if not isinstance(part, BlockQuote))


def written(blocks: tuple[Lines | Block, ...]) -> Iterator[tuple[str, Prose]]:
    """The id and the text of everything that is written, in reading order: leaves, and the attributions of extracts,
    which are no blocks but are read and spoken like them."""
    for part in _parts(blocks):
        if not isinstance(part, BlockQuote):
            yield part.id, part.prose
        elif part.attribution is not None:
            yield f"{part.id}-by", part.attribution


def _parts(blocks: tuple[Lines | Block, ...]) -> Iterator[Leaf | BlockQuote]:
    """Each leaf, and behind the leaves of an extract the extract itself, where its attribution stands."""
    for block in blocks:
        if isinstance(block, Leaf):
            yield block
        elif isinstance(block, BlockQuote):
            yield from _parts(block.blocks)
            yield block
        elif isinstance(block, Footnote):
            yield from _parts(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from _parts(item.blocks)
        elif isinstance(block, Table):
            if block.caption is not None:
                yield block.caption
            for row in block.rows:
                for cell in row:
                    yield from _parts(cell.blocks)
        elif not isinstance(block, Lines | SceneBreak | PageBreak):
            assert_never(block)


def heading_of(section: Section) -> Title | Heading | None:
    """The title or heading that a section stands under, or None for text before the first one."""
    for block in section.blocks:
        if isinstance(block, Title | Heading):
            return block
        if not isinstance(block, Boilerplate | PageBreak):
            return None
    return None
