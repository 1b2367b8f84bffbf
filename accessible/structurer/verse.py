"""Verse: stanzas, whose line breaks are the poet's."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, Verse
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.shape import LISTED, shape_of


def find_verse(document: Document) -> Document:
    """The document with its stanzas as `Verse`."""
    (section,) = document.sections
    blocks = tuple(_verse(block, document.text) for block in section.blocks)
    return replace(document, sections=(replace(section, blocks=blocks),))


def _verse(block: Lines | Block, source: str) -> Lines | Block:
    """A stanza: lines of much the same length, broken before they are full, each begun with a capital."""
    if not isinstance(block, Paragraph) or "\n" not in block.prose.text:
        return block
    lines = [line.strip() for line in block.prose.text.splitlines() if line.strip()]
    if len(lines) < 2 or max(map(len, lines)) > 70 or LISTED.match(lines[0]):
        return block
    capital = sum(line.lstrip("\"'“‘—").strip()[:1].isupper() for line in lines)
    if capital < len(lines) or shape_of(block, source).indent < 2:
        return block
    return Verse(block.prose, block.span, Evidence("set in lines that begin with capitals", 0.8))
