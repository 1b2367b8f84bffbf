"""The one way from HTML-shaped input to blocks: HTML, XHTML, what Markdown and word processors are turned into.

A reader of such a format does four things::

    root = parse(text)                           # or parse(text, xml=True); never fails, never fetches, linear
    notes = find_notes([Marked(root, lead, str)])
    album = Album(fetch)                         # fetch(address) -> the picture's bytes, or why there are none
    built = build(Page(content=body_of(root), name="low.html", text=text, lead=lead, language="en"), notes, album)

and puts ``built.blocks``, ``built.messages`` and ``album.pictures`` into its `Draft`, whose ``text`` has ``text`` at
``Page.offset``: every span points into it. ``lead`` is asked for the address of every link, as it is written; it gives
back what a book may have, which is what `safe` lets through ("" for nothing: then the words stay and the link goes), or
``#`` and an id of the draft. A work of many files has one album and one `find_notes` for all of them, a `Page` each,
and an ``anchor`` that makes the ids of each file different from those of the others.

What comes out is on a whitelist (`words`); whatever else is in the source is transparent, or is told: every loss is a
message with its place, and every visible character is accounted for (`accounting`). Marks, links, notes, languages,
page breaks, sections, captions and ids are in the blocks as `accessible.model.blocks` has them. Quotation marks that
browsers would write around `q` are in the text. Nothing is guessed: what has no markup is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from accessible.errors import SourceError
from accessible.model.blocks import Block
from accessible.model.message import Message, Place
from accessible.readers.markup.accounting import balance, in_blocks, in_source, in_tree
from accessible.readers.markup.addresses import safe
from accessible.readers.markup.attributes import language_of, roles_of
from accessible.readers.markup.flow import flow
from accessible.readers.markup.making import Context, Maker, Page, count, excerpt
from accessible.readers.markup.notes import NUMBERED, Marked, Notes, find_notes
from accessible.readers.markup.office import gather_lists
from accessible.readers.markup.pictures import Album, Fetch
from accessible.readers.markup.tokens import tokens
from accessible.readers.markup.tree import DEEPEST, FLATTENED, Characters, Element, Node, tree_of

__all__ = [
    "MOST_ELEMENTS",
    "NUMBERED",
    "Album",
    "Built",
    "Characters",
    "Element",
    "Fetch",
    "Marked",
    "Node",
    "Notes",
    "Page",
    "body_of",
    "build",
    "count",
    "find_notes",
    "gather_lists",
    "language_of",
    "parse",
    "roles_of",
    "safe",
]

#: More elements than this are no text that anybody wrote.
MOST_ELEMENTS = 500_000


class Built(Struct, frozen=True):
    """What was made of a page."""

    blocks: tuple[Block, ...]
    messages: tuple[Message, ...]


def parse(text: str, *, xml: bool = False, name: str = "") -> Element:
    """The tree of a marked-up text, its root an element called ``#root``.

    ``xml`` is for XHTML, in which a slash ends an element and nothing ends by itself; what is not well-formed is read
    as HTML all the same. ``name`` is the file in the error. Raises `SourceError` for a text of more than 500,000
    elements.
    """
    root, faults = tree_of(tokens(text, xml=xml), xml=xml, most=MOST_ELEMENTS)
    if xml and faults and root is not None:
        root = tree_of(tokens(text, closing=True), most=MOST_ELEMENTS).root
    if root is None:
        raise SourceError(
            f"the source has more than {MOST_ELEMENTS:,} elements", where=name, hint="split it into parts"
        )
    return root


def body_of(root: Element) -> Element:
    """The element whose content is the text: `body`, or the root of a fragment."""
    return next((element for element in root.walk() if element.name == "body"), root)


def _unscripted(root: Element) -> Iterator[Element]:
    """What a page says in its head to browsers without scripts."""
    for head in (element for element in root.walk() if element.name == "head"):
        yield from (element for element in head.walk() if element.name == "noscript" and count(element, 0))
        return


def build(page: Page, notes: Notes, album: Album) -> Built:
    """The blocks of a page, and what could not come along.

    Raises `SourceError` when more than a fifth of its characters would be lost without a reason.
    """
    maker = Maker(page, notes, album, flow)
    blocks = tuple(flow(maker, page.content.children, Context()))
    whole = page.content
    while whole.parent is not None:
        whole = whole.parent
    for element in _unscripted(whole):
        maker.tell(element, "R015", f"Text for browsers without scripts was left out: {excerpt(element.text())!r}.")
    told = balance(
        page.name,
        source=in_source(page.text),
        tree=in_tree(whole),
        content=count(page.content),
        explained=in_blocks(blocks) - maker.added + maker.left,
    )
    for name, value in whole.attributes.items():
        if name == FLATTENED:
            what = (
                f"{value} elements stood in more than {DEEPEST} others; they were put side by side, nothing was lost."
            )
            told += (Message("R007", what, Place(page.name)),)
        else:
            source = page.origin or page.text
            rest = Characters(source, int(value), len(source))
            what = f"What is never closed, {name}, holds all that follows: {excerpt(source[rest.start :])!r}."
            told += (Message("R023", what, maker.place(rest)),)
    return Built(blocks, (*maker.messages, *maker.counted(), *told))
