"""Change every block that holds text, wherever it stands: the one walk that transforms of text share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Caption,
    Footnote,
    Leaf,
    List,
    PageBreak,
    Prose,
    SceneBreak,
    Table,
)
from accessible.model.document import Document
from accessible.model.draft import Lines


def map_leaves(document: Document, change: Callable[[Leaf], Leaf]) -> Document:
    """The document with ``change`` applied to each leaf block, in reading order."""
    return _map_blocks(document, partial(_changed, change=change))


def _map_blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    """The document with ``change`` applied to each block of its sections; lines are none yet."""
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                blocks=tuple(block if isinstance(block, Lines) else change(block) for block in section.blocks),
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
        case Table():
            caption = change(block.caption) if block.caption is not None else None
            assert caption is None or isinstance(caption, Caption)
            rows = tuple(
                tuple(replace(cell, blocks=tuple(_changed(child, change) for child in cell.blocks)) for cell in row)
                for row in block.rows
            )
            return replace(block, caption=caption, rows=rows)
        case SceneBreak() | PageBreak():
            return block
        case _:
            assert_never(block)


def map_attributions(document: Document, change: Callable[[Prose], Prose]) -> Document:
    """The document with ``change`` applied to the attribution of each extract that has one: it is no leaf, but it is
    read and spoken like one."""
    return _map_blocks(document, partial(_reattributed, change=change))


def _reattributed(block: Block, change: Callable[[Prose], Prose]) -> Block:
    inner = partial(_reattributed, change=change)
    match block:
        case BlockQuote():
            attribution = change(block.attribution) if block.attribution is not None else None
            return replace(block, blocks=tuple(map(inner, block.blocks)), attribution=attribution)
        case Footnote():
            return replace(block, blocks=tuple(map(inner, block.blocks)))
        case List():
            items = tuple(replace(item, blocks=tuple(map(inner, item.blocks))) for item in block.items)
            return replace(block, items=items)
        case _:
            return block
