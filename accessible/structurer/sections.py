"""Blocks → sections: one under each heading, so that a reader can go from heading to heading and each has its file."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Heading, PageBreak
from accessible.model.document import Document, Section
from accessible.model.draft import Lines


def cut_sections(document: Document) -> Document:
    """The document with its one flat section cut before every `Heading`.

    What stands before the first heading is the first section. A heading right after another one (a part's and its
    first chapter's) opens a section of its own, so that both can be found.
    """
    (flat,) = document.sections
    cut: list[list[Lines | Block]] = [[]]
    for block in flat.blocks:
        if isinstance(block, Heading) and any(not isinstance(other, Boilerplate | PageBreak) for other in cut[-1]):
            cut.append([])
        cut[-1].append(block)
    return replace(document, sections=tuple(Section(blocks=tuple(blocks)) for blocks in cut if blocks))
