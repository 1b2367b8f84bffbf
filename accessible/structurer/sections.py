"""Blocks → sections: one under each heading, so that a reader can go from heading to heading and each has its file."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Heading, PageBreak, SectionStart
from accessible.model.document import Document, Section
from accessible.model.draft import Lines


def cut_sections(document: Document) -> Document:
    """The document with its one flat section cut before every `Heading`, and where its source says that one begins.

    What stands before the first heading is the first section. A heading right after another one (a part's and its
    first chapter's) opens a section of its own, so that both can be found; one right after a `SectionStart` is that
    section's, which also has the kind that it names.
    """
    (flat,) = document.sections
    sections: list[Section] = []
    blocks: list[Lines | Block] = []
    start: SectionStart | None = None

    def close() -> None:
        if blocks:
            sections.append(Section(tuple(blocks), start.id if start else "", start.kind if start else ""))
            blocks.clear()

    for block in flat.blocks:
        begun = any(not isinstance(other, Boilerplate | PageBreak) for other in blocks)
        if isinstance(block, SectionStart):
            if begun:
                close()
                start = block
            elif start is None or block.kind or not start.kind:  # the innermost that says what it is
                start = block
            continue
        if isinstance(block, Heading) and begun:
            close()
            start = None
        blocks.append(block)
    close()
    return replace(document, sections=tuple(sections))
