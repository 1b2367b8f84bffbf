"""Pages: the list of those that the book has, and pages of a text that has none, counted by words.

Page numbers are how people agree on a place, in a class for instance. A text that was never printed has them if they
are asked for: a page begins after so many words, with the next sentence of running text or the next heading, and never
inside a heading, a table, a figure or a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Definitions,
    Evidence,
    Heading,
    List,
    PageBreak,
    PageMark,
    Paragraph,
    SectionStart,
    Sentence,
    Span,
    Title,
    Verse,
)
from accessible.model.document import Document, written
from accessible.model.draft import Lines
from accessible.model.publication import TocEntry
from accessible.model.walking import held, rebuilt
from accessible.renderers.characters import label
from accessible.renderers.page import Tree

_COUNTED = Evidence("so many words")
#: Chinese and Japanese are written without spaces: there a sign counts as a word.
_SIGNS = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_SIGNS}]|[^\\W{_SIGNS}]+(?:['’-][^\\W{_SIGNS}]+)*")


def page_list(documents: Iterable[tuple[str, Tree]]) -> tuple[TocEntry, ...]:
    """Every beginning of a page in these content documents (their addresses and trees), in reading order."""
    return tuple(
        TocEntry(label=element.get("aria-label", ""), href=f"{href}#{element.get('id')}")
        for href, tree in documents
        for element in tree.iter(etree.Element)
        if element.get("role") == "doc-pagebreak" and element.get("id")
    )


def has_pages(document: Document) -> bool:
    """Whether the source of a document has pages with numbers."""
    marks = (
        mark
        for section in document.sections
        for _, prose in written(section.blocks)
        for mark in prose.inlines
        if isinstance(mark, PageMark)
    )
    return any(label(mark.label) for mark in marks) or any(_broken(section.blocks) for section in document.sections)


def _broken(blocks: Iterable[Lines | Block]) -> bool:
    return any(
        not isinstance(block, Lines)
        and (_broken(held(block)) or (isinstance(block, PageBreak) and bool(label(block.label))))
        for block in blocks
    )


def paginated(document: Document, words: int) -> Document:
    """The document with a page for every so many ``words``, numbered from 1. Attributions and terms count for none."""
    pages = _Pages(words)
    sections = []
    for section in document.sections:
        blocks: list[Lines | Block] = []
        for block in section.blocks:
            blocks += (block,) if isinstance(block, Lines) else pages.block(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections))


class _Pages:
    """Counts words from block to block."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.page = 0
        self.left = 0  # words that the page has room for; at the very beginning, none

    def block(self, block: Block) -> Iterator[Block]:
        """The block with the pages that begin in it, and in front of it one that begins with it."""
        if isinstance(block, Boilerplate | SectionStart | PageBreak):
            yield block
            return
        if not self.page or (self.left <= 0 and isinstance(block, Title | Heading)):
            self.turn()
            yield PageBreak(Span(block.span.start, block.span.start), _COUNTED, str(self.page), f"page-{self.page}")
        match block:
            case Paragraph() | Verse():
                yield self.text(block)
            case BlockQuote() | List() | Definitions() | Aside():
                yield rebuilt(block, lambda blocks: tuple(made for inner in blocks for made in self.block(inner)))
            case _:
                self.count(" ".join(prose.text for _, prose in written((block,))))
                yield block

    def text(self, block: Paragraph | Verse) -> Block:
        """Running text, with a mark at each sentence that begins a page."""
        marks = []
        sentences = sorted((m for m in block.prose.inlines if isinstance(m, Sentence)), key=lambda mark: mark.start)
        for sentence in sentences:
            if self.left <= 0:
                self.turn()
                marks.append(PageMark(sentence.start, sentence.start, str(self.page), f"page-{self.page}"))
            self.count(block.prose.text[sentence.start : sentence.end])
        if not marks:
            return block
        return replace(block, prose=replace(block.prose, inlines=(*block.prose.inlines, *marks)))

    def turn(self) -> None:
        self.page += 1
        self.left = self.words

    def count(self, text: str) -> None:
        self.left -= len(_WORD.findall(text))
