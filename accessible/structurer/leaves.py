"""Change every block, wherever it stands: the one walk that transforms of text share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Caption,
    Definitions,
    Figure,
    Footnote,
    Image,
    Leaf,
    List,
    PageBreak,
    Paragraph,
    Prose,
    SceneBreak,
    SectionStart,
    Table,
)
from accessible.model.document import Document
from accessible.model.draft import Lines


def map_leaves(document: Document, change: Callable[[Leaf], Leaf]) -> Document:
    """The document with ``change`` applied to each leaf block, in reading order."""
    return _map_blocks(document, partial(_changed, change=change))


def map_attributions(document: Document, change: Callable[[Prose], Prose]) -> Document:
    """The document with ``change`` applied to the attribution of each extract that has one: it is no leaf, but it is
    read and spoken like one."""
    return _map_blocks(document, partial(_reattributed, change=change))


def map_alternatives(document: Document, change: Callable[[Prose], Prose]) -> Document:
    """The document with ``change`` applied to the words that stand for each picture that has any."""
    return _map_blocks(document, partial(_described, change=change))


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
    return change(block) if isinstance(block, Leaf) else with_inner(block, partial(_changed, change=change))


def _reattributed(block: Block, change: Callable[[Prose], Prose]) -> Block:
    if isinstance(block, BlockQuote) and block.attribution is not None:
        block = replace(block, attribution=change(block.attribution))
    return with_inner(block, partial(_reattributed, change=change))


def _described(block: Block, change: Callable[[Prose], Prose]) -> Block:
    if isinstance(block, Image) and block.alternative is not None:
        return replace(block, alternative=change(block.alternative))
    return with_inner(block, partial(_described, change=change))


def with_inner(block: Block, change: Callable[[Block], Block]) -> Block:
    """The block with ``change`` applied to each block that stands directly in it, in reading order; one without such
    blocks as it is. A caption has to stay a caption, and a term a paragraph."""
    if isinstance(block, Leaf):
        return block
    match block:
        case BlockQuote() | Footnote() | Aside():
            return replace(block, blocks=tuple(map(change, block.blocks)))
        case Figure():
            first = _caption(block.caption, change) if block.caption_first else None
            blocks = tuple(map(change, block.blocks))
            return replace(block, blocks=blocks, caption=first or _caption(block.caption, change))
        case List():
            return replace(
                block, items=tuple(replace(item, blocks=tuple(map(change, item.blocks))) for item in block.items)
            )
        case Definitions():
            entries = tuple(
                replace(
                    entry,
                    terms=tuple(_term(term, change) for term in entry.terms),
                    blocks=tuple(map(change, entry.blocks)),
                )
                for entry in block.entries
            )
            return replace(block, entries=entries)
        case Table():
            caption = _caption(block.caption, change)
            rows = tuple(
                tuple(replace(cell, blocks=tuple(map(change, cell.blocks))) for cell in row) for row in block.rows
            )
            return replace(block, caption=caption, rows=rows)
        case SceneBreak() | PageBreak() | SectionStart() | Image():
            return block
        case _:
            assert_never(block)


def _caption(caption: Caption | None, change: Callable[[Block], Block]) -> Caption | None:
    if caption is None:
        return None
    changed = change(caption)
    assert isinstance(changed, Caption)
    return changed


def _term(term: Paragraph, change: Callable[[Block], Block]) -> Paragraph:
    changed = change(term)
    assert isinstance(changed, Paragraph)
    return changed
