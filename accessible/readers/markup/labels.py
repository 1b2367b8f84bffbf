"""The number or sign that a note begins with, when it stands in the note's text: the note's label stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from accessible.model.blocks import Anchor, Block, Inline, PageMark, Paragraph, Prose
from accessible.readers.markup.accounting import visible


def without_label(blocks: list[Block], label: str) -> tuple[list[Block], int]:
    """The blocks of a note without its label at their beginning, or the sign that its ways back stood behind, and how
    many visible characters that was."""
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return blocks, 0
    found = re.match(rf"(?:[\[({{]?\s*{re.escape(label)}\s*[\])}}]?[.:]?|[\^↑])\s+(?=\S)", first.prose.text)
    if found is None:
        return blocks, 0
    return [replace(first, prose=cut_front(first.prose, found.end())), *blocks[1:]], visible(found.group())


def cut_front(prose: Prose, length: int) -> Prose:
    """A text without its first characters, its marks moved."""
    return replace(prose, text=prose.text[length:], inlines=tuple(_moved(prose.inlines, length)))


def _moved(inlines: tuple[Inline, ...], length: int) -> Iterator[Inline]:
    for mark in inlines:
        start, end = max(0, mark.start - length), max(0, mark.end - length)
        if start < end or isinstance(mark, Anchor | PageMark):
            yield replace(mark, start=start, end=end)
