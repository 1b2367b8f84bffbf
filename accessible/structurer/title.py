"""The title: the first short block that stands over the text, else what the metadata or the file's name says.

What a page has before its title is marked already (`boilerplate.py`); the first block that is left is the title. A text
that begins without one, and whose front matter says what it is called, has that over it, to be seen and heard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Byline, Dateline, Evidence, Heading, Leaf, Paragraph, Prose, Span, Title
from accessible.model.document import Document
from accessible.model.draft import Lines, Metadata
from accessible.model.message import Message, Place
from accessible.structurer.given import is_bold, is_given
from accessible.structurer.kinds import Line, read_lines
from accessible.structurer.marked import LEVEL_MARKS
from accessible.structurer.numbering import number_of
from accessible.structurer.punctuation import QUOTED
from accessible.structurer.shape import LISTED, Shape, folded, shape_of

_LONGEST = 25  # words
_SHORT = 160  # characters


def find_title(document: Document) -> Document:
    """The document with its `Title` block; a title that is not in the text is taken from the metadata, else from the
    file name with a message. A date and a byline that stand before the title become what they are.

    The work is called as somebody has said (an option, front matter), else as the title in the text says, for this is
    what is read and heard, else as the head of its page says.
    """
    (section,) = document.sections
    blocks = list(section.blocks)
    metadata = document.metadata
    said = next((block for block in blocks if isinstance(block, Title)), None)
    marked = _marked(blocks, document.text) if said is None else None
    at, before = (None, {}) if said is not None or marked is not None else _position(blocks, document)
    if said is not None:
        metadata = _called(metadata, said)
    elif marked is not None:
        heading = blocks[marked]
        assert isinstance(heading, Heading)
        blocks[marked] = Title(heading.prose, heading.span, heading.evidence, id=heading.id)
        metadata = _called(metadata, heading)
    elif at is not None:
        for near, line in before.items():
            blocks[near] = _signature(blocks[near], line)
        block = blocks[at]
        assert isinstance(block, Paragraph)
        blocks[at] = Title(block.prose, block.span, Evidence("first short block, then text", 0.9))
        metadata = _called(metadata, block)
    elif metadata.title:
        if _is_lacking(blocks, metadata):
            blocks.insert(0, _stated(metadata.title, blocks, document.text))
    else:
        name = re.sub(r"\.\w{1,8}$", "", document.source)
        metadata = replace(metadata, title=name)
        what = f"No title was found; {name!r} stands in."
        message = Message("S004", what, Place(file=document.source), "--title sets it")
        document = replace(document, messages=(*document.messages, message))
    return replace(document, metadata=metadata, sections=(replace(section, blocks=tuple(blocks)),))


def _is_lacking(blocks: Sequence[Lines | Block], metadata: Metadata) -> bool:
    """Whether a plain text does not have the title that somebody has stated: not as one of its lines, either.

    A page or a book in markup has the headings that its author gave it. A letter has none.
    """
    leaves = [block for block in blocks if isinstance(block, Heading | Paragraph)]
    if metadata.title_of_page or any(
        is_given(block) or (isinstance(block, Paragraph) and block.part) for block in leaves
    ):
        return False
    words = " ".join(metadata.title.split()).casefold()
    return not any(folded(block).casefold() == words for block in leaves)


def _stated(words: str, blocks: Sequence[Lines | Block], source: str) -> Title:
    """A title that somebody has stated, as it stands in the front matter, else right before the text."""
    first = next((block.span.start for block in blocks), 0)
    at = source.find(words, 0, first)
    span = Span(at, at + len(words)) if at >= 0 else Span(first, first)
    return Title(Prose(words, origin=at), span, Evidence("what the text says it is called"))


def _called(metadata: Metadata, block: Leaf) -> Metadata:
    """The metadata with the words of a block as the title, where nobody has said what the title is."""
    words = folded(block)
    if metadata.title and not (metadata.title_of_page and words):
        return metadata
    return replace(metadata, title=words, title_of_page=False)


def _marked(blocks: Sequence[Lines | Block], source: str) -> int | None:
    """The index of the one heading that its author marked as of the first level, if it stands over all the text."""
    first = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level == 1 and block.evidence.rule in LEVEL_MARKS
    ]
    if len(first) != 1:
        return None
    over = all(not isinstance(block, Paragraph) or not shape_of(block, source).is_prose for block in blocks[: first[0]])
    return first[0] if over else None


def _position(blocks: Sequence[Lines | Block], document: Document) -> tuple[int | None, dict[int, Line]]:
    """The index of the block that is the title: the first one, if it is short and does not end like a sentence.

    What says only when or by whom is passed over when a title comes after it; such lines are the second of the pair.
    """
    before: dict[int, Line] = {}
    last = max((at for at, block in enumerate(blocks) if isinstance(block, Paragraph)), default=0)
    for at, block in enumerate(blocks[:last]):
        if not isinstance(block, Paragraph):
            continue
        if block.part:
            break  # a letter has none
        if is_given(block) and not is_bold(block.prose):
            break  # whoever marks his text marks its title
        shape = shape_of(block, document.text)
        (line,) = read_lines((block,), document.metadata.language) if shape.words <= _LONGEST else (None,)
        signed = line is not None and line.signed
        if not signed and not _could_be(block, shape):
            break
        if _is_chapter(block, blocks[at + 1 :], document.metadata.language):
            break
        if line is None or not line.signed:
            return at, before
        before[at] = line
    return next((at for at, line in before.items() if any(map(str.isalpha, line.text))), None), {}


def _is_chapter(block: Paragraph, later: Sequence[Lines | Block], language: str) -> bool:
    """Whether a block is the first chapter of a text that has no title: another of its scheme comes later."""
    number = number_of(block.prose.text, language)
    if number is None or not (number.rank or number.end == len(block.prose.text)):
        return False
    for other in later:
        if isinstance(other, Paragraph) and len(other.prose.text) < _SHORT:
            then = number_of(other.prose.text, language)
            if then is not None and then.scheme == number.scheme and then.values > number.values:
                return True
    return False


def _signature(block: Lines | Block, line: Line) -> Byline | Dateline:
    assert isinstance(block, Paragraph)
    if line.kind == "byline":
        return Byline(block.prose, block.span, Evidence("line that names the writer", 0.9))
    return Dateline(block.prose, block.span, Evidence("line that says when", 0.9))


def _could_be(block: Paragraph, shape: Shape) -> bool:
    if shape.words > _LONGEST or shape.letters == 0 or (shape.ends in ".;,:" and shape.words > 4):
        return False
    return not (LISTED.match(block.prose.text) or (shape.closes and QUOTED.match(block.prose.text)))
