"""A paragraph that goes on overleaf is one paragraph, in which a page begins.

`pages` cuts the numbers of pages out of the lines, and what stands on either side of one becomes a block of its own.
Where the sentence goes on behind it, so does the paragraph. This is asked when every block is what it is, because the
rules that decide that read the lines as the source has them; and before quotations are looked for, because a quotation
goes on overleaf as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Evidence,
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
    blocks: list[Lines | Block] = []
    pages: list[PageBreak] = []
    for paged, group in groupby(section.blocks, lambda block: isinstance(block, PageBreak)):
        if paged:
            pages = [block for block in group if isinstance(block, PageBreak)]
            continue
        first, *others = group
        joined = _joined(blocks[-1], pages, first) if blocks and pages else None
        if joined is not None:
            blocks[-1] = joined
        else:
            blocks += [*pages, first]
        blocks += others
        pages = []
    return replace(document, sections=(replace(section, blocks=(*blocks, *pages)),))


def _joined(block: Lines | Block, pages: Sequence[PageBreak], follower: Lines | Block) -> Block | None:
    """Two blocks on either side of pages as one, or None when the second does not go on with the first."""
    match block, follower:
        case Paragraph(), Paragraph():
            evidence = _goes_on(block, follower)
            return None if evidence is None else _one(block, pages, follower, evidence)
        case BlockQuote(attribution=None), BlockQuote():
            inner = _joined(block.blocks[-1], pages, follower.blocks[0])
            if inner is None:
                return None
            blocks = (*block.blocks[:-1], inner, *follower.blocks[1:])
            span = Span(block.span.start, follower.span.end)
            return replace(block, blocks=blocks, span=span, attribution=follower.attribution)
        case List(), Paragraph() if block.items and block.items[-1].blocks:
            item = block.items[-1]
            inner = _joined(item.blocks[-1], pages, follower)
            if inner is None:
                return None
            item = replace(item, blocks=(*item.blocks[:-1], inner), span=Span(item.span.start, follower.span.end))
            return replace(block, items=(*block.items[:-1], item), span=Span(block.span.start, follower.span.end))
        case _:
            return None


def _goes_on(block: Paragraph, follower: Paragraph) -> Evidence | None:
    """Why a paragraph goes on with another, or None."""
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


def _one(block: Paragraph, pages: Sequence[PageBreak], follower: Paragraph, evidence: Evidence) -> Paragraph:
    at = len(block.prose.text) + 1
    marks = [PageMark(at, at, page.label, span=page.span, evidence=evidence) for page in pages]
    behind = [replace(mark, start=mark.start + at, end=mark.end + at) for mark in follower.prose.inlines]
    prose = replace(
        block.prose,
        text=f"{block.prose.text}\n{follower.prose.text}",
        inlines=(*block.prose.inlines, *marks, *behind),
        origin=-1,
        pieces=(*_pieces(block.prose), *(Piece(piece.at + at, piece.origin) for piece in _pieces(follower.prose))),
    )
    return replace(block, prose=prose, span=Span(block.span.start, follower.span.end))
