"""Dedications: the few words before a book that say for whom it is.

They stand before its first numbered chapter and before its preface, and nothing is told under them: the next thing is a
heading. What they begin with is data (`dedication`, `dedication-lead`). Set in capitals they look like headings, so
they are looked for when headings are known and before these are ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Evidence,
    Heading,
    Leaf,
    PageBreak,
    Paragraph,
    SceneBreak,
    Span,
    Verse,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.numbering import number_of
from accessible.structurer.punctuation import QUOTED
from accessible.structurer.shape import folded, shape_of
from accessible.structurer.words import patterns, words

#: So many blocks at the front of a book are looked at, and so many words may a dedication have in one of them.
_FRONT, _LONGEST = 60, 40
#: So many lines may follow on its first, with no more than one blank line before each.
_MORE, _GAP = 12, 1

_SAYS = Evidence("says for whom the book is", 0.9)
_NAMES = Evidence("names for whom the book is", 0.8)
_EDGES = "_*=\"“”‘’'.,:;—–- \t\r\n"


def find_dedication(document: Document) -> Document:
    """The document with the dedication of a book as a `BlockQuote` of that kind."""
    (section,) = document.sections
    if document.kind != "book":
        return document
    language = document.metadata.language
    blocks = list(section.blocks)
    front = _front(blocks, language)
    for at in range(front):
        evidence = _evidence(blocks[at], document)
        if evidence is None:
            continue
        end = _end(blocks, at, document)
        if at + 1 == end and _is_bare(blocks[at], language):
            continue  # "To", and nobody
        if end <= front and not _is_told_under(blocks, end, document.text):
            blocks[at:end] = [_dedication(blocks[at:end], evidence)]
            break
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),))


def _front(blocks: Sequence[Lines | Block], language: str) -> int:
    """Where the front of a book ends: at the first heading that has a number or a division's name."""
    names = words("section-name", language)
    for at, block in enumerate(blocks[:_FRONT]):
        if isinstance(block, Heading):
            if folded(block).strip(_EDGES).casefold() in names:
                return at
            if (number := number_of(block.prose.text, language)) is not None and (number.rank or number.values == (1,)):
                return at
    return 0


def _evidence(block: Lines | Block, document: Document) -> Evidence | None:
    """Why a block begins a dedication, or None."""
    if not isinstance(block, Paragraph | Heading | Verse) or (isinstance(block, Paragraph) and block.part):
        return None
    text = folded(block).strip(_EDGES)
    language = document.metadata.language
    if not text or shape_of(block, document.text).words > _LONGEST:
        return None
    if (known := patterns("dedication", language)) is not None and known.match(text):
        return _SAYS
    lead, _, name = text.partition(" ")
    if lead.casefold() in words("dedication-lead", language):
        return _NAMES if not name or (name.lstrip(_EDGES)[:1].isupper() and "." not in name[:-1]) else None
    return None


def _is_bare(block: Lines | Block, language: str) -> bool:
    return isinstance(block, Leaf) and folded(block).strip(_EDGES).casefold() in words("dedication-lead", language)


def _end(blocks: Sequence[Lines | Block], at: int, document: Document) -> int:
    """Where a dedication ends: before the first block that is long, or stands apart, or is a heading over text, or is
    in quotation marks, as somebody else's words are."""
    end = at + 1
    while end < min(len(blocks), at + 1 + _MORE):
        block = blocks[end]
        if not isinstance(block, Paragraph | Verse | Heading):
            break
        shape = shape_of(block, document.text)
        bare = end == at + 1 and _is_bare(blocks[at], document.metadata.language)
        if shape.words > _LONGEST // 3 or (shape.gap > _GAP and not bare):
            break
        if (isinstance(block, Heading) or QUOTED.match(block.prose.text)) and not bare:
            break
        end += 1
    return end


def _is_told_under(blocks: Sequence[Lines | Block], at: int, source: str) -> bool:
    """Whether text stands at a place: what is before it is a heading then, or the beginning of the text."""
    while at < len(blocks) and isinstance(blocks[at], PageBreak | SceneBreak | Boilerplate):
        at += 1
    block = blocks[at] if at < len(blocks) else None
    return isinstance(block, Paragraph) and shape_of(block, source).is_prose


def _dedication(blocks: Sequence[Lines | Block], evidence: Evidence) -> BlockQuote:
    inner = tuple(
        Paragraph(block.prose, block.span, Evidence("running text")) if isinstance(block, Heading) else block
        for block in blocks
        if not isinstance(block, Lines)
    )
    span = Span(inner[0].span.start, inner[-1].span.end)
    return BlockQuote(inner, span, evidence, kind="dedication", kind_evidence=evidence)
