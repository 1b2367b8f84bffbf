"""Scene breaks that are nothing but space: three blank lines or more between two paragraphs of a text that otherwise
leaves one.

Such a space is left on purpose only where text stands on both sides of it, the one ended and the other beginning, and
where it is rare. Pages of sites and of print have spaces of their own, where something stood that is not text; a
document with page furniture or page breaks is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Evidence, PageBreak, Paragraph, SceneBreak, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.given import is_given
from accessible.structurer.punctuation import OPENERS
from accessible.structurer.shape import shape_of

#: Blank lines that part scenes, and those that usually part paragraphs in such a text.
_SCENES, _USUAL = 3, 1
#: At most one in so many paragraphs begins a scene.
_ONE_IN = 4

_SPACE = Evidence("three blank lines between paragraphs", 0.75)


def find_blanks(document: Document) -> Document:
    """The document with a `SceneBreak` in each space that stands for one; its span is the space."""
    (section,) = document.sections
    blocks = section.blocks
    if any(isinstance(block, Boilerplate | PageBreak) for block in blocks):
        return document
    places = [at for at in range(1, len(blocks)) if _is_between(blocks, at)]
    gaps = {at: _gap(blocks[at], document.text) for at in places}
    found = {at for at in places if gaps[at] >= _SCENES and _parts(blocks, at, document.text)}
    if not found or median_low(gaps.values()) > _USUAL or _ONE_IN * len(found) > len(places) + 1:
        return document
    out: list[Lines | Block] = []
    for at, block in enumerate(blocks):
        if at in found:
            out.append(SceneBreak(Span(blocks[at - 1].span.end, block.span.start), _SPACE))
        out.append(block)
    return replace(document, sections=(replace(section, blocks=tuple(out)),))


def _is_between(blocks: Sequence[Lines | Block], at: int) -> bool:
    return all(
        isinstance(block, Paragraph) and not is_given(block) and not block.part for block in blocks[at - 1 : at + 1]
    )


def _gap(block: Lines | Block, source: str) -> int:
    assert isinstance(block, Paragraph)
    return shape_of(block, source).gap


def _parts(blocks: Sequence[Lines | Block], at: int, source: str) -> bool:
    """Whether one paragraph has ended before a place, and another begins there."""
    before, after = blocks[at - 1], blocks[at]
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    first = after.prose.text.lstrip(OPENERS)[:1]
    ended = shape_of(before, source).closes and shape_of(after, source).closes
    return ended and bool(first) and not first.islower()
