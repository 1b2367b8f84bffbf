"""The divisions of a book: which sections become files, what they are called, and how deep their headings lie.

Content documents, overlays, contents list and audio files all follow this one outline, so that they cannot disagree.

Heading levels are closed up: a heading lies at most one level below the one that it stands under, whatever the source
skipped, because a gap in the levels is a missing chapter to somebody who jumps from heading to heading
(WCAG 2.2, technique G141).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from accessible.errors import SourceError
from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Definitions,
    Figure,
    Footnote,
    Heading,
    Image,
    List,
    PageBreak,
    PageMark,
    SceneBreak,
    SectionStart,
    Table,
    Title,
)
from accessible.model.document import Document, Section, heading_of, leaves
from accessible.model.draft import Lines
from accessible.model.publication import TocEntry
from accessible.renderers.characters import label, shortened

_DEEPEST = 6  # HTML ends at h6


class Division(Struct, frozen=True):
    """A section as it stands in the book.

    ``id`` is the section's. ``blocks`` are those that are shown, with the levels of their headings closed up (2 to 6;
    a title is level 1). ``number`` counts from 1 in reading order and names the files; ``kind`` is what the section is
    in a book ("" in an article).
    """

    id: str
    blocks: tuple[Lines | Block, ...]
    label: str
    number: int
    kind: Literal["part", "chapter", ""] = ""

    @property
    def href(self) -> str:
        """The content document's name inside the package folder; never made of input."""
        return f"c{self.number:04}.xhtml"


def divide(document: Document) -> tuple[Division, ...]:
    """The sections that have something to show, in reading order. Raises `SourceError` when there is none."""
    sections = [
        (section.id, blocks) for section in document.sections if (blocks := tuple(filter(is_shown, section.blocks)))
    ]
    if not sections:
        raise SourceError("there is no text to make a book of", where=document.source)
    titled = any(isinstance(block, Title) for _, blocks in sections for block in blocks)
    divisions: list[Division] = []
    above: list[int] = []  # the levels, as the source has them, of the headings that the next one stands under
    for number, (identifier, blocks) in enumerate(sections, 1):
        closed = tuple(_closed_up(block, above) for block in blocks)
        title = "" if titled or divisions else label(document.metadata.title)
        divisions.append(Division(identifier, closed, _label(closed) or title or _first_words(closed), number))
    return _with_kinds(divisions) if document.kind == "book" else tuple(divisions)


def _closed_up(block: Lines | Block, above: list[int]) -> Lines | Block:
    """The block; a heading with the level that follows from the headings ``above``, which it joins."""
    if isinstance(block, Title):
        above.clear()
    elif isinstance(block, Heading):
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        return replace(block, level=min(_DEEPEST, 1 + len(above)))
    return block


def opening(division: Division) -> Title | Heading | None:
    """The heading that a division begins with, if it does."""
    return heading_of(Section(blocks=division.blocks))


def is_shown(block: Lines | Block) -> bool:
    """Whether a block has a place in the book: page furniture has none, nor has a page of which no number is known."""
    return not isinstance(block, Boilerplate | SectionStart) and not (isinstance(block, PageBreak) and not block.label)


def contents(divisions: tuple[Division, ...]) -> tuple[TocEntry, ...]:
    """The contents list: every heading, nested by level.

    The title is the first entry and not the parent of the others: a reading system that folds sub-lists would hide the
    whole work behind it. A section without heading is listed at the depth of a chapter, under its first words.
    """
    entries: list[tuple[int, str, str]] = []
    for division in divisions:
        first = opening(division)
        if first is None:
            entries.append((2, division.label, division.href))
        for block in division.blocks:
            if isinstance(block, Title | Heading):
                level = block.level if isinstance(block, Heading) else 2
                target = division.href if block is first or not block.id else f"{division.href}#{block.id}"
                entries.append((level, label(block.prose.text), target))
    return _nested(entries)


def pages(divisions: tuple[Division, ...]) -> tuple[TocEntry, ...]:
    """The list of pages: every page break that has a number and an id, wherever it stands."""
    return tuple(
        TocEntry(label=label(block.label), href=f"{division.href}#{block.id}")
        for division in divisions
        for block in _page_breaks(division.blocks)
        if block.id and block.label
    )


def _page_breaks(blocks: tuple[Lines | Block, ...]) -> Iterator[PageBreak | PageMark]:
    for block in blocks:
        match block:
            case PageBreak():
                yield block
            case BlockQuote() | Footnote() | Aside() | Figure():
                yield from _page_breaks(block.blocks)
            case Definitions():
                for entry in block.entries:
                    yield from _page_breaks((*entry.terms, *entry.blocks))
            case List():
                for item in block.items:
                    yield from _page_breaks(item.blocks)
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield from _page_breaks(cell.blocks)
            case Lines() | SceneBreak() | SectionStart() | Image():
                pass
            case _:
                yield from (mark for mark in block.prose.inlines if isinstance(mark, PageMark))


def _label(blocks: tuple[Lines | Block, ...]) -> str:
    heading = heading_of(Section(blocks=blocks))
    return label(heading.prose.text) if heading else ""


def _first_words(blocks: tuple[Lines | Block, ...]) -> str:
    words = label(" ".join(leaf.prose.text for leaf in leaves(blocks) if not isinstance(leaf, Boilerplate)))
    return shortened(words) or "…"


def _nested(entries: list[tuple[int, str, str]]) -> tuple[TocEntry, ...]:
    """The entries at the level of the first one, each with the deeper ones that follow it as children."""
    nested = []
    while entries:
        level, text, href = entries[0]
        behind = next((index for index, entry in enumerate(entries) if index and entry[0] <= level), len(entries))
        nested.append(TocEntry(label=text or "…", href=href, children=_nested(entries[1:behind])))
        entries = entries[behind:]
    return tuple(nested)


def _with_kinds(divisions: list[Division]) -> tuple[Division, ...]:
    """Parts and chapters of a book.

    A section of the highest rank is a chapter, unless it has nothing but its heading and is followed by deeper ones:
    then it is a part, and those of the next rank are its chapters.
    """
    levels = [first.level if isinstance(first := opening(division), Heading) else 0 for division in divisions]
    found = []
    in_part = False
    for division, level, below in zip(divisions, levels, [*levels[1:], 0], strict=True):
        kind: Literal["part", "chapter", ""] = ""
        if level == 2:
            in_part = below > 2 and all(isinstance(block, Heading | PageBreak) for block in division.blocks)
            kind = "part" if in_part else "chapter"
        elif level == 3 and in_part:
            kind = "chapter"
        found.append(replace(division, kind=kind))
    return tuple(found)
