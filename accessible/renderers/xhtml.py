"""One XHTML content document for each section (EPUB 3.3, section 6.1; roles of DPUB-ARIA 1.1).

A block becomes the element that says what it is; its text is written by `prose`. Roles stand only where they are
allowed, and never on `body`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType, UnionType
from typing import NamedTuple, assert_never

from lxml import etree

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Cell,
    Code,
    Dateline,
    Definitions,
    Figure,
    Footnote,
    Heading,
    Image,
    Leaf,
    List,
    PageBreak,
    Paragraph,
    Prose,
    PullQuote,
    SceneBreak,
    SectionStart,
    Sentence,
    Subtitle,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Lines
from accessible.renderers.characters import label
from accessible.renderers.languages import UNDETERMINED, foreign, words
from accessible.renderers.outline import Division, opening
from accessible.renderers.page import XHTML, Tree, element, in_language, page, page_break, typed
from accessible.renderers.prose import Cut, Lead, as_code, as_running, as_verse, same_page, write

_WORD = re.compile(r"\w+")


class Context(NamedTuple):
    """What the rendering of a block needs to know of the document around it."""

    language: str
    book: bool
    named: Mapping[str, bool]  # by a speaker's name: whether it is a name and not a description
    spoken: frozenset[str]  # ids of sentences that have a clip
    words: str  # the words of the running text, to find a pull quote again
    pictures: Mapping[str, str]  # by a picture's name: its address in the book
    lead: Lead = same_page
    deepest: int = 6  # the deepest level that a heading may have here


def context(
    document: Document,
    *,
    spoken: frozenset[str],
    pictures: Mapping[str, str] = MappingProxyType({}),
    lead: Lead = same_page,
) -> Context:
    """What all divisions of a document have in common.

    ``spoken`` are the ids of sentences that have a clip, ``pictures`` the addresses of the document's pictures by their
    names; ``lead`` gives the addresses of the document's ids.
    """
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
        pictures=pictures,
        lead=lead,
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
        typed(root, division.kind)
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
            typed(_leaf(parent, "p", block, shared), "subtitle")
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
        case Definitions():
            _definitions(parent, block, shared)
        case Figure():
            _figure(parent, block, shared)
        case Image():
            _image(_holder(parent, "figure"), block, shared)
        case Aside():
            _aside(parent, block, shared)
        case SceneBreak():
            element(parent, "hr", id=block.id).tail = "\n"
        case PageBreak():
            if block.label:
                page_break(parent, block.label, id=block.id).tail = "\n"
        case Boilerplate() | SectionStart():
            pass
        case Lines():
            raise ValueError("the document has lines that no rule has made a block of")
        case _:
            assert_never(block)


def _pull_quote(parent: Tree, block: PullQuote, shared: Context) -> None:
    """Words that stand in the text as well are hidden from screen readers, unless they are spoken here again."""
    quote = _holder(parent, "blockquote")
    typed(quote, "pullquote")
    spoken = any(inline.id in shared.spoken for inline in block.prose.inlines if isinstance(inline, Sentence))
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
        _write(element(caption, "cite"), block.attribution, shared)
    _blocks(quote, block.blocks, shared)


def _definitions(parent: Tree, block: Definitions, shared: Context) -> None:
    if not block.entries:
        return
    listed = _holder(parent, "dl", id=block.id)
    for entry in block.entries:
        for term in entry.terms:
            _leaf(listed, "dt", term, shared)
        _blocks(_holder(listed, "dd", id=entry.id), entry.blocks, shared)


def _figure(parent: Tree, block: Figure, shared: Context) -> None:
    """A figure has the name that its caption gives it (WCAG 2.2, technique ARIA16)."""
    figure = _holder(parent, "figure", id=block.id)
    if block.caption is not None:
        figure.set("aria-labelledby", block.caption.id)
        if block.caption_first:
            _leaf(figure, "figcaption", block.caption, shared)
    for child in block.blocks:
        if isinstance(child, Image):
            _image(figure, child, shared)
        else:
            _block(figure, child, shared)
    if block.caption is not None and not block.caption_first:
        _leaf(figure, "figcaption", block.caption, shared)


def _image(parent: Tree, block: Image, shared: Context) -> None:
    """A picture with the words that stand for it. Where nobody wrote any, ours say so: an empty alternative would say
    that there is nothing to be seen."""
    address = shared.pictures.get(block.picture)
    if address is None:
        raise ValueError(f"the document has no picture called {block.picture!r}")
    known = words(shared.language)
    words_of = known.undescribed if block.alternative is None else label(block.alternative.text)
    sentences = [mark for mark in block.alternative.inlines if isinstance(mark, Sentence)] if block.alternative else []
    image = element(parent, "img", id=sentences[0].id if sentences else block.id, src=address)
    image.set("alt", words_of)
    image.tail = "\n"
    if block.alternative is None and (ours := foreign(known, shared.language)):
        in_language(image, ours, around=shared.language)
    elif block.alternative is not None and block.alternative.language not in ("", shared.language):
        in_language(image, block.alternative.language, around=shared.language)


def _aside(parent: Tree, block: Aside, shared: Context) -> None:
    """It is named by its heading, when it has one, for there may be several."""
    aside = _holder(parent, "aside", id=block.id)
    heading = next((child for child in block.blocks if isinstance(child, Heading)), None)
    if heading is not None:
        aside.set("aria-labelledby", heading.id)
    _blocks(aside, block.blocks, shared)


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
    heads = cell.heads or ("column" if header else "")
    tag = "th" if heads and cell.blocks else "td"
    match cell.blocks:
        case (Paragraph() as paragraph,):
            made = _leaf(parent, tag, paragraph, shared)
        case _:
            made = _holder(parent, tag, id=cell.id)
            _blocks(made, cell.blocks, shared)
    if tag == "th":
        made.set("scope", "col" if heads == "column" else "row")
    for name, extent in (("colspan", cell.columns), ("rowspan", cell.rows)):
        if extent > 1:
            made.set(name, str(extent))


def _footnote(parent: Tree, block: Footnote, shared: Context) -> None:
    """The note's number is its name, so that it is heard once; the visible one is hidden from screen readers."""
    note = _holder(parent, "aside", id=block.id)
    typed(note, "footnote")
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


def _leaf(parent: Tree, tag: str, block: Leaf, shared: Context, *, cut: Cut = as_running) -> Tree:
    """A block of text as one element."""
    leaf = element(parent, tag, id=block.id)
    if tag != "code":  # a line break behind it would be seen
        leaf.tail = "\n"
    _write(leaf, block.prose, shared, cut)
    return leaf


def _write(parent: Tree, prose: Prose, shared: Context, cut: Cut = as_running) -> None:
    write(parent, prose, language=shared.language, named=shared.named, cut=cut, lead=shared.lead)


def _words(text: str) -> str:
    """The words of a text with one space around each, so that one can be looked for in another."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
