"""The headings.

A heading is a short line that stands over a stretch of text: it is never decided on the line alone. What follows must
be running text, what stands before must have ended, and short lines in a run are a list of something, not headings.
Marks of the trade decide where they are: an agency's crosshead between dashes, `CHAPTER XII.`, `1.2 Methods`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Heading, Leaf, Paragraph, Prose, Title
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.shape import LISTED, QUOTED, Shape, folded, place_of, shape_of
from accessible.structurer.words import patterns

#: Below this confidence a possible heading stays a paragraph, with a message.
THRESHOLD = 0.6
#: So many short lines in a row are a list of something.
_RUN = 4

_DASHED = re.compile(r"^([-–—]{1,3})[ \t\u00a0]+(?P<words>\S.*?)[ \t\u00a0]+[-–—]{1,3}$", re.DOTALL)
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?[ \t\u00a0]+(?=[^\W\d_])")
_ROMAN = re.compile(r"^(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})\.?$")
_ATTRIBUTED = re.compile(r"^[-–—―]\s?\S|^(?:by|par|von|por)\s+[A-ZÀ-Þ]", re.IGNORECASE)


#: Rules that only the headings of a book satisfy; two of them make one.
_OF_BOOKS = ("roman numeral", "word that opens a heading")


class Candidate(Struct, frozen=True):
    """A paragraph that could be a heading: where it is, its shape, and what the rules make of it."""

    at: int
    shape: Shape
    evidence: Evidence
    level: int
    prose: Prose


def find_headings(document: Document) -> Document:
    """The document with its `Heading` blocks."""
    (section,) = document.sections
    blocks = list(section.blocks)
    shapes = [shape_of(block, document.text) if isinstance(block, Paragraph) else None for block in blocks]
    messages = list(document.messages)
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Title)), -1)
    for candidate in _candidates(blocks, shapes, first, document.metadata.language):
        block = blocks[candidate.at]
        assert isinstance(block, Paragraph)
        if candidate.evidence.confidence >= THRESHOLD:
            blocks[candidate.at] = Heading(
                prose=candidate.prose, span=block.span, evidence=candidate.evidence, level=candidate.level
            )
        else:
            messages.append(_kept(document, block))
    chapters = sum(isinstance(block, Heading) and block.evidence.rule in _OF_BOOKS for block in blocks)
    return replace(
        document,
        kind="book" if chapters > 1 else document.kind,
        sections=(replace(section, blocks=tuple(blocks)),),
        messages=tuple(messages),
    )


def _kept(document: Document, block: Leaf) -> Message:
    what = f"Possible heading, kept as a paragraph: {folded(block)!r}."
    return Message("S003", what, place_of(block, document.text, document.source))


def _candidates(
    blocks: Sequence[Lines | Block], shapes: Sequence[Shape | None], first: int, language: str
) -> list[Candidate]:
    named = patterns("heading", language)
    listed = [isinstance(block, Paragraph) and bool(LISTED.match(block.prose.text)) for block in blocks]
    prose_after_title = (at for at in range(first + 1, len(shapes)) if (shape := shapes[at]) and shape.is_prose)
    first_prose = next(prose_after_title, len(shapes))
    found = []
    for at, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if at <= first or not isinstance(block, Paragraph) or shape is None or not _could_be(block, shape):
            continue
        text = block.prose.text
        if dashed := _DASHED.match(text):
            start, end = dashed.span("words")
            prose = replace(block.prose, text=text[start:end], origin=block.prose.origin + start)
            found.append(Candidate(at, shape, Evidence("between dashes", 0.98), 2, prose))
            continue
        rule, confidence, level = _judge(text, shape, named)
        confidence *= _surroundings(at, shapes, listed)
        if shape.words > 7 and at <= first_prose:
            confidence *= 0.5  # a long line between the title and the text is a standfirst or a caption
        if confidence > 0.3:
            found.append(Candidate(at, shape, Evidence(rule, round(confidence, 3)), level, block.prose))
    return found


def _could_be(block: Paragraph, shape: Shape) -> bool:
    text = block.prose.text
    if not 0 < shape.words <= 14 or len(text) > 110 or shape.letters == 0 or shape.lines > 2:
        return False
    return not LISTED.match(text)


def _judge(text: str, shape: Shape, named: re.Pattern[str] | None) -> tuple[str, float, int]:
    """The rule that speaks for a short block, its confidence before its surroundings are looked at, and its level."""
    if _ROMAN.match(text):
        return "roman numeral", 0.95, 2
    if named is not None and named.match(text) and (shape.words <= 4 or shape.lines == 2 or not shape.closes):
        return "word that opens a heading", 0.95, 2
    if numbered := _NUMBERED.match(text):
        return "numbered", 0.9 if shape.ends not in ".;,:" else 0.3, min(6, 2 + numbered["number"].count("."))
    if shape.ends in ".;,:…" or _ATTRIBUTED.match(text):
        return "short line", 0.0, 2
    if QUOTED.match(text) or shape.first.islower():
        return "short line", 0.3, 2
    if shape.capitals > 0.9 and shape.letters > 3:
        return "capitals", 0.9, 2
    return "short line over text", 0.85 if shape.words <= 10 else 0.65, 2


def _surroundings(at: int, shapes: Sequence[Shape | None], listed: Sequence[bool]) -> float:
    """A factor 0 to 1: does text follow, did the text before end, is this one of a run of short lines?"""
    after = [shape for shape in shapes[at + 1 : at + 4] if shape is not None]
    if not after:
        return 0.0
    factor = 1.0
    if at + 1 < len(listed) and listed[at + 1]:
        factor *= 0.9  # a heading over a list
    elif not after[0].is_prose:
        shorter_than_text = after[0].words <= 14 and not after[0].closes
        leads_on = len(after) > 1 and after[1].is_prose
        factor *= 0.85 if shorter_than_text and leads_on else 0.8 if after[0].closes and after[0].words > 5 else 0.5
    run = 1
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(shapes) and run < _RUN:
            shape = shapes[near]
            if shape is None or shape.closes or shape.words > 14 or listed[near]:
                break
            run += 1
            near += step
    if run >= _RUN:
        factor *= 0.4
    before = shapes[at - 1] if at else None
    if before is not None and before.ends in ",-—" + ascii_lowercase and before.words > 14:
        factor *= 0.8
    return factor
