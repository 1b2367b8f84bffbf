"""The title: the first short block that stands over the text, else what the metadata or the file's name says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, Title
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message, Place
from accessible.structurer.shape import LISTED, QUOTED, Shape, folded, shape_of


def find_title(document: Document) -> Document:
    """The document with its `Title` block; a title that is not in the text is taken from the metadata, else from the
    file name with a message."""
    (section,) = document.sections
    blocks = list(section.blocks)
    metadata = document.metadata
    at = _position(blocks, document.text)
    if at is not None:
        block = blocks[at]
        assert isinstance(block, Paragraph)
        blocks[at] = Title(block.prose, block.span, Evidence("first short block, then text", 0.9))
        if not metadata.title:
            metadata = replace(metadata, title=folded(block))
    elif not metadata.title:
        name = re.sub(r"\.\w{1,8}$", "", document.source)
        metadata = replace(metadata, title=name)
        what = f"No title was found; {name!r} stands in."
        message = Message("S004", what, Place(file=document.source), "--title sets it")
        document = replace(document, messages=(*document.messages, message))
    return replace(document, metadata=metadata, sections=(replace(section, blocks=tuple(blocks)),))


def _position(blocks: Sequence[Lines | Block], source: str) -> int | None:
    """The index of the block that is the title: the first one, if it is short and does not end like a sentence."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        shape = shape_of(block, source)
        if not _could_be(block, shape):
            return None
        return at if any(isinstance(later, Paragraph) for later in blocks[at + 1 :]) else None
    return None


def _could_be(block: Paragraph, shape: Shape) -> bool:
    if shape.words > 25 or shape.letters == 0 or (shape.ends in ".;,:" and shape.words > 4):
        return False
    return not (LISTED.match(block.prose.text) or (shape.closes and QUOTED.match(block.prose.text)))
