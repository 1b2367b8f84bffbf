"""Into the blocks that hold blocks: what they hold, and the same container around other blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Definitions,
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

Blocks = tuple[Block, ...]


def rebuilt(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    """The block with ``change`` applied to each row of blocks that it holds, in reading order.

    Captions, terms of definitions and attributions are parts of their containers and no rows of blocks. A block that
    holds none is given back as it is.
    """
    if isinstance(block, Leaf):
        return block
    match block:
        case BlockQuote() | Footnote() | Aside() | Figure():
            return replace(block, blocks=change(block.blocks))
        case List():
            return replace(block, items=tuple(replace(item, blocks=change(item.blocks)) for item in block.items))
        case Definitions():
            return replace(block, entries=tuple(replace(entry, blocks=change(entry.blocks)) for entry in block.entries))
        case Table():
            rows = tuple(tuple(replace(cell, blocks=change(cell.blocks)) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        case SceneBreak() | PageBreak() | SectionStart() | Image():
            return block
        case _:
            assert_never(block)


def held(block: Block) -> Blocks:
    """The blocks that a block holds, in reading order; not those that they hold in their turn."""
    found: list[Block] = []

    def collect(blocks: Blocks) -> Blocks:
        found.extend(blocks)
        return blocks

    rebuilt(block, collect)
    return tuple(found)
