"""Document: sections of blocks of inlines; everything that can be spoken has one id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, assert_never

from msgspec import Struct

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Definitions,
    Evidence,
    Figure,
    Footnote,
    Heading,
    Image,
    Leaf,
    List,
    NoteRef,
    PageBreak,
    PageMark,
    Prose,
    SceneBreak,
    SectionKind,
    SectionStart,
    Table,
    Title,
)
from accessible.model.draft import Lines, Metadata, Picture
from accessible.model.message import Message
from accessible.model.walking import held


class Speaker(Struct, frozen=True, omit_defaults=True):
    """Somebody who is quoted: the fullest name in the document and the other names it uses for the same one."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["person", "organisation", "place", ""] = ""
    gender: Literal["female", "male", ""] = ""  # only when the text itself says so
    named: bool = True  # False: "a spokesman", "a senior official"


class Section(Struct, frozen=True, omit_defaults=True):
    """A stretch of the document under one heading (its first block, when it has one): one file, one audio file.

    ``kind_evidence`` says why it is of its ``kind`` (None where it has none, or a reader knew it). ``ours``: it is no
    part of the work, but a page that the book has from us (the contents list, who said what).
    """

    blocks: tuple[Lines | Block, ...]
    id: str = ""
    kind: SectionKind = ""
    kind_evidence: Evidence | None = None
    ours: bool = False


class Document(Struct, frozen=True, omit_defaults=True):
    """A structured work. ``text`` is the decoded source that every `Span` points into."""

    source: str
    text: str
    metadata: Metadata = Metadata()
    kind: Literal["article", "book"] = "article"
    kind_evidence: Evidence | None = None  # None until the headings are found
    sections: tuple[Section, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    pictures: tuple[Picture, ...] = ()
    messages: tuple[Message, ...] = ()


def leaves(blocks: tuple[Lines | Block, ...]) -> Iterator[Leaf]:
    """The blocks that hold text, in reading order, containers opened."""
    return (part for part in _parts(blocks) if not isinstance(part, BlockQuote | Image))


def written(blocks: tuple[Lines | Block, ...]) -> Iterator[tuple[str, Prose]]:
    """The id and the text of everything that is written, in reading order: leaves, the attributions of extracts, which
    are no blocks, and the words that stand for pictures; both are read and spoken like them."""
    for part in _parts(blocks):
        match part:
            case BlockQuote():
                if part.attribution is not None:
                    yield f"{part.id}-by", part.attribution
            case Image():
                if part.alternative is not None:
                    yield part.id, part.alternative
            case _:
                yield part.id, part.prose


def images(blocks: tuple[Lines | Block, ...]) -> Iterator[Image]:
    """The pictures among the blocks, in reading order, containers opened."""
    return (part for part in _parts(blocks) if isinstance(part, Image))


def decorates(image: Image) -> bool:
    """Whether a picture says nothing, by the empty words that stand for it."""
    return image.alternative is not None and not image.alternative.text.strip()


def _parts(blocks: tuple[Lines | Block, ...]) -> Iterator[Leaf | BlockQuote | Image]:
    """Each leaf and image, and behind the leaves of an extract the extract itself, where its attribution stands."""
    for block in blocks:
        if isinstance(block, Leaf | Image):
            yield block
            continue
        match block:
            case BlockQuote():
                yield from _parts(block.blocks)
                yield block
            case Footnote() | Aside():
                yield from _parts(block.blocks)
            case Figure():
                if block.caption is not None and block.caption_first:
                    yield block.caption
                yield from _parts(block.blocks)
                if block.caption is not None and not block.caption_first:
                    yield block.caption
            case List():
                for item in block.items:
                    yield from _parts(item.blocks)
            case Definitions():
                for entry in block.entries:
                    yield from entry.terms
                    yield from _parts(entry.blocks)
            case Table():
                if block.caption is not None:
                    yield block.caption
                for row in block.rows:
                    for cell in row:
                        yield from _parts(cell.blocks)
            case Lines() | SceneBreak() | PageBreak() | SectionStart():
                pass
            case _:
                assert_never(block)


def pages(blocks: tuple[Lines | Block, ...]) -> Iterator[tuple[str, str]]:
    """The id and the number of each page that begins among the blocks or in their texts, but for those of which no
    number is known; the blocks first."""
    yield from _broken(blocks)
    for _, prose in written(blocks):
        for mark in prose.inlines:
            if isinstance(mark, PageMark) and mark.id and mark.label.strip():
                yield mark.id, mark.label


def _broken(blocks: Iterable[Lines | Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, PageBreak) and block.id and block.label.strip():
            yield block.id, block.label
        elif not isinstance(block, Lines):
            yield from _broken(held(block))


def heading_of(section: Section) -> Title | Heading | None:
    """The title or heading that a section stands under, or None for text before the first one."""
    for block in section.blocks:
        if isinstance(block, Title | Heading):
            return block
        if not isinstance(block, Boilerplate | PageBreak | SectionStart):
            return None
    return None


def words_of(prose: Prose, start: int = 0, end: int | None = None) -> str:
    """A text (its characters ``start`` to ``end``) as it is called elsewhere, in a list or a file name: on one line,
    and without what refers to its notes."""
    stop = len(prose.text) if end is None else end
    kept = []
    for mark in sorted((m for m in prose.inlines if isinstance(m, NoteRef)), key=lambda mark: mark.start):
        if start <= mark.start and mark.end <= stop:
            kept.append(prose.text[start : mark.start])
            start = mark.end
    return " ".join("".join([*kept, prose.text[start:stop]]).split())
