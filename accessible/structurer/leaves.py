"""Change every block that holds text, wherever it stands: the one walk that transforms of text share."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Footnote,
    Leaf,
    List,
    PageBreak,
    SceneBreak,
)
from accessible.model.document import Document
from accessible.model.draft import Lines


def map_leaves(document: Document, change: Callable[[Leaf], Leaf]) -> Document:
    """The document with ``change`` applied to each leaf block, in reading order."""
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                blocks=tuple(
                    block if isinstance(block, Lines) else _changed(block, change) for block in section.blocks
                ),
            )
            for section in document.sections
        ),
    )


def _changed(block: Block, change: Callable[[Leaf], Leaf]) -> Block:
    if isinstance(block, Leaf):
        return change(block)
    match block:
        case BlockQuote() | Footnote():
            return replace(block, blocks=tuple(_changed(child, change) for child in block.blocks))
        case List():
            items = tuple(
                replace(item, blocks=tuple(_changed(child, change) for child in item.blocks)) for item in block.items
            )
            return replace(block, items=items)
        case SceneBreak() | PageBreak():
            return block
        case _:
            assert_never(block)
