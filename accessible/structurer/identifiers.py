"""Ids are born here and nowhere else; text, script, audio and overlay join on them.

A section is `s1`, a block in it `s1-b3`, a sentence of that block `s1-b3-t2`, a run in another language `s1-b3-f1`, a
quotation `q7`. Counting starts at 1 and follows reading order, so the same document always has the same ids.
"""

from __future__ import annotations

from itertools import count
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Footnote,
    Foreign,
    Inline,
    Leaf,
    List,
    PageBreak,
    Prose,
    Quote,
    SceneBreak,
    Sentence,
    Table,
)
from accessible.model.document import Document, Section
from accessible.model.draft import Lines


def give_identifiers(document: Document) -> Document:
    """The document with an id on every section, block, sentence and quotation."""
    quotes = count(1)
    sections = []
    for number, section in enumerate(document.sections, 1):
        name = f"s{number}"
        numbers = count(1)
        blocks = tuple(_named(block, name, numbers, quotes) for block in section.blocks)
        sections.append(Section(blocks=blocks, id=name))
    return replace(document, sections=tuple(sections))


def _named(block: Lines | Block, section: str, numbers: count[int], quotes: count[int]) -> Lines | Block:
    if isinstance(block, Lines):
        return block
    name = f"{section}-b{next(numbers)}"
    if isinstance(block, Leaf):
        return replace(block, id=name, prose=_marked(block.prose, name, quotes))
    match block:
        case BlockQuote():
            inner = tuple(_inner(child, section, numbers, quotes) for child in block.blocks)
            attribution = block.attribution and _marked(block.attribution, f"{name}-by", quotes)
            return replace(block, id=name, blocks=inner, attribution=attribution)
        case Footnote():
            return replace(
                block, id=name, blocks=tuple(_inner(child, section, numbers, quotes) for child in block.blocks)
            )
        case List():
            items = tuple(
                replace(
                    item,
                    id=f"{name}-i{number}",
                    blocks=tuple(_inner(child, section, numbers, quotes) for child in item.blocks),
                )
                for number, item in enumerate(block.items, 1)
            )
            return replace(block, id=name, items=items)
        case Table():
            caption = block.caption and replace(
                block.caption, id=f"{name}-title", prose=_marked(block.caption.prose, f"{name}-title", quotes)
            )
            rows = tuple(
                tuple(
                    replace(
                        cell,
                        id=f"{name}-r{down}c{across}",
                        blocks=tuple(_inner(child, section, numbers, quotes) for child in cell.blocks),
                    )
                    for across, cell in enumerate(row, 1)
                )
                for down, row in enumerate(block.rows, 1)
            )
            return replace(block, id=name, caption=caption, rows=rows)
        case SceneBreak() | PageBreak():
            return replace(block, id=name)
        case _:
            assert_never(block)


def _inner(block: Block, section: str, numbers: count[int], quotes: count[int]) -> Block:
    named = _named(block, section, numbers, quotes)
    assert not isinstance(named, Lines)
    return named


def _marked(prose: Prose, block: str, quotes: count[int]) -> Prose:
    sentences, runs = count(1), count(1)
    inlines: list[Inline] = []
    for inline in prose.inlines:
        match inline:
            case Sentence():
                inlines.append(replace(inline, id=f"{block}-t{next(sentences)}"))
            case Quote():
                inlines.append(replace(inline, id=f"q{next(quotes)}"))
            case Foreign():
                inlines.append(replace(inline, id=f"{block}-f{next(runs)}"))
            case _:
                assert_never(inline)
    return replace(prose, inlines=tuple(inlines))
