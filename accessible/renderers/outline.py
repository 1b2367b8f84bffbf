"""The divisions of a book: which sections become files, what they are called, and how deep their headings lie.

Content documents, overlays, contents list and audio files all follow this one outline, so that they cannot disagree.

Heading levels are closed up: a heading lies at most one level below the one that it stands under, whatever the source
skipped, because a gap in the levels is a missing chapter to somebody who jumps from heading to heading
(WCAG 2.2, technique G141).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from accessible.errors import SourceError
from accessible.model.blocks import (
    Block,
    Boilerplate,
    Heading,
    PageBreak,
    SectionKind,
    SectionStart,
    Title,
)
from accessible.model.document import Document, Section, heading_of, leaves, words_of
from accessible.model.draft import Lines
from accessible.model.publication import TocEntry
from accessible.model.walking import rebuilt
from accessible.renderers.characters import label, shortened
from accessible.renderers.semantics import Partition, partition

_DEEPEST = 6  # HTML ends at h6


class Division(Struct, frozen=True):
    """A section as it stands in the book.

    ``id`` is the section's. ``blocks`` are those that are shown, with the levels of their headings closed up (2 to 6;
    a title is level 1). ``number`` counts from 1 in reading order and names the files; ``kind`` is what the section is,
    as its source says or as it follows from its heading; ``partition`` is the part of the book that it
    stands in.
    """

    id: str
    blocks: tuple[Lines | Block, ...]
    label: str
    number: int
    kind: SectionKind = ""
    partition: Partition = "bodymatter"

    @property
    def href(self) -> str:
        """The content document's name inside the package folder; never made of input."""
        return f"c{self.number:04}.xhtml"


def divide(document: Document) -> tuple[Division, ...]:
    """The sections that have something to show, in reading order. Raises `SourceError` when there is none."""
    sections = [
        (section, blocks) for section in document.sections if (blocks := tuple(filter(is_shown, section.blocks)))
    ]
    if not sections:
        raise SourceError("there is no text to make a book of", where=document.source)
    titled = any(isinstance(block, Title) for _, blocks in sections for block in blocks)
    divisions: list[Division] = []
    above: list[int] = []  # the levels, as the source has them, of the headings that the next one stands under
    for number, (section, blocks) in enumerate(sections, 1):
        closed = tuple(_closed_up(blocks, above))
        title = "" if titled or divisions else label(document.metadata.title)
        name = _label(closed) or title or _first_words(closed)
        divisions.append(Division(section.id, closed, name, number, section.kind))
    return _with_partitions(divisions, book=document.kind == "book")


def _closed_up(blocks: Iterable[Lines | Block], above: list[int], *, under: int = 0) -> Iterator[Lines | Block]:
    """The blocks, headings with the level that follows from the headings ``above``, which they join.

    A heading in a box or an extract stands below the last one outside, of which there are ``under``.
    """
    for block in blocks:
        if isinstance(block, Lines):
            yield block
        elif isinstance(block, Title):
            above.clear()
            yield block
        elif isinstance(block, Heading):
            while len(above) > under and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            yield replace(block, level=min(_DEEPEST, 1 + len(above)))
        else:
            yield rebuilt(block, lambda inner: _closed_inside(inner, above))


def _closed_inside(blocks: tuple[Block, ...], above: list[int]) -> tuple[Block, ...]:
    closed = _closed_up(blocks, list(above), under=len(above))
    return tuple(block for block in closed if not isinstance(block, Lines))


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
    entries: list[tuple[int, TocEntry]] = []
    for division in divisions:
        first = opening(division)
        if first is None:
            entries.append((2, TocEntry(division.label, division.href)))
        for block in division.blocks:
            if isinstance(block, Title | Heading):
                level = block.level if isinstance(block, Heading) else 2
                target = division.href if block is first or not block.id else f"{division.href}#{block.id}"
                name = label(words_of(block.prose)) or "…"
                entries.append((level, TocEntry(name, target, language=block.prose.language)))
    return _nested(entries)


def _label(blocks: tuple[Lines | Block, ...]) -> str:
    heading = heading_of(Section(blocks=blocks))
    return label(words_of(heading.prose)) if heading else ""


def _first_words(blocks: tuple[Lines | Block, ...]) -> str:
    words = label(" ".join(words_of(leaf.prose) for leaf in leaves(blocks) if not isinstance(leaf, Boilerplate)))
    return shortened(words) or "…"


def _nested(entries: list[tuple[int, TocEntry]]) -> tuple[TocEntry, ...]:
    """The entries at the level of the first one, each with the deeper ones that follow it as children."""
    nested = []
    while entries:
        level, entry = entries[0]
        behind = next((index for index, other in enumerate(entries) if index and other[0] <= level), len(entries))
        nested.append(replace(entry, children=_nested(entries[1:behind])))
        entries = entries[behind:]
    return tuple(nested)


def _with_partitions(divisions: list[Division], *, book: bool) -> tuple[Division, ...]:
    """The divisions with the part of the book that each stands in.

    The section with the title of a book belongs to the front, if anything of the body follows.
    """
    kinds = [partition(division.kind, before=True) for division in divisions]
    inner = [number for number, place in enumerate(kinds) if place == "bodymatter"]
    found = []
    for number, division in enumerate(divisions):
        place = partition(division.kind, before=bool(inner) and number < inner[0])
        titled = book and any(isinstance(block, Title) for block in division.blocks)
        if titled and not division.kind and len(inner) > 1 and number == inner[0]:
            inner.pop(0)
            place = "frontmatter"
        found.append(replace(division, partition=place))
    return tuple(found)
