"""Take blocks out of runs of lines: what is found before the layout leaves the lines around it for the layout.

Page numbers, tables, code and ornaments are known by their lines alone and must not be joined with the text around
them, so their rules look at the lines as the source has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Span
from accessible.model.document import Document
from accessible.model.draft import Lines

_VISIBLE = re.compile(r"[^\r\n\f]*\S")


def cut_out(document: Document, found: Sequence[Block]) -> Document:
    """The document with blocks that were found in its `Lines` in their place.

    ``found`` are in order, do not overlap, and each takes whole lines; one may reach over several runs of lines.
    """
    if not found:
        return document
    waiting = sorted(found, key=lambda block: block.span.start, reverse=True)
    sections = []
    taken = 0
    for section in document.sections:
        blocks: list[Lines | Block] = []
        for block in section.blocks:
            if not isinstance(block, Lines):
                blocks.append(block)
                continue
            start, end = max(block.span.start, taken), block.span.end
            while waiting and waiting[-1].span.start < end:
                piece = waiting.pop()
                blocks.extend(_rest(document.text, start, piece.span.start))
                blocks.append(piece)
                start = taken = piece.span.end
            blocks.extend(_rest(document.text, start, end))
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections))


def _rest(text: str, start: int, end: int) -> list[Lines]:
    """The lines between two places, without the blank ones around them."""
    first = _VISIBLE.search(text, start, end) if start < end else None
    if first is None:
        return []
    while text[end - 1].isspace():
        end -= 1
    return [Lines(Span(first.start(), end))]
