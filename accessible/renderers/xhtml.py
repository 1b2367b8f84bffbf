"""One XHTML content document for each section (EPUB 3.3, section 6.1; roles of DPUB-ARIA 1.1).

A block becomes the element that says what it is; its text is written by `prose`. Blocks that belong together without a
block around them (a heading and its subtitle, the stanzas of a poem, notes at the end) are brought together here; what
has a form of its own (tables, figures, extracts, notes) is written next door.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import UnionType
from typing import assert_never

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Code,
    Dateline,
    Definitions,
    Figure,
    Footnote,
    Heading,
    Image,
    Link,
    List,
    PageBreak,
    Paragraph,
    PullQuote,
    SceneBreak,
    SectionStart,
    Sentence,
    Subtitle,
    Table,
    Title,
    Verse,
)
from accessible.model.document import written
from accessible.model.draft import Lines
from accessible.renderers.context import Context
from accessible.renderers.extracts import extract, poem
from accessible.renderers.figures import figure, picture
from accessible.renderers.languages import direction
from accessible.renderers.leaves import holder, leaf
from accessible.renderers.notes import endnotes, footnote
from accessible.renderers.outline import Division, opening
from accessible.renderers.page import Tree, element, page, page_break, typed
from accessible.renderers.prose import as_code
from accessible.renderers.semantics import term
from accessible.renderers.tables import table
from accessible.renderers.timeline import SILENCE, Timeline


def content_document(division: Division, shared: Context, timeline: Timeline = SILENCE) -> Tree:
    """The `html` element of a division's content document; ``timeline`` says what has a clip in it.

    The division that holds an article's title is an `article`, unless it is of a kind that only a section can be (roles
    of parts of books may not stand on an `article`: ARIA in HTML); others are sections. Raises `ValueError` for a
    document that is not structured yet, or whose sentences overlap.
    """
    html, body = page(division.label, shared.language)
    titled = any(isinstance(block, Title) for block in division.blocks)
    heading = next((block for block in division.blocks if isinstance(block, Title)), None) or opening(division)
    whole = titled and not shared.book and not division.kind
    root = element(body, "article" if whole else "section", id=division.id)
    if division.kind and (division.kind != "index" or _leads(division)):
        typed(root, term(division.kind))  # an index is for navigation (DPUB-ARIA 1.1, `doc-index`): not without a link
    if heading and heading.id:
        root.set("aria-labelledby", heading.id)
    else:
        root.set("aria-label", division.label)
    root.text = root.tail = "\n"
    blocks(root, division.blocks, shared._replace(kind=division.kind, timeline=timeline))
    return html


def blocks(parent: Tree, those: Sequence[Lines | Block], shared: Context) -> None:
    """Blocks in order, those that belong together in one element."""
    at = 0
    while at < len(those):
        block = those[at]
        if isinstance(block, Title | Heading):
            at = _headed(parent, those, at, shared)
        elif isinstance(block, Verse):
            end = _run(those, at, Verse)
            poem(parent, [stanza for stanza in those[at:end] if isinstance(stanza, Verse)], shared)
            at = end
        elif isinstance(block, Footnote) and shared.kind == "endnotes":
            end = _run(those, at, Footnote)
            endnotes(parent, [note for note in those[at:end] if isinstance(note, Footnote)], shared, blocks)
            at = end
        else:
            _block(parent, block, shared)
            at += 1


def _leads(division: Division) -> bool:
    """Whether anything in a division is a link."""
    return any(isinstance(mark, Link) for _, prose in written(division.blocks) for mark in prose.inlines)


def _headed(parent: Tree, those: Sequence[Lines | Block], at: int, shared: Context) -> int:
    """A heading, grouped with its subtitles (`hgroup`), and with the byline behind (`header`); says where it ends."""
    grouped = _run(those, at + 1, Subtitle)
    signed = _run(those, grouped, Byline | Dateline)
    header = holder(parent, "header") if signed > grouped else parent
    group = holder(header, "hgroup") if grouped > at + 1 else header
    for block in those[at:grouped]:
        _block(group, block, shared)
    for block in those[grouped:signed]:
        _block(header, block, shared)
    return signed


def _run(those: Sequence[Lines | Block], start: int, kinds: UnionType | type) -> int:
    """Where the run of blocks of these kinds that begins at ``start`` ends."""
    while start < len(those) and isinstance(those[start], kinds):
        start += 1
    return start


def _block(parent: Tree, block: Lines | Block, shared: Context) -> None:
    match block:
        case Title():
            leaf(parent, "h1", block, shared)
        case Heading():
            leaf(parent, f"h{block.level}", block, shared)
        case Subtitle():
            typed(leaf(parent, "p", block, shared), "subtitle")
        case Byline() | Dateline() | Caption():
            # A caption stands without its picture, of which the model has none: a paragraph with a class of its own.
            leaf(parent, "p", block, shared).set("class", type(block).__name__.lower())
        case Paragraph():
            _paragraph(parent, block, shared)
        case Verse():
            poem(parent, (block,), shared)
        case Code():
            _code(parent, block, shared)
        case PullQuote():
            _pull_quote(parent, block, shared)
        case BlockQuote():
            extract(parent, block, shared, blocks)
        case List():
            _list(parent, block, shared)
        case Footnote():
            footnote(parent, block, shared, blocks)
        case Table():
            table(parent, block, shared, blocks)
        case Definitions():
            _definitions(parent, block, shared)
        case Figure():
            figure(parent, block, shared, blocks)
        case Image():
            picture(parent, block, shared)
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


def _paragraph(parent: Tree, block: Paragraph, shared: Context) -> None:
    """A paragraph, and of a letter what it is there. For its date Z39.98-2012 has no term, so that has the class of a
    dateline."""
    made = leaf(parent, "p", block, shared)
    if block.part == "dateline":
        made.set("class", "dateline")
    elif block.part:
        typed(made, f"z3998:{block.part}")


def _code(parent: Tree, block: Code, shared: Context) -> None:
    """Code wraps, so nothing of it has to be scrolled to. Reading systems that have it scroll all the same do so with
    style sheets of their own; then it has to be reached with the keyboard (WCAG 2.2, 2.1.1). It runs from left to right
    whatever the language around it."""
    made = holder(parent, "pre", tabindex="0")
    if direction(shared.language) == "rtl":
        made.set("dir", "ltr")
    leaf(made, "code", block, shared, cut=as_code)


def _pull_quote(parent: Tree, block: PullQuote, shared: Context) -> None:
    """Words that stand in the text as well are hidden from screen readers (DAISY Knowledge Base, "Pull quotes"), unless
    they are spoken here again."""
    quote = holder(parent, "blockquote")
    typed(quote, "pullquote")
    spoken = any(inline.id in shared.spoken for inline in block.prose.inlines if isinstance(inline, Sentence))
    if not spoken and block.id in shared.repeats:
        quote.set("aria-hidden", "true")
    leaf(quote, "p", block, shared)


def _definitions(parent: Tree, block: Definitions, shared: Context) -> None:
    if not block.entries:
        return
    listed = holder(parent, "dl", id=block.id)
    for entry in block.entries:
        terms = [leaf(listed, "dt", term, shared) for term in entry.terms]
        if not terms:  # which HTML does not allow
            element(listed, "dt").text = ""
        meaning = holder(listed, "dd", id=entry.id)
        if shared.kind == "glossary":
            for term in terms:
                typed(term, "glossterm")
            typed(meaning, "glossdef")
        blocks(meaning, entry.blocks, shared)


def _aside(parent: Tree, block: Aside, shared: Context) -> None:
    """It is named by its heading, when it has one, for there may be several. One without a name would be nothing at all
    to assistive technology, for it stands inside an article or a section (HTML Accessibility API Mappings, `aside`): it
    is a note, which needs no name."""
    made = holder(parent, "aside", id=block.id)
    heading = next((child for child in block.blocks if isinstance(child, Heading)), None)
    if heading is not None:
        made.set("aria-labelledby", heading.id)
    else:
        made.set("role", "note")
    blocks(made, block.blocks, shared)


def _list(parent: Tree, block: List, shared: Context) -> None:
    if not block.items:
        return
    items = holder(parent, "ol" if block.ordered else "ul", id=block.id)
    if block.ordered and block.first != 1:
        items.set("start", str(block.first))
    if block.ordered and block.numbering != "1":
        items.set("type", block.numbering)
    if block.ordered and block.descending:
        items.set("reversed", "reversed")
    for item in block.items:
        blocks(holder(items, "li", id=item.id), item.blocks, shared)
