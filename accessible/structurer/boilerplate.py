"""Page furniture: what the site says around the text. Marked, kept in the model, left out of the publication.

Two things have to come together: the words (phrase lists per language, `data/boilerplate.*.txt`) and a block that is
short. The place adds to the confidence: furniture stands before the text, after it, or apart from it.
"""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Evidence, Paragraph
from accessible.model.document import Document, Section
from accessible.model.draft import Lines
from accessible.structurer.shape import Shape, shape_of
from accessible.structurer.words import patterns

#: A longer block (in words) is text, whatever its first words are.
_LONGEST = 45


def mark_boilerplate(document: Document) -> Document:
    """The document with page furniture as `Boilerplate` blocks; an unknown language has no phrases and loses none."""
    furniture = patterns("boilerplate", document.metadata.language)
    if furniture is None:
        return document

    def judged(blocks: tuple[Lines | Block, ...]) -> tuple[Lines | Block, ...]:
        last = max((at for at, block in enumerate(blocks) if _is_text(block, document.text)), default=len(blocks))
        out: list[Lines | Block] = []
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph) and furniture.match(block.prose.text.strip()):
                shape = shape_of(block, document.text)
                if shape.words <= _LONGEST:
                    out.append(_furniture(block, shape, after_text=at > last))
                    continue
            out.append(block)
        return tuple(out)

    return replace(
        document, sections=tuple(replace(section, blocks=judged(section.blocks)) for section in document.sections)
    )


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


def _is_text(block: Lines | Block, source: str) -> bool:
    return isinstance(block, Paragraph) and shape_of(block, source).is_prose


def _furniture(block: Paragraph, shape: Shape, *, after_text: bool) -> Boilerplate:
    apart = after_text or shape.gap > 1
    evidence = Evidence("furniture phrase apart from the text" if apart else "furniture phrase", 0.95 if apart else 0.8)
    return Boilerplate(prose=block.prose, span=block.span, evidence=evidence)
