"""A section as a row of what is said and of the structures that it stands in, in reading order.

Composer, announcements and pauses all ask what a sentence belongs to, so the tree of blocks is walked once, and what
comes of it are edges, like the tags of a markup: a structure begins, its text follows, it ends. Every text stands in
a structure of its own (a paragraph, a heading, a stanza), and that in what holds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias, assert_never

from msgspec import Struct

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
from accessible.model.document import leaves
from accessible.model.draft import Lines
from accessible.model.script import Skip

Kind: TypeAlias = Literal[
    "paragraph",
    "attribution",
    "title",
    "heading",
    "stanza",
    "code",
    "pullquote",
    "caption",
    "image",
    "quote",
    "blockquote",
    "verse",
    "list",
    "item",
    "table",
    "row",
    "cell",
    "note",
    "aside",
    "page",
]


class Begin(Struct, frozen=True):
    """A structure begins. ``name`` is the number of an item or a note, the column of a cell; ``level`` a heading's."""

    kind: Kind
    name: str = ""
    level: int = 0


class End(Struct, frozen=True):
    """The structure ends that began last."""

    kind: Kind


class Scene(Struct, frozen=True):
    """A change of scene."""


class PageTurn(Struct, frozen=True):
    """Here a page of the source begins: the id of the place, and the number of the page."""

    id: str
    label: str


class Stretch(Struct, frozen=True):
    """A text, and the tables of the cast that say how it is spoken, each finer than the one before; () for the
    narrator."""

    block: Leaf | BlockQuote | Image
    prose: Prose
    tables: tuple[str, ...] = ()


#: Blocks that nobody hears, between others that go on.
_UNSEEN = PageBreak | SectionStart | Boilerplate

Step: TypeAlias = Begin | End | Scene | PageTurn | Stretch


def steps(
    blocks: Sequence[Lines | Block], skips: list[Skip], *, tables: tuple[str, ...] = (), endnotes: bool = False
) -> Iterator[Step]:
    """The blocks in reading order, containers opened; what is not to be said goes to ``skips``.

    ``tables`` are those of the structure that holds the blocks; ``endnotes`` says that it is a section of notes.
    Raises `ValueError` for lines that the structurer has not read.
    """
    in_poem = False
    among_notes = endnotes
    for block in blocks:
        if in_poem and not isinstance(block, Verse | _UNSEEN):
            in_poem = False
            yield End("verse")
        match block:
            case Lines():
                raise ValueError(f"lines at {block.span.start} of the source: the structurer has not read them")
            case Boilerplate():
                skips += _left_out(block)
            case Title():
                yield from _said("title", block, ("title",))
            case Heading():
                yield from _said("heading", block, ("heading", f"heading{block.level}"), level=block.level)
            case Caption():
                yield from _said("caption", block, (*tables, "caption"))
            case Subtitle() | Byline() | Dateline() | Paragraph():
                yield from _said("paragraph", block, tables)
            case PullQuote():
                yield from _said("pullquote", block, (*tables, "pullquote"))
            case Code():
                yield from _said("code", block, (*tables, "code"))
            case Verse():
                if not in_poem:
                    in_poem = True
                    yield Begin("verse")
                yield from _said("stanza", block, (*tables, "verse"))
            case Image():
                # our words for a picture that nobody has described say themselves that it is one
                yield from _said("paragraph" if block.ours else "image", block, (*tables, "image"))
            case Figure():
                captions = () if block.caption is None else (block.caption,)
                parts = (*captions, *block.blocks) if block.caption_first else (*block.blocks, *captions)
                yield from steps(parts, skips, tables=tables)
            case BlockQuote():
                inner = (*tables, "blockquote", *filter(None, [block.kind]))
                yield Begin("blockquote")
                yield from steps(block.blocks, skips, tables=inner)
                if block.attribution:
                    yield from _said("attribution", block, inner)
                yield End("blockquote")
            case List():
                yield Begin("list")
                for place, item in enumerate(block.items):
                    yield from _item(item.blocks, _number(block, place), skips, (*tables, "list"))
                yield End("list")
            case Definitions():
                yield Begin("list")
                for entry in block.entries:
                    yield from _item((*entry.terms, *entry.blocks), "", skips, (*tables, "list"))
                yield End("list")
            case Footnote():
                finer = "endnote" if endnotes or among_notes else "footnote"
                yield Begin("note", name=block.label)
                yield from steps(block.blocks, skips, tables=(*tables, "note", finer))
                yield End("note")
            case Aside():
                yield Begin("aside")
                yield from steps(block.blocks, skips, tables=(*tables, "aside"))
                yield End("aside")
            case Table():
                yield from _rows(block, skips, (*tables, "table"))
            case SceneBreak():
                yield Scene()
            case PageBreak():
                if block.id and block.label.strip():
                    yield PageTurn(block.id, block.label)
            case SectionStart():
                pass
            case _:
                assert_never(block)
        if not isinstance(block, _UNSEEN):
            among_notes = isinstance(block, Heading) or (among_notes and isinstance(block, Footnote))
    if in_poem:
        yield End("verse")


