"""Pictures that nobody has described: the words of ours that stand for them, as text that can be spoken.

Whoever reads such a book with a screen reader is told that there is a picture, so whoever listens to it is told as well
(EPUB Media Overlays 3.3, section 3.2.2: text alternatives are spoken in reading order).
"""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Image, Prose, Sentence
from accessible.model.document import Document, Section
from accessible.model.draft import Lines
from accessible.model.walking import rebuilt
from accessible.renderers.languages import foreign, words


def with_stand_ins(document: Document) -> Document:
    """The document with an alternative for each picture that has none; its only sentence has the id of the picture."""
    language = document.metadata.language
    known = words(language)
    text, own = known.undescribed, foreign(known, language)

    def described(block: Block) -> Block:
        if isinstance(block, Image) and block.alternative is None and block.id:
            alternative = Prose(text, (Sentence(0, len(text), block.id),), language=own)
            return replace(block, alternative=alternative, ours=True)
        return rebuilt(block, lambda blocks: tuple(map(described, blocks)))

    def changed(section: Section) -> Section:
        return replace(
            section, blocks=tuple(block if isinstance(block, Lines) else described(block) for block in section.blocks)
        )

    return replace(document, sections=tuple(map(changed, document.sections)))
