"""Captions: a paragraph of that style stands under its picture or over its table, and belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from msgspec.structs import replace

from accessible.model.blocks import Aside, Block, Caption, Evidence, Figure, Image, Span, Table
from accessible.readers.markup.images import STANDS_IN

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
        joined = _joined(block, after, blocks[at + 2] if at + 2 < len(blocks) else None) if after is not None else None
        if joined is not None:
            out.append(joined)
            at += 2
        else:
            out.append(block)
            at += 1
    return tuple(out)


def _joined(block: Block, after: Block, then: Block | None) -> Block | None:
    """Two blocks as one, where one is the caption of the other; a caption stands under a picture and over a table,
    unless it is the other way about all the same."""
    if isinstance(block, Image) and _is_caption(after):
        return _figure(block, after, first=False)
    if _is_caption(block) and isinstance(after, Table) and after.caption is None:
        return replace(after, caption=block, span=_both(block, after))
    if (
        isinstance(block, Table)
        and block.caption is None
        and _is_caption(after)
        and not isinstance(then, Table | Image)
    ):
        return replace(block, caption=after, span=_both(block, after))
    if _is_caption(block) and isinstance(after, Image) and not _is_caption(then):
        return _figure(after, block, first=True)
    return None


def _is_caption(block: Block | None) -> TypeGuard[Caption]:
    """Whether a block is a caption, and not the words for a picture that could not come along."""
    return isinstance(block, Caption) and block.evidence is not STANDS_IN


def _figure(image: Image, caption: Caption, *, first: bool) -> Figure:
    return Figure((image,), _both(image, caption), _BESIDE, caption=caption, caption_first=first)


def _both(one: Block, other: Block) -> Span:
    return Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
