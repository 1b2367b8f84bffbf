"""Page furniture: what the site says around the text. Marked, kept in the model, left out of the publication.

Three things have to come together: the words (phrase lists per language, `data/boilerplate.*.txt`), a block that is
short, and a place. Furniture stands before the text, after it, or apart from it; in the middle of the text a whole
sentence is text, whatever its first words are. Each block that is left out is said in a message.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Evidence, Paragraph
from accessible.model.document import Document, Section
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.shape import Shape, folded, place_of, shape_of
from accessible.structurer.words import patterns

#: A longer block (in words) is text, whatever its first words are.
_LONGEST = 45
#: In the middle of the text a block that ends like a sentence and has more words than this is one.
_LABEL = 6


def mark_boilerplate(document: Document) -> Document:
    """The document with page furniture as `Boilerplate` blocks, and a message for each of them.

    An unknown language has no phrases and loses none.
    """
    furniture = patterns("boilerplate", document.metadata.language)
    if furniture is None:
        return document
    messages = list(document.messages)
    sections = []
    for section in document.sections:
        blocks = tuple(_judged(section.blocks, document.text, furniture))
        sections.append(replace(section, blocks=blocks))
        for block in blocks:
            if isinstance(block, Boilerplate):
                what = f"Left out as page furniture: {folded(block)[:80]!r}."
                place = place_of(block, document.text, document.source)
                messages.append(Message("S002", what, place, hint="--keep-boilerplate keeps it"))
    return replace(document, sections=tuple(sections), messages=tuple(messages))


def _judged(blocks: tuple[Lines | Block, ...], source: str, furniture: re.Pattern[str]) -> list[Lines | Block]:
    suspects = {
        at: shape
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and furniture.match(folded(block))
        if (shape := shape_of(block, source)).words <= _LONGEST
    }
    prose = [
        at
        for at, block in enumerate(blocks)
        if at not in suspects and isinstance(block, Paragraph) and shape_of(block, source).is_prose
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    out: list[Lines | Block] = []
    for at, block in enumerate(blocks):
        suspect = suspects.get(at)
        if suspect is None or not isinstance(block, Paragraph):
            out.append(block)
        elif suspect.gap > 1 or not first < at < last:
            out.append(_furniture(block, "furniture phrase apart from the text", 0.95))
        elif not _is_sentence(suspect):
            out.append(_furniture(block, "furniture phrase", 0.8))
        else:
            out.append(block)
    return out


def _is_sentence(shape: Shape) -> bool:
    return shape.closes and shape.words > _LABEL


def _furniture(block: Paragraph, rule: str, confidence: float) -> Boilerplate:
    return Boilerplate(prose=block.prose, span=block.span, evidence=Evidence(rule, confidence))


def restore_boilerplate(document: Document) -> Document:
    """The document with every `Boilerplate` block as a paragraph again, its evidence kept."""

    def restored(section: Section) -> Section:
        return replace(
            section,
            blocks=tuple(
                Paragraph(prose=block.prose, span=block.span, evidence=block.evidence)
                if isinstance(block, Boilerplate)
                else block
                for block in section.blocks
            ),
        )

    return replace(document, sections=tuple(restored(section) for section in document.sections))
