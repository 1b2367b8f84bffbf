"""A Draft without its pictures, for who wants none: the words that stand for them stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Caption,
    Definitions,
    Evidence,
    Figure,
    Footnote,
    Image,
    Leaf,
    List,
    PageBreak,
    SceneBreak,
    SectionStart,
    Table,
)
from accessible.model.draft import Draft, Lines
from accessible.model.message import Message, Place


def without_pictures(draft: Draft) -> Draft:
    """The Draft with the words for its pictures in their places, and a message that counts them."""
    if not draft.pictures:
        return draft
    blocks = tuple(
        other for block in draft.blocks for other in ([block] if isinstance(block, Lines) else _without(block))
    )
    count = len(draft.pictures)
    what = "1 picture was" if count == 1 else f"{count} pictures were"
    told = Message("R009", f"{what} left out, as was asked for; the words for them were kept.", Place(draft.source))
    metadata = replace(draft.metadata, cover="", cover_description="")
    return replace(draft, blocks=blocks, pictures=(), metadata=metadata, messages=(*draft.messages, told))


def _all(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(other for block in blocks for other in _without(block))


def _without(block: Block) -> Iterator[Block]:
    if isinstance(block, Leaf):
        yield block
        return
    match block:
        case Image():
            if block.alternative is not None and block.alternative.text:
                evidence = Evidence("words for a picture that did not come along")
                yield Caption(block.alternative, block.span, evidence, id=block.id)
        case Figure():
            inner = _all(block.blocks)
            if inner and not all(isinstance(other, Caption) for other in inner):
                yield replace(block, blocks=inner)
                return
            yield from inner
            if block.caption is not None:
                yield block.caption
        case BlockQuote() | Footnote() | Aside():
            yield replace(block, blocks=_all(block.blocks))
        case List():
            items = tuple(replace(item, blocks=_all(item.blocks)) for item in block.items)
            yield replace(block, items=tuple(item for item in items if item.blocks))
        case Definitions():
            yield replace(block, entries=tuple(replace(entry, blocks=_all(entry.blocks)) for entry in block.entries))
        case Table():
            rows = tuple(tuple(replace(cell, blocks=_all(cell.blocks)) for cell in row) for row in block.rows)
            yield replace(block, rows=rows)
        case SceneBreak() | PageBreak() | SectionStart():
            yield block
        case _:
            assert_never(block)
