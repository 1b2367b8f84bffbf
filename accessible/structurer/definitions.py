"""Lists of terms and what they mean, as plain text and relatives of Markdown write them: a term on a line of its own,
and under it lines that begin with a colon (pandoc, `definition_lists`; PHP Markdown Extra).

One such line may be anything; two terms make a list. The colons stay in the spans and leave the text, as bullets do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Definition, Definitions, Evidence, Paragraph, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.given import is_given, piece_of
from accessible.structurer.punctuation import CLOSERS, TERMINAL
from accessible.structurer.shape import shape_of

#: A definition begins with it.
MARK = re.compile(r":[ \t\u00a0]+(?=\S)")
#: A term has so many words at most, and so many terms may share a definition.
_WORDS, _TERMS = 10, 4
#: So many entries make a list.
_FEWEST = 2

_TERM, _MEANING = Evidence("line over a definition"), Evidence("line that begins with a colon")
_LIST = Evidence("terms over lines that begin with a colon", 0.95)


def find_definitions(document: Document) -> Document:
    """The document with its runs of terms and definitions as `Definitions`."""
    (section,) = document.sections
    blocks = section.blocks
    if sum(map(_is_meaning, blocks)) < _FEWEST:
        return document
    out: list[Lines | Block] = []
    at = 0
    while at < len(blocks):
        entries: list[Definition] = []
        end = at
        while (found := _entry(blocks, end, document.text)) is not None:
            entries.append(found[0])
            end = found[1]
        if len(entries) < _FEWEST:
            out.append(blocks[at])
            at += 1
            continue
        out.append(Definitions(tuple(entries), Span(entries[0].span.start, entries[-1].span.end), _LIST))
        at = end
    return replace(document, sections=(replace(section, blocks=tuple(out)),))


def _is_meaning(block: Lines | Block) -> bool:
    return isinstance(block, Paragraph) and not is_given(block) and MARK.match(block.prose.text) is not None


def _entry(blocks: Sequence[Lines | Block], at: int, source: str) -> tuple[Definition, int] | None:
    """The entry that begins at a place, and the place behind it."""
    terms: list[Paragraph] = []
    meanings: list[Block] = []
    while at < len(blocks) and len(terms) < _TERMS and not _is_meaning(blocks[at]):
        block = blocks[at]
        if not isinstance(block, Paragraph) or not _is_term(block, source) or (terms and shape_of(block, source).gap):
            return None
        terms.append(replace(block, evidence=_TERM))
        at += 1
    while terms and at < len(blocks) and _is_meaning(blocks[at]):
        block = blocks[at]
        found = MARK.match(block.prose.text) if isinstance(block, Paragraph) else None
        assert isinstance(block, Paragraph)
        assert found is not None
        prose, span = piece_of(block.prose, found.end()), Span(block.span.start + found.end(), block.span.end)
        meanings.append(Paragraph(prose, span, _MEANING))
        at += 1
    if not terms or not meanings:
        return None
    return Definition(tuple(terms), tuple(meanings), Span(terms[0].span.start, meanings[-1].span.end)), at


def _is_term(block: Paragraph, source: str) -> bool:
    """Whether a block is short, on one line, and neither a sentence nor what leads to one."""
    if is_given(block) or block.part or "\n" in block.prose.text:
        return False
    ends = block.prose.text.rstrip(CLOSERS)[-1:]
    return 0 < shape_of(block, source).words <= _WORDS and ends not in tuple(TERMINAL + ":;,")
