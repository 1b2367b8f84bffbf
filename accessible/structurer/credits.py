"""Who, when, and whose picture: the blocks that say outright what they are (`data/byline.*`, `data/dateline.*`,
`data/photo.*`, `data/credit.*`), found before the headings, which they would be taken for.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Byline, Caption, Dateline, Evidence, Heading, Paragraph, Title
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.given import is_given
from accessible.structurer.kinds import closes
from accessible.structurer.phrases import holds, says
from accessible.structurer.punctuation import TERMINAL
from accessible.structurer.shape import folded, shape_of
from accessible.structurer.signatures import is_name
from accessible.structurer.words import patterns

#: So many blocks under the title may name the writer and the date.
_FRONT = 12


def find_credits(document: Document) -> Document:
    """The document with the byline and the dateline under its title, and every caption that says so itself."""
    (section,) = document.sections
    blocks = _signed(section.blocks, document)
    blocks = [_credited(block, document) for block in blocks]
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),))


def _signed(blocks: Sequence[Lines | Block], document: Document) -> list[Lines | Block]:
    out = list(blocks)
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Title)), None)
    if start is None:
        return out
    language = document.metadata.language
    byline, dateline = patterns("byline", language), patterns("dateline", language)
    for at in range(start + 1, min(start + _FRONT, len(out))):
        block = out[at]
        if not isinstance(block, Paragraph) and not (isinstance(block, Heading) and _stands_alone(out, start, at)):
            continue
        text = folded(block)
        shape = shape_of(block, document.text)
        if shape.is_prose and shape.words > 25:
            break
        if byline is not None and shape.words <= 20 and byline.match(text):
            out[at] = Byline(block.prose, block.span, Evidence("line that names the writer", 0.95), block.id)
        elif (dateline is not None and shape.words <= 15 and dateline.match(text)) or _says_when(text, language):
            out[at] = Dateline(block.prose, block.span, Evidence("line that is a date", 0.95), block.id)
    return out


def _stands_alone(blocks: Sequence[Lines | Block], title: int, at: int) -> bool:
    """Whether a heading that its author marked is none of several over text ("By train", "By boat"): no text stands
    between the title and it, and no heading of its level comes behind the text."""
    heading = blocks[at]
    assert isinstance(heading, Heading)
    between = [block for block in blocks[title:at] if isinstance(block, Paragraph)]
    if not is_given(heading) or any(closes(block.prose.text) for block in between):
        return False
    texts = False
    for block in blocks[at + 1 :]:
        texts = texts or isinstance(block, Paragraph)
        if texts and isinstance(block, Heading) and block.level == heading.level:
            return False
    return True


def _says_when(text: str, language: str) -> bool:
    """Whether a line is a place and a date: "Skagen, 3 May 2024"."""
    place, comma, date = text.partition(",")
    known = patterns("dateline", language)
    return bool(comma) and is_name(place) and known is not None and known.match(date.strip()) is not None


def is_credited(text: str, language: str) -> bool:
    """Whether the words of a block say that it stands under a picture."""
    said = says("photo", language, text) or holds("credit", language, text)
    # "The man (left) was not the man (right), she said." is told, not shown
    return said and not (text[-1] in TERMINAL and grammar_of(language).may_cue(text, 0, len(text)))


def _credited(block: Lines | Block, document: Document) -> Lines | Block:
    """A block that has a credit, "(left)" or "File photo" in it as a caption."""
    if not isinstance(block, Paragraph) or len(block.prose.text) > 400:
        return block
    if not is_credited(folded(block), document.metadata.language) or shape_of(block, document.text).words > 60:
        return block
    return Caption(block.prose, block.span, Evidence("credit or pointer to a picture", 0.9))
