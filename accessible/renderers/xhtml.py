"""One XHTML content document for each section (EPUB 3.3, section 6.1; roles of DPUB-ARIA 1.1).

A block becomes the element that says what it is; its text is written by `prose`. Roles stand only where they are
allowed, and never on `body`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import NamedTuple, assert_never

from lxml import etree

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Cell,
    Code,
    Dateline,
    Footnote,
    Heading,
    Leaf,
    List,
    PageBreak,
    Paragraph,
    PullQuote,
    SceneBreak,
    Subtitle,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Lines
from accessible.renderers.characters import label
from accessible.renderers.languages import UNDETERMINED
from accessible.renderers.outline import Division, opening
from accessible.renderers.page import TYPE, XHTML, Tree, element, page
from accessible.renderers.prose import Cut, as_code, as_running, as_verse, write

_WORD = re.compile(r"\w+")


class Context(NamedTuple):
    """What the rendering of a block needs to know of the document around it."""

    language: str
    book: bool
    named: Mapping[str, bool]  # by a speaker's name: whether it is a name and not a description
    spoken: frozenset[str]  # ids of sentences that have a clip
    words: str  # the words of the running text, to find a pull quote again
    deepest: int = 6  # the deepest level that a heading may have here


def context(document: Document, *, spoken: frozenset[str]) -> Context:
    """What all divisions of a document have in common; ``spoken`` are the ids of sentences that have a clip."""
    texts = (
        leaf.prose.text
        for section in document.sections
        for leaf in leaves(section.blocks)
        if not isinstance(leaf, PullQuote | Boilerplate)
    )
    return Context(
        language=document.metadata.language or UNDETERMINED,
        book=document.kind == "book",
        named={speaker.name: speaker.named for speaker in document.speakers},
        spoken=spoken,
        words=_words(" ".join(texts)),
    )


def content_document(division: Division, shared: Context) -> Tree:
    """The `html` element of a division's content document.

    The division that holds an article's title is an `article`; its further ones, and those of a book, are sections.
    Raises `ValueError` for a document that is not structured yet, or whose sentences overlap.
    """
    html, body = page(division.label, shared.language)
    title = next((block for block in division.blocks if isinstance(block, Title)), None)
    heading = title or opening(division)
    root = element(body, "article" if title and not shared.book else "section", id=division.id)
    if division.kind:
        _typed(root, division.kind)
    if heading and heading.id:
        root.set("aria-labelledby", heading.id)
    else:
        root.set("aria-label", division.label)
    root.text = root.tail = "\n"
    levels = [block.level for block in division.blocks if isinstance(block, Heading)]
    _blocks(root, division.blocks, shared._replace(deepest=min(6, max(levels, default=1) + 1)))
    return html


def _blocks(parent: Tree, blocks: Sequence[Lines | Block], shared: Context) -> None:
    """Blocks in order. A heading is grouped with its subtitles (`hgroup`), and with the byline behind (`header`)."""
    at = 0
    while at < len(blocks):
        if not isinstance(blocks[at], Title | Heading):
            _block(parent, blocks[at], shared)
            at += 1
            continue
        grouped = _run(blocks, at + 1, Subtitle)
        signed = _run(blocks, grouped, Byline | Dateline)
        header = _holder(parent, "header") if signed > grouped else parent
        group = _holder(header, "hgroup") if grouped > at + 1 else header
        for block in blocks[at:grouped]:
            _block(group, block, shared)
        for block in blocks[grouped:signed]:
            _block(header, block, shared)
        at = signed


def _run(blocks: Sequence[Lines | Block], start: int, kinds: UnionType | type) -> int:
    """Where the run of blocks of these kinds that begins at ``start`` ends."""
    while start < len(blocks) and isinstance(blocks[start], kinds):
        start += 1
    return start


def _block(parent: Tree, block: Lines | Block, shared: Context) -> None:
    match block:
        case Title():
            _leaf(parent, "h1", block, shared)
        case Heading():
            _leaf(parent, f"h{min(block.level, shared.deepest)}", block, shared)
        case Subtitle():
            _typed(_leaf(parent, "p", block, shared), "subtitle")
        case Byline() | Dateline() | Caption():
            # A caption stands without its picture, of which the model has none: a paragraph with a class of its own.
            _leaf(parent, "p", block, shared).set("class", type(block).__name__.lower())
        case Paragraph():
            _leaf(parent, "p", block, shared)
        case Verse():
            _leaf(parent, "p", block, shared, cut=as_verse).set("class", "verse")
        case Code():
            _leaf(_holder(parent, "pre"), "code", block, shared, cut=as_code)
        case PullQuote():
            _pull_quote(parent, block, shared)
        case BlockQuote():
            _block_quote(parent, block, shared)
        case List():
            _list(parent, block, shared)
        case Footnote():
            _footnote(parent, block, shared)
        case Table():
            _table(parent, block, shared)
        case SceneBreak():
            element(parent, "hr", id=block.id).tail = "\n"
        case PageBreak():
            if block.label:
                mark = element(parent, "span", id=block.id)
                mark.set("aria-label", label(block.label))
                _typed(mark, "pagebreak")
                mark.text = ""  # gives it an end tag, for reading systems that take XHTML for HTML
                mark.tail = "\n"
        case Boilerplate():
            pass
        case Lines():
            raise ValueError("the document has lines that no rule has made a block of")
        case _:
            assert_never(block)


def _pull_quote(parent: Tree, block: PullQuote, shared: Context) -> None:
    """Words that stand in the text as well are hidden from screen readers, unless they are spoken here again."""
    quote = _holder(parent, "blockquote")
    _typed(quote, "pullquote")
    spoken = any(inline.id in shared.spoken for inline in block.prose.inlines)
    if not spoken and _words(block.prose.text) in shared.words:
        quote.set("aria-hidden", "true")
    _leaf(quote, "p", block, shared)


def _block_quote(parent: Tree, block: BlockQuote, shared: Context) -> None:
    """An attribution stands outside the quotation: inside, it would be part of what is quoted (HTML, blockquote)."""
    if block.attribution is None:
        quote = _holder(parent, "blockquote", id=block.id)
    else:
        figure = _holder(parent, "figure", id=block.id)
        quote = _holder(figure, "blockquote")
        caption = element(figure, "figcaption")
        caption.tail = "\n"
        write(element(caption, "cite"), block.attribution, language=shared.language, named=shared.named)
    _blocks(quote, block.blocks, shared)


def _list(parent: Tree, block: List, shared: Context) -> None:
    if not block.items:
        return
    items = _holder(parent, "ol" if block.ordered else "ul", id=block.id)
    if block.ordered and block.first != 1:
        items.set("start", str(block.first))
    if block.ordered and block.numbering != "1":
        items.set("type", block.numbering)
    if block.ordered and block.descending:
        items.set("reversed", "reversed")
    for item in block.items:
        _blocks(_holder(items, "li", id=item.id), item.blocks, shared)


def _table(parent: Tree, block: Table, shared: Context) -> None:
    """Header cells name the column they stand over (WCAG 2.2, technique H63)."""
    if not block.rows:
        return
    table = _holder(parent, "table", id=block.id)
    if block.caption is not None:
        _leaf(table, "caption", block.caption, shared)
    head, rows = block.rows[: block.header_rows], block.rows[block.header_rows :]
    for tag, part in (("thead", head), ("tbody", rows)):
        if part:
            group = _holder(table, tag)
            for row in part:
                cells = _holder(group, "tr")
                for cell in row:
                    _cell(cells, cell, shared, header=tag == "thead")


def _cell(parent: Tree, cell: Cell, shared: Context, *, header: bool) -> None:
    """A cell that holds nothing but a paragraph is that paragraph; an empty one heads no column."""
    tag = "th" if header and cell.blocks else "td"
    match cell.blocks:
        case (Paragraph() as paragraph,):
            made = _leaf(parent, tag, paragraph, shared)
        case _:
            made = _holder(parent, tag, id=cell.id)
            _blocks(made, cell.blocks, shared)
    if tag == "th":
        made.set("scope", "col")


def _footnote(parent: Tree, block: Footnote, shared: Context) -> None:
    """The note's number is its name, so that it is heard once; the visible one is hidden from screen readers."""
    note = _holder(parent, "aside", id=block.id)
    _typed(note, "footnote")
    _blocks(note, block.blocks, shared)
    if block.label:
        note.set("aria-label", label(block.label))
        first = note[0] if len(note) and etree.QName(note[0]).localname == "p" else note
        mark = etree.Element(f"{{{XHTML}}}span", {"class": "label", "aria-hidden": "true"})
        mark.text = label(block.label)
        mark.tail, first.text = " " + (first.text or ""), None
        first.insert(0, mark)


def _holder(parent: Tree, tag: str, **attributes: str) -> Tree:
    """An element that holds blocks, each on lines of its own."""
    holder = element(parent, tag, **attributes)
    if tag != "pre":  # where a line break would be seen
        holder.text = "\n"
    holder.tail = "\n"
    return holder


def _typed(tree: Tree, name: str) -> None:
    """Say what an element is, to reading systems (epub:type) and to assistive technology (role)."""
    tree.set(TYPE, name)
    tree.set("role", f"doc-{name}")


def _leaf(parent: Tree, tag: str, block: Leaf, shared: Context, *, cut: Cut = as_running) -> Tree:
    """A block of text as one element."""
    leaf = element(parent, tag, id=block.id)
    if tag != "code":  # a line break behind it would be seen
        leaf.tail = "\n"
    write(leaf, block.prose, language=shared.language, named=shared.named, cut=cut)
    return leaf


def _words(text: str) -> str:
    """The words of a text with one space around each, so that one can be looked for in another."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
