"""Captions: a paragraph of that style stands under its picture or over its table, and belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Aside, Block, Caption, Evidence, Figure, Image, Span, Table

_BESIDE = Evidence("caption beside it")


def with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with captions in the figures and tables that they stand beside."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Aside):
            block = replace(block, blocks=with_captions(block.blocks))
        if isinstance(block, Image) and isinstance(after, Caption):
            out.append(_figure(block, after, first=False))
            at += 2
        elif isinstance(block, Caption) and isinstance(after, Table) and after.caption is None:
            out.append(replace(after, caption=block, span=_both(block, after)))
            at += 2
        elif (
            isinstance(block, Table)
            and block.caption is None
            and isinstance(after, Caption)
            and not _leads(blocks, at + 1)
        ):
            out.append(replace(block, caption=after, span=_both(block, after)))
            at += 2
        elif (
            isinstance(block, Caption)
            and isinstance(after, Image)
            and not isinstance(blocks[at + 2] if at + 2 < len(blocks) else None, Caption)
        ):
            out.append(_figure(after, block, first=True))
            at += 2
        else:
            out.append(block)
            at += 1
    return tuple(out)


def _leads(blocks: Sequence[Block], at: int) -> bool:
    """Whether a caption stands over another table."""
    return at + 1 < len(blocks) and isinstance(blocks[at + 1], Table | Image)


def _figure(image: Image, caption: Caption, *, first: bool) -> Figure:
    return Figure((image,), _both(image, caption), _BESIDE, caption=caption, caption_first=first)


def _both(one: Block, other: Block) -> Span:
    return Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
