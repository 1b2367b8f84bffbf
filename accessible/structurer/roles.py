"""What stands between the title and the text and does not say what it is: the standfirst, the caption of the opening
picture. A caption says what a camera saw (`data/scene.*`), a standfirst goes on from the title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Dateline,
    Evidence,
    Heading,
    PageBreak,
    Paragraph,
    SceneBreak,
    Subtitle,
    Title,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.given import is_given
from accessible.structurer.labels import label_of
from accessible.structurer.marked import LEVEL_MARKS
from accessible.structurer.numbering import number_of
from accessible.structurer.shape import Shape, folded, shape_of
from accessible.structurer.words import words

#: The messages that say that something possible was kept as a paragraph.
_KEPT = frozenset({"S003", "S008", "S009", "S010"})
_WORD = re.compile(r"[^\W\d_]+")


def find_roles(document: Document) -> Document:
    """The document with the paragraphs that are not running text as what they are."""
    (section,) = document.sections
    blocks = list(section.blocks)
    blocks = _front(blocks, document)
    kept = [(block.span.start, block.span.end) for block in blocks if isinstance(block, Paragraph)]
    messages = tuple(message for message in document.messages if message.code not in _KEPT or _stands(message, kept))
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),), messages=messages)


def _stands(message: Message, paragraphs: Sequence[tuple[int, int]]) -> bool:
    """Whether what a message says was kept as a paragraph did not turn out to be something else later."""
    at = bisect_right(paragraphs, (message.place.start, message.place.end)) - 1
    return at >= 0 and message.place.start < paragraphs[at][1]


def _front(blocks: Sequence[Lines | Block], document: Document) -> list[Lines | Block]:
    """The blocks between the title and the text."""
    out = list(blocks)
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Title)), None)
    if start is None:
        return out
    language = document.metadata.language
    if document.kind == "book" and (under := _title_page(out, start, document)) is not None:
        heading = out[under]
        assert isinstance(heading, Heading)
        out[under] = Subtitle(heading.prose, heading.span, Evidence("line under the title of a book", 0.8), heading.id)
    for at in range(start + 1, min(start + 12, len(out))):
        block = out[at]
        if isinstance(block, Boilerplate | Byline | Dateline | Caption):
            continue
        if not isinstance(block, Paragraph):
            break
        text = folded(block)
        shape = shape_of(block, document.text)
        if _is_caption(text, shape, language):
            out[at] = Caption(block.prose, block.span, Evidence("says what a camera saw", 0.8))
        elif label_of(text) is None and _is_standfirst(out, at, shape, document.text):
            out[at] = Subtitle(block.prose, block.span, Evidence("line under the title", 0.8))
        else:
            break
    return out


def _title_page(blocks: Sequence[Lines | Block], title: int, document: Document) -> int | None:
    """The heading right under the title of a book that is the rest of its title ("A Novel"): it has neither a number
    nor the name of a section, its author did not mark it, and no text stands between it and the next heading."""
    at = title + 1
    while at < len(blocks) and isinstance(blocks[at], Boilerplate | PageBreak | Byline):
        at += 1
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Heading) or is_given(block) or block.evidence.rule in LEVEL_MARKS:
        return None
    if not _is_plain(block, document):
        return None
    if any(_is_alike(block, other, document) for other in blocks[at + 1 :] if isinstance(other, Heading)):
        return None  # one of several stories
    for other in blocks[at + 1 :]:
        if isinstance(other, Heading):
            return at
        dedicated = isinstance(other, BlockQuote) and other.kind in ("dedication", "epigraph")
        if not dedicated and not isinstance(other, Byline | Boilerplate | PageBreak | SceneBreak | Dateline):
            return None
    return None


def _is_plain(heading: Heading, document: Document) -> bool:
    """Whether a heading has neither a number nor the name of a section."""
    language = document.metadata.language
    name = folded(heading).strip("_*.: ").casefold()
    return number_of(heading.prose.text, language) is None and name not in words("section-name", language)


def _is_alike(heading: Heading, other: Heading, document: Document) -> bool:
    """Whether another heading is of the same level, set like one, and plain as well."""
    capitals = [shape_of(block, document.text).capitals > 0.9 for block in (heading, other)]
    return other.level == heading.level and capitals[0] == capitals[1] and _is_plain(other, document)


def _is_standfirst(blocks: Sequence[Lines | Block], at: int, shape: Shape, source: str) -> bool:
    """A line of some length that no full stop ends and no page break cuts, with text after it."""
    if shape.closes or not 4 <= shape.words <= 40 or at + 1 == len(blocks):
        return False
    if isinstance(blocks[at + 1], PageBreak):
        return False
    return _more_text(blocks[at + 1 :], source)


def _more_text(blocks: Sequence[Lines | Block], source: str) -> bool:
    return any(isinstance(block, Paragraph) and shape_of(block, source).is_prose for block in blocks)


def _is_caption(text: str, shape: Shape, language: str) -> bool:
    """A caption that does not say so: a clause of 5 to 40 words without a full stop whose first verb is a sight, and no
    noun behind an article ("A play in one act")."""
    if shape.closes or not 5 <= shape.words <= 40 or ";" in text or text[-1] == ":":
        return False
    sights, leading = words("scene", language), words("determiner", language)
    spoken = [word.casefold() for word in _WORD.findall(text)[:8]]
    return any(word in sights and before not in leading for before, word in pairwise(spoken))
