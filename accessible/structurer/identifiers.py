"""Ids are born here and nowhere else; text, script, audio and overlay join on them.

A section is `s1`, a block in it `s1-b3`, a sentence of that block `s1-b3-t2`, a run in another language `s1-b3-f1`, a
reference to a note `s1-b3-n1`, the beginning of a page `s1-b3-p1`, a quotation `q7`. Counting starts at 1 and follows
reading order, so the same document always has the same ids.

Ids that a source had of its own are there for its links: they are looked up here, and the link then names the id that
was born in their place. Words that lead to nothing are no link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import (
    Anchor,
    Aside,
    Block,
    BlockQuote,
    Definitions,
    Figure,
    Footnote,
    Foreign,
    Image,
    Inline,
    Leaf,
    Link,
    List,
    NoteRef,
    PageBreak,
    PageMark,
    Prose,
    Quote,
    SceneBreak,
    SectionStart,
    Sentence,
    SpeakerLabel,
    Styled,
    Table,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message, Place
from accessible.model.source import OF_FILE
from accessible.structurer.leaves import map_attributions, map_leaves


def give_identifiers(document: Document) -> Document:
    """The document with an id on every section, block, sentence and quotation, and with links that lead to them."""
    quotes = count(1)
    born: dict[str, str] = {}
    sections = []
    for number, section in enumerate(document.sections, 1):
        name = f"s{number}"
        if section.id:
            born.setdefault(section.id, name)
        names = _Names(name, quotes, born)
        blocks = tuple(block if isinstance(block, Lines) else names.block(block) for block in section.blocks)
        sections.append(replace(section, blocks=blocks, id=name))
    return _linked(replace(document, sections=tuple(sections)), born)


class _Names:
    """The ids of a section. ``born`` collects what has come in the place of the source's own ids."""

    def __init__(self, section: str, quotes: count[int], born: dict[str, str]) -> None:
        self.section, self.quotes, self.born = section, quotes, born
        self.numbers = count(1)

    def block(self, block: Block) -> Block:
        name = f"{self.section}-b{next(self.numbers)}"
        self.bear(block.id, name)
        if isinstance(block, Leaf):
            return replace(block, id=name, prose=self.marked(block.prose, name))
        match block:
            case BlockQuote():
                inner = self.blocks(block.blocks)
                attribution = block.attribution and self.marked(block.attribution, f"{name}-by")
                return replace(block, id=name, blocks=inner, attribution=attribution)
            case Footnote() | Aside():
                return replace(block, id=name, blocks=self.blocks(block.blocks))
            case Figure():
                caption = block.caption
                if caption is not None:
                    self.bear(caption.id, f"{name}-title")
                    caption = replace(caption, id=f"{name}-title", prose=self.marked(caption.prose, f"{name}-title"))
                return replace(block, id=name, blocks=self.blocks(block.blocks), caption=caption)
            case Image():
                alternative = block.alternative and self.marked(block.alternative, name)
                return replace(block, id=name, alternative=alternative)
            case List():
                items = []
                for number, item in enumerate(block.items, 1):
                    self.bear(item.id, f"{name}-i{number}")
                    items.append(replace(item, id=f"{name}-i{number}", blocks=self.blocks(item.blocks)))
                return replace(block, id=name, items=tuple(items))
            case Definitions():
                entries = []
                for number, entry in enumerate(block.entries, 1):
                    self.bear(entry.id, f"{name}-d{number}")
                    terms = tuple(map(self.block, entry.terms))
                    entries.append(
                        replace(
                            entry,
                            id=f"{name}-d{number}",
                            terms=terms,
                            blocks=self.blocks(entry.blocks),
                        )
                    )
                return replace(block, id=name, entries=tuple(entries))
            case Table():
                return self.table(block, name)
            case SceneBreak() | PageBreak() | SectionStart():
                return replace(block, id=name)
            case _:
                assert_never(block)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map(self.block, blocks))

    def table(self, block: Table, name: str) -> Table:
        caption = block.caption and replace(
            block.caption, id=f"{name}-title", prose=self.marked(block.caption.prose, f"{name}-title")
        )
        rows = []
        for down, row in enumerate(block.rows, 1):
            cells = []
            for across, cell in enumerate(row, 1):
                self.bear(cell.id, f"{name}-r{down}c{across}")
                cells.append(replace(cell, id=f"{name}-r{down}c{across}", blocks=self.blocks(cell.blocks)))
            rows.append(tuple(cells))
        return replace(block, id=name, caption=caption, rows=tuple(rows))

    def marked(self, prose: Prose, block: str) -> Prose:
        sentences, runs, notes, pages = count(1), count(1), count(1), count(1)
        inlines: list[Inline] = []
        for inline in prose.inlines:
            match inline:
                case Sentence():
                    inlines.append(replace(inline, id=f"{block}-t{next(sentences)}"))
                case Quote():
                    inlines.append(replace(inline, id=f"q{next(self.quotes)}"))
                case Foreign():
                    inlines.append(replace(inline, id=f"{block}-f{next(runs)}"))
                case NoteRef():
                    name = f"{block}-n{next(notes)}"
                    self.bear(inline.id, name)
                    inlines.append(replace(inline, id=name))
                case PageMark():
                    name = f"{block}-p{next(pages)}"
                    self.bear(inline.id, name)
                    inlines.append(replace(inline, id=name))
                case Anchor():
                    self.bear(inline.id, block)
                case Styled() | Link() | SpeakerLabel():
                    inlines.append(inline)
                case _:
                    assert_never(inline)
        return replace(prose, inlines=tuple(inlines))

    def bear(self, source: str, name: str) -> None:
        """Remember the id that stands for one of the source; of two that are the same the first counts, as in HTML."""
        if source:
            self.born.setdefault(source, name)


def _linked(document: Document, born: Mapping[str, str]) -> Document:
    """The document with its links and references to notes leading to the ids that were ``born``."""
    lost: list[tuple[str, str]] = []

    def prose(prose: Prose, where: str = "") -> Prose:
        if not any(isinstance(inline, Link | NoteRef) for inline in prose.inlines):
            return prose
        return replace(prose, inlines=tuple(_led(prose.inlines, born, lambda target: lost.append((target, where)))))

    def leaf(leaf: Leaf) -> Leaf:
        changed = prose(leaf.prose, leaf.id)
        return leaf if changed is leaf.prose else replace(leaf, prose=changed)

    document = map_attributions(map_leaves(document, leaf), prose)
    messages = tuple(
        Message(
            "S011",
            f"A link leads to {_own(target)!r}, which is not in the text; its words were kept.",
            Place(file=document.source, id=where),
        )
        for target, where in dict.fromkeys(lost)
    )
    return replace(document, messages=(*document.messages, *messages))


def _own(target: str) -> str:
    """What a link leads to, as its file has it."""
    return f"#{target.rpartition(OF_FILE)[2].removeprefix('#')}"


def _led(inlines: tuple[Inline, ...], born: Mapping[str, str], lose: Callable[[str], None]) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Link(href=href) if href.startswith("#"):
                if target := born.get(href[1:]):
                    yield replace(inline, href=f"#{target}")
                else:
                    lose(href)
            case NoteRef(target=source):
                if target := born.get(source):
                    yield replace(inline, target=target)
                else:
                    lose(f"#{source}")
            case _:
                yield inline
