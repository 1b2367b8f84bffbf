"""Page furniture: what the site says around the text. Marked, kept in the model, left out of the publication.

Two kinds of evidence. The words: a short block that says what only a site says (`data/boilerplate.*.txt`) and stands
before the text, after it, or apart from it; in the middle of the text a whole sentence is text, whatever its first
words are. And the place: in a document that shows that it is a saved page, what stands around the story
(`furniture.py`). Each block that is left out is said in a message; when unsure, it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Evidence, Paragraph
from accessible.model.document import Document, Section
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.furniture import datelines, evidence, frame
from accessible.structurer.kinds import FRAME, SURE, Line, closes, read_lines
from accessible.structurer.shape import folded, place_of, shape_of
from accessible.structurer.words import words

#: In the middle of the text a block that ends like a sentence and has more words than this is one.
_LABEL = 6


def mark_boilerplate(document: Document) -> Document:
    """The document with page furniture as `Boilerplate` blocks, and a message for each of them.

    An unknown language has no phrases and loses none.
    """
    messages = list(document.messages)
    sections = []
    for section in document.sections:
        blocks = list(section.blocks)
        for at, (rule, confidence) in sorted(_judged(blocks, document).items()):
            block = blocks[at]
            assert isinstance(block, Paragraph)
            blocks[at] = Boilerplate(prose=block.prose, span=block.span, evidence=Evidence(rule, confidence))
            what = f"Left out as page furniture: {folded(block)[:80]!r}."
            place = place_of(block, document.text, document.source)
            messages.append(Message("S002", what, place, hint="--keep-boilerplate keeps it"))
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections), messages=tuple(messages))


def _judged(blocks: Sequence[Lines | Block], document: Document) -> dict[int, tuple[str, float]]:
    """The index of every block that is furniture, with the rule that says so and its confidence."""
    lines = read_lines(blocks, document.metadata.language)
    if not any(line.kind in FRAME for line in lines):
        return {}
    if all(line.kind in SURE for line in lines):
        return {line.at: ("furniture, and nothing else", 0.9) for line in lines}
    prose = [line.at for line in lines if line.kind == "prose"]
    if not prose:
        return {}  # verse, a list, a table: nothing that a frame could stand around
    first, last = prose[0], prose[-1]
    found = frame(lines)
    dated = datelines(lines)
    shown = evidence(lines)
    for line in lines:
        block = blocks[line.at]
        if line.kind not in SURE or line.at in dated or not isinstance(block, Paragraph):
            continue
        alone = line.text.casefold().strip(".") in words("advertisement", document.metadata.language)
        if not alone and shown < 2 and _may_be_text(lines, line.at, document, blocks):
            continue
        if not first < line.at < last or shape_of(block, document.text).gap > 1:
            found[line.at] = ("furniture phrase apart from the text", 0.95)
        elif line.words <= _LABEL or not closes(line.text):
            found[line.at] = ("furniture phrase", 0.8)
    for line in reversed(lines):  # tools, and the label of a list that is not there
        if line.kind in ("list", "tool") and first < line.at:
            found.setdefault(line.at, ("furniture at the end", 0.8))
        elif line.at not in found:
            break
    return found


def _may_be_text(lines: Sequence[Line], at: int, document: Document, blocks: Sequence[Lines | Block]) -> bool:
    """Whether a phrase that stands alone may be a title, a crosshead or a line of verse."""
    near = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    if any(line.kind in FRAME for line in near):
        return False
    if lines[at].words <= _LABEL and at + 1 < len(lines) and lines[at + 1].kind == "prose":
        return True
    for line in near:
        block = blocks[max(line.at, at)]
        close = isinstance(block, Paragraph) and shape_of(block, document.text).gap == 0
        if close and line.kind in ("line", "sentence"):
            return True
    return False


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
