"""Pages that begin with a heading: what a page list leads to stands in the section of that heading, as in the book."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from accessible.model.blocks import Block, Evidence, Heading, PageBreak, SectionStart, Span

_OVER = Evidence("a page begins over a heading")


def with_pages_over_headings(blocks: Sequence[Block], offsets: Sequence[int]) -> Iterator[Block]:
    """The blocks, with the beginning of a section before every page that begins right over a heading of the same file;
    ``offsets`` are where the files begin."""
    for at, block in enumerate(blocks):
        if isinstance(block, PageBreak) and not (at and isinstance(blocks[at - 1], PageBreak | SectionStart)):
            behind = next((other for other in blocks[at : at + 5] if not isinstance(other, PageBreak)), None)
            same = behind is not None and _file(block, offsets) == _file(behind, offsets)
            if isinstance(behind, Heading) and same:
                yield SectionStart(Span(block.span.start, block.span.start), _OVER)
        yield block


def _file(block: Block, offsets: Sequence[int]) -> int:
    return bisect_right(offsets, block.span.start)
