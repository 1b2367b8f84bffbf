"""A paragraph that goes on overleaf is one paragraph, in which a page begins.

`pages` cuts the numbers of pages out of the lines, and what stands on either side of one becomes a block of its own.
Where the sentence goes on behind it, so does the paragraph. This is asked when every block is what it is, because the
rules that decide that read the lines as the source has them; and before quotations are looked for, because a quotation
goes on overleaf as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Evidence,
    Inline,
    List,
    PageBreak,
    PageMark,
    Paragraph,
    Piece,
    Prose,
    Span,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.layout import MARKER
from accessible.structurer.punctuation import CLOSERS, OPENERS

#: A paragraph that breaks off before one in capitals has so many characters, and the other so many; shorter ones may be
#: lines of something that no full stop ends.
_LONG, _FURTHER = 60, 25

_SMALL = Evidence("the sentence goes on overleaf", 0.95)
_OPEN = Evidence("the sentence does not end before the page", 0.8)


def join_overleaf(document: Document) -> Document:
    """The document with each paragraph that a page cuts in two as one, and the page's number as a `PageMark` in it."""
    (section,) = document.sections
    if not any(isinstance(block, PageBreak) for block in section.blocks):
        return document
    return replace(document, sections=(replace(section, blocks=tuple(_joined(section.blocks))),))


_Blocks = Sequence[Lines | Block]


def _joined(blocks: _Blocks) -> Iterator[Lines | Block]:
    """The blocks, with those that go on overleaf as one; pages between two that do not stay between them."""
    chain: list[Lines | Block] = []  # what goes on, and the pages between
    pages: list[PageBreak] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            pages.append(block)
            continue
        if chain and pages and _goes_on(chain[-1], block) is not None:
            chain += [*pages, block]
        else:
            yield from _as_one(chain)
            yield from pages
            chain = [block]
        pages = []
    yield from _as_one(chain)
    yield from pages


def _goes_on(block: Lines | Block, follower: Lines | Block) -> Evidence | None:
    """Why a block goes on with another, or None."""
    match block, follower:
        case Paragraph(), Paragraph():
            return _evidence(block, follower)
        case BlockQuote(attribution=None), BlockQuote() if block.blocks and follower.blocks:
            return _goes_on(block.blocks[-1], follower.blocks[0])
        case List(), Paragraph() if block.items and block.items[-1].blocks:
            return _goes_on(block.items[-1].blocks[-1], follower)
        case _:
            return None


def _evidence(block: Paragraph, follower: Paragraph) -> Evidence | None:
    if not _pieces(block.prose) or not _pieces(follower.prose) or MARKER.match(follower.prose.text):
        return None
    text, further = block.prose.text.rstrip(), follower.prose.text
    end = text.rstrip(CLOSERS)[-1:]
    if further.lstrip(OPENERS)[:1].islower():
        return None if end == ":" else _SMALL
    if len(text) >= _LONG and len(further) >= _FURTHER and (text[-1] in ",;-" or text[-1].isalnum()):
        return _OPEN
    return None


def _pieces(prose: Prose) -> tuple[Piece, ...]:
    """Where a text stands in the source; nothing when nobody knows."""
    return prose.pieces or ((Piece(0, prose.origin),) if prose.origin >= 0 else ())


def _as_one(chain: _Blocks) -> _Blocks:
    """Blocks that go on with each other, with pages between them, as one block."""
    if len(chain) < 2:
        return chain
    first, last = chain[0], chain[-1]
    match first:
        case Paragraph():
            return [_paragraph([block for block in chain if isinstance(block, Paragraph | PageBreak)])]
        case BlockQuote():
            inner = [part for block in chain for part in (block.blocks if isinstance(block, BlockQuote) else (block,))]
            attribution = last.attribution if isinstance(last, BlockQuote) else None
            blocks = _only_blocks(_joined(inner))
            return [replace(first, blocks=blocks, span=Span(first.span.start, last.span.end), attribution=attribution)]
        case List():
            item = first.items[-1]
            blocks = _only_blocks(_joined([*item.blocks, *chain[1:]]))
            item = replace(item, blocks=blocks, span=Span(item.span.start, last.span.end))
            return [replace(first, items=(*first.items[:-1], item), span=Span(first.span.start, last.span.end))]
        case _:
            raise AssertionError("nothing else goes on overleaf")


def _only_blocks(blocks: Iterable[Lines | Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not isinstance(block, Lines))


def _paragraph(chain: Sequence[Paragraph | PageBreak]) -> Paragraph:
    """Paragraphs and the pages between them as one paragraph: a line break stands for what is between two."""
    first = chain[0]
    assert isinstance(first, Paragraph)
    texts: list[str] = []
    inlines: list[Inline] = []
    pieces: list[Piece] = []
    pages: list[PageBreak] = []
    before = first
    at = 0
    for block in chain:
        if isinstance(block, PageBreak):
            pages.append(block)
            continue
        why = _evidence(before, block) if texts else None
        inlines += [PageMark(at, at, page.label, span=page.span, evidence=why) for page in pages]
        inlines += [replace(mark, start=mark.start + at, end=mark.end + at) for mark in block.prose.inlines]
        pieces += [Piece(piece.at + at, piece.origin) for piece in _pieces(block.prose)]
        texts.append(block.prose.text)
        at += len(block.prose.text) + 1
        before, pages = block, []
    prose = replace(first.prose, text="\n".join(texts), inlines=tuple(inlines), origin=-1, pieces=tuple(pieces))
    return replace(first, prose=prose, span=Span(first.span.start, before.span.end))