def _said(kind: Kind, block: Leaf | BlockQuote | Image, tables: tuple[str, ...], *, level: int = 0) -> Iterator[Step]:
    match block:
        case BlockQuote():
            prose = block.attribution
        case Image():
            prose = block.alternative
        case _:
            prose = block.prose
    if prose is not None:
        yield Begin(kind, level=level)
        yield Stretch(block, prose, tables)
        yield End(kind)


def _item(blocks: Sequence[Block], number: str, skips: list[Skip], tables: tuple[str, ...]) -> Iterator[Step]:
    """An item of a list; the number that the list gives it stands in no text, but others refer to it."""
    yield Begin("item", name=number)
    yield from steps(blocks, skips, tables=tables)
    yield End("item")


def _number(block: List, place: int) -> str:
    """What an item is counted as: a letter where its list counts in letters, else in figures; "" for a bullet."""
    if not block.ordered:
        return ""
    value = block.first - place if block.descending else block.first + place
    if block.numbering in ("a", "A") and 1 <= value <= 26:
        return chr(ord("A") + value - 1)
    return str(value)


def _rows(block: Table, skips: list[Skip], tables: tuple[str, ...]) -> Iterator[Step]:
    """A table row by row. Below a header each cell has the name of its column, for a listener cannot look up to it;
    the header itself is said first, as it stands there first. A caption of the table is its name, not a picture's."""
    yield Begin("table")
    if block.caption is not None:
        yield from _said("paragraph", block.caption, (*tables, "caption"))
    names: defaultdict[int, str] = defaultdict(str)
    above: set[int] = set()  # columns in which a header stands right above
    for number, row in enumerate(_placed(block)):
        yield Begin("row")
        for cell, columns in row:
            header = number < block.header_rows or cell.heads == "column"
            name = "" if header else ", ".join(dict.fromkeys(filter(None, (names[column] for column in columns))))
            yield Begin("cell", name=name)
            yield from steps(cell.blocks, skips, tables=tables)
            yield End("cell")
            words = " ".join(" ".join(leaf.prose.text.split()) for leaf in leaves(cell.blocks)) if header else ""
            for column in columns if header else ():
                names[column] = f"{names[column]} {words}".strip() if column in above else words
            above = above.union(columns) if header else above.difference(columns)
        yield End("row")
    yield End("table")


def _placed(block: Table) -> Iterator[list[tuple[Cell, range]]]:
    """The rows of a table, each cell with the columns that it stands in: one may reach over several, and into the
    rows below."""
    reaching: defaultdict[int, int] = defaultdict(int)  # into how many of the next rows a column's cell reaches
    for row in block.rows:
        placed = []
        column = 0
        for cell in row:
            while reaching[column]:
                column += 1
            placed.append((cell, range(column, column + cell.columns)))
            column += cell.columns
        for filled in [column for column, rows in reaching.items() if rows]:
            reaching[filled] -= 1
        for cell, columns in placed:
            reaching.update(dict.fromkeys(columns, cell.rows - 1))
        yield placed


def _left_out(block: Boilerplate) -> Iterator[Skip]:
    """One skip for each sentence of a page's furniture, so that every sentence of the document is accounted for."""
    reason = f"boilerplate: {block.evidence.rule}"
    sentences = [inline for inline in block.prose.inlines if isinstance(inline, Sentence)]
    for sentence in sentences:
        yield Skip(sentence.id, block.prose.text[sentence.start : sentence.end], reason)
    if not sentences:
        yield Skip(block.id, block.prose.text, reason)
