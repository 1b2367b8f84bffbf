"""What a block is for: standfirst, byline, dateline, caption, scene break.

Between the title and the text stand the standfirst, the byline, the dateline and the caption of the opening picture.
They are told apart by their own words (`data/byline.*`, `data/dateline.*`, `data/photo.*`) and, where nothing says so
outright, by what they describe: a caption says what a camera saw (`data/scene.*`), a standfirst goes on from the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    Boilerplate,
    Byline,
    Caption,
    Dateline,
    Evidence,
    Paragraph,
    SceneBreak,
    Subtitle,
    Title,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.shape import Shape, folded, shape_of
from accessible.structurer.words import patterns, words

_RULE = re.compile(r"^(?:[*⁂•·~#_=◊❦☙]\s*){1,20}$|^(?:[-–—]\s*){2,40}$")
_WORD = re.compile(r"[^\W\d_]+")


def find_roles(document: Document) -> Document:
    """The document with the paragraphs that are not running text as what they are."""
    (section,) = document.sections
    blocks = [_scene_break(block) for block in section.blocks]
    blocks = _front(blocks, document)
    blocks = [_credited(block, document) for block in blocks]
    kept = {block.span.start for block in blocks if isinstance(block, Paragraph)}
    messages = tuple(  # what was a possible heading and turned out to be something else was not kept as a paragraph
        message for message in document.messages if message.code != "S003" or message.place.start in kept
    )
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),), messages=messages)


def _scene_break(block: Lines | Block) -> Lines | Block:
    if isinstance(block, Paragraph) and _RULE.match(block.prose.text):
        return SceneBreak(span=block.span, evidence=Evidence("ornament on a line of its own", 0.95))
    return block


def _front(blocks: Sequence[Lines | Block], document: Document) -> list[Lines | Block]:
    """The blocks between the title and the text."""
    out = list(blocks)
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Title)), None)
    if start is None:
        return out
    language = document.metadata.language
    byline, dateline = patterns("byline", language), patterns("dateline", language)
    for at in range(start + 1, min(start + 12, len(out))):
        block = out[at]
        if isinstance(block, Boilerplate):
            continue
        if not isinstance(block, Paragraph):
            break
        text = folded(block)
        shape = shape_of(block, document.text)
        if byline is not None and shape.words <= 20 and byline.match(text):
            out[at] = Byline(block.prose, block.span, Evidence("line that names the writer", 0.95))
        elif dateline is not None and shape.words <= 15 and dateline.match(text):
            out[at] = Dateline(block.prose, block.span, Evidence("line that is a date", 0.95))
        elif _is_caption(text, shape, language):
            out[at] = Caption(block.prose, block.span, Evidence("says what a camera saw", 0.8))
        elif not shape.closes and 4 <= shape.words <= 40 and _more_text(out[at + 1 :], document.text):
            out[at] = Subtitle(block.prose, block.span, Evidence("line under the title", 0.8))
        else:
            break
    return out


def _more_text(blocks: Sequence[Lines | Block], source: str) -> bool:
    return any(isinstance(block, Paragraph) and shape_of(block, source).is_prose for block in blocks)


def _is_caption(text: str, shape: Shape, language: str) -> bool:
    """A caption that does not say so: a clause of 5 to 40 words without a full stop whose first verb is a sight."""
    photo = patterns("photo", language)
    if photo is not None and shape.words <= 60 and photo.match(text):
        return True
    if shape.closes or not 5 <= shape.words <= 40 or ";" in text:
        return False
    sights = words("scene", language)
    return any(word.casefold() in sights for word in _WORD.findall(text)[1:8])


def _credited(block: Lines | Block, document: Document) -> Lines | Block:
    """A caption anywhere in the text, when it says so itself: a credit, "(left)", "File photo"."""
    photo = patterns("photo", document.metadata.language)
    if photo is None or not isinstance(block, Paragraph) or len(block.prose.text) > 400:
        return block
    if not photo.match(folded(block)) or shape_of(block, document.text).words > 60:
        return block
    return Caption(block.prose, block.span, Evidence("credit or pointer to a picture", 0.9))
